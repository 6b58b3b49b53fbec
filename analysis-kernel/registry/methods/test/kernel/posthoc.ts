/** Comparisons of every two groups after a test of all. */
import { pnorm } from '../../../../numeric/dist/normal';
import { pt } from '../../../../numeric/dist/student-t';
import { tukeyUpper, tukeyUpperQuantile } from '../../../../numeric/dist/tukey';
import { averageRanks } from '../../../../numeric/sort';
import type { Steps } from '../../../../numeric/steps';
import { mean, sum, variance } from '../../../../numeric/sum';
import { adjustP, type PAdjustment } from '../../../../stats/hypothesis/adjust';
import { tieSum } from '../../../../stats/hypothesis/rank-tests';

/** One pair: places of its groups, first minus second. */
export interface Comparison {
  readonly first: number;
  readonly second: number;
  readonly estimate: number;
  readonly error: number;
  /** Null where the comparison has none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly statistic: number;
  readonly df: number | null;
  /** Of this pair alone. */
  readonly pValue: number;
  readonly adjusted: number;
}

function pairsOf(k: number): readonly (readonly [first: number, second: number])[] {
  return Array.from({ length: k }, (_, first) => first).flatMap((first) =>
    Array.from({ length: k - first - 1 }, (_, step) => [first, first + step + 1] as const),
  );
}

/**
 * Differences of means, all pairs at once by the studentised range: with one variance (Tukey–Kramer) or each group's own (Games–Howell, on Welch's degrees of
 * freedom). The statistic is t, the studentised range's over √2. R: `TukeyHSD(aov(y ~ g))`, which takes the second minus the first.
 * Stops after each pair: a quantile of the studentised range takes tens of milliseconds. Kramer 1956, doi:10.2307/3001469; Games & Howell 1976, doi:10.3102/10769986001002113.
 */
export function* rangeComparisons(samples: readonly Float64Array[], equal: boolean, level: number): Steps<Comparison[]> {
  const k = samples.length;
  const means = samples.map(mean);
  const own = samples.map((sample) => (sample.length > 1 ? variance(sample) : 0));
  const within = sum(samples.map(({ length }) => length)) - k;
  const pooled = sum(samples.map(({ length }, i) => (length - 1) * own[i])) / within;
  // One quantile serves all pairs of one variance.
  const quantiles = new Map<number, number>();
  const quantileAt = (df: number) => {
    const known = quantiles.get(df) ?? tukeyUpperQuantile(1 - level, k, df);
    quantiles.set(df, known);
    return known;
  };
  const pairs = pairsOf(k);
  const compared: Comparison[] = [];
  for (const [first, second] of pairs) {
    const [a, b] = [first, second].map((i) => (equal ? pooled : own[i]) / samples[i].length);
    const error = Math.sqrt(a + b);
    const df = equal ? within : (a + b) ** 2 / (a ** 2 / (samples[first].length - 1) + b ** 2 / (samples[second].length - 1));
    const estimate = means[first] - means[second];
    const statistic = estimate / error;
    const half = (quantileAt(df) / Math.SQRT2) * error;
    compared.push({
      first,
      second,
      estimate,
      error,
      low: estimate - half,
      high: estimate + half,
      statistic,
      df,
      pValue: 2 * pt(-Math.abs(statistic), df),
      adjusted: tukeyUpper(Math.SQRT2 * Math.abs(statistic), k, df),
    });
    yield compared.length / pairs.length;
  }
  return compared;
}

/**
 * Dunn's comparisons of mean ranks over all groups, z with correction for ties, p values adjusted for their number.
 * R: `dunn.test::dunn.test(y, g)`, two-sided. Dunn 1964, doi:10.1080/00401706.1964.10490181.
 */
export function dunnComparisons(samples: readonly Float64Array[], adjustment: PAdjustment): Comparison[] {
  const pooled = Float64Array.from(samples.flatMap((sample) => Array.from(sample)));
  const n = pooled.length;
  const ranks = averageRanks(pooled);
  const variance = (n * (n + 1)) / 12 - tieSum(pooled) / (12 * (n - 1));
  let at = 0;
  const means = samples.map(({ length }) => {
    at += length;
    return mean(ranks.subarray(at - length, at));
  });
  const pairs = pairsOf(samples.length).map(([first, second]) => {
    const error = Math.sqrt(variance * (1 / samples[first].length + 1 / samples[second].length));
    const estimate = means[first] - means[second];
    const statistic = estimate / error;
    return { first, second, estimate, error, low: null, high: null, statistic, df: null, pValue: 2 * pnorm(-Math.abs(statistic)) };
  });
  const adjusted = adjustP(
    pairs.map(({ pValue }) => pValue),
    adjustment,
  );
  return pairs.map((pair, i) => ({ ...pair, adjusted: adjusted[i] }));
}
