/** Exact null distributions of Wilcoxon's statistics without ties. */
import { certain, type Tail } from '../tail';

/** Counts kept from one call to the next: a test asks for both tails and its interval for several quantiles of one distribution. */
const LARGEST_KEPT = 100_000;

/** The counts of two sizes, the last ones kept. */
function keepingLast(count: (m: number, n: number) => Float64Array): (m: number, n: number) => Float64Array {
  let last: { readonly m: number; readonly n: number; readonly counts: Float64Array } = { m: 0, n: 0, counts: new Float64Array() };
  return (m, n) => {
    if (last.m === m && last.n === n) return last.counts;
    const counts = count(m, n);
    if (counts.length <= LARGEST_KEPT) last = { m, n, counts };
    return counts;
  };
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

function cumulative(counts: Float64Array, q: number, tail: Tail): number {
  const k = Math.floor(q + 1e-7);
  if (k < 0) return certain(false, tail);
  if (k >= counts.length - 1) return certain(true, tail);
  let total = 0;
  for (const count of counts) total += count;
  let lower = 0;
  for (let s = 0; s <= k; s++) lower += counts[s];
  let upper = 0;
  for (let s = counts.length - 1; s > k; s--) upper += counts[s];
  const wanted = ((tail.lower ?? true) ? lower : upper) / total;
  const other = ((tail.lower ?? true) ? upper : lower) / total;
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

function smallestReaching(counts: Float64Array, p: number): number {
  let total = 0;
  for (const count of counts) total += count;
  let lower = 0;
  for (let s = 0; s < counts.length; s++) {
    lower += counts[s];
    if (lower / total >= p * (1 - 4 * Number.EPSILON)) return s;
  }
  return counts.length - 1;
}
