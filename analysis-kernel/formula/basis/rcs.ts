/** Restricted cubic splines with the knots of Harrell's rms. */
import { quantileSorted } from '../../numeric/quantile';

type KnotProblem = 'too-few-values' | 'too-few-knots';

/**
 * Knots of `rcs(x, nk)`: type-7 quantiles at equally spaced probabilities between 0.10 and 0.90 (3 knots), 0.05 and 0.95 (4 to 6)
 * or 0.025 and 0.975 (7 or more). Where at least 5 % of the values sit on the smallest or largest value and on no other, that outer knot moves to
 * the next value and the rest are taken among what lies beyond it. Below 100 values the outer knots are the fifth from each end.
 *
 * `sorted`: known values, ascending. Returns ascending distinct knots, or the reason why there are none.
 * As Hmisc's `rcspline.eval(x, nk = nk, knots.only = TRUE)`; Harrell, Regression Modeling Strategies (2015), doi:10.1007/978-3-319-19425-7.
 */
export function harrellKnots(sorted: Float64Array, nk: number): number[] | KnotProblem {
  if (sorted.length < 6) return 'too-few-values';
  const { values: distinct, counts } = runLengths(sorted);
  if (distinct.length - 2 <= nk) return finish(Array.from(distinct.subarray(1, -1)));
  const outer = nk > 6 ? 0.025 : nk > 3 ? 0.05 : 0.1;
  const heavy = (count: number) => count / sorted.length >= 0.05;
  let values = sorted;
  let first: number | null = null;
  let last: number | null = null;
  if (!counts.subarray(1, -1).some(heavy)) {
    if (heavy(counts[0])) {
      first = distinct[1];
      const limit = first;
      values = values.filter((value) => value > limit);
    }
    if (heavy(counts[counts.length - 1])) {
      last = largestBelow(values);
      const limit = last;
      values = values.filter((value) => value < limit);
    }
  }
  const inner = nk - (first === null ? 0 : 1) - (last === null ? 0 : 1);
  let knots = innerKnots(values, inner, distinct.length, outer);
  if (inner > 1 && distinct.length > inner && new Set(knots).size < Math.min(inner, 3)) {
    knots = sequence(outer, 1 - outer, 2 * inner).map((p) => quantileSorted(values, p));
    if (first !== null && new Set(knots).size < 3) {
      const middle = last === null ? quantileSorted(values, 0.5) : (first + last) / 2;
      knots = [first, middle, last ?? quantileSorted(values, 1 - outer)];
    }
    if (new Set(knots).size < 3) return 'too-few-knots';
  }
  if (inner > 1 && values.length < 100 && values.length >= 5) {
    if (first === null) knots[0] = values[4];
    if (last === null) knots[inner - 1] = values[values.length - 5];
  }
  return finish([...(first === null ? [] : [first]), ...knots, ...(last === null ? [] : [last])]);
}

/**
 * Basis of a restricted cubic spline: the variable itself and nk − 2 terms, cubic between and linear beyond the outer knots, divided by the
 * square of the outer knots' distance. Column-wise; NaN where `x` is NaN. As `rms::rcs`.
 */
export function rcsBasis(x: Float64Array, knots: readonly number[]): Float64Array[] {
  const nk = knots.length;
  const lastKnot = knots[nk - 1];
  const nextToLast = knots[nk - 2];
  const scale = (lastKnot - knots[0]) ** (2 / 3);
  const cube = (value: number) => (value > 0 ? (value / scale) ** 3 : 0);
  const columns = [x];
  for (let j = 0; j < nk - 2; j++) {
    const column = new Float64Array(x.length);
    const a = (nextToLast - knots[j]) / (lastKnot - nextToLast);
    const b = (lastKnot - knots[j]) / (lastKnot - nextToLast);
    for (let i = 0; i < x.length; i++) {
      const value = x[i];
      column[i] = Number.isNaN(value) ? Number.NaN : cube(value - knots[j]) + a * cube(value - lastKnot) - b * cube(value - nextToLast);
    }
    columns.push(column);
  }
  return columns;
}

function innerKnots(values: Float64Array, inner: number, distinct: number, outer: number): number[] {
  if (inner === 1) return [quantileSorted(values, 0.5)];
  if (distinct <= inner) return [...new Set(values)];
  const probabilities = inner === 2 ? [0.5, 1 - outer] : sequence(outer, 1 - outer, inner);
  return probabilities.map((p) => quantileSorted(values, p));
}

function finish(knots: number[]): number[] | KnotProblem {
  const distinct = [...new Set(knots)].sort((a, b) => a - b);
  return distinct.length < 3 ? 'too-few-knots' : distinct;
}

/** Distinct values of a sorted array and how often each occurs. */
function runLengths(sorted: Float64Array): { values: Float64Array; counts: Int32Array } {
  const values = new Float64Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  let n = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (n === 0 || values[n - 1] !== sorted[i]) values[n++] = sorted[i];
    counts[n - 1]++;
  }
  return { values: values.subarray(0, n), counts: counts.subarray(0, n) };
}

function largestBelow(sorted: Float64Array): number {
  const top = sorted[sorted.length - 1];
  let i = sorted.length - 1;
  while (i > 0 && sorted[i] === top) i--;
  return sorted[i];
}

function sequence(from: number, to: number, length: number): number[] {
  const step = (to - from) / (length - 1);
  return Array.from({ length }, (_, index) => (index === length - 1 ? to : from + index * step));
}
