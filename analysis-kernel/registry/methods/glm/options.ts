/** Options of `glm`. */

import { clusterOption, confLevelOption, dataOption, newDataOption, weightsOption, whereOption } from '../../common-options';
import { adjustOption, compareOption } from '../../contrast-options';
import { choice, columns, flag, formula, mapping, type OptionsOf } from '../../options';

const FAMILIES = ['gaussian', 'binomial', 'poisson', 'gamma', 'negbin', 'quasibinomial', 'quasipoisson'] as const;
export type FamilyName = (typeof FAMILIES)[number];
const LINKS = ['identity', 'log', 'inverse', 'logit', 'probit', 'cloglog', 'cauchit', 'sqrt'] as const;
export type LinkName = (typeof LINKS)[number];
/** What is said of a link that is left open. */
const OF_FAMILY = 'as the family has it';

/** The links of each family; the first is its own. */
export const LINKS_OF: Readonly<Record<FamilyName, readonly LinkName[]>> = {
  gaussian: ['identity', 'log', 'inverse'],
  binomial: ['logit', 'probit', 'cloglog', 'cauchit', 'log', 'identity'],
  poisson: ['log', 'identity', 'sqrt'],
  gamma: ['inverse', 'log', 'identity'],
  negbin: ['log', 'sqrt', 'identity'],
  quasibinomial: ['logit', 'probit', 'cloglog', 'cauchit', 'log', 'identity'],
  quasipoisson: ['log', 'identity', 'sqrt'],
};

/** Families of which one outcome or the other comes. */
export const isBinary = (family: unknown) => family === 'binomial' || family === 'quasibinomial';
/** Families of what is counted. */
export const isCount = (family: unknown) => family === 'poisson' || family === 'negbin' || family === 'quasipoisson';

const ROBUST = ['hc0', 'hc1', 'hc2', 'hc3'] as const;
export type RobustKind = (typeof ROBUST)[number];

const PREDICTIONS = ['response', 'link'] as const;
export const PREDICTION_WORDS = { response: { en: 'mean', zh: '均值' }, link: { en: 'linear predictor', zh: '线性预测值' } } as const;

export const FAMILY_WORDS = {
  gaussian: { en: 'Gaussian (a number)', zh: '正态（数值）' },
  binomial: { en: 'binomial (yes or no)', zh: '二项（是/否）' },
  poisson: { en: 'Poisson (a count)', zh: 'Poisson（计数）' },
  gamma: { en: 'gamma (a positive number)', zh: 'gamma（正数）' },
  negbin: { en: 'negative binomial (an overdispersed count)', zh: '负二项（过离散的计数）' },
  quasibinomial: { en: 'quasi-binomial (dispersion estimated)', zh: '拟二项（估计离散参数）' },
  quasipoisson: { en: 'quasi-Poisson (dispersion estimated)', zh: '拟 Poisson（估计离散参数）' },
} as const;

const TERM_TESTS = ['type2', 'sequential'] as const;

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
      en: 'Gaussian for a number (linear regression), binomial for yes or no (logistic regression), Poisson for counts, negative binomial for counts that vary more, Gamma for positive numbers such as costs. The quasi families are binomial and Poisson with a dispersion estimated from the data; quasi-binomial takes shares from 0 to 1 too, quasi-Poisson any number from 0.',
      zh: '正态用于数值（线性回归），二项用于是/否（logistic 回归），Poisson 用于计数，负二项用于变异更大的计数，Gamma 用于费用等正数。拟二项与拟 Poisson 由数据估计离散参数；拟二项还可用于 0 至 1 的比例，拟 Poisson 可用于任意非负数。',
    },
    values: FAMILIES,
    // The names people know two of them by.
    valueWords: {
      ...FAMILY_WORDS,
      gaussian: { en: 'Gaussian (a number: linear regression)', zh: '正态（数值：线性回归）' },
      binomial: { en: 'binomial (yes or no: logistic regression)', zh: '二项（是/否：logistic 回归）' },
    },
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
      en: 'The function of the mean that is linear. Without it the identity for Gaussian, logit for binomial, the logarithm for counts, the inverse for Gamma (as in R). With binomial the logarithm gives risk ratios and the identity risk differences; with Gamma the logarithm gives ratios of means.',
      zh: '与自变量呈线性的均值函数。省略时正态为恒等，二项为 logit，计数为对数，Gamma 为倒数（同 R）。二项配对数给出风险比，配恒等给出风险差；Gamma 配对数给出均数比。',
    },
    values: LINKS,
    valueWords: { ...LINK_WORDS, [OF_FAMILY]: { en: OF_FAMILY, zh: '随分布族' } },
    defaultText: OF_FAMILY,
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
  firth: flag({
    label: { en: 'Firth’s penalty', zh: 'Firth 惩罚' },
    help: {
      en: 'Penalised likelihood for logistic and log-linear Poisson models: finite estimates under separation, less bias with few events; intervals and p values of the profile.',
      zh: 'logistic 与对数线性 Poisson 模型的惩罚似然：出现分离时估计值仍有限，事件少时偏倚较小；置信区间与 P 值由轮廓似然求得。',
    },
    default: false,
    offered: ({ family, link }) =>
      (family === 'binomial' && (link ?? 'logit') === 'logit') || (family === 'poisson' && (link ?? 'log') === 'log'),
  }),
  marginal: columns({
    label: { en: 'Standardised effects', zh: '标准化效应' },
    help: {
      en: 'Columns of the formula: for each the mean (the risk) if all rows had one level, the differences and ratios of these (risk difference, risk ratio) against the first level; of a number the average slope of the mean. Averaged over the rows used.',
      zh: '公式中的列：对每一列给出全部行取某一水平时的均值（风险），以及相对第一水平的差值与比值（风险差、风险比）；数值列给出均值的平均斜率。按所用的行取平均。',
    },
    accepts: 'any',
  }),
  compare: compareOption,
  adjust: adjustOption,
  anova: choice({
    label: { en: 'Tests by term', zh: '逐项检验' },
    help: {
      en: 'Of each term given all that do not contain it (type II), or of the terms added in the order of the formula (type I). Likelihood-ratio tests, F where the dispersion is estimated; under a robust variance type II is a Wald test.',
      zh: '各项在所有不包含该项的其他项基础上的检验（II 型），或按公式顺序逐项加入（I 型）。似然比检验；估计离散参数时为 F 检验；稳健方差下 II 型为 Wald 检验。',
    },
    values: TERM_TESTS,
    valueWords: {
      type2: { en: 'each given the others (type II)', zh: '各项在其他项基础上（II 型）' },
      sequential: { en: 'in the order of the formula (type I)', zh: '按公式顺序（I 型）' },
    },
    advanced: true,
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
