/** Exact null distributions of Wilcoxon's statistics without ties. */
import { certain, type Tail } from '../tail';

/** Counts kept from one call to the next: a test asks for both tails and its interval for several quantiles of one distribution. */
const LARGEST_KEPT = 100_000;

/** In how many ways each value of a statistic arises, added up from either end. */
interface Ways {
  /** Ways to values up to each. */
  readonly upTo: Float64Array;
  /** Ways to values from each on. */
  readonly from: Float64Array;
}

/** The ways of two sizes, the last ones kept. */
function keepingLast(count: (m: number, n: number) => Float64Array): (m: number, n: number) => Ways {
  let last: { readonly m: number; readonly n: number; readonly ways: Ways } | null = null;
  return (m, n) => {
    if (last !== null && last.m === m && last.n === n) return last.ways;
    const ways = addedUp(count(m, n));
    if (ways.upTo.length <= LARGEST_KEPT) last = { m, n, ways };
    return ways;
  };
}

function addedUp(counts: Float64Array): Ways {
  const size = counts.length;
  const upTo = new Float64Array(size);
  const from = new Float64Array(size);
  let lower = 0;
  let upper = 0;
  for (let s = 0; s < size; s++) {
    lower += counts[s];
    upTo[s] = lower;
    upper += counts[size - 1 - s];
    from[size - 1 - s] = upper;
  }
  return { upTo, from };
}

/** Number of ways each value 0…m·n of the rank-sum statistic arises (Mann–Whitney counts), by the product of Gaussian binomials. */
const rankSumCounts = keepingLast((m, n) => {
  const counts = new Float64Array(m * n + 1);
  counts[0] = 1;
  for (let j = 1; j <= m; j++) {
    const top = n + j;
    for (let s = counts.length - 1; s >= top; s--) counts[s] -= counts[s - top];
    for (let s = j; s < counts.length; s++) counts[s] += counts[s - j];
  }
  return counts;
});

/** Number of subsets of the ranks 1…n with each sum 0…n(n+1)/2. */
const signedRankCounts = keepingLast((_, n) => {
  const counts = new Float64Array((n * (n + 1)) / 2 + 1);
  counts[0] = 1;
  for (let j = 1; j <= n; j++) {
    for (let s = (j * (j + 1)) / 2; s >= j; s--) counts[s] += counts[s - j];
  }
  return counts;
});

function cumulative({ upTo, from }: Ways, q: number, tail: Tail): number {
  const k = Math.floor(q + 1e-7);
  if (k < 0) return certain(false, tail);
  if (k >= upTo.length - 1) return certain(true, tail);
  const total = upTo[upTo.length - 1];
  const lower = upTo[k] / total;
  const upper = from[k + 1] / total;
  const [wanted, other] = (tail.lower ?? true) ? [lower, upper] : [upper, lower];
  if (tail.log) return wanted < 0.5 ? Math.log(wanted) : Math.log1p(-other);
  return wanted;
}

/**
 * Distribution function of the Mann–Whitney statistic W of two samples of sizes m and n (0 ≤ W ≤ mn), no ties.
 * m, n: whole numbers ≥ 1 (NaN otherwise). R: `pwilcox(q, m, n, lower.tail, log.p)`.
 */
export function pwilcox(q: number, m: number, n: number, tail: Tail = {}): number {
  if (Number.isNaN(q) || !Number.isInteger(m) || !Number.isInteger(n) || m < 1 || n < 1) return Number.NaN;
  return cumulative(rankSumCounts(Math.min(m, n), Math.max(m, n)), q, tail);
}

/** Smallest value whose lower tail reaches p. R: `qwilcox(p, m, n)`. */
export function qwilcox(p: number, m: number, n: number): number {
  if (!(p >= 0 && p <= 1) || !Number.isInteger(m) || !Number.isInteger(n) || m < 1 || n < 1) return Number.NaN;
  return smallestReaching(rankSumCounts(Math.min(m, n), Math.max(m, n)), p);
}

/** Distribution function of the signed-rank statistic V of n differences, no ties and no zeros. R: `psignrank(q, n)`. */
export function psignrank(q: number, n: number, tail: Tail = {}): number {
  if (Number.isNaN(q) || !Number.isInteger(n) || n < 1) return Number.NaN;
  return cumulative(signedRankCounts(n, n), q, tail);
}

/** Smallest value whose lower tail reaches p. R: `qsignrank(p, n)`. */
export function qsignrank(p: number, n: number): number {
  if (!(p >= 0 && p <= 1) || !Number.isInteger(n) || n < 1) return Number.NaN;
  return smallestReaching(signedRankCounts(n, n), p);
}

function smallestReaching({ upTo }: Ways, p: number): number {
  const total = upTo[upTo.length - 1];
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle] / total >= p * (1 - 4 * Number.EPSILON)) high = middle;
    else low = middle + 1;
  }
  return low;
}
