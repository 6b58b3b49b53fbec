/** Errors of `mixed`. */
import { DESIGN_ERRORS, FORMULA_ERRORS, NEW_ROW_ERRORS, TIME_ERRORS } from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { COMPARE_ERRORS, SETTABLE_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

const { weights_not_numeric, weights_negative, weights_infinite, weights_zero } = WEIGHT_ERRORS;
const { time_is_date, time_not_numeric, time_infinite } = TIME_ERRORS;

export const MIXED_ERRORS = {
  ...FORMULA_ERRORS,
  ...DESIGN_ERRORS,
  ...NEW_ROW_ERRORS,
  ...SETTABLE_ERRORS,
  ...COMPARE_ERRORS,
  weights_not_numeric,
  weights_negative,
  weights_infinite,
  weights_zero,
  time_is_date,
  time_not_numeric,
  time_infinite,
  formula_and_preset: { en: 'A formula beside a preset, which writes its own.', zh: '预设自带公式，不能再给出公式。' },
  unit_missing: { en: 'The data do not say the unit of the time.', zh: '数据没有说明时间的单位。' },
  unit_not_of_column: { en: 'The option `unit` contradicts the unit of the column.', zh: '选项 `unit` 与该列的单位不符。' },
  knot_outside: { en: 'No measurements on one side of the knot.', zh: '节点的一侧没有测量值。' },
  too_many_groups: { en: 'More arms than slopes are compared of.', zh: '组数过多，无法比较斜率。' },
  no_terms: { en: 'The formula leaves nothing fixed to estimate.', zh: '公式中没有可估计的固定效应。' },
  no_random: { en: 'The formula has no random term.', zh: '公式中没有随机项。' },
  one_group: { en: 'A grouping has one level.', zh: '分组只有一个水平。' },
  random_unidentified: {
    en: 'As many random effects as rows: they cannot be told from the residual.',
    zh: '随机效应个数不少于行数，无法与残差区分。',
  },
  too_many_random: { en: 'More variances and covariances than can be estimated.', zh: '方差与协方差过多，无法估计。' },
  too_crossed: { en: 'Groupings cross in more combinations than can be fitted.', zh: '分组交叉的组合过多，无法拟合。' },
  one_outcome: { en: 'The outcome has one value only.', zh: '结局只有一个取值。' },
  no_residual: { en: 'The model gives the outcome to the last digit.', zh: '模型完全决定了结局，没有残差。' },
} as const satisfies ErrorDeclarations;
