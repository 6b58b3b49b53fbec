/** Errors of `agreement`. */
import type { ErrorDeclarations } from '../../../results/method-error';
import { COLUMN_ERRORS } from '../../error-codes';
import { FREQUENCY_ERRORS } from '../../frequency-errors';

export const AGREEMENT_ERRORS = {
  ...COLUMN_ERRORS,
  ...FREQUENCY_ERRORS,
  rater_count: { en: 'There are fewer raters than two, or more than this type takes.', zh: '评分者少于两个，或多于该类型所能处理的个数。' },
  rater_twice: { en: 'A rater is named twice.', zh: '评分者重复。' },
  rater_not_numeric: { en: 'A rater’s column holds no numbers.', zh: '评分者的列不是数值。' },
  rater_infinite: {
    en: 'A rater’s column is infinite somewhere, or its values are too large or too small to square.',
    zh: '评分者的列含有无穷大的值，或取值过大、过小而无法计算平方。',
  },
  too_many_categories: { en: 'There are more categories than a table of agreement takes.', zh: '类别过多，无法列表。' },
  order_unknown: { en: 'The categories have no order, and the weights need one.', zh: '类别没有顺序，而加权需要顺序。' },
  unknown_category: { en: 'The data hold a category that `levels` does not name.', zh: '数据中有 `levels` 未列出的类别。' },
  not_positive: { en: 'Values are not above 0, as ratios and percentages need.', zh: '取值不大于 0，无法计算比值或百分比。' },
  id_is_rater: { en: '`id` names a rater.', zh: '`id` 指定了评分者的列。' },
  too_few_subjects: { en: 'There are fewer subjects than limits of agreement need.', zh: '对象数少于一致性界限所需。' },
  too_few_rows: { en: 'There are fewer rows than this type needs.', zh: '行数少于该类型所需。' },
} as const satisfies ErrorDeclarations;
