'use client';

import { useEffect, useState } from 'react';

/** Called once the pointer that is pressed now has been released and its click was heard. */
export function afterRelease(heard: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const released = () => {
    timer = setTimeout(heard);
  };
  window.addEventListener('pointerup', released, { once: true });
  window.addEventListener('pointercancel', released, { once: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('pointerup', released);
    window.removeEventListener('pointercancel', released);
  };
}

let pressed = false;
if (typeof window !== 'undefined') {
  const set = (value: boolean) => () => {
    pressed = value;
  };
  window.addEventListener('pointerdown', set(true), { capture: true });
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, set(false), { capture: true });
}

/**
 * Whether a place is shown that unfolds at once and folds only when no pointer is pressed: a press that takes the focus out of it would
 * otherwise move the page under the pointer, and its click would land on something else.
 */
export function useUnfolded(wanted: boolean): boolean {
  const [shown, setShown] = useState(wanted);
  useEffect(() => {
    if (wanted || !pressed) setShown(wanted);
    else return afterRelease(() => setShown(false));
  }, [wanted]);
  return wanted || shown;
}
