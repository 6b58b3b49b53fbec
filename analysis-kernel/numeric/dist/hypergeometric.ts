/** The hypergeometric distribution: white balls among `draws` taken from an urn of `white` and `black`. */
import { logBinomialKernel } from '../special/deviance';
import { certain, type Tail } from '../tail';

/**
 * Hypergeometric probability of x white balls, or its logarithm; 0 outside the support.
 * white, black, draws: whole numbers ≥ 0, draws ≤ white + black. NaN otherwise. R: `dhyper(x, white, black, draws, log)`.
 */
export function dhyper(x: number, white: number, black: number, draws: number, options: { readonly log?: boolean } = {}): number {
  if (Number.isNaN(x) || !(white >= 0) || !(black >= 0) || !(draws >= 0) || draws > white + black) return Number.NaN;
  const outside = x !== Math.floor(x) || x < Math.max(0, draws - black) || x > Math.min(draws, white);
  const log = outside ? -Infinity : logProbability(x, white, black, draws);
  return options.log ? log : Math.exp(log);
}

function logProbability(x: number, white: number, black: number, draws: number): number {
  const total = white + black;
  if (draws === 0 || total === draws) return 0;
  const p = draws / total;
  const q = (total - draws) / total;
  return (
    logBinomialKernel(x, white - x, p, q) +
    logBinomialKernel(draws - x, black - (draws - x), p, q) -
    logBinomialKernel(draws, total - draws, p, q)
  );
}

/**
 * Hypergeometric distribution function P(X ≤ x), its upper tail, or the logarithm of either: the smaller tail is summed.
 * Arguments as `dhyper`. R: `phyper(x, white, black, draws, lower.tail, log.p)`.
 */
export function phyper(x: number, white: number, black: number, draws: number, tail: Tail = {}): number {
  if (Number.isNaN(x) || !(white >= 0) || !(black >= 0) || !(draws >= 0) || draws > white + black) return Number.NaN;
  const k = Math.floor(x + 1e-7);
  const low = Math.max(0, draws - black);
  const high = Math.min(draws, white);
  if (k < low) return certain(false, tail);
  if (k >= high) return certain(true, tail);
  const sumLower = k * (white + black) <= draws * white;
  let sum = 0;
  let term = 1;
  if (sumLower) {
    for (let i = k; i >= low && term > 1e-18 * (sum + 1); i--) {
      sum += term;
      term *= (i * (black - draws + i)) / ((draws - i + 1) * (white - i + 1));
    }
  } else {
    for (let i = k + 1; i <= high && term > 1e-18 * (sum + 1); i++) {
      sum += term;
      term *= ((draws - i) * (white - i)) / ((i + 1) * (black - draws + i + 1));
    }
  }
  const log = logProbability(sumLower ? k : k + 1, white, black, draws) + Math.log(sum);
  const wantsSummed = (tail.lower ?? true) === sumLower;
  if (tail.log) return wantsSummed ? log : Math.log1p(-Math.exp(log));
  return wantsSummed ? Math.exp(log) : -Math.expm1(log);
}
