/** Options of `parametric`. */
import * as z from 'zod';
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
import type { Condition } from '../../only-with';
import { choice, flag, formula, mapping, number, numbers, type OptionsOf, special } from '../../options';
import { DISTRIBUTION_WORDS, PREDICTION_WORDS, SCALE_WORDS } from './words';

const DISTRIBUTIONS = ['exponential', 'weibull', 'lognormal', 'loglogistic', 'gamma', 'gengamma', 'gompertz', 'royston_parmar'] as const;
export type DistributionName = (typeof DISTRIBUTIONS)[number];

const SCALES = ['hazard', 'odds', 'normal'] as const;
export type ScaleName = (typeof SCALES)[number];

const PREDICTIONS = ['survival', 'hazard', 'quantile', 'rmst', 'lp'] as const;

const MOST_KNOTS = 10;
/** Inner knots where nobody says how many: three degrees of freedom, as Royston and Parmar's own examples. */
const USUAL_KNOTS = 2;

/** Whether Royston and Parmar’s model is fitted, by itself or in a comparison. */
function splined({ distribution, compare }: Readonly<Record<string, unknown>>): boolean {
  const compared = Array.isArray(compare) ? compare : [compare];
  return distribution === 'royston_parmar' || compared.includes(true) || compared.includes('royston_parmar');
}

/** What is said to a model without a spline. */
const SPLINED: Condition = {
  holds: (told) => splined({ distribution: told('distribution'), compare: told('compare') }),
  said: { en: 'with distribution: royston_parmar, or among those compared', zh: 'distribution 为 royston_parmar 或参与比较' },
};

export const PARAMETRIC_OPTIONS = {
  data: dataOption,
  formula: formula({
    label: { en: 'Formula', zh: '公式' },
    help: {
      en: '`Surv(time, event) ~ age + sex`, or `Surv(start, stop, event)`; `strata()` (a scale of its own for each stratum), `offset()`, `cluster()`, interactions, `rcs(age, 4)`. Required.',
      zh: '`Surv(time, event) ~ age + sex`，或 `Surv(start, stop, event)`；可用 `strata()`（每层各有尺度参数）、`offset()`、`cluster()`、交互项、`rcs(age, 4)`。必填。',
    },
    roles: ['covariates', 'strata', 'cluster'],
    required: true,
  }),
  distribution: choice({
    label: { en: 'Distribution', zh: '分布' },
    help: {
      en: 'The distribution of the time, or the flexible model of Royston and Parmar, a spline of the logarithm of time.',
      zh: '时间的分布，或 Royston–Parmar 灵活模型（对数时间的样条）。',
    },
    values: DISTRIBUTIONS,
    valueWords: DISTRIBUTION_WORDS,
    default: 'weibull',
  }),
  knots: special({
    label: { en: 'Inner knots', zh: '内部节点' },
    help: {
      en: `Of Royston and Parmar’s spline: how many inner knots (0 to ${MOST_KNOTS}, at quantiles of the times of events), or a list of their times. ${USUAL_KNOTS} where it is left out.`,
      zh: `Royston–Parmar 样条的内部节点：个数（0～${MOST_KNOTS}，取事件时间的分位数），或节点时间的列表。省略时为 ${USUAL_KNOTS} 个。`,
    },
    type: 'number or list of times',
    form: { control: 'number', min: 0, max: MOST_KNOTS, step: 1 },
    schema: z.union([z.int().min(0).max(MOST_KNOTS), z.array(z.number().positive()).min(1).max(MOST_KNOTS)]).optional(),
    defaultText: String(USUAL_KNOTS),
    only: SPLINED,
  }),
  scale: choice({
    label: { en: 'Scale of the spline', zh: '样条的尺度' },
    help: {
      en: 'What the spline is of: the log cumulative hazard (hazard ratios), the log odds of the event (odds ratios), or the normal quantile of it.',
      zh: '样条所描述的量：对数累积风险（给出风险比）、事件的对数比值（给出比值比）或其正态分位数。',
    },
    values: SCALES,
    valueWords: SCALE_WORDS,
    defaultText: 'hazard',
    only: SPLINED,
  }),
  time_unit: timeUnitOption,
  exponentiate: flag({
    label: { en: 'Ratios in the table', zh: '表中给出比值' },
    help: {
      en: 'Adds time, hazard or odds ratios with intervals to the coefficients, as the distribution has them.',
      zh: '在系数表中增加时间比、风险比或比值比及其置信区间（视分布而定）。',
    },
    default: false,
  }),
  compare: special({
    label: { en: 'Compare distributions', zh: '比较分布' },
    help: {
      en: 'true, or a list of distributions: each is fitted with the same covariates, and they are compared by AIC and BIC and in a figure.',
      zh: 'true 或分布的列表：各分布以相同协变量拟合，按 AIC、BIC 比较并作图。',
    },
    type: 'true, false or list of words',
    values: DISTRIBUTIONS,
    valueWords: DISTRIBUTION_WORDS,
    form: { control: 'switch' },
    schema: z.preprocess(
      (value) => (value === true ? [...DISTRIBUTIONS] : value === false ? undefined : typeof value === 'string' ? [value] : value),
      z.array(z.enum(DISTRIBUTIONS)).min(1).optional(),
    ),
    defaultText: 'false',
  }),
  extrapolate_to: number({
    label: { en: 'Draw the curves to', zh: '曲线画至' },
    help: {
      en: 'The time to which fitted curves go; beyond follow-up they rest on the distribution alone, and the figure marks where. Without it to the end of follow-up.',
      zh: '拟合曲线延伸到的时间；超出随访的部分仅依赖分布假定，图中会标明。省略时至随访结束。',
    },
    above: 0,
  }),
  predictions: mapping({
    label: { en: 'Predictions', zh: '预测' },
    help: {
      en: '`{data: TABLE, times: [1, 5], type: survival}`: predictions for the rows of a table (without data: the same one).',
      zh: '`{data: 表, times: [1, 5], type: survival}`：对表中各行预测（省略 data 为同一数据）。',
    },
    advanced: true,
    fields: {
      data: newDataOption,
      times: numbers({
        label: { en: 'Times', zh: '时间' },
        help: {
          en: 'Times at which survival or hazard is predicted, or up to which the mean is restricted.',
          zh: '预测生存概率或风险的时间，或限制性平均的截止时间。',
        },
        above: 0,
        advanced: true,
      }),
      quantiles: numbers({
        label: { en: 'Quantiles', zh: '分位' },
        help: {
          en: 'Shares of rows with the event, for the times by which they have it; without it 0.5, the median.',
          zh: '已发生事件的比例，用于求达到该比例的时间；省略时为 0.5（中位数）。',
        },
        above: 0,
        below: 1,
        advanced: true,
      }),
      type: choice({
        label: { en: 'Type of prediction', zh: '预测类型' },
        help: {
          en: 'The probability of surviving each time, the hazard at it, the time by which a share has the event, the mean time lived up to each time, or the linear predictor.',
          zh: '各时间的生存概率、该时间的风险、一定比例发生事件的时间、至各时间为止的平均生存时间，或线性预测值。',
        },
        values: PREDICTIONS,
        valueWords: PREDICTION_WORDS,
        advanced: true,
        default: 'survival',
      }),
    },
  }),
  event: eventOption,
  cause: causeOption,
  robust: flag({
    label: { en: 'Robust variance', zh: '稳健方差' },
    help: {
      en: 'Whether to use the sandwich variance. Without it: with clusters, and with sampling or inverse-probability weights.',
      zh: '是否采用三明治方差。省略时：有聚类、抽样权重或逆概率权重时采用。',
    },
    advanced: true,
  }),
  conf_level: confLevelOption,
  weights: weightsOption,
  cluster: clusterOption,
  where: whereOption,
};

export type ParametricOptions = OptionsOf<typeof PARAMETRIC_OPTIONS>;

/** The spline as asked, else as usual. */
export function splineAsked({ knots = USUAL_KNOTS, scale = 'hazard' }: Pick<ParametricOptions, 'knots' | 'scale'>) {
  return { knots, scale };
}

export type PredictionOptions = NonNullable<ParametricOptions['predictions']>;
