import { startTransition, useEffect, useState } from 'react';

/** A first screenful, which the server draws too. */
const FIRST = 4;
/** Drawn between two moments in which the page hears its reader. */
const STRETCH = 12;

/** How many of a list are drawn: the first at once, the rest a stretch at a time as soon as the page stands, and then what is added. */
export function useGrowing(total: number): number {
  const [drawn, setDrawn] = useState(FIRST);
  useEffect(() => {
    if (drawn === Number.POSITIVE_INFINITY) return;
    startTransition(() => setDrawn(drawn >= total ? Number.POSITIVE_INFINITY : drawn + STRETCH));
  }, [drawn, total]);
  return Math.min(drawn, total);
}
