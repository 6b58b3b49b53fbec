/** The Poisson distribution. */
import { logPoissonKernel } from '../special/deviance';
import { gammaTail } from '../special/incomplete-gamma';
import { certain, type Tail } from '../tail';

/** Poisson probability of k events with mean m ≥ 0, or its logarithm; 0 where k is no whole number ≥ 0. R: `dpois(k, m, log)`. */
export function dpois(k: number, mean: number, options: { readonly log?: boolean } = {}): number {
  if (Number.isNaN(k) || !(mean >= 0)) return Number.NaN;
  const impossible = k < 0 || k !== Math.floor(k) || (mean === 0 && k > 0);
  const log = impossible ? -Infinity : mean === 0 ? 0 : logPoissonKernel(k, mean);
  return options.log ? log : Math.exp(log);
}

/** Poisson distribution function P(K ≤ k) with mean m ≥ 0. R: `ppois(k, m, lower.tail, log.p)`. */
export function ppois(k: number, mean: number, tail: Tail = {}): number {
  if (Number.isNaN(k) || !(mean >= 0)) return Number.NaN;
  if (k < 0) return certain(false, tail);
  if (mean === 0 || k === Infinity) return certain(true, tail);
  return gammaTail(Math.floor(k + 1e-7) + 1, mean, { lower: !(tail.lower ?? true), log: tail.log });
}
