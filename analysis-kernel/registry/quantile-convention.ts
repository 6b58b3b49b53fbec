/** The word `as` where packages differ in their quantiles. */
import type { QuantileType } from '../numeric/quantile';
import { anyOf, beside, without } from './only-with';
import { choice } from './options';

const QUANTILE_CONVENTIONS = ['r', 'sas', 'spss'] as const;
export type QuantileConvention = (typeof QUANTILE_CONVENTIONS)[number];

/** Definition of sample quantiles a package uses by default (Hyndman & Fan's numbering). */
export function quantileType(convention: QuantileConvention): QuantileType {
  return convention === 'sas' ? 2 : convention === 'spss' ? 6 : 7;
}

export const quantileOption = choice({
  label: { en: 'Quantiles as in', zh: '分位数算法同' },
  help: {
    en: 'Whose quantiles: R interpolates (type 7), SAS averages at steps (type 2), SPSS uses (n + 1)p (type 6).',
    zh: '分位数算法：R 为线性插值（第 7 型），SAS 在跳跃处取平均（第 2 型），SPSS 采用 (n + 1)p（第 6 型）。',
  },
  values: QUANTILE_CONVENTIONS,
  valueWords: {
    r: { en: 'R (type 7)', zh: 'R（第 7 型）' },
    sas: { en: 'SAS (type 2)', zh: 'SAS（第 2 型）' },
    spss: { en: 'SPSS (type 6)', zh: 'SPSS（第 6 型）' },
  },
  default: 'r',
  advanced: true,
  // Other weights make a distribution whose quantiles have one definition.
  only: anyOf(without('weights'), beside('weights.kind', 'frequency')),
});
