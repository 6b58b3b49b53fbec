/** Sums that keep their digits. */

/**
 * Sum of all values with Neumaier's compensation: the error does not grow with the length.
 * Doi 10.1002/zamm.19740540106; R: `sum(x)` (which uses long doubles).
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    const next = total + x;
    lost += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total;
    total = next;
  }
  return Number.isNaN(lost) ? total : total + lost;
}

/** Arithmetic mean; NaN of nothing. R: `mean(x)`. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/**
 * Sample variance with denominator n − 1, by two passes with correction of the mean's rounding.
 * NaN for fewer than two values. R: `var(x)`.
 */
export function variance(values: ArrayLike<number>): number {
  const n = values.length;
  if (n < 2) return Number.NaN;
  const centre = mean(values);
  const squares = new Float64Array(n);
  let drift = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i] - centre;
    squares[i] = d * d;
    drift += d;
  }
  return (sum(squares) - (drift * drift) / n) / (n - 1);
}

/** Beyond it, and below its inverse, squares and sums of many numbers leave the range of doubles. */
const LARGEST = 1e150;

/** By what to divide values so that their squares and sums are numbers: 1, unless the largest is past 1e150 or none reaches 1e-150. */
export function scaleOf(...samples: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const sample of samples) for (let i = 0; i < sample.length; i++) largest = Math.max(largest, Math.abs(sample[i]));
  return largest > LARGEST || (largest > 0 && largest < 1 / LARGEST) ? largest : 1;
}
