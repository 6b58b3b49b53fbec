/** Tests of equal means under normality with one variance. */
import { pf } from '@/analysis-kernel/numeric/dist/f';
import { pt } from '@/analysis-kernel/numeric/dist/student-t';
import { mean, sum, variance } from '@/analysis-kernel/numeric/sum';
import type { GroupTest } from './group-test';

/**
 * Student's t test of two samples with pooled variance, two-sided; t has the sign of mean(x) − mean(y). NaN with fewer than three values in all, an empty
 * sample, or no variation. R: `t.test(x, y, var.equal = TRUE)`.
 */
export function studentTest(x: Float64Array, y: Float64Array): GroupTest {
  const df = x.length + y.length - 2;
  if (x.length === 0 || y.length === 0 || df < 1) return { statistic: Number.NaN, df: null, pValue: Number.NaN };
  const part = (sample: Float64Array) => (sample.length > 1 ? (sample.length - 1) * variance(sample) : 0);
  const pooled = (part(x) + part(y)) / df;
  const error = Math.sqrt(pooled * (1 / x.length + 1 / y.length));
  const mx = mean(x);
  const my = mean(y);
  if (error <= 10 * Number.EPSILON * Math.max(Math.abs(mx), Math.abs(my))) return { statistic: Number.NaN, df, pValue: Number.NaN };
  const statistic = (mx - my) / error;
  return { statistic, df, pValue: 2 * pt(-Math.abs(statistic), df) };
}

/**
 * One-way analysis of variance: F on k − 1 and n − k degrees of freedom over the samples that have values; `df` is k − 1. NaN with fewer than two samples,
 * no residual degrees of freedom or no variation within. R: `oneway.test(y ~ g, var.equal = TRUE)`.
 */
export function anovaTest(samples: readonly Float64Array[]): GroupTest {
  const filled = samples.filter((sample) => sample.length > 0);
  const n = filled.reduce((total, sample) => total + sample.length, 0);
  const df = filled.length - 1;
  if (df < 1 || n - filled.length < 1) return { statistic: Number.NaN, df: null, pValue: Number.NaN };
  const grand = sum(filled.map((sample) => sum(sample))) / n;
  const between = sum(filled.map((sample) => sample.length * (mean(sample) - grand) ** 2)) / df;
  const within = sum(filled.map((sample) => (sample.length > 1 ? (sample.length - 1) * variance(sample) : 0))) / (n - filled.length);
  if (!(within > 0)) return { statistic: Number.NaN, df, pValue: Number.NaN };
  const statistic = between / within;
  return { statistic, df, pValue: pf(statistic, df, n - filled.length, { lower: false }) };
}
