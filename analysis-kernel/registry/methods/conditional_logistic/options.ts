/** Options of `conditional_logistic`. */
import type { Ties } from '../../../stats/cox/data';
import { clusterOption, confLevelOption, dataOption, eventOption, weightsOption, whereOption } from '../../common-options';
import { choice, flag, formula, type OptionsOf } from '../../options';

const TIES = ['exact', 'efron', 'breslow'] as const satisfies readonly Ties[];

export const CONDITIONAL_LOGISTIC_OPTIONS = {
  data: dataOption,
  formula: formula({
    label: { en: 'Formula', zh: '公式' },
    help: {
      en: '`case ~ exposure + age + strata(set)`: whether a row is a case (true/false, 0/1, yes/no), covariates, and in `strata()` the columns that name its matched set. `offset()`, `cluster()`, interactions, `rcs(age, 4)`. Required.',
      zh: '`case ~ exposure + age + strata(set)`：左边为是否病例（真/假、0/1、是/否），右边为协变量，`strata()` 中为标识匹配组的列。可用 `offset()`、`cluster()`、交互项、`rcs(age, 4)`。必填。',
    },
    roles: ['covariates', 'strata', 'cluster'],
    required: true,
  }),
  exponentiate: flag({
    label: { en: 'Odds ratios among the coefficients', zh: '系数表中加列比值比' },
    help: { en: 'Adds odds ratios with intervals to the coefficients.', zh: '在系数表中增加比值比及其置信区间。' },
    default: false,
  }),
  ties: choice({
    label: { en: 'Sets with several cases', zh: '含多个病例的匹配组' },
    help: {
      en: 'The exact conditional likelihood counts all ways of drawing so many cases from a set; Efron’s and Breslow’s approximations are quick for very long sets. With one case a set all three are the same.',
      zh: '精确条件似然计入从匹配组中抽出同样多病例的所有方式；Efron 与 Breslow 近似适用于很大的匹配组。每组仅一个病例时三者相同。',
    },
    values: TIES,
    valueWords: {
      exact: { en: 'exact', zh: '精确' },
      efron: { en: 'Efron’s approximation', zh: 'Efron 近似' },
      breslow: { en: 'Breslow’s approximation', zh: 'Breslow 近似' },
    },
    default: 'exact',
  }),
  event: eventOption,
  robust: flag({
    label: { en: 'Robust variance', zh: '稳健方差' },
    help: {
      en: 'Whether to use the sandwich variance, summed within sets, or within clusters where they are named. Without it: with clusters, and with sampling or inverse-probability weights.',
      zh: '是否采用三明治方差，按匹配组（指定聚类时按聚类）求和。省略时：有聚类、抽样权重或逆概率权重时采用。',
    },
    advanced: true,
  }),
  conf_level: confLevelOption,
  weights: weightsOption,
  cluster: clusterOption,
  where: whereOption,
};

export type ConditionalLogisticOptions = OptionsOf<typeof CONDITIONAL_LOGISTIC_OPTIONS>;
