'use client';

import { useRef, useSyncExternalStore } from 'react';

/** Something with a state that changes as a whole. */
export interface Source<State> {
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => State;
}

/**
 * A part of a state: the component is drawn again when that part is another, whatever else changes.
 * @param same when two parts count as one; the earlier is then given again
 */
export function useSelected<State, Part>(
  { subscribe, snapshot }: Source<State>,
  select: (state: State) => Part,
  same: (a: Part, b: Part) => boolean = Object.is,
): Part {
  const last = useRef<{ readonly seen: Part; readonly part: Part } | null>(null);
  const get = (): Part => {
    const seen = select(snapshot());
    const known = last.current;
    // Asked after every change of the whole: what is the very one seen before is not compared again.
    if (known && Object.is(known.seen, seen)) return known.part;
    const part = known && same(known.part, seen) ? known.part : seen;
    last.current = { seen, part };
    return part;
  };
  return useSyncExternalStore(subscribe, get, get);
}
