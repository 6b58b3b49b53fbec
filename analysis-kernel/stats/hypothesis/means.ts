/** Means: Student's and Welch's t, Welch's analysis of variance. */
import { pf } from '@/analysis-kernel/numeric/dist/f';
import { qt } from '@/analysis-kernel/numeric/dist/student-t';
import { mean, sum, variance } from '@/analysis-kernel/numeric/sum';
import { studentP } from './alternative';
import { type Asked, type Interval, sided, tailOf } from './interval';

export interface MeanTest extends Interval {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/** The t test of an estimate with its standard error; null where the error is nothing beside the sizes it comes from, as R refuses it. */
function tested(estimate: number, error: number, df: number, size: number, asked: Asked): MeanTest | null {
  if (!(error > 10 * Number.EPSILON * size)) return null;
  const statistic = (estimate - asked.mu) / error;
  const half = qt(1 - tailOf(asked), df) * error;
  const interval = sided({ estimate, low: estimate - half, high: estimate + half }, asked.alternative);
  return { ...interval, statistic, df, pValue: studentP(statistic, df, asked.alternative) };
}

/** One mean, of two values at least, or of the differences of pairs; null where the values do not vary. R: `t.test(x, mu)`. */
export function oneMean(x: Float64Array, asked: Asked): MeanTest | null {
  const centre = mean(x);
  return tested(centre, Math.sqrt(variance(x) / x.length), x.length - 1, Math.abs(centre), asked);
}

/**
 * The first mean minus the second. With equal variances Student's test on their pooled variance (three values at least in all), else Welch's with
 * Satterthwaite's degrees of freedom (two values at least each). Null where nothing varies. R: `t.test(x, y, mu, var.equal)`.
 * Welch 1947, doi:10.1093/biomet/34.1-2.28.
 */
export function twoMeans(x: Float64Array, y: Float64Array, equal: boolean, asked: Asked): MeanTest | null {
  const [m, n] = [x.length, y.length];
  const [mx, my] = [mean(x), mean(y)];
  const squares = (values: Float64Array) => (values.length > 1 ? (values.length - 1) * variance(values) : 0);
  const size = Math.max(Math.abs(mx), Math.abs(my));
  if (equal) {
    const df = m + n - 2;
    const pooled = (squares(x) + squares(y)) / df;
    return tested(mx - my, Math.sqrt(pooled * (1 / m + 1 / n)), df, size, asked);
  }
  const [vx, vy] = [variance(x) / m, variance(y) / n];
  const error = Math.sqrt(vx + vy);
  return tested(mx - my, error, error ** 4 / (vx ** 2 / (m - 1) + vy ** 2 / (n - 1)), size, asked);
}

export interface RatioTest {
  readonly statistic: number;
  readonly df: number;
  readonly residual: number;
  readonly pValue: number;
}

/** Welch's analysis of variance over samples of two values at least, each of which varies. R: `oneway.test(y ~ g)`. Welch 1951, doi:10.2307/2332579. */
export function welchAnova(samples: readonly Float64Array[]): RatioTest {
  const k = samples.length;
  const weights = samples.map((sample) => sample.length / variance(sample));
  const means = samples.map(mean);
  const total = sum(weights);
  const centre = sum(weights.map((weight, i) => weight * means[i])) / total;
  const spread = sum(weights.map((weight, i) => (1 - weight / total) ** 2 / (samples[i].length - 1))) / (k * k - 1);
  const between = sum(weights.map((weight, i) => weight * (means[i] - centre) ** 2)) / (k - 1);
  const statistic = between / (1 + 2 * (k - 2) * spread);
  const residual = 1 / (3 * spread);
  return { statistic, df: k - 1, residual, pValue: pf(statistic, k - 1, residual, { lower: false }) };
}
