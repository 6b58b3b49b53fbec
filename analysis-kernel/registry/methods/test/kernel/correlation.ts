/** Correlation: Pearson's r, Spearman's ρ, Kendall's τ. */
import { pnorm, qnorm } from '../../../../numeric/dist/normal';
import { argsort, averageRanks } from '../../../../numeric/sort';
import { mean, sum } from '../../../../numeric/sum';
import { exactP, normalP, studentP } from '../../../../stats/hypothesis/alternative';
import { type Asked, type Interval, sided, tailOf } from '../../../../stats/hypothesis/interval';
import { tieSum } from '../../../../stats/hypothesis/rank-tests';

type AskedHere = Omit<Asked, 'mu'>;

export interface Correlation extends Interval {
  readonly statistic: number;
  readonly df: number | null;
  readonly pValue: number;
  readonly exact: boolean;
}

/** Fisher's z of an estimate with its standard error, back as limits; none where the error has no meaning. */
function byFisherZ(estimate: number, error: number, asked: AskedHere): Interval {
  const half = qnorm(1 - tailOf(asked)) * error;
  const z = Math.atanh(estimate);
  const bounds = error > 0 && Number.isFinite(error) ? [Math.tanh(z - half), Math.tanh(z + half)] : [Number.NaN, Number.NaN];
  return sided({ estimate, low: bounds[0], high: bounds[1] }, asked.alternative, -1, 1);
}

/** The product-moment correlation of two columns that vary. R: `cor(x, y)`. */
function productMoment(x: Float64Array, y: Float64Array): number {
  const [mx, my] = [mean(x), mean(y)];
  const [dx, dy] = [x.map((value) => value - mx), y.map((value) => value - my)];
  const norm = (d: Float64Array) => Math.sqrt(sum(d.map((value) => value * value)));
  const [nx, ny] = [norm(dx), norm(dy)];
  const r = sum(dx.map((value, i) => (value / nx) * (dy[i] / ny)));
  return Math.min(1, Math.max(-1, r));
}

function studentOf(r: number, n: number, asked: AskedHere): { readonly statistic: number; readonly df: number; readonly pValue: number } {
  const df = n - 2;
  const statistic = Math.sqrt(df) * (r / Math.sqrt(1 - r * r));
  return { statistic, df, pValue: studentP(statistic, df, asked.alternative) };
}

/** Pearson's r of three pairs at least, t on n − 2 degrees of freedom; the interval by Fisher's z from four pairs on. R: `cor.test(x, y)`. */
export function pearson(x: Float64Array, y: Float64Array, asked: AskedHere): Correlation {
  const r = productMoment(x, y);
  const interval = byFisherZ(r, x.length > 3 ? 1 / Math.sqrt(x.length - 3) : Number.NaN, asked);
  return { ...interval, ...studentOf(r, x.length, asked), exact: false };
}

const SPEARMAN_EXACT = 1290;
const COUNTED = 9;

/**
 * Spearman's ρ of ranks. Without ties S = Σ d² is referred to its own distribution: counted up to 9 pairs, beyond by the Edgeworth series of Best and Roberts
 * (AS 89, doi:10.2307/2347111), as R does below 1290 pairs; with ties or `exact: false` t on n − 2 degrees of freedom. The interval by Fisher's z with the
 * standard error √((1 + ρ²/2) / (n − 3)) of Bonett & Wright 2000, doi:10.1007/BF02294183. R: `cor.test(x, y, method = "spearman")`.
 */
export function spearman(
  x: Float64Array,
  y: Float64Array,
  exact: boolean | 'auto',
  asked: AskedHere,
): Correlation & { readonly ties: boolean } {
  const n = x.length;
  const [rx, ry] = [averageRanks(x), averageRanks(y)];
  const r = productMoment(rx, ry);
  const ties = tieSum(x) > 0 || tieSum(y) > 0;
  const interval = byFisherZ(r, n > 3 ? Math.sqrt((1 + (r * r) / 2) / (n - 3)) : Number.NaN, asked);
  // Σ d² where nothing is tied.
  const statistic = ties ? ((n ** 3 - n) * (1 - r)) / 6 : sum(rx.map((rank, i) => (rank - ry[i]) ** 2));
  const own = exact !== false && !ties && n < SPEARMAN_EXACT;
  if (!own) return { ...interval, ...studentOf(r, n, asked), statistic, exact: false, ties };
  // A large S speaks for a negative correlation.
  const tails = squaredRankTails(statistic, n);
  const p = exactP(tails.upper, tails.lower, asked.alternative);
  return { ...interval, statistic, df: null, pValue: Math.min(1, p), exact: n <= COUNTED, ties };
}

/** P(S ≤ s) and P(S ≥ s) of Spearman's S of n pairs without ties; s is even. */
function squaredRankTails(s: number, n: number): { readonly lower: number; readonly upper: number } {
  const most = (n * (n * n - 1)) / 3;
  if (n <= COUNTED) {
    const counts = squaredRankCounts(n);
    const total = counts.reduce((a, b) => a + b, 0);
    const part = (from: number, to: number) => counts.slice(Math.max(0, from), to + 1).reduce((a, b) => a + b, 0) / total;
    return { lower: part(0, s), upper: part(s, most) };
  }
  return { lower: s >= most ? 1 : 1 - edgeworthAbove(s + 2, n), upper: s <= 0 ? 1 : edgeworthAbove(s, n) };
}

/** How many permutations of 1 … n have each Σ d², by which places are taken. */
function squaredRankCounts(n: number): Float64Array {
  const most = (n * (n * n - 1)) / 3;
  let states = new Map<number, Float64Array>([[0, Float64Array.from({ length: most + 1 }, (_, s) => (s === 0 ? 1 : 0))]]);
  for (let place = 0; place < n; place++) {
    const next = new Map<number, Float64Array>();
    for (const [taken, counts] of states) {
      for (let rank = 0; rank < n; rank++) {
        if ((taken >> rank) & 1) continue;
        const key = taken | (1 << rank);
        const into = next.get(key) ?? new Float64Array(most + 1);
        const add = (place - rank) ** 2;
        for (let s = 0; s + add <= most; s++) into[s + add] += counts[s];
        next.set(key, into);
      }
    }
    states = next;
  }
  return [...states.values()][0];
}

/** P(S ≥ s) by AS 89's series. */
function edgeworthAbove(s: number, n: number): number {
  const b = 1 / n;
  const x = (6 * (s - 1) * (b / (n * n - 1)) - 1) * Math.sqrt(n - 1);
  const y = x * x;
  const inner = 0.0879 + 0.0151 * b - y * (0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y));
  const u = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * (-0.0758 + b * (0.1033 + 0.3932 * b) - y * b * inner));
  return Math.min(1, Math.max(0, u / Math.exp(y / 2) + pnorm(x, { lower: false })));
}

const KENDALL_EXACT = 50;

/**
 * Kendall's τ (τ_b with ties). Exact where nothing is tied and, unless `exact` says so, fewer than 50 pairs: T, the concordant pairs, counted; else z with
 * the variance that allows for ties. The interval by Fisher's z with the standard error √(0.437 / (n − 4)) of Fieller, Hartley & Pearson 1957,
 * doi:10.1093/biomet/44.3-4.470. O(n log n). R: `cor.test(x, y, method = "kendall")`.
 */
export function kendall(
  x: Float64Array,
  y: Float64Array,
  exact: boolean | 'auto',
  asked: AskedHere,
): Correlation & { readonly ties: boolean } {
  const n = x.length;
  const all = (n * (n - 1)) / 2;
  const [tx, ty] = [tiesOf(x), tiesOf(y)];
  const score = concordance(x, y);
  const estimate = score / Math.sqrt(all - tx.pairs) / Math.sqrt(all - ty.pairs);
  const tau = Math.min(1, Math.max(-1, estimate));
  const interval = byFisherZ(tau, n > 4 ? Math.sqrt(0.437 / (n - 4)) : Number.NaN, asked);
  const ties = tx.pairs > 0 || ty.pairs > 0;
  if (!ties && (exact === 'auto' ? n < KENDALL_EXACT : exact)) {
    const statistic = (score + all) / 2;
    return { ...interval, statistic, df: null, pValue: exactP(...inversionTails(statistic, n), asked.alternative), exact: true, ties };
  }
  const v0 = n * (n - 1) * (2 * n + 5);
  const v1 = (tx.pairs * 2 * ty.pairs * 2) / (2 * n * (n - 1));
  const v2 = (tx.triples * ty.triples) / (9 * n * (n - 1) * (n - 2));
  const statistic = score / Math.sqrt((v0 - tx.weighted - ty.weighted) / 18 + v1 + v2);
  return { ...interval, statistic, df: null, pValue: normalP(statistic, asked.alternative), exact: false, ties };
}

/** Over runs of t equal values: Σ t(t − 1)/2, Σ t(t − 1)(t − 2), Σ t(t − 1)(2t + 5). */
function tiesOf(values: Float64Array): { readonly pairs: number; readonly triples: number; readonly weighted: number } {
  const sorted = Float64Array.from(values).sort();
  let [pairs, triples, weighted] = [0, 0, 0];
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    const t = to - from;
    pairs += (t * (t - 1)) / 2;
    triples += t * (t - 1) * (t - 2);
    weighted += t * (t - 1) * (2 * t + 5);
    from = to;
  }
  return { pairs, triples, weighted };
}

/** Concordant pairs minus discordant ones: rows are taken in the order of x, those of one x together, and counted into a tree over the ranks of y. */
function concordance(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const places = Int32Array.from(averageRanks(y), Math.ceil);
  const order = argsort(x);
  const tree = new Int32Array(n + 1);
  const upTo = (place: number) => {
    let total = 0;
    for (let i = place; i > 0; i -= i & -i) total += tree[i];
    return total;
  };
  let score = 0;
  for (let from = 0; from < n; ) {
    let to = from;
    while (to < n && x[order[to]] === x[order[from]]) {
      const place = places[order[to++]];
      score += upTo(place - 1) - (from - upTo(place));
    }
    for (let i = from; i < to; i++) for (let place = places[order[i]]; place <= n; place += place & -place) tree[place] += 1;
    from = to;
  }
  return score;
}

/** P(T ≤ t) and P(T ≥ t) of the concordant pairs of n ranks in random order, by the counts of inversions, scaled to sum 1. */
function inversionTails(t: number, n: number): [lower: number, upper: number] {
  let shares = Float64Array.of(1);
  for (let k = 2; k <= n; k++) {
    const next = new Float64Array(shares.length + k - 1);
    let running = 0;
    for (let s = 0; s < next.length; s++) {
      if (s < shares.length) running += shares[s];
      if (s >= k && s - k < shares.length) running -= shares[s - k];
      next[s] = running / k;
    }
    shares = next;
  }
  // The distribution is symmetric: the shorter tail is summed from its thin end.
  const tail = (to: number) => shares.slice(0, Math.max(0, to + 1)).reduce((a, b) => a + b, 0);
  const most = shares.length - 1;
  return [Math.min(1, tail(t)), Math.min(1, tail(most - t))];
}
