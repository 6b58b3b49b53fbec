/** Errors of `km`. */
import { EVENT_ERRORS, FORMULA_ERRORS, INTERVAL_ERRORS, TIME_ERRORS } from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { CLUSTER_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

export const KM_ERRORS = {
  ...FORMULA_ERRORS,
  ...TIME_ERRORS,
  ...INTERVAL_ERRORS,
  ...EVENT_ERRORS,
  ...WEIGHT_ERRORS,
  ...CLUSTER_ERRORS,
  entry_twice: { en: '`entry` was given, and the formula has a start already.', zh: '公式已有起始时间，又给出了 `entry`。' },
  trend_scores: { en: '`trend` has not one score a group.', zh: '`trend` 的得分个数与组数不符。' },
  rmst_horizon: { en: '`rmst` is not after the curves begin.', zh: '`rmst` 不晚于曲线的起点。' },
  beyond_follow_up: { en: '`rmst` is beyond the follow-up of a group.', zh: '`rmst` 超出某组的随访。' },
} as const satisfies ErrorDeclarations;
