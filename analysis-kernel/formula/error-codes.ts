/** The errors of reading a formula on data, by what a method asks of it. A method declares those of the groups it uses. */
import type { ErrorDeclarations } from '../results/method-error';

/** Every method with a formula. */
export const FORMULA_ERRORS = {
  formula_syntax: { en: 'The formula cannot be read at this place.', zh: '公式在此处无法解析。' },
  formula_character: { en: 'A sign that formulas do not have.', zh: '公式中不允许的字符。' },
  formula_unclosed: { en: 'A quote or backtick is not closed.', zh: '引号或反引号未闭合。' },
  formula_tilde: { en: 'The formula has no `~`, or more than one.', zh: '公式中没有“~”，或多于一个。' },
  formula_response: { en: 'The left side is not what the method models.', zh: '公式左边不符合该方法的要求。' },
  formula_term: { en: 'A term that has no meaning, or none in this method.', zh: '公式中的项没有意义，或不适用于该方法。' },
  formula_argument: { en: 'A function was given what it cannot use.', zh: '函数的参数不合要求。' },
  unknown_function: { en: 'The formula calls a function that does not exist.', zh: '公式调用了不存在的函数。' },
  unknown_level: { en: 'A level named in the formula does not occur.', zh: '公式中指定的水平不存在。' },
  unknown_column: { en: 'The data have no column of this name.', zh: '数据中没有该列。' },
  no_rows: { en: 'No row is left, or none is complete.', zh: '没有剩余的行，或没有完整的行。' },
} as const satisfies ErrorDeclarations;

/** Models of covariates. */
export const DESIGN_ERRORS = {
  one_level: { en: 'A category has one level among the complete rows.', zh: '分类变量在完整的行中只有一个水平。' },
  infinite_values: {
    en: 'A variable has infinite values, or values so large or so small that their squares are no numbers.',
    zh: '变量含有无穷大的值，或取值过大、过小而无法计算平方。',
  },
  formula_too_wide: { en: 'More columns than can be fitted.', zh: '列数超出可拟合的范围。' },
} as const satisfies ErrorDeclarations;

/** Rows to predict for. */
export const NEW_ROW_ERRORS = {
  unknown_table: { en: 'There is no table of the name given for new data.', zh: '没有所指定的新数据表。' },
  unseen_level: { en: 'The new data hold a level that the model was not fitted with.', zh: '新数据含有模型拟合时没有的水平。' },
} as const satisfies ErrorDeclarations;

/** Rows to predict for where strata have baseline hazards of their own. */
export const NEW_STRATA_ERRORS = {
  predictions_need_strata: { en: 'The new data lack the columns of the strata.', zh: '新数据缺少分层的列。' },
} as const satisfies ErrorDeclarations;

/** Times of follow-up. */
export const TIME_ERRORS = {
  time_is_date: { en: 'The time is a date, not a length of time.', zh: '时间为日期而非时长。' },
  time_not_numeric: { en: 'The time is not a number.', zh: '时间不是数值。' },
  time_infinite: { en: 'A time is infinite, or times are beyond 1e70 or below 1e-70.', zh: '时间为无穷大，或大于 1e70、小于 1e-70。' },
  time_negative: { en: 'A time is negative.', zh: '时间为负。' },
} as const satisfies ErrorDeclarations;

/** Times with a start and a stop. */
export const INTERVAL_ERRORS = {
  interval_empty: { en: 'A row does not stop after it starts.', zh: '某行的终止时间不晚于起始时间。' },
} as const satisfies ErrorDeclarations;

/** One kind of event. */
export const EVENT_ERRORS = {
  event_values: { en: 'The values of the event cannot be read as one.', zh: '事件列的取值无法识别为事件。' },
  event_words: { en: 'The event is in words that do not say which of them is meant.', zh: '事件列为文字，无法判断其含义。' },
  event_needs_cause: { en: 'Several kinds of event, and none is chosen.', zh: '含有多种事件而未指定。' },
  event_and_cause: { en: '`event` and `cause` were both given.', zh: '同时给出了 `event` 与 `cause`。' },
  unknown_event: { en: 'No row has the value that `event` names.', zh: '没有行取 `event` 指定的值。' },
  unknown_cause: { en: 'There is no such cause.', zh: '没有该原因。' },
  cause_without_causes: { en: '`cause` was given where there is one kind of event.', zh: '只有一种事件却给出了 `cause`。' },
} as const satisfies ErrorDeclarations;

/** Where an event at least is needed. */
export const NO_EVENT_ERRORS = {
  no_events: { en: 'No event among the complete rows.', zh: '完整的行中没有事件。' },
} as const satisfies ErrorDeclarations;

const { event_values, event_words, unknown_cause } = EVENT_ERRORS;

/** Several kinds of event. */
export const CAUSE_ERRORS = { event_values, event_words, unknown_cause, ...NO_EVENT_ERRORS } as const satisfies ErrorDeclarations;
