'use client';

import { useEffect, useState } from 'react';

/** Whether something has gone on for longer than some milliseconds. */
export function useOutlasts(goesOn: boolean, milliseconds: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!goesOn) return;
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [goesOn, milliseconds]);
  return late;
}
