/** The binomial distribution. */
import { logBinomialKernel } from '../special/deviance';
import { betaTail } from '../special/incomplete-beta';
import { certain, type Tail } from '../tail';

/** Binomial probability of k successes in n trials, or its logarithm; 0 outside 0…n. R: `dbinom(k, n, p, log)`. */
export function dbinom(k: number, n: number, p: number, options: { readonly log?: boolean } = {}): number {
  if (Number.isNaN(k) || !(n >= 0) || !(p >= 0 && p <= 1)) return Number.NaN;
  const log = k < 0 || k > n || k !== Math.floor(k) ? -Infinity : logBinomialKernel(k, n - k, p, 1 - p);
  return options.log ? log : Math.exp(log);
}

/** Binomial distribution function P(K ≤ k). R: `pbinom(k, n, p, lower.tail, log.p)`. */
export function pbinom(k: number, n: number, p: number, tail: Tail = {}): number {
  if (Number.isNaN(k) || !(n >= 0) || !(p >= 0 && p <= 1)) return Number.NaN;
  const floor = Math.floor(k + 1e-7);
  if (floor < 0) return certain(false, tail);
  if (floor >= n) return certain(true, tail);
  return betaTail(p, 1 - p, floor + 1, n - floor, { lower: !(tail.lower ?? true), log: tail.log });
}
