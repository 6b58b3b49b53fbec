/** The error function and the tails of the standard normal distribution from which it is computed. */
import { HALF_LOG_2PI } from './lgamma';

const INV_SQRT_2PI = 0.3989422804014327;
const SERIES_LIMIT = 2.2;

/** e^(−x²/2) with x² formed without rounding. */
export function halfSquareExp(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (x - head) * (x + head));
}

/** Φ(x) − ½, for |x| ≤ 2.2, by a series of positive terms (relative accuracy kept near 0). */
export function normalCentral(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= square / (2 * n + 1);
    sum += term;
    if (Math.abs(term) <= 1e-17 * Math.abs(sum)) break;
  }
  return INV_SQRT_2PI * halfSquareExp(x) * sum;
}

/** Mills' ratio (1 − Φ(x)) / φ(x) for x ≥ 2 by Laplace's continued fraction. */
export function millsRatio(x: number): number {
  let value = x;
  for (let n = Math.ceil(30 + 260 / (x * x)); n >= 1; n--) value = x + n / value;
  return 1 / value;
}

/** P(Z > x) for standard normal Z, to about 1e-15 relative. */
export function normalUpper(x: number): number {
  if (x > SERIES_LIMIT) return INV_SQRT_2PI * halfSquareExp(x) * millsRatio(x);
  if (x < -SERIES_LIMIT) return 1 - normalUpper(-x);
  return 0.5 - normalCentral(x);
}

/** log P(Z > x), also where the probability itself underflows. */
export function logNormalUpper(x: number): number {
  if (x > SERIES_LIMIT) return -0.5 * x * x - HALF_LOG_2PI + Math.log(millsRatio(x));
  if (x < 0) return Math.log1p(-normalUpper(-x));
  return Math.log(normalUpper(x));
}

/** The error function 2/√π ∫₀ˣ e^(−t²) dt; odd, relative accuracy about 1e-15. R: `2 * pnorm(x * sqrt(2)) - 1`. */
export function erf(x: number): number {
  const z = x * Math.SQRT2;
  if (Math.abs(z) <= SERIES_LIMIT) return 2 * normalCentral(z);
  return x > 0 ? 1 - 2 * normalUpper(z) : 2 * normalUpper(-z) - 1;
}

/** 1 − erf(x), relative accuracy kept in the upper tail. R: `2 * pnorm(x * sqrt(2), lower = FALSE)`. */
export function erfc(x: number): number {
  return 2 * normalUpper(x * Math.SQRT2);
}
