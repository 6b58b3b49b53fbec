import { startTransition, useEffect, useState } from 'react';

/** A first screenful, which the server draws too. */
const FIRST = 4;
/** Drawn between two moments in which the page hears its reader. */
const STRETCH = 4;
/** A notebook of so many cells is drawn whole; of a longer one the rest is drawn where the reader comes near. */
const MOST = 24;

/** How many cells at the beginning of a notebook are drawn whatever is in the window: the first at once, the others as soon as the page stands. */
export function useGrowing(total: number): number {
  const most = Math.min(total, MOST);
  const [drawn, setDrawn] = useState(FIRST);
  useEffect(() => {
    if (drawn < most) startTransition(() => setDrawn(drawn + STRETCH));
  }, [drawn, most]);
  return Math.min(drawn, most);
}
