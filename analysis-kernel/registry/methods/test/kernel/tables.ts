/** Tests of tables of counts: corrected χ², McNemar, Cochran–Mantel–Haenszel, trend. */
import { dbinom, pbinom } from '../../../../numeric/dist/binomial';
import { pchisq } from '../../../../numeric/dist/chi-squared';
import { qnorm } from '../../../../numeric/dist/normal';
import { factorLdl, solveLdl } from '../../../../numeric/linalg/cholesky';
import { type Alternative, exactP, normalP } from '../../../../stats/hypothesis/alternative';
import { type Counts, chiSquaredTest, margins } from '../../../../stats/hypothesis/contingency';
import { clopperPearson } from '../../../../stats/hypothesis/exact-interval';
import type { GroupTest } from '../../../../stats/hypothesis/group-test';
import { type Asked, type Interval, sided, tailOf } from '../../../../stats/hypothesis/interval';

const chiSquared = (statistic: number, df: number): GroupTest => ({ statistic, df, pValue: pchisq(statistic, df, { lower: false }) });

/** Pearson's χ², of a 2 × 2 table with Yates's correction where `correct`. R: `chisq.test(table, correct)`. */
export function pearsonTest(counts: Counts, correct: boolean): GroupTest {
  if (!correct || counts.length !== 2 || counts[0].length !== 2) return chiSquaredTest(counts);
  const { rows, columns, total } = margins(counts);
  const expected = rows.map((r) => columns.map((c) => (r * c) / total));
  const yates = Math.min(0.5, ...counts.flatMap((row, i) => row.map((n, j) => Math.abs(n - expected[i][j]))));
  const statistic = counts.reduce(
    (sum, row, i) => sum + row.reduce((s, n, j) => s + (Math.abs(n - expected[i][j]) - yates) ** 2 / expected[i][j], 0),
    0,
  );
  return chiSquared(statistic, 1);
}

/**
 * McNemar's test of symmetry of a square table, of more than two levels Bowker's; pairs of levels that never disagree count for no degree of freedom, as
 * nothing is known of them. NaN where no pair disagrees. R: `mcnemar.test(table, correct)` where all pairs disagree somewhere.
 */
export function mcnemarTest(counts: Counts, correct: boolean): GroupTest {
  let statistic = 0;
  let df = 0;
  for (let i = 0; i < counts.length; i++) {
    for (let j = i + 1; j < counts.length; j++) {
      const [b, c] = [counts[i][j], counts[j][i]];
      if (b + c === 0) continue;
      const off = correct && counts.length === 2 ? Math.max(0, Math.abs(b - c) - 1) : b - c;
      statistic += off ** 2 / (b + c);
      df += 1;
    }
  }
  return df === 0 ? { statistic: Number.NaN, df: null, pValue: Number.NaN } : chiSquared(statistic, df);
}

/**
 * The exact McNemar test of b against c discordant pairs: binomial with ½; with `mid` results as probable as the observed one count by half (one-sided:
 * the observed one). R: `binom.test(b, b + c)$p.value`. Fagerland, Lydersen & Laake 2013, doi:10.1186/1471-2288-13-91.
 */
export function exactMcnemar(b: number, c: number, alternative: Alternative, mid: boolean): number {
  const n = b + c;
  const own = dbinom(b, n, 0.5);
  const [lower, upper] = [pbinom(b, n, 0.5), pbinom(b - 1, n, 0.5, { lower: false })];
  const p = exactP(lower, upper, alternative);
  if (!mid) return p;
  return p - (alternative === 'two_sided' && b !== c ? own : own / 2);
}

/** The odds ratio b / c of discordant pairs with its exact interval, from that of b's share. R: `binom.test(b, b + c)$conf.int`, p / (1 − p). */
export function discordantOdds(b: number, c: number, asked: Omit<Asked, 'mu'>): Interval {
  const odds = (p: number) => p / (1 - p);
  const [low, high] = clopperPearson(b, b + c, 1 - 2 * tailOf(asked));
  return sided({ estimate: b / c, low: odds(low), high: odds(high) }, asked.alternative, 0);
}

export interface MantelHaenszel extends GroupTest {
  /** Of 2 × 2 tables the common odds ratio with its interval. */
  readonly odds: Interval | null;
}

/**
 * Cochran–Mantel–Haenszel test of two factors within strata, each a table of the same shape; strata of a single row are left out. 2 × 2: the statistic
 * of Mantel and Haenszel, less ½ with `correct`, the common odds ratio with Robins, Breslow and Greenland's variance; larger tables: the general
 * association on (r − 1)(c − 1) degrees of freedom. R: `mantelhaen.test(table, correct, alternative)`.
 * Robins, Breslow & Greenland 1986, doi:10.2307/2531052.
 */
export function mantelHaenszel(strata: readonly Counts[], correct: boolean, asked: Omit<Asked, 'mu'>): MantelHaenszel {
  const used = strata.filter((counts) => margins(counts).total > 1);
  const [rows, columns] = [used[0].length, used[0][0].length];
  return rows === 2 && columns === 2 ? twoByTwo(used, correct, asked) : { ...generalAssociation(used, rows, columns), odds: null };
}

function twoByTwo(strata: readonly Counts[], correct: boolean, asked: Omit<Asked, 'mu'>): MantelHaenszel {
  let [distance, variance, r, s, pr, both, qs] = [0, 0, 0, 0, 0, 0, 0];
  for (const counts of strata) {
    const [[a, b], [c, d]] = counts;
    const { rows, columns, total: n } = margins(counts);
    distance += a - (rows[0] * columns[0]) / n;
    variance += (rows[0] / n) * (rows[1] / (n - 1)) * columns[0] * (columns[1] / n);
    const [p, q, x, y] = [(a + d) / n, (b + c) / n, (a * d) / n, (b * c) / n];
    r += x;
    s += y;
    pr += p * x;
    both += p * y + q * x;
    qs += q * y;
  }
  const off = correct && Math.abs(distance) >= 0.5 ? 0.5 : 0;
  const statistic = (Math.abs(distance) - off) ** 2 / variance;
  const pValue =
    asked.alternative === 'two_sided'
      ? pchisq(statistic, 1, { lower: false })
      : normalP(Math.sign(distance) * Math.sqrt(statistic), asked.alternative);
  const error = Math.sqrt(pr / (2 * r * r) + both / (2 * r * s) + qs / (2 * s * s));
  return { statistic, df: 1, pValue, odds: logInterval(r / s, error, asked) };
}

function logInterval(estimate: number, error: number, asked: Omit<Asked, 'mu'>): Interval {
  const half = qnorm(1 - tailOf(asked)) * error;
  return sided({ estimate, low: estimate * Math.exp(-half), high: estimate * Math.exp(half) }, asked.alternative, 0);
}

function generalAssociation(strata: readonly Counts[], r: number, c: number): GroupTest {
  const df = (r - 1) * (c - 1);
  const distance = new Float64Array(df);
  const variance = new Float64Array(df * df);
  for (const counts of strata) {
    const { rows, columns, total: n } = margins(counts);
    const place = (i: number, j: number) => i * (c - 1) + j;
    for (let i = 0; i < r - 1; i++) {
      for (let j = 0; j < c - 1; j++) {
        distance[place(i, j)] += counts[i][j] - (rows[i] * columns[j]) / n;
        for (let k = 0; k < r - 1; k++) {
          for (let l = 0; l < c - 1; l++) {
            const byRow = (i === k ? rows[i] * n : 0) - rows[i] * rows[k];
            const byColumn = (j === l ? columns[j] * n : 0) - columns[j] * columns[l];
            variance[place(i, j) * df + place(k, l)] += (byRow / n) * (byColumn / n / (n - 1));
          }
        }
      }
    }
  }
  const solution = Float64Array.from(distance);
  const rank = Math.abs(factorLdl(variance, df, 1e-10));
  if (rank < df) return { statistic: Number.NaN, df, pValue: Number.NaN };
  solveLdl(variance, df, solution);
  return chiSquared(
    distance.reduce((sum, d, i) => sum + d * solution[i], 0),
    df,
  );
}

/**
 * Cochran–Armitage test of a trend in the proportions events / n over groups with scores; χ² on one degree of freedom and the slope of the proportion on the
 * score, by weighted least squares. R: `prop.trend.test(events, n, scores)`. Armitage 1955, doi:10.2307/3001775.
 */
export function trendTest(
  events: readonly number[],
  n: readonly number[],
  scores: readonly number[],
): GroupTest & { readonly slope: number; readonly error: number } {
  const add = (of: (i: number) => number) => n.reduce((sum, _, i) => sum + of(i), 0);
  const total = add((i) => n[i]);
  const p = add((i) => events[i]) / total;
  const centre = add((i) => n[i] * scores[i]) / total;
  const squares = add((i) => n[i] * (scores[i] - centre) ** 2);
  const slope = add((i) => (events[i] - n[i] * p) * (scores[i] - centre)) / squares;
  const error = Math.sqrt((p * (1 - p)) / squares);
  return { ...chiSquared((slope / error) ** 2, 1), slope, error };
}
