/** Times at which a survival curve falls to a given probability. */

const TOLERANCE = 1.4901161193847656e-8;

/**
 * The first time at which the curve is below one minus p, within √ε: where it equals it over a stretch the middle of the stretch, over a last
 * stretch its beginning (`flat` left) or NaN (none, as SAS). NaN where the curve stays above. NaN limits are passed over.
 *
 * `time` ascending; `curve` the survival or one of its limits. R: `summary(survfit(…))$table[, "median"]` for p = 0.5.
 */
export function firstFall(time: Float64Array, curve: Float64Array, p: number, flat: 'left' | 'none'): number {
  const level = 1 - p;
  for (let j = 0; j < curve.length; j++) {
    if (!(curve[j] < level + TOLERANCE)) continue;
    if (Math.abs(curve[j] - level) >= TOLERANCE) return time[j];
    const next = curve.findIndex((value, k) => k > j && value < curve[j]);
    if (next >= 0) return (time[j] + time[next]) / 2;
    return flat === 'left' ? time[j] : Number.NaN;
  }
  return Number.NaN;
}

/**
 * The time at which 1 − curve reaches p by R's rule: among the distinct values the one next at or above p (within √ε), averaged with the one next
 * above it, so that a stretch exactly at p gives its middle, the last stretch too. For a survival curve that is its first fall; a limit that
 * is not monotone gives the time of the value nearest beyond p. NaN where p is not reached.
 *
 * `origin`: the time at which the curve begins at 1. R: `quantile(survfit(…), probs)`.
 */
export function survivalQuantile(time: Float64Array, curve: Float64Array, p: number, origin: number): number {
  const distinct = new Map<number, number>([[0, origin]]);
  let last = 0;
  for (let j = 0; j < curve.length; j++) {
    const y = 1 - curve[j];
    if (!distinct.has(y)) {
      distinct.set(y, time[j]);
      last = y;
    }
  }
  const first = reaching(distinct, p - TOLERANCE);
  const second = reaching(distinct, p + TOLERANCE);
  if (Math.abs(p - last) < TOLERANCE) return (first + time[time.length - 1]) / 2;
  return (first + second) / 2;
}

/** Time of the smallest value at or above p; NaN without one. */
function reaching(distinct: ReadonlyMap<number, number>, p: number): number {
  let best = Number.POSITIVE_INFINITY;
  let at = Number.NaN;
  for (const [y, time] of distinct) {
    if (y >= p && y < best) {
      best = y;
      at = time;
    }
  }
  return at;
}
