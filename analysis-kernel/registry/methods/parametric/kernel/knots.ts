/** Knots of a spline of log time. */
import { quantileAt } from '../../../../numeric/quantile';
import { argsort } from '../../../../numeric/sort';

/**
 * `none`: fewer than two distinct times of events; `outside`: a knot not between the first and the last of them; `equal`: two fall together; `many`:
 * more inner knots than distinct times less one, or with them more parameters than events.
 */
export type KnotsProblem = 'none' | 'outside' | 'equal' | 'many';

/**
 * Logarithms of the knots, ascending: the first and the last time of an event, and between them the times given, or so many type-7 quantiles of the log
 * times of events at equal steps of probability. A frequency is so many rows.
 * @param inner how many, or at which times
 * @param covariates how many coefficients the model has beside those of the spline
 * R: `flexsurv::flexsurvspline(k =)`, `knots =`.
 */
export function splineKnots(
  time: Float64Array,
  event: Uint8Array,
  copies: Float64Array | null,
  inner: number | readonly number[],
  covariates: number,
): readonly number[] | KnotsProblem {
  const order = argsort(time).filter((row) => event[row] === 1);
  if (order.length === 0) return 'none';
  const logTimes = Float64Array.from(order, (row) => Math.log(time[row]));
  const [low, high] = [logTimes[0], logTimes[logTimes.length - 1]];
  if (low === high) return 'none';
  const ends = new Float64Array(order.length);
  let total = 0;
  order.forEach((row, at) => {
    total += copies?.[row] ?? 1;
    ends[at] = total;
  });
  const count = typeof inner === 'number' ? inner : inner.length;
  if (count > 0 && (count > new Set(logTimes).size - 1 || count + 2 + covariates > total)) return 'many';
  const placed = (place: number) => logTimes[firstAbove(ends, place)];
  const between =
    typeof inner === 'number'
      ? Array.from({ length: inner }, (_, k) => quantileAt(total, placed, (k + 1) / (inner + 1), 7))
      : inner.map(Math.log).sort((a, b) => a - b);
  if (typeof inner !== 'number' && between.some((knot) => !(knot > low && knot < high))) return 'outside';
  const knots = [low, ...between, high];
  return knots.some((knot, k) => k > 0 && !(knot > knots[k - 1])) ? 'equal' : knots;
}

/** The first place whose running total passes `place`. */
function firstAbove(ends: Float64Array, place: number): number {
  let [from, to] = [0, ends.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ends[middle] > place) to = middle;
    else from = middle + 1;
  }
  return from;
}
