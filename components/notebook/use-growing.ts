import { startTransition, useEffect, useState } from 'react';

/** A first screenful, which the server draws too. */
const FIRST = 4;
/** Drawn between two moments in which the page hears its reader. */
const STRETCH = 4;
/** The server sketches some more, to below the window's end. */
const SENT = 8;
/** A notebook of so many cells is drawn whole; of a longer one the rest is drawn where the reader comes near. */
const MOST = 24;
/** Sketched between two such moments, once the beginning is drawn. */
const SKETCHES = 48;

interface Grown {
  /** Cells at the beginning that are drawn whatever is in the window. */
  readonly drawn: number;
  /** Cells there are at all, the others as sketches. */
  readonly placed: number;
}

/** How far a notebook is drawn: a screenful at once, the others as soon as the page stands, a stretch at a time. */
export function useGrowing(total: number): Grown {
  const most = Math.min(total, MOST);
  const [drawn, setDrawn] = useState(FIRST);
  const [placed, setPlaced] = useState(SENT);
  useEffect(() => {
    if (drawn < most)
      startTransition(() => {
        setDrawn(drawn + STRETCH);
        setPlaced((before) => Math.max(before, drawn + STRETCH));
      });
    // What is added later is there at once.
    else if (placed < total) startTransition(() => setPlaced(placed + SKETCHES < total ? placed + SKETCHES : Number.POSITIVE_INFINITY));
  }, [drawn, most, placed, total]);
  return { drawn: Math.min(drawn, most), placed: Math.min(placed, total) };
}
