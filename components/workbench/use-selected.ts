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
  const last = useRef<{ readonly part: Part } | null>(null);
  const get = (): Part => {
    const part = select(snapshot());
    if (!last.current || !same(last.current.part, part)) last.current = { part };
    return last.current.part;
  };
  return useSyncExternalStore(subscribe, get, get);
}
