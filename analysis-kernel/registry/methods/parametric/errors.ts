/** Errors of `parametric`. */
import {
  DESIGN_ERRORS,
  EVENT_ERRORS,
  FORMULA_ERRORS,
  INTERVAL_ERRORS,
  NEW_ROW_ERRORS,
  NO_EVENT_ERRORS,
  TIME_ERRORS,
} from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { CLUSTER_ERRORS, STRATA_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

export const PARAMETRIC_ERRORS = {
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
  time_zero: { en: 'A time of 0, which has no logarithm.', zh: '时间为 0，无法取对数。' },
  no_terms: { en: 'The formula leaves nothing to estimate.', zh: '公式中没有可估计的项。' },
  no_strata: { en: 'The distribution has no scale that strata could differ in.', zh: '该分布没有可按层变化的尺度参数。' },
  no_intercept: {
    en: 'Royston and Parmar’s spline has an intercept, and the formula leaves it out.',
    zh: 'Royston–Parmar 样条含截距，而公式去除了截距。',
  },
  no_ratio: { en: '`exponentiate` where coefficients are no logarithms of ratios.', zh: '系数不是比值的对数，不适用 `exponentiate`。' },
  knots_unusable: { en: 'The knots of the spline cannot be placed.', zh: '样条的节点无法设置。' },
  no_maximum: { en: 'The likelihood has no maximum.', zh: '似然没有最大值。' },
  one_cluster: { en: 'The clusters are one.', zh: '只有一个聚类。' },
  compare_weights: { en: '`compare` under weights that are not counts.', zh: '非频数权重下要求 `compare`。' },
  times_missing: { en: 'Predictions at times, and no times are given.', zh: '需要在指定时间预测而未给出时间。' },
} as const satisfies ErrorDeclarations;
