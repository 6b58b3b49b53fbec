/** Options of `glm`. */
import { clusterOption, confLevelOption, dataOption, newDataOption, weightsOption, whereOption } from '../../common-options';
import { choice, flag, formula, mapping, type OptionsOf } from '../../options';

const FAMILIES = ['gaussian', 'binomial', 'poisson'] as const;
export type FamilyName = (typeof FAMILIES)[number];
const LINKS = ['identity', 'log', 'inverse', 'logit', 'probit', 'cloglog', 'cauchit', 'sqrt'] as const;
export type LinkName = (typeof LINKS)[number];

/** The links of each family; the first is its own. */
export const LINKS_OF: Readonly<Record<FamilyName, readonly LinkName[]>> = {
  gaussian: ['identity', 'log', 'inverse'],
  binomial: ['logit', 'probit', 'cloglog', 'cauchit', 'log'],
  poisson: ['log', 'identity', 'sqrt'],
};

const ROBUST = ['hc0', 'hc1', 'hc2', 'hc3'] as const;
export type RobustKind = (typeof ROBUST)[number];

const PREDICTIONS = ['response', 'link'] as const;
export const PREDICTION_WORDS = { response: { en: 'mean', zh: '均值' }, link: { en: 'linear predictor', zh: '线性预测值' } } as const;

export const FAMILY_WORDS = {
  gaussian: { en: 'Gaussian (a number)', zh: '正态（数值）' },
  binomial: { en: 'binomial (yes or no)', zh: '二项（是/否）' },
  poisson: { en: 'Poisson (a count)', zh: 'Poisson（计数）' },
} as const;

export const LINK_WORDS = {
  identity: { en: 'identity', zh: '恒等' },
  log: { en: 'log', zh: '对数' },
  inverse: { en: 'inverse', zh: '倒数' },
  logit: { en: 'logit', zh: 'logit' },
  probit: { en: 'probit', zh: 'probit' },
  cloglog: { en: 'complementary log-log', zh: '互补双对数' },
  cauchit: { en: 'cauchit', zh: 'cauchit' },
  sqrt: { en: 'square root', zh: '平方根' },
} as const;

export const GLM_OPTIONS = {
  data: dataOption,
  family: choice({
    label: { en: 'Family', zh: '分布族' },
    help: {
      en: 'Gaussian for a number (linear regression), binomial for yes or no (logistic regression), Poisson for counts.',
      zh: '正态用于数值（线性回归），二项用于是/否（logistic 回归），Poisson 用于计数。',
    },
    values: FAMILIES,
    valueWords: FAMILY_WORDS,
    default: 'gaussian',
  }),
  formula: formula({
    label: { en: 'Formula', zh: '公式' },
    help: {
      en: '`y ~ age + sex`; interactions, `rcs(age, 4)`, `offset(log(years))`, `cluster()`. With the binomial family y is true/false, 0/1, yes/no, or a category of two levels of which the second is modelled, with a warning where no order of the dictionary says so. Required.',
      zh: '`y ~ age + sex`；可用交互项、`rcs(age, 4)`、`offset(log(years))`、`cluster()`。二项分布的 y 为真/假、0/1、是/否，或两个水平的分类变量（对第二个水平建模；数据字典未说明顺序时给出警告）。必填。',
    },
    roles: ['covariates', 'cluster'],
    required: true,
  }),
  link: choice({
    label: { en: 'Link', zh: '连接函数' },
    help: {
      en: 'The function of the mean that is linear. Without it the identity for Gaussian, logit for binomial, the logarithm for Poisson; the logarithm with binomial gives risk ratios.',
      zh: '与自变量呈线性的均值函数。省略时正态为恒等，二项为 logit，Poisson 为对数；二项配对数给出风险比。',
    },
    values: LINKS,
    valueWords: LINK_WORDS,
    advanced: true,
  }),
  exponentiate: flag({
    label: { en: 'Ratios in the table', zh: '表中给出比值' },
    help: {
      en: 'Adds odds, risk, rate or mean ratios with intervals to the coefficients, under the links that have them.',
      zh: '在系数表中增加比值比、风险比、率比或均数比及其置信区间（限有此含义的连接函数）。',
    },
    default: false,
  }),
  robust: choice({
    label: { en: 'Robust variance', zh: '稳健方差' },
    help: {
      en: 'The sandwich variance: HC0, HC1 with its correction for small samples, HC2 and HC3 by leverage. Without it HC0 with clusters and with sampling or inverse-probability weights, else the model’s own.',
      zh: '三明治方差：HC0；HC1 另作小样本校正；HC2、HC3 按杠杆值校正。省略时：有聚类、抽样权重或逆概率权重用 HC0，否则用模型方差。',
    },
    values: ROBUST,
    valueWords: {
      hc0: { en: 'HC0', zh: 'HC0' },
      hc1: { en: 'HC1 (small samples)', zh: 'HC1（小样本校正）' },
      hc2: { en: 'HC2 (leverage)', zh: 'HC2（杠杆值校正）' },
      hc3: { en: 'HC3 (leverage squared)', zh: 'HC3（杠杆值平方校正）' },
    },
    advanced: true,
  }),
  predictions: mapping({
    label: { en: 'Predictions', zh: '预测' },
    help: {
      en: '`{data: TABLE, type: response}`: predictions for the rows of a table (without data: the same one). Types: response, link.',
      zh: '`{data: 表, type: response}`：对表中各行预测（省略 data 为同一数据）。类型：response、link。',
    },
    fields: {
      data: newDataOption,
      type: choice({
        label: { en: 'Type of prediction', zh: '预测类型' },
        help: {
          en: 'The mean, a probability or a count; or the linear predictor.',
          zh: '均值（概率或计数），或线性预测值。',
        },
        values: PREDICTIONS,
        valueWords: PREDICTION_WORDS,
        default: 'response',
        advanced: true,
      }),
    },
    advanced: true,
  }),
  conf_level: confLevelOption,
  weights: weightsOption,
  cluster: clusterOption,
  where: whereOption,
};

export type GlmOptions = OptionsOf<typeof GLM_OPTIONS>;

/** The link asked for, else the family's own. */
export function linkOf({ family, link }: Pick<GlmOptions, 'family' | 'link'>): LinkName {
  return link ?? LINKS_OF[family][0];
}
