/** Survival times that differ by rounding only are one time. */
/** √ε: the tolerance of R's `all.equal` and of its survival package. */
const TOLERANCE = 1.4901161193847656e-8;

export interface RepairedTimes {
  readonly start: Float64Array | null;
  readonly time: Float64Array;
  /** How many distinct times were merged into an earlier one. */
  readonly merged: number;
  /** Rows whose interval lost its whole length by the merging; R refuses such data. */
  readonly collapsed: readonly number[];
}

/**
 * Replace each run of nearly equal times by its first: neighbours among the sorted distinct times (starts and ends together) are
 * one when their gap, or the gap divided by the mean absolute distinct time, is at most √ε.
 * start, time: finite numbers of equal length; start is null for right-censored data. The given arrays are not changed and are
 * returned as they are when nothing is near-tied. R: `survival::aeqSurv(Surv(start, time, event))`.
 */
export function repairTies(start: Float64Array | null, time: Float64Array): RepairedTimes {
  const distinct = distinctTimes(start, time);
  let size = 0;
  for (const t of distinct) size += Math.abs(t) / distinct.length;
  const moved = nearTies(distinct, size);
  const merged = moved.from.length;
  if (merged === 0) return { start, time, merged, collapsed: [] };
  const newTime = time.map((t) => firstOfRun(moved, t));
  const newStart = start === null ? null : start.map((t) => firstOfRun(moved, t));
  const collapsed: number[] = [];
  if (newStart !== null) for (let i = 0; i < newTime.length; i++) if (newStart[i] >= newTime[i]) collapsed.push(i);
  return { start: newStart, time: newTime, merged, collapsed };
}

function distinctTimes(start: Float64Array | null, time: Float64Array): Float64Array {
  const all = new Float64Array(time.length + (start?.length ?? 0));
  all.set(time);
  if (start !== null) all.set(start, time.length);
  all.sort();
  let kept = 0;
  for (let i = 0; i < all.length; i++) if (all[i] !== all[kept - 1]) all[kept++] = all[i];
  return all.slice(0, kept);
}

/** Times that are near-tied to the one before, ascending, and the first of the run each belongs to. */
interface NearTies {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function nearTies(distinct: Float64Array, size: number): NearTies {
  const from: number[] = [];
  const to: number[] = [];
  let first = distinct[0];
  for (let i = 1; i < distinct.length; i++) {
    const gap = distinct[i] - distinct[i - 1];
    if (gap <= TOLERANCE || gap / size <= TOLERANCE) {
      from.push(distinct[i]);
      to.push(first);
    } else first = distinct[i];
  }
  return { from, to };
}

function firstOfRun({ from, to }: NearTies, t: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (from[middle] < t) low = middle + 1;
    else high = middle;
  }
  return from[low] === t ? to[low] : t;
}
