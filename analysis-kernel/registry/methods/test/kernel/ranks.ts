/** Wilcoxon's signed ranks, and how far the ranks of one sample are from another's. */
import { qnorm } from '../../../../numeric/dist/normal';
import { psignrank, qsignrank, qwilcox } from '../../../../numeric/dist/wilcoxon';
import { averageRanks } from '../../../../numeric/sort';
import { continuity, exactP, normalP } from '../../../../stats/hypothesis/alternative';
import { type Asked, type Interval, sided, tailOf } from '../../../../stats/hypothesis/interval';
import { EXACT_BELOW, type RankOptions, type RankTest, tieSum } from '../../../../stats/hypothesis/rank-tests';
import { medianOf, type Pairs, pairDifferences, walshAverages } from './order-statistic';

export interface SignedRankTest extends RankTest {
  readonly zeros: number;
}

/**
 * Wilcoxon's signed-rank test of x − mu; `statistic` is V, the rank sum of the positive ones. Zeros are left out. Exact where there are no zeros and
 * no ties and, unless `exact` says so, fewer than 50 values; else normal with correction for ties and continuity. NaN where all are zero.
 * R: `wilcox.test(x, mu, alternative, exact, correct)`.
 */
export function signedRankTest(x: Float64Array, { mu, alternative, exact, correct }: RankOptions): SignedRankTest {
  const kept = x.map((value) => value - mu).filter((value) => value !== 0);
  const n = kept.length;
  const zeros = x.length - n;
  const sizes = kept.map(Math.abs);
  const ranks = averageRanks(sizes);
  let v = 0;
  for (let i = 0; i < n; i++) if (kept[i] > 0) v += ranks[i];
  const ties = tieSum(sizes);
  if (n > 0 && zeros === 0 && ties === 0 && (exact === 'auto' ? n < EXACT_BELOW : exact)) {
    const pValue = exactP(psignrank(v, n), psignrank(v - 1, n, { lower: false }), alternative);
    return { statistic: v, df: null, pValue, exact: true, ties: false, zeros };
  }
  const sigma = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  const centred = v - (n * (n + 1)) / 4;
  const z = (centred - (correct ? continuity(centred, alternative) : 0)) / sigma;
  return { statistic: v, df: null, pValue: sigma > 0 ? normalP(z, alternative) : Number.NaN, exact: false, ties: ties > 0, zeros };
}

/** An interval of which `reached` says whether the test rejects anything at all: of too few values the limits are the least and greatest pairs' values. */
export interface ShiftInterval extends Interval {
  readonly reached: boolean;
}

/**
 * The median of the pairs' values with the limits that the test does not reject: exact by the quantile of the statistic, else where the standardised
 * count of pairs beyond a limit, corrected for continuity, passes the normal quantile. That count moves at the pairs' values only, so the limit is one
 * of them; R looks for it by `uniroot`, to four digits unless told otherwise.
 */
function shift(
  pairs: Pairs,
  road: { readonly quantile: (p: number) => number } | { readonly sigma: number },
  asked: Asked,
  correct: boolean,
): ShiftInterval {
  const { count, largest } = pairs;
  const estimate = medianOf(pairs);
  const tail = tailOf(asked);
  if ('quantile' in road) {
    const quantile = road.quantile(tail);
    const k = Math.max(1, quantile);
    return { ...sided({ estimate, low: largest(count - k + 1), high: largest(k) }, asked.alternative), reached: quantile > 0 };
  }
  const reach = qnorm(tail, { lower: false }) * road.sigma + (correct ? 0.5 : 0);
  const place = (limit: number) => largest(Math.min(count, Math.max(1, Math.ceil(limit))));
  const interval = sided({ estimate, low: place(count / 2 + reach), high: place(count / 2 - reach) }, asked.alternative);
  return { ...interval, reached: reach <= count / 2 };
}

/** Hodges–Lehmann's shift of x against y with its interval. R: `wilcox.test(x, y, conf.int = TRUE)`. Hodges & Lehmann 1963, doi:10.1214/aoms/1177704172. */
export function locationShift(x: Float64Array, y: Float64Array, asked: Asked, exact: boolean, correct: boolean): ShiftInterval {
  const [m, n] = [x.length, y.length];
  const total = m + n;
  const ties = tieSum(x) + tieSum(y);
  const sigma = Math.sqrt(((m * n) / 12) * (total + 1 - ties / (total * (total - 1))));
  return shift(pairDifferences(x, y), exact ? { quantile: (p) => qwilcox(p, m, n) } : { sigma }, asked, correct);
}

/** The pseudo-median of x, the median of its Walsh averages, with its interval; values equal to mu are left out. R: `wilcox.test(x, conf.int = TRUE)`. */
export function pseudoMedian(x: Float64Array, asked: Asked, exact: boolean, correct: boolean): ShiftInterval {
  const kept = x.filter((value) => value !== asked.mu);
  const n = kept.length;
  const sigma = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieSum(kept) / 48);
  return shift(walshAverages(kept), exact ? { quantile: (p) => qsignrank(p, n) } : { sigma }, asked, correct);
}
