import { startTransition, useEffect, useState } from 'react';

/** A first screenful, which the server draws too. */
const FIRST = 4;
/** Drawn between two moments in which the page hears its reader. */
const STRETCH = 12;

/** Drawn on either side of a place that is wanted before its turn. */
const AROUND = 2;

/**
 * Places of a list that are drawn: the first ones, and where one is wanted that is not among them, it and its neighbours.
 * @param wanted place that somebody goes to; -1 for none
 */
export function placesDrawn(total: number, drawn: number, wanted: number): readonly number[] {
  const isNear = (at: number) => wanted >= drawn && Math.abs(at - wanted) <= AROUND;
  return Array.from({ length: total }, (_, at) => at).filter((at) => at < drawn || isNear(at));
}

/** How many of a list are drawn: the first at once, the rest a stretch at a time as soon as the page stands, and then what is added. */
export function useGrowing(total: number): number {
  const [drawn, setDrawn] = useState(FIRST);
  useEffect(() => {
    if (drawn === Number.POSITIVE_INFINITY) return;
    startTransition(() => setDrawn(drawn >= total ? Number.POSITIVE_INFINITY : drawn + STRETCH));
  }, [drawn, total]);
  return Math.min(drawn, total);
}
