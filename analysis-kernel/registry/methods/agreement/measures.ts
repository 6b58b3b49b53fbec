/** What `agreement` finds of raters or methods that give numbers. */

import { countText, rowsText } from '../../../results/format';
import { MethodError } from '../../../results/method-error';
import { orNull } from '../../compared-groups';
import type { Row } from './categories';
import { AGREEMENT_ERRORS } from './errors';
import { type Bin, binned } from './kernel/bins';
import { type Concordance, concordance } from './kernel/concordance';
import { type Form, type Icc, icc, type MeanSquares, meanSquares, type Unit } from './kernel/icc';
import { type Estimate, type LimitsOfAgreement, limitsOfAgreement, slopeOf } from './kernel/limits';
import { type RepeatedLimits, repeatedLimits, subjectMeans } from './kernel/repeated-limits';
import type { AgreementOptions } from './options';
import type { Measured } from './prepare';

export interface IccFound {
  readonly kind: 'icc';
  readonly ms: MeanSquares;
  readonly forms: readonly Icc[];
  readonly estimates: readonly Row[];
  readonly variance: readonly Row[];
}

const FORMS: readonly Form[] = [1, 2, 3];
const UNITS: readonly Unit[] = ['single', 'average'];

/** The forms asked for, all six where none is. */
export function iccFound({ values, n }: Measured, { icc: form, unit, conf_level: level }: AgreementOptions): IccFound {
  const ms = meanSquares(values);
  const forms = UNITS.filter((one) => unit === undefined || one === unit).flatMap((one) =>
    FORMS.filter((own) => form === undefined || own === form).map((own) => icc(ms, own, one, level)),
  );
  const estimates = forms.map((one) => ({
    quantity: `icc_${one.form}_${one.unit}`,
    n,
    estimate: orNull(one.estimate),
    conf_low: orNull(one.low),
    conf_high: orNull(one.high),
    statistic: orNull(one.statistic),
    df: one.df,
    df2: one.df2,
    p_value: orNull(one.pValue),
  }));
  const { k, rows, raters, residual } = ms;
  const variance = [
    { source: 'subjects', df: n - 1, mean_square: rows, variance: Math.max(0, (rows - residual) / k) },
    { source: 'raters', df: k - 1, mean_square: raters, variance: Math.max(0, (raters - residual) / n) },
    { source: 'residual', df: (n - 1) * (k - 1), mean_square: residual, variance: residual },
  ];
  return { kind: 'icc', ms, forms, estimates, variance };
}

export interface LimitsFound {
  readonly kind: 'limits';
  /** On the scale asked for: ratios back from their logarithms. */
  readonly limits: LimitsOfAgreement;
  /** Of subjects measured several times. */
  readonly repeated: RepeatedLimits | null;
  readonly slope: Estimate & { readonly intercept: number };
  readonly points: readonly Bin[];
  readonly estimates: readonly Row[];
}

const refuse = (path: string, en: string, zh: string) => new MethodError(AGREEMENT_ERRORS, 'not_positive', { en, zh }, path);

/** Bias, limits and slope of the first minus the second, in the scale asked for. Throws MethodError `not_positive`. */
export function limitsFound({ values: [a, b], n, subjects }: Measured, options: AgreementOptions): LimitsFound {
  const { scale = 'difference', within = 0.95, conf_level: level } = options;
  const bad = scale === 'difference' ? 0 : a.reduce((count, value, row) => count + (value > 0 && b[row] > 0 ? 0 : 1), 0);
  if (bad > 0) {
    throw refuse(
      'scale',
      `${rowsText(bad, 'has', 'have')} a value of 0 or less, of which there is no ${scale === 'ratio' ? 'logarithm' : 'percentage'}. Leave them out with where, or use scale: difference.`,
      `${countText(bad)} 行的取值不大于 0，无法${scale === 'ratio' ? '取对数' : '计算百分比'}。请用 where 排除，或改用 scale: difference。`,
    );
  }
  const isRatio = scale === 'ratio';
  const means = isRatio ? a.map((value, row) => Math.sqrt(value * b[row])) : a.map((value, row) => value / 2 + b[row] / 2);
  const differences = a.map((value, row) =>
    isRatio ? Math.log(value) - Math.log(b[row]) : scale === 'percent' ? (100 * (value - b[row])) / means[row] : value - b[row],
  );
  const repeated = subjects === null ? null : repeatedLimits(differences, subjects.codes, subjects.count, within, level);
  const found = repeated ?? limitsOfAgreement(differences, within, level);
  // Rows of one subject are no independent points: the line is through the subjects' means.
  const point = (own: Float64Array) => (subjects === null ? own : subjectMeans(own, subjects.codes, subjects.count));
  const slope = slopeOf(point(isRatio ? means.map(Math.log) : means), point(differences), level);
  const back = (one: Estimate): Estimate =>
    isRatio ? { ...one, estimate: Math.exp(one.estimate), low: Math.exp(one.low), high: Math.exp(one.high) } : one;
  const limits = { ...found, bias: back(found.bias), lower: back(found.lower), upper: back(found.upper) };
  const row = (quantity: string, { estimate, error, low, high, statistic, df, pValue }: Estimate, isTested: boolean): Row => ({
    quantity,
    n,
    estimate: orNull(estimate),
    std_error: isRatio ? null : orNull(error),
    conf_low: orNull(low),
    conf_high: orNull(high),
    ...(isTested ? { statistic: orNull(statistic), df, p_value: orNull(pValue) } : {}),
  });
  return {
    kind: 'limits',
    limits,
    repeated,
    slope,
    points: binned(means, isRatio ? differences.map(Math.exp) : differences),
    estimates: [
      row('bias', limits.bias, true),
      row('lower_limit', limits.lower, false),
      row('upper_limit', limits.upper, false),
      { quantity: 'sd', n, estimate: isRatio ? null : found.sd },
      ...(repeated === null
        ? []
        : [
            { quantity: 'subjects', n: repeated.subjects, estimate: repeated.subjects },
            { quantity: 'sd_within', n, estimate: isRatio ? null : orNull(repeated.sdWithin) },
            { quantity: 'sd_between', n, estimate: isRatio ? null : orNull(repeated.sdBetween) },
          ]),
      row('slope', slope, true),
    ].filter(({ quantity }) => !isRatio || !String(quantity).startsWith('sd')),
  };
}

export interface ConcordanceFound {
  readonly kind: 'concordance';
  readonly found: Concordance;
  readonly points: readonly Bin[];
  readonly estimates: readonly Row[];
}

/** Lin's correlation and what it is made of. */
export function concordanceFound({ values: [a, b], n }: Measured, { conf_level: level }: AgreementOptions): ConcordanceFound {
  const found = concordance(a, b, level);
  const part = (quantity: string, value: number): Row => ({ quantity, n, estimate: orNull(value) });
  return {
    kind: 'concordance',
    found,
    points: binned(a, b),
    estimates: [
      { ...part('ccc', found.estimate), std_error: orNull(found.error), conf_low: orNull(found.low), conf_high: orNull(found.high) },
      part('precision', found.precision),
      part('accuracy', found.accuracy),
      part('scale_shift', found.scaleShift),
      part('location_shift', found.locationShift),
    ],
  };
}
