/** Limits of agreement of two methods, and whether their difference grows with what is measured. */
import { qnorm } from '../../../../numeric/dist/normal';
import { pt, qt } from '../../../../numeric/dist/student-t';
import { mean, sum, variance } from '../../../../numeric/sum';

export interface Estimate {
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

export interface LimitsOfAgreement {
  readonly bias: Estimate;
  readonly sd: number;
  readonly lower: Estimate;
  readonly upper: Estimate;
}

/**
 * Mean difference ± the normal quantile of `within` times the standard deviation, each on Student's t: of a limit with the standard error
 * s √(1/n + z² / (2 (n − 1))). `differences`: two at least. Bland & Altman 1986, doi:10.1016/S0140-6736(86)90837-8; 1999, doi:10.1177/096228029900800204.
 */
export function limitsOfAgreement(differences: Float64Array, within: number, level: number): LimitsOfAgreement {
  const n = differences.length;
  const df = n - 1;
  const centre = mean(differences);
  const sd = Math.sqrt(variance(differences));
  const z = qnorm((1 + within) / 2);
  const t = qt((1 + level) / 2, df);
  const around = (estimate: number, error: number): Estimate => ({
    estimate,
    error,
    low: estimate - t * error,
    high: estimate + t * error,
    ...tested(estimate / error, df),
  });
  const error = sd * Math.sqrt(1 / n + (z * z) / (2 * df));
  return { bias: around(centre, sd / Math.sqrt(n)), sd, lower: around(centre - z * sd, error), upper: around(centre + z * sd, error) };
}

function tested(statistic: number, df: number) {
  return { statistic, df, pValue: 2 * pt(-Math.abs(statistic), df) };
}

/** The straight line of the differences on the means: its slope with the t test that there is none. NaN where all means are one. R: `lm(difference ~ mean)`. */
export function slopeOf(means: Float64Array, differences: Float64Array, level: number): Estimate & { readonly intercept: number } {
  const n = means.length;
  const [mx, my] = [mean(means), mean(differences)];
  const sxx = sum(means.map((x) => (x - mx) ** 2));
  const estimate = sum(means.map((x, row) => (x - mx) * (differences[row] - my))) / sxx;
  const intercept = my - estimate * mx;
  const residual = sum(means.map((x, row) => (differences[row] - my - estimate * (x - mx)) ** 2));
  const df = n - 2;
  const error = Math.sqrt(residual / df / sxx);
  const half = qt((1 + level) / 2, df) * error;
  return { estimate, error, low: estimate - half, high: estimate + half, ...tested(estimate / error, df), intercept };
}
