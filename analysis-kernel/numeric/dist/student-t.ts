/** Student's t distribution. */
import { betaTail } from '../special/incomplete-beta';
import { logTails, type Tail } from '../tail';
import { qbetaLogit } from './beta';
import { pnorm, qnorm } from './normal';

/**
 * Student's t distribution function P(T ≤ t), its upper tail, or the logarithm of either.
 * t: any real number; df > 0, Infinity for the normal. NaN for NaN or df ≤ 0. R: `pt(t, df, lower.tail, log.p)`.
 */
export function pt(t: number, df: number, tail: Tail = {}): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  if (df === Infinity) return pnorm(t, tail);
  // Half of P(|T| > |t|) lies in the tail on t's side.
  const [x, y] = squareShares(t, df);
  const logTail = betaTail(x, y, df / 2, 0.5, { log: true }) - Math.LN2;
  const tailIsLower = t < 0;
  if ((tail.lower ?? true) === tailIsLower) return tail.log ? logTail : Math.exp(logTail);
  return tail.log ? Math.log1p(-Math.exp(logTail)) : -Math.expm1(logTail);
}

/** df / (df + t²) and t² / (df + t²), without overflow. */
function squareShares(t: number, df: number): readonly [number, number] {
  const square = t * t;
  if (square === Infinity) {
    const ratio = Math.sqrt(df) / Math.abs(t);
    return [ratio * ratio, 1];
  }
  return [df / (df + square), square / (df + square)];
}

/** Student's t quantile; p a probability (or its logarithm), df > 0. NaN outside [0, 1]. R: `qt(p, df)`. */
export function qt(p: number, df: number, tail: Tail = {}): number {
  if (df === Infinity) return qnorm(p, tail);
  const { lower, upper } = logTails(p, tail);
  if (Number.isNaN(lower) || !(df > 0)) return Number.NaN;
  if (lower === upper) return 0;
  const sign = lower < upper ? -1 : 1;
  const smaller = Math.min(lower, upper);
  if (smaller === -Infinity) return sign * Infinity;
  const logTwoSided = Math.min(smaller + Math.LN2, 0);
  // Near the median the centre P(|T| < t) is the small quantity; form it from p itself.
  if (smaller > -1.2 && !tail.log) {
    const centre = Math.abs(1 - 2 * p);
    return sign * Math.sqrt(df) * Math.exp(0.5 * qbetaLogit(centre, 0.5, df / 2));
  }
  return sign * Math.sqrt(df) * Math.exp(-0.5 * qbetaLogit(logTwoSided, df / 2, 0.5, { log: true }));
}
