/** Errors of `glm`. */
import { DESIGN_ERRORS, FORMULA_ERRORS, NEW_ROW_ERRORS } from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { CLUSTER_ERRORS, COMPARE_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

export const GLM_ERRORS = {
  ...FORMULA_ERRORS,
  ...DESIGN_ERRORS,
  ...WEIGHT_ERRORS,
  ...CLUSTER_ERRORS,
  ...NEW_ROW_ERRORS,
  ...COMPARE_ERRORS,
  outcome_not_of_family: { en: 'The family does not have the values of the outcome.', zh: '结局的取值不符合所选分布族。' },
  one_outcome: { en: 'The outcome has one value only.', zh: '结局只有一个取值。' },
  link_not_of_family: { en: 'The family does not have this link.', zh: '所选分布族没有该连接函数。' },
  no_terms: { en: 'The formula leaves nothing to estimate.', zh: '公式中没有可估计的项。' },
  one_cluster: { en: 'The clusters are one.', zh: '只有一个聚类。' },
  robust_with_cluster: { en: 'A variance by leverage together with clusters.', zh: '聚类时要求按杠杆值校正的方差。' },
  no_ratio: { en: '`exponentiate` under a link without ratios.', zh: '该连接函数没有比值，不适用 `exponentiate`。' },
  firth_family: { en: 'Firth’s penalty for another family or link than it is offered for.', zh: '该分布族或连接函数不适用 Firth 惩罚。' },
  firth_alone: { en: 'Firth’s penalty together with what has no meaning beside it.', zh: 'Firth 惩罚与不能并用的选项同用。' },
  sequential_robust: { en: 'Sequential tests under a robust variance.', zh: '稳健方差下要求按顺序检验。' },
  no_start: { en: 'No starting values give possible means under the link.', zh: '该连接函数下找不到有效的初始值。' },
} as const satisfies ErrorDeclarations;
