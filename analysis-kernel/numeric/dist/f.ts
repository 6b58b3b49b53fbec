/** Fisher's F distribution. */
import { betaTail } from '../special/incomplete-beta';
import type { Tail } from '../tail';
import { qbetaLogit } from './beta';
import { pchisq, qchisq } from './chi-squared';

/**
 * F distribution function P(F ≤ x), its upper tail, or the logarithm of either.
 * x: any real number; df1, df2 > 0 (df2 may be Infinity). NaN for NaN or df ≤ 0. R: `pf(x, df1, df2, lower.tail, log.p)`.
 */
export function pf(x: number, df1: number, df2: number, tail: Tail = {}): number {
  if (Number.isNaN(x) || !(df1 > 0) || !(df2 > 0)) return Number.NaN;
  if (df2 === Infinity) return pchisq(x * df1, df1, tail);
  const scaled = df1 * Math.max(x, 0);
  if (scaled === Infinity) return betaTail(1, 0, df1 / 2, df2 / 2, tail);
  return betaTail(scaled / (df2 + scaled), df2 / (df2 + scaled), df1 / 2, df2 / 2, tail);
}

/** F quantile; p a probability (or its logarithm), df1, df2 > 0. NaN outside [0, 1]. R: `qf(p, df1, df2)`. */
export function qf(p: number, df1: number, df2: number, tail: Tail = {}): number {
  if (df2 === Infinity) return qchisq(p, df1, tail) / df1;
  return Math.exp(qbetaLogit(p, df1 / 2, df2 / 2, tail)) * (df2 / df1);
}
