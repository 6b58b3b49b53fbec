/** Limits of agreement where subjects were measured several times. */
import { qchisq } from '../../../../numeric/dist/chi-squared';
import { qnorm } from '../../../../numeric/dist/normal';
import { pt, qt } from '../../../../numeric/dist/student-t';
import { mean, sum, variance } from '../../../../numeric/sum';
import type { Estimate, LimitsOfAgreement } from './limits';

export interface RepeatedLimits extends LimitsOfAgreement {
  readonly subjects: number;
  /** Of one difference within a subject, and of subjects' own biases; NaN where no subject has two rows. */
  readonly sdWithin: number;
  readonly sdBetween: number;
}

/**
 * Limits for one difference of a new subject, its true value free to change between the rows of a subject. Bias: the mean of the subjects' means d̄ᵢ, on Student's
 * t. Variance: s²(d̄ᵢ) + (1 − 1/m) s²_w, s²_w within subjects and m the harmonic mean of their numbers of rows; of subjects with as many rows each it is that of
 * a one-way analysis of variance. Intervals of the limits by the recovery of variance estimates: the limits of the variance from the χ² limits of its two parts,
 * joined with the error of the bias. `subject`: from 0, two subjects at least. With a row a subject the limits are the plain ones.
 * Zou 2013, Statistical Methods in Medical Research 22:630–642. R: `SimplyAgree::agreement_limit(data_type = "nest")`.
 */
export function repeatedLimits(
  differences: Float64Array,
  subject: Int32Array,
  subjects: number,
  within: number,
  level: number,
): RepeatedLimits {
  const { means, sizes, rest } = bySubject(differences, subject, subjects);
  const rows = differences.length;
  const bias = mean(means);
  const between = variance(means);
  const harmonic = subjects / sum(sizes.map((size) => 1 / size));
  const inside = rows > subjects ? rest / (rows - subjects) : 0;
  const part = (1 - 1 / harmonic) * inside;
  const total = between + part;
  const sd = Math.sqrt(total);
  const tail = (1 - level) / 2;
  // How far each part may lie below and above, by its own χ².
  const below = Math.hypot(between * (1 - shareOf(subjects - 1, 1 - tail)), part * (1 - shareOf(rows - subjects, 1 - tail)));
  const above = Math.hypot(between * (shareOf(subjects - 1, tail) - 1), part * (shareOf(rows - subjects, tail) - 1));
  const z = qnorm((1 + within) / 2);
  const error = Math.sqrt(between / subjects);
  const own = qnorm(1 - tail) * error;
  const near = Math.hypot(own, z * (sd - Math.sqrt(Math.max(0, total - below))));
  const far = Math.hypot(own, z * (Math.sqrt(total + above) - sd));
  const df = subjects - 1;
  const half = qt(1 - tail, df) * error;
  const limit = (estimate: number, down: number, up: number): Estimate => ({
    estimate,
    error: Number.NaN,
    low: estimate - down,
    high: estimate + up,
    statistic: Number.NaN,
    df,
    pValue: Number.NaN,
  });
  const statistic = bias / error;
  return {
    bias: { ...limit(bias, half, half), error, statistic, pValue: 2 * pt(-Math.abs(statistic), df) },
    sd,
    lower: limit(bias - z * sd, far, near),
    upper: limit(bias + z * sd, near, far),
    subjects,
    sdWithin: rows > subjects ? Math.sqrt(inside) : Number.NaN,
    sdBetween: rows > subjects ? Math.sqrt(Math.max(0, between - inside / harmonic)) : Number.NaN,
  };
}

/** df / χ²: what a variance is multiplied by for a limit; 1 without degrees of freedom. */
function shareOf(df: number, probability: number): number {
  return df === 0 ? 1 : df / qchisq(probability, df);
}

/** Means and numbers of rows by subject, and the sum of squares within. */
function bySubject(values: Float64Array, subject: Int32Array, subjects: number) {
  const [totals, sizes] = [new Float64Array(subjects), new Float64Array(subjects)];
  values.forEach((value, row) => {
    totals[subject[row]] += value;
    sizes[subject[row]] += 1;
  });
  const means = totals.map((total, at) => total / sizes[at]);
  const rest = sum(values.map((value, row) => (value - means[subject[row]]) ** 2));
  return { means, sizes, rest };
}

/** Means of values by subject. */
export function subjectMeans(values: Float64Array, subject: Int32Array, subjects: number): Float64Array {
  return bySubject(values, subject, subjects).means;
}
