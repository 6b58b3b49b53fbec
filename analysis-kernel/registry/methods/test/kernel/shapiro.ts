/** Normality: the Shapiro–Wilk test. */
import { pnorm, qnorm } from '../../../../numeric/dist/normal';
import { mean, sum } from '../../../../numeric/sum';

export const LEAST_VALUES = 3;
/** Royston's approximation holds up to so many values. */
export const MOST_VALUES = 5000;

/** A polynomial by its coefficients, the constant first. */
const polynomial = (coefficients: readonly number[], x: number) => coefficients.reduceRight((total, c) => total * x + c, 0);

/** The two outermost weights by Royston's polynomials in 1/√n. */
const OUTER = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056];
const NEXT = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633];
/** Mean and log standard deviation of the transformed 1 − W, for 4 to 11 values by n, for more by log n. */
const SMALL_MEAN = [0.544, -0.39978, 0.025054, -6.714e-4];
const SMALL_SD = [1.3822, -0.77857, 0.062767, -0.0020322];
const LARGE_MEAN = [-1.5861, -0.31082, -0.083751, 0.0038915];
const LARGE_SD = [-0.4803, -0.082676, 0.0030302];

/**
 * W and its p value of 3 to 5000 values that vary; small W speaks against normality. Exact for 3 values, else Royston's normal approximation of log(1 − W).
 * R: `shapiro.test(x)`. Royston 1995 (AS R94), doi:10.2307/2986146.
 */
export function shapiroWilk(values: Float64Array): { readonly statistic: number; readonly pValue: number } {
  const x = Float64Array.from(values).sort();
  const n = x.length;
  const weights = shapiroWeights(n);
  const range = x[n - 1] - x[0];
  const scaled = x.map((value) => (value - x[0]) / range);
  const centre = mean(scaled);
  const squares = sum(scaled.map((value) => (value - centre) ** 2));
  const norm = sum(weights.map((a) => a * a));
  // 1 − W as the squares left by the projection on the weights, which keeps digits where W is near 1.
  const slope = sum(scaled.map((value, i) => weights[i] * (value - centre))) / norm;
  const rest = sum(scaled.map((value, i) => (value - centre - slope * weights[i]) ** 2)) / squares;
  const statistic = 1 - rest;
  return { statistic, pValue: probabilityOf(rest, n) };
}

function probabilityOf(rest: number, n: number): number {
  if (n === 3) return Math.max(0, 1 - (6 / Math.PI) * Math.asin(Math.min(1, Math.sqrt(rest))));
  const y = Math.log(rest);
  if (n <= 11) {
    const bound = -2.273 + 0.459 * n;
    if (y >= bound) return 0;
    return pnorm((-Math.log(bound - y) - polynomial(SMALL_MEAN, n)) / Math.exp(polynomial(SMALL_SD, n)), { lower: false });
  }
  const log = Math.log(n);
  return pnorm((y - polynomial(LARGE_MEAN, log)) / Math.exp(polynomial(LARGE_SD, log)), { lower: false });
}

/** Antisymmetric weights of the ordered values: expected normal order statistics, the outermost corrected. */
function shapiroWeights(n: number): Float64Array {
  const half = Math.floor(n / 2);
  const weights = new Float64Array(n);
  const set = (i: number, a: number) => {
    weights[i] = -a;
    weights[n - 1 - i] = a;
  };
  if (n === 3) {
    set(0, Math.SQRT1_2);
    return weights;
  }
  const m = Float64Array.from({ length: half }, (_, i) => -qnorm((i + 1 - 0.375) / (n + 0.25)));
  const total = 2 * sum(m.map((value) => value * value));
  const root = 1 / Math.sqrt(n);
  const outer = polynomial(OUTER, root) + m[0] / Math.sqrt(total);
  const two = n > 5;
  const next = two ? polynomial(NEXT, root) + m[1] / Math.sqrt(total) : 0;
  const kept = total - 2 * m[0] ** 2 - (two ? 2 * m[1] ** 2 : 0);
  const scale = Math.sqrt(kept / (1 - 2 * outer ** 2 - 2 * next ** 2));
  m.forEach((value, i) => {
    set(i, i === 0 ? outer : i === 1 && two ? next : value / scale);
  });
  return weights;
}
