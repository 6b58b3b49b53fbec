/** Intraclass correlations by analysis of variance. */
import { pf, qf } from '../../../../numeric/dist/f';

/** Mean squares of n rows by k raters. */
export interface MeanSquares {
  readonly n: number;
  readonly k: number;
  readonly rows: number;
  readonly raters: number;
  readonly residual: number;
  /** Within rows, raters and residual together. */
  readonly within: number;
}

export type Form = 1 | 2 | 3;
export type Unit = 'single' | 'average';

export interface Icc {
  readonly form: Form;
  readonly unit: Unit;
  /** NaN where nothing varies. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Of the test that it is 0; infinite where raters agree wholly. */
  readonly statistic: number;
  readonly df: number;
  readonly df2: number;
  readonly pValue: number;
}

/** The mean squares of ratings, one column a rater. */
export function meanSquares(ratings: readonly Float64Array[]): MeanSquares {
  const k = ratings.length;
  const n = ratings[0].length;
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const raterMeans = Float64Array.from(ratings, mean);
  const rowMeans = Float64Array.from({ length: n }, (_, row) => ratings.reduce((sum, own) => sum + own[row], 0) / k);
  const grand = mean(raterMeans);
  const squares = (values: Float64Array) => values.reduce((sum, value) => sum + (value - grand) ** 2, 0);
  let residual = 0;
  let within = 0;
  ratings.forEach((own, rater) => {
    for (let row = 0; row < n; row++) {
      within += (own[row] - rowMeans[row]) ** 2;
      residual += (own[row] - rowMeans[row] - (raterMeans[rater] - grand)) ** 2;
    }
  });
  return {
    n,
    k,
    rows: (k * squares(rowMeans)) / (n - 1),
    raters: (n * squares(raterMeans)) / (k - 1),
    residual: residual / ((n - 1) * (k - 1)),
    within: within / (n * (k - 1)),
  };
}

/**
 * One of the six of Shrout & Fleiss 1979 (doi:10.1037/0033-2909.86.2.420): 1 each row has raters of its own, 2 the raters are drawn from many (absolute
 * agreement), 3 they are the only ones (consistency); of a single rating or of the mean of all. Intervals as McGraw & Wong 1996
 * (doi:10.1037/1082-989X.1.1.30), that of form 2 with Satterthwaite's degrees of freedom. R: `irr::icc`, `psych::ICC`.
 */
export function icc(ms: MeanSquares, form: Form, unit: Unit, level: number): Icc {
  const { n, k, rows } = ms;
  const error = form === 1 ? ms.within : ms.residual;
  const df = n - 1;
  const df2 = form === 1 ? n * (k - 1) : (n - 1) * (k - 1);
  const [single, low, high] = form === 2 ? agreement(ms, level) : consistency(ms, error, df, df2, level);
  // Spearman and Brown: what the mean of k ratings has.
  const of = (value: number) => (unit === 'single' ? value : (k * value) / (1 + (k - 1) * value));
  const statistic = rows / error;
  const pValue = statistic === Number.POSITIVE_INFINITY ? 0 : pf(statistic, df, df2, { lower: false });
  return { form, unit, estimate: of(single), low: of(low), high: of(high), statistic, df, df2, pValue };
}

type Limits = readonly [estimate: number, low: number, high: number];

function consistency({ k, rows }: MeanSquares, error: number, df: number, df2: number, level: number): Limits {
  const tail = (1 - level) / 2;
  const at = (f: number) => (rows - f * error) / (rows + (k - 1) * f * error);
  return [at(1), at(qf(tail, df, df2, { lower: false })), at(1 / qf(tail, df2, df, { lower: false }))];
}

function agreement({ n, k, rows, raters, residual }: MeanSquares, level: number): Limits {
  const tail = (1 - level) / 2;
  const estimate = (rows - residual) / (rows + (k - 1) * residual + (k * (raters - residual)) / n);
  if (raters === 0 && residual === 0) return [estimate, estimate, estimate];
  const [a, b] = [(k * estimate) / (n * (1 - estimate)), 1 + (k * estimate * (n - 1)) / (n * (1 - estimate))];
  const v = (a * raters + b * residual) ** 2 / ((a * raters) ** 2 / (k - 1) + (b * residual) ** 2 / ((n - 1) * (k - 1)));
  const spread = k * raters + (k * n - k - n) * residual;
  const [down, up] = [qf(tail, n - 1, v, { lower: false }), qf(tail, v, n - 1, { lower: false })];
  return [estimate, (n * (rows - down * residual)) / (down * spread + n * rows), (n * (up * rows - residual)) / (spread + n * up * rows)];
}
