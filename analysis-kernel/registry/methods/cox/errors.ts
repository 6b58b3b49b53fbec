/** Errors of `cox`. */
import {
  DESIGN_ERRORS,
  EVENT_ERRORS,
  FORMULA_ERRORS,
  INTERVAL_ERRORS,
  NEW_ROW_ERRORS,
  NEW_STRATA_ERRORS,
  NO_EVENT_ERRORS,
  TIME_ERRORS,
} from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { CLUSTER_ERRORS, COMPARE_ERRORS, STRATA_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

export const COX_ERRORS = {
  ...FORMULA_ERRORS,
  ...DESIGN_ERRORS,
  ...TIME_ERRORS,
  ...INTERVAL_ERRORS,
  ...EVENT_ERRORS,
  ...NO_EVENT_ERRORS,
  ...WEIGHT_ERRORS,
  ...CLUSTER_ERRORS,
  ...STRATA_ERRORS,
  ...NEW_ROW_ERRORS,
  ...NEW_STRATA_ERRORS,
  ...COMPARE_ERRORS,
  exact_weights: { en: 'Weights that are not frequencies under `ties: exact`.', zh: '`ties: exact` 下使用了非频数权重。' },
  exact_robust: { en: 'A robust variance under `ties: exact`.', zh: '`ties: exact` 下要求稳健方差。' },
  exact_residuals: { en: 'Residuals that do not exist under `ties: exact`.', zh: '`ties: exact` 下不存在的残差。' },
  exact_too_large: { en: 'More tied events than `ties: exact` can count.', zh: '结点过多，无法用 `ties: exact`。' },
  likelihood_robust: { en: '`anova` or `profile` with a robust variance.', zh: '稳健方差下要求 `anova` 或 `profile`。' },
  times_missing: { en: 'Survival is to be predicted, and no times are given.', zh: '预测生存概率而未给出时间。' },
  ridge_alone: { en: 'A ridge penalty together with what has no meaning beside it.', zh: '岭惩罚与不能并用的选项同用。' },
  ridge_term: { en: '`ridge` names a term that the formula does not have.', zh: '`ridge` 指定的项不在公式中。' },
  firth_alone: { en: 'Firth’s penalty together with what has no meaning beside it.', zh: 'Firth 惩罚与不能并用的选项同用。' },
  frailty_alone: { en: 'A frailty together with what does not go with it.', zh: '脆弱性与不能并用的选项同用。' },
  frailty_groups: { en: 'A frailty of fewer than two groups.', zh: '脆弱性的分组少于两组。' },
  not_groups: { en: 'Adjusted curves by a number that makes no groups.', zh: '调整曲线的分组列是取值很多的数值。' },
  beyond_follow_up: { en: '`adjusted.rmst` is beyond the follow-up.', zh: '`adjusted.rmst` 超出随访。' },
} as const satisfies ErrorDeclarations;
