/** Errors of options that methods share. */
import { EVENT_ERRORS, FORMULA_ERRORS } from '../formula/error-codes';
import type { ErrorDeclarations } from '../results/method-error';

/** The option `weights`. */
export const WEIGHT_ERRORS = {
  weights_not_numeric: { en: 'The weights are not numbers.', zh: '权重不是数值。' },
  weights_negative: { en: 'A weight is negative.', zh: '权重为负。' },
  weights_infinite: { en: 'A weight is infinite.', zh: '权重为无穷大。' },
  weights_not_whole: { en: 'A frequency is not a whole number.', zh: '频数权重不是整数。' },
  weights_zero: { en: 'No weight is above 0.', zh: '没有大于 0 的权重。' },
} as const satisfies ErrorDeclarations;

/** The option `cluster` beside a formula. */
export const CLUSTER_ERRORS = {
  two_clusters: { en: 'A cluster is named both in the formula and beside it.', zh: '公式与选项中都指定了聚类。' },
} as const satisfies ErrorDeclarations;

/** `strata()` beside covariates. */
export const STRATA_ERRORS = {
  strata_of_one: { en: 'There are as many strata as rows.', zh: '层数与行数相同。' },
} as const satisfies ErrorDeclarations;

/** The option `predictions` of risks by chosen times. */
export const PREDICTED_RISK_ERRORS = {
  times_missing: { en: 'Risks are to be predicted, and no times are given.', zh: '预测风险而未给出时间。' },
} as const satisfies ErrorDeclarations;

const { unknown_column, no_rows } = FORMULA_ERRORS;

/** Columns named by options, without a formula. */
export const COLUMN_ERRORS = { unknown_column, no_rows } as const satisfies ErrorDeclarations;

/** The option `variables`. */
export const VARIABLE_ERRORS = {
  ...COLUMN_ERRORS,
  no_variables: { en: 'The data have no column that can be described unasked.', zh: '数据中没有可自动描述的列。' },
} as const satisfies ErrorDeclarations;

const { event_values, event_words, event_needs_cause, unknown_event } = EVENT_ERRORS;

/** A column of events named by an option, without a formula. */
export const NAMED_EVENT_ERRORS = { event_values, event_words, event_needs_cause, unknown_event } as const satisfies ErrorDeclarations;

/** Groups compared with one of them. */
export const GROUP_ERRORS = {
  too_many_groups: { en: 'More groups than can be compared.', zh: '组数过多，无法比较。' },
  unknown_reference: { en: '`reference` is none of the groups.', zh: '`reference` 不是其中的组。' },
} as const satisfies ErrorDeclarations;

/** A column of the formula that options set to a value in every row. */
export const SETTABLE_ERRORS = {
  not_in_formula: { en: 'An option names a column that the formula does not have.', zh: '选项指定的列不在公式中。' },
  too_many_levels: { en: 'An option names a column with too many levels.', zh: '选项指定的列水平过多。' },
} as const satisfies ErrorDeclarations;

/** The option `compare` of two values of a column. */
export const COMPARE_ERRORS = {
  ...SETTABLE_ERRORS,
  value_not_found: { en: '`compare` names a value that the column does not have.', zh: '`compare` 指定的取值在该列中不存在。' },
} as const satisfies ErrorDeclarations;
