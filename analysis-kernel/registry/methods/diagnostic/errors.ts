/** Errors of `diagnostic`. */
import type { ErrorDeclarations } from '../../../results/method-error';
import { COLUMN_ERRORS, NAMED_EVENT_ERRORS } from '../../error-codes';
import { FREQUENCY_ERRORS } from '../../frequency-errors';

export const DIAGNOSTIC_ERRORS = {
  ...COLUMN_ERRORS,
  ...FREQUENCY_ERRORS,
  ...NAMED_EVENT_ERRORS,
  one_outcome: { en: 'All rows are cases, or none is.', zh: '所有行均为病例，或均非病例。' },
  marker_is_outcome: { en: 'The outcome is named among the markers, or a marker twice.', zh: '标志物中含有结局，或重复。' },
  too_many_markers: { en: 'There are more markers than are compared.', zh: '标志物过多，无法比较。' },
  marker_words: { en: 'A marker holds words, and none is known to be the positive one.', zh: '标志物的取值为文字，无法判断哪个为阳性。' },
  marker_values: { en: 'A marker holds dates or keys.', zh: '标志物的取值为日期或主键。' },
  marker_infinite: { en: 'A marker is infinite somewhere.', zh: '标志物含有无穷大的值。' },
  unknown_positive: { en: '`positive` is no value of any marker.', zh: '`positive` 不是任何标志物的取值。' },
  too_many_groups: { en: '`by` has more groups than are compared.', zh: '`by` 的组数过多，无法比较。' },
  by_is_other: { en: '`by` names the outcome or a marker.', zh: '`by` 指定了结局或标志物。' },
  cut_count: { en: 'There are not as many cut-offs as markers.', zh: '截断值的个数与标志物不符。' },
  best_beside_cut: { en: 'A cut-off is given, and the best one is asked for.', zh: '既给定了截断值，又要求寻找最佳截断值。' },
  cut_without_numbers: { en: 'A cut-off is asked for, and no marker is measured.', zh: '指定了截断值，但没有数值型标志物。' },
  range_backwards: { en: 'The range of the partial AUC ends before it begins.', zh: '部分 AUC 的范围终点不大于起点。' },
} as const satisfies ErrorDeclarations;
