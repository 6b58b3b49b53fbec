/** The normal distribution (standard). */

import { halfSquareExp, logNormalUpper, millsRatio, normalCentral, normalUpper } from '../special/erf';
import { HALF_LOG_2PI } from '../special/lgamma';
import { logTails, type Tail } from '../tail';

/** Standard normal density, or its logarithm. R: `dnorm(x, log)`. */
export function dnorm(x: number, options: { readonly log?: boolean } = {}): number {
  if (options.log) return -0.5 * x * x - HALF_LOG_2PI;
  return 0.3989422804014327 * halfSquareExp(x);
}

/**
 * Standard normal distribution function P(Z ≤ x), its upper tail, or the logarithm of either.
 * x: any real number; NaN for NaN. Relative accuracy about 1e-15 in both tails. R: `pnorm(x, lower.tail, log.p)`.
 */
export function pnorm(x: number, tail: Tail = {}): number {
  if (Number.isNaN(x)) return Number.NaN;
  const z = (tail.lower ?? true) ? -x : x;
  if (tail.log) return z === Infinity ? -Infinity : z === -Infinity ? 0 : logNormalUpper(z);
  return z === Infinity ? 0 : z === -Infinity ? 1 : normalUpper(z);
}

/**
 * Standard normal quantile: the x with P(Z ≤ x) = p.
 * p: a probability, or its logarithm with `log`; NaN outside [0, 1]. ±Infinity at the ends. R: `qnorm(p, lower.tail, log.p)`.
 */
export function qnorm(p: number, tail: Tail = {}): number {
  const { lower, upper } = logTails(p, tail);
  if (Number.isNaN(lower)) return Number.NaN;
  if (lower === upper) return 0;
  const inLower = lower < upper;
  const target = inLower ? lower : upper;
  if (target === -Infinity) return inLower ? -Infinity : Infinity;
  const sign = inLower ? -1 : 1;
  if (target > -1.6) {
    // Centre: solve Φ(x) − ½ = ½ − (smaller tail), which keeps digits near the median.
    const plain = tail.log ? Math.exp(target) : (tail.lower ?? true) === inLower ? p : 1 - p;
    const centre = tail.log ? -0.5 * Math.expm1(target + Math.LN2) : 0.5 - plain;
    let x = centre * 2.5066282746310002;
    for (let i = 0; i < 60; i++) {
      const step = (normalCentral(x) - centre) / dnorm(x);
      const next = x - step / (1 + 0.5 * x * step);
      if (Math.abs(next - x) <= 1e-16 * Math.abs(next)) return sign * next;
      x = next;
    }
    return sign * x;
  }
  // Tail: Newton on log Q(x), which is concave, from an approximate root of x²/2 + log(x√(2π)) = −target.
  let x = Math.sqrt(Math.max(-2 * target - 2 * HALF_LOG_2PI, 0.5));
  x = Math.sqrt(Math.max(-2 * (target + HALF_LOG_2PI + Math.log(x)), 0.7));
  for (let i = 0; i < 60; i++) {
    const inverseMills = x > 2.2 ? 1 / millsRatio(x) : dnorm(x) / normalUpper(x);
    const next = x + (logNormalUpper(x) - target) / inverseMills;
    if (Math.abs(next - x) <= 2e-16 * next) return sign * next;
    x = next;
  }
  return sign * x;
}
