/** Errors of `incidence`. */
import { INTERVAL_ERRORS, TIME_ERRORS } from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { COLUMN_ERRORS, GROUP_ERRORS, NAMED_EVENT_ERRORS, WEIGHT_ERRORS } from '../../error-codes';
import { STANDARD_ERRORS } from '../../standard-options';

export const INCIDENCE_ERRORS = {
  ...COLUMN_ERRORS,
  ...WEIGHT_ERRORS,
  ...NAMED_EVENT_ERRORS,
  ...INTERVAL_ERRORS,
  ...STANDARD_ERRORS,
  ...TIME_ERRORS,
  times_missing: { en: 'Follow-up needs `time`, or `start` and `stop`.', zh: '随访需要 `time`，或 `start` 与 `stop`。' },
  times_twice: { en: '`time` was given beside `start` and `stop`.', zh: '`time` 与 `start`、`stop` 同时给出。' },
  times_mixed: { en: 'One of `start` and `stop` is a date and the other a number.', zh: '`start` 与 `stop` 一个为日期，另一个为数值。' },
  unit_unknown: { en: 'The unit of the times must be known and is not.', zh: '需要知道时间的单位，但未给出。' },
  unit_conflict: { en: '`unit` is another than the unit the data state.', zh: '`unit` 与数据所标的单位不一致。' },
  cuts_not_rising: { en: 'Cuts of a scale do not rise.', zh: '切点未逐个递增。' },
  entry_missing: { en: 'Calendar periods need the date of entry.', zh: '按日历时间拆分需要入组日期。' },
  entry_not_date: { en: 'The column of entry does not hold dates.', zh: '入组日期列不是日期。' },
  too_many_cells: { en: 'Groups and bands make more cells than a table can hold.', zh: '组与区间的组合过多，无法成表。' },
  ...GROUP_ERRORS,
  weights_not_frequency: { en: 'Rates are counted with frequencies only.', zh: '计算率时权重只能为频数。' },
  no_person_time: { en: 'Nobody was followed for any time.', zh: '没有任何随访时间。' },
  reference_rates_unreadable: { en: 'The table of reference rates cannot be read.', zh: '参考率表无法读取。' },
  reference_rates_incomplete: {
    en: 'The reference rates lack an age or a group that the data have.',
    zh: '参考率缺少数据中的某个年龄或组。',
  },
} as const satisfies ErrorDeclarations;
