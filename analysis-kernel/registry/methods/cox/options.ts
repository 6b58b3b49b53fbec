/** Options of `cox`. */
import * as z from 'zod';
import type { Ties } from '../../../stats/cox/data';
import {
  causeOption,
  clusterOption,
  confLevelOption,
  dataOption,
  eventOption,
  newDataOption,
  timeUnitOption,
  weightsOption,
  whereOption,
} from '../../common-options';
import { adjustOption, compareOption } from '../../contrast-options';
import { hazardRatiosOption, robustOption, zphOption } from '../../hazard-options';
import { allOf, beside, without } from '../../only-with';
import { choice, choices, columns, flag, formula, mapping, number, numbers, type OptionsOf, special } from '../../options';
import { adjustedOption } from './adjusted-declared';
import { frailtyOption } from './frailty-declared';
import { ttOption } from './varying-declared';
import { PREDICTION_WORDS, RESIDUAL_WORDS } from './words';

const TIES = ['efron', 'breslow', 'exact'] as const satisfies readonly Ties[];
const RESIDUALS = ['martingale', 'deviance', 'score', 'schoenfeld', 'scaled_schoenfeld', 'dfbeta', 'dfbetas'] as const;
export type ResidualType = (typeof RESIDUALS)[number];
const PREDICTIONS = ['survival', 'risk', 'lp'] as const;
const BASELINES = ['zero', 'mean'] as const;
const COX_CONVENTIONS = ['survival', 'sas'] as const;

export const COX_OPTIONS = {
  data: dataOption,
  formula: formula({
    label: { en: 'Formula', zh: '公式' },
    help: {
      en: '`Surv(time, event) ~ age + sex`, or `Surv(start, stop, event)`; `strata()`, `offset()`, `cluster()`, interactions, `rcs(age, 4)`. Required.',
      zh: '`Surv(time, event) ~ age + sex`，或 `Surv(start, stop, event)`；可用 `strata()`、`offset()`、`cluster()`、交互项、`rcs(age, 4)`。必填。',
    },
    roles: ['covariates', 'strata', 'cluster'],
    required: true,
  }),
  time_unit: timeUnitOption,
  exponentiate: hazardRatiosOption,
  ties: choice({
    label: { en: 'Ties', zh: '结点处理' },
    help: {
      en: 'How events at one time are treated. Without it by Efron’s method, and by Breslow’s with the conventions of SAS; the exact one is the discrete partial likelihood.',
      zh: '同一时间多个事件的处理方法。省略时用 Efron 法，采用 SAS 惯例时用 Breslow 法；精确法为离散精确偏似然。',
    },
    values: TIES,
    valueWords: {
      efron: { en: 'Efron', zh: 'Efron' },
      breslow: { en: 'Breslow', zh: 'Breslow' },
      exact: { en: 'exact (discrete)', zh: '精确（离散）' },
    },
    defaultText: 'efron',
  }),
  profile: flag({
    label: { en: 'Profile-likelihood intervals', zh: '轮廓似然区间' },
    help: {
      en: 'Adds limits by profile likelihood, which hold where a coefficient is large or infinite; two searches of refits a coefficient.',
      zh: '增加轮廓似然置信限，系数很大或无穷时仍有效；每个系数需多次重新拟合。',
    },
    advanced: true,
    default: false,
  }),
  firth: flag({
    label: { en: 'Firth’s penalty', zh: 'Firth 惩罚' },
    help: {
      en: 'Penalised partial likelihood: finite hazard ratios where a group has no events, less bias with few events; intervals and p values of the profile. Not with a robust variance, clusters, sampling weights, exact ties or tests by term.',
      zh: '惩罚偏似然：某组没有事件时风险比仍有限，事件少时偏倚较小；置信区间与 P 值由轮廓似然求得。不能与稳健方差、聚类、抽样权重、精确结点处理或逐项检验同用。',
    },
    default: false,
  }),
  ridge: mapping({
    label: { en: 'Ridge penalty', zh: '岭惩罚' },
    help: {
      en: '`{terms: [x], theta: 1}`: draws the coefficients of these terms towards 0, by ½ θ times the variance of the column times the squared coefficient, as `ridge(x, theta = 1)` in R.',
      zh: '`{terms: [x], theta: 1}`：将这些项的系数向 0 收缩，惩罚为 ½ θ × 列方差 × 系数平方，同 R 的 `ridge(x, theta = 1)`。',
    },
    advanced: true,
    fields: {
      terms: columns({
        label: { en: 'Terms under the ridge penalty', zh: '岭惩罚的项' },
        help: { en: 'Terms of the formula whose coefficients are drawn towards 0.', zh: '系数向 0 收缩的公式中的项。' },
        accepts: 'any',
        required: true,
      }),
      theta: number({
        label: { en: 'Strength of the ridge penalty (θ)', zh: '岭惩罚强度（θ）' },
        help: { en: 'The larger, the closer to 0 the coefficients are.', zh: '越大，系数越接近 0。' },
        above: 0,
        default: 1,
      }),
    },
  }),
  frailty: frailtyOption,
  tt: ttOption,
  anova: flag({
    label: { en: 'Tests by term', zh: '逐项检验' },
    help: {
      en: 'Adds likelihood-ratio tests of the terms in the order of the formula; not with a robust variance.',
      zh: '按公式顺序给出各项的似然比检验；不能与稳健方差同用。',
    },
    default: false,
  }),
  compare: compareOption,
  adjust: adjustOption,
  baseline: special({
    label: { en: 'Baseline hazard', zh: '基线风险' },
    help: {
      en: 'The cumulative hazard of a row whose columns are all 0 (true asks for this one too), or at the means (columns of −1, 0, 1 stay 0).',
      zh: '累积风险：所有列为 0 的行（true 同此），或取均值处（仅含 −1、0、1 的列保持为 0）。',
    },
    type: 'true, false or word',
    values: BASELINES,
    valueWords: { zero: { en: 'all columns 0', zh: '所有列为 0' }, mean: { en: 'at the means', zh: '取均值' } },
    form: { control: 'switch' },
    schema: z.preprocess((value) => (value === true ? 'zero' : value === false ? undefined : value), z.enum(BASELINES).optional()),
    defaultText: 'false',
  }),
  residuals: choices({
    label: { en: 'Residuals', zh: '残差' },
    help: { en: 'Types of residuals for the table residuals.', zh: '表 residuals 给出的残差类型。' },
    values: RESIDUALS,
    valueWords: RESIDUAL_WORDS,
    advanced: true,
  }),
  predictions: mapping({
    label: { en: 'Predictions', zh: '预测' },
    help: {
      en: '`{data: TABLE, times: [365, 730], type: survival}`: predictions for the rows of a table (without data: the same one). Types: survival, risk, lp.',
      zh: '`{data: 表, times: [365, 730], type: survival}`：对表中各行预测（省略 data 为同一数据）。类型：survival、risk、lp。',
    },
    advanced: true,
    fields: {
      data: newDataOption,
      times: numbers({
        label: { en: 'Times', zh: '时间' },
        help: { en: 'Times at which survival is predicted.', zh: '预测生存概率的时间。' },
        advanced: true,
      }),
      type: choice({
        label: { en: 'Type of prediction', zh: '预测类型' },
        help: {
          en: 'The probability of surviving each time, the hazard relative to the reference, or its logarithm (the linear predictor).',
          zh: '各时间的生存概率、相对于参照的风险，或其对数（线性预测值）。',
        },
        values: PREDICTIONS,
        valueWords: PREDICTION_WORDS,
        advanced: true,
        default: 'survival',
      }),
    },
  }),
  adjusted: adjustedOption,
  event: eventOption,
  cause: causeOption,
  robust: robustOption,
  zph: { ...zphOption, only: allOf(beside('firth', false), without('ridge')) },
  conf_level: confLevelOption,
  weights: weightsOption,
  cluster: clusterOption,
  where: whereOption,
  as: choice({
    label: { en: 'As in', zh: '惯例同' },
    help: {
      en: 'Whose conventions: R’s survival package (Efron ties), or SAS (Breslow ties).',
      zh: '采用的惯例：R 的 survival 包（Efron 结点）或 SAS（Breslow 结点）。',
    },
    values: COX_CONVENTIONS,
    valueWords: { survival: { en: 'R (survival)', zh: 'R（survival）' }, sas: { en: 'SAS', zh: 'SAS' } },
    advanced: true,
    default: 'survival',
  }),
};

export type CoxMethodOptions = OptionsOf<typeof COX_OPTIONS>;
export type PredictionOptions = NonNullable<CoxMethodOptions['predictions']>;

/** The rule for ties: as asked, else that of the convention. */
export function tiesOf(options: CoxMethodOptions): Ties {
  return options.ties ?? (options.as === 'sas' ? 'breslow' : 'efron');
}
