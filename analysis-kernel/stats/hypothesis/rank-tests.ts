/** Tests on ranks: Wilcoxon's rank-sum and Kruskal–Wallis. */
import { pchisq } from '@/analysis-kernel/numeric/dist/chi-squared';
import { pwilcox } from '@/analysis-kernel/numeric/dist/wilcoxon';
import { averageRanks } from '@/analysis-kernel/numeric/sort';
import { type Alternative, continuity, exactP, normalP } from './alternative';
import type { GroupTest } from './group-test';

/** R takes the exact distribution below so many values. */
export const EXACT_BELOW = 50;

/** How a rank test is done: exactly or not, or as R chooses; with the correction for continuity where it is not exact. */
export interface RankOptions {
  readonly mu: number;
  readonly alternative: Alternative;
  readonly exact: boolean | 'auto';
  readonly correct: boolean;
}

export interface RankTest extends GroupTest {
  readonly exact: boolean;
  readonly ties: boolean;
}

const USUAL: RankOptions = { mu: 0, alternative: 'two_sided', exact: 'auto', correct: true };

/**
 * Wilcoxon's rank-sum test of two samples. `statistic` is W, the rank sum of `x` − mu minus its least value.
 *
 * Exact where no values are tied and, unless `exact` says so, both samples are smaller than 50; else normal with correction for ties and continuity.
 * Values known and finite; an empty sample or one single value throughout gives NaN. R: `wilcox.test(x, y, alternative, mu, exact, correct)`.
 */
export function wilcoxonTest(x: Float64Array, y: Float64Array, given: Partial<RankOptions> = {}): RankTest {
  const { mu, alternative, exact, correct } = { ...USUAL, ...given };
  const m = x.length;
  const n = y.length;
  if (m === 0 || n === 0) return { statistic: Number.NaN, df: null, pValue: Number.NaN, exact: false, ties: false };
  const pooled = new Float64Array(m + n);
  pooled.set(x.map((value) => value - mu));
  pooled.set(y, m);
  const ranks = averageRanks(pooled);
  let rankSum = 0;
  for (let i = 0; i < m; i++) rankSum += ranks[i];
  const w = rankSum - (m * (m + 1)) / 2;
  const ties = tieSum(pooled);
  if (ties === 0 && (exact === 'auto' ? m < EXACT_BELOW && n < EXACT_BELOW : exact)) {
    const pValue = exactP(pwilcox(w, m, n), pwilcox(w - 1, m, n, { lower: false }), alternative);
    return { statistic: w, df: null, pValue, exact: true, ties: false };
  }
  const total = m + n;
  const sigma = Math.sqrt(((m * n) / 12) * (total + 1 - ties / (total * (total - 1))));
  const centred = w - (m * n) / 2;
  const z = (centred - (correct ? continuity(centred, alternative) : 0)) / sigma;
  return { statistic: w, df: null, pValue: sigma > 0 ? normalP(z, alternative) : Number.NaN, exact: false, ties: ties > 0 };
}

/**
 * Kruskal–Wallis test with correction for ties on k − 1 degrees of freedom, over the samples that have values; NaN with fewer than two or when all
 * values are equal. R: `kruskal.test(list)`.
 */
export function kruskalTest(samples: readonly Float64Array[]): GroupTest {
  const filled = samples.filter((sample) => sample.length > 0);
  const df = filled.length - 1;
  if (df < 1) return { statistic: Number.NaN, df: null, pValue: Number.NaN };
  const n = filled.reduce((total, sample) => total + sample.length, 0);
  const pooled = new Float64Array(n);
  let at = 0;
  for (const sample of filled) {
    pooled.set(sample, at);
    at += sample.length;
  }
  const ranks = averageRanks(pooled);
  let squares = 0;
  at = 0;
  for (const sample of filled) {
    let rankSum = 0;
    for (let i = 0; i < sample.length; i++) rankSum += ranks[at++];
    squares += (rankSum * rankSum) / sample.length;
  }
  const correction = 1 - tieSum(pooled) / (n ** 3 - n);
  // Of values that are all equal 0 / 0.
  const statistic = ((12 * squares) / (n * (n + 1)) - 3 * (n + 1)) / correction;
  return { statistic, df, pValue: pchisq(statistic, df, { lower: false }) };
}

/** Σ (t³ − t) over runs of equal values. */
export function tieSum(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  let total = 0;
  let run = 1;
  for (let i = 1; i <= sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) run++;
    else {
      total += run ** 3 - run;
      run = 1;
    }
  }
  return total;
}
