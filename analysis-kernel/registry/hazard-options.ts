/** Options that models of hazards share. */
import type { ZphTransform } from '../stats/cox/zph';
import { choice, flag } from './options';

/** The function of time for each word, in the words of R. */
const TRANSFORMS = { km: 'survival', rank: 'rank', identity: 'identity', log: 'log' } as const satisfies Readonly<
  Record<string, ZphTransform>
>;
type TransformWord = keyof typeof TRANSFORMS;
const TRANSFORM_WORDS = Object.keys(TRANSFORMS) as TransformWord[];

export const hazardRatiosOption = flag({
  label: { en: 'Hazard ratios among the coefficients', zh: '系数表中加列风险比' },
  help: { en: 'Adds hazard ratios with intervals to the coefficients.', zh: '在系数表中增加风险比及其置信区间。' },
  default: false,
});

export const robustOption = flag({
  label: { en: 'Robust variance', zh: '稳健方差' },
  help: {
    en: 'Whether to use the sandwich variance. Without it: with clusters, and with sampling or inverse-probability weights.',
    zh: '是否采用三明治方差。省略时：有聚类、抽样权重或逆概率权重时采用。',
  },
  advanced: true,
});

export const zphOption = choice({
  label: { en: 'Time scale of the proportionality test', zh: '比例性检验的时间变换' },
  help: {
    en: 'The function of time against which proportionality is tested: 1 − Kaplan–Meier, the rank of time, time as it is, or its logarithm.',
    zh: '比例性检验所用的时间函数：1 − Kaplan–Meier、时间的秩、原始时间或其对数。',
  },
  values: TRANSFORM_WORDS,
  valueWords: {
    km: { en: '1 − Kaplan–Meier', zh: '1 − Kaplan–Meier' },
    rank: { en: 'rank of time', zh: '时间的秩' },
    identity: { en: 'time as it is', zh: '原始时间' },
    log: { en: 'logarithm of time', zh: '时间的对数' },
  },
  advanced: true,
  default: TRANSFORM_WORDS[0],
});

/** The function of time asked for the test of proportionality. */
export function transformOf({ zph }: { readonly zph: TransformWord }): ZphTransform {
  return TRANSFORMS[zph];
}

/** Ties by an approximation that has score residuals. */
export const approximateTiesOption = choice({
  label: { en: 'Ties', zh: '结点处理' },
  help: { en: 'How events at one time are treated.', zh: '同一时间多个事件的处理方法。' },
  values: ['efron', 'breslow'],
  valueWords: { efron: { en: 'Efron', zh: 'Efron' }, breslow: { en: 'Breslow', zh: 'Breslow' } },
  default: 'efron',
});
