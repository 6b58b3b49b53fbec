/** The chi-squared distribution. */
import { gammaTail } from '../special/incomplete-gamma';
import type { Tail } from '../tail';
import { qgamma } from './gamma';

/**
 * Chi-squared distribution function P(X ≤ x), its upper tail, or the logarithm of either.
 * x: any real number; df ≥ 0 degrees of freedom. NaN for NaN or df < 0. R: `pchisq(x, df, lower.tail, log.p)`.
 */
export function pchisq(x: number, df: number, tail: Tail = {}): number {
  return gammaTail(df / 2, x / 2, tail);
}

/** Chi-squared quantile; p a probability (or its logarithm), df > 0. NaN outside [0, 1]. R: `qchisq(p, df)`. */
export function qchisq(p: number, df: number, tail: Tail = {}): number {
  return 2 * qgamma(p, df / 2, tail);
}
