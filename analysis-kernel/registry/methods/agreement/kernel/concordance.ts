/** Lin's concordance correlation of two methods. */
import { qnorm } from '../../../../numeric/dist/normal';
import { mean, sum } from '../../../../numeric/sum';

export interface Concordance {
  /** NaN where neither varies and they agree. */
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  /** Pearson's correlation: how near to a line. */
  readonly precision: number;
  /** How near that line is to the one of equality. */
  readonly accuracy: number;
  /** Ratio of the standard deviations, and difference of the means over their geometric mean. */
  readonly scaleShift: number;
  readonly locationShift: number;
}

/**
 * 2 s_xy / (s_x² + s_y² + (x̄ − ȳ)²) with variances over n, and an interval by Fisher's z. Lin 1989, doi:10.2307/2532051, the error as corrected in 2000
 * (doi:10.1111/j.0006-341X.2000.00324.x). R: `epiR::epi.ccc`, `DescTools::CCC`.
 */
export function concordance(x: Float64Array, y: Float64Array, level: number): Concordance {
  const n = x.length;
  const [mx, my] = [mean(x), mean(y)];
  const [sxx, syy, sxy] = [
    sum(x.map((value) => (value - mx) ** 2)) / n,
    sum(y.map((value) => (value - my) ** 2)) / n,
    sum(x.map((value, row) => (value - mx) * (y[row] - my))) / n,
  ];
  const estimate = (2 * sxy) / (sxx + syy + (mx - my) ** 2);
  const precision = sxy / Math.sqrt(sxx * syy);
  const locationShift = (mx - my) / (sxx * syy) ** 0.25;
  const [c, r, u] = [estimate, precision, locationShift ** 2];
  const square =
    (((1 - r * r) * c * c * (1 - c * c)) / (r * r) + (2 * c ** 3 * (1 - c) * u) / r - (0.5 * c ** 4 * u * u) / (r * r)) / (n - 2);
  const error = Math.sqrt(Math.max(0, square));
  const half = (qnorm((1 + level) / 2) * error) / (1 - c * c);
  const z = Math.atanh(c);
  const exact = c === 1 || c === -1;
  return {
    estimate,
    error,
    low: exact ? c : Math.tanh(z - half),
    high: exact ? c : Math.tanh(z + half),
    precision,
    accuracy: estimate / precision,
    scaleShift: Math.sqrt(sxx / syy),
    locationShift,
  };
}
