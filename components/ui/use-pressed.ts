'use client';

import { type PointerEvent, useEffect, useState } from 'react';
import { afterRelease } from './use-unfolded';

/**
 * What a button says and does, held from the moment it is pressed until its click was heard: what it said then is what is done, though a run
 * begins or ends meanwhile and the page moves (a press takes the focus out of a field, which may change the cell). The button gets the handler.
 */
export function usePressed<T>(now: T): readonly [T, { readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void }] {
  const [held, setHeld] = useState<{ readonly value: T } | null>(null);
  useEffect(() => (held === null ? undefined : afterRelease(() => setHeld(null))), [held]);
  const onPointerDown = ({ currentTarget, pointerId }: PointerEvent<HTMLElement>) => {
    // The release is the button's, wherever it stands by then.
    currentTarget.setPointerCapture(pointerId);
    setHeld({ value: now });
  };
  return [held === null ? now : held.value, { onPointerDown }];
}
