/** Errors of `conditional_logistic`. */
import { DESIGN_ERRORS, FORMULA_ERRORS } from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { CLUSTER_ERRORS, NAMED_EVENT_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

export const CONDITIONAL_LOGISTIC_ERRORS = {
  ...FORMULA_ERRORS,
  ...DESIGN_ERRORS,
  ...NAMED_EVENT_ERRORS,
  ...WEIGHT_ERRORS,
  ...CLUSTER_ERRORS,
  no_sets: { en: 'The formula names no matched sets.', zh: '公式中没有指定匹配组。' },
  no_terms: { en: 'The formula has no covariate.', zh: '公式中没有协变量。' },
  no_informative_sets: { en: 'No set has both a case and a control.', zh: '没有同时含病例与对照的匹配组。' },
  nothing_varies: { en: 'No covariate varies within a set.', zh: '没有在匹配组内变化的协变量。' },
  exact_weights: { en: 'Weights that are not frequencies with the exact likelihood.', zh: '精确似然下使用了非频数权重。' },
  cluster_splits_sets: { en: 'A cluster divides a set, with the exact likelihood.', zh: '精确似然下聚类拆分了匹配组。' },
  one_cluster: { en: 'A robust variance is asked for, and there is one cluster.', zh: '要求稳健方差而只有一个聚类。' },
  sets_too_long: { en: 'Sets too long for the exact likelihood.', zh: '匹配组过大，无法用精确似然。' },
} as const satisfies ErrorDeclarations;
