/** Errors of `prevalence`. */
import type { ErrorDeclarations } from '../../../results/method-error';
import { COLUMN_ERRORS, GROUP_ERRORS, NAMED_EVENT_ERRORS, WEIGHT_ERRORS } from '../../error-codes';
import { STANDARD_ERRORS } from '../../standard-options';

export const PREVALENCE_ERRORS = {
  ...COLUMN_ERRORS,
  ...WEIGHT_ERRORS,
  ...NAMED_EVENT_ERRORS,
  ...GROUP_ERRORS,
  ...STANDARD_ERRORS,
  when_missing: { en: 'Cases are dates, and no day or period is named.', zh: '病例列为日期，但未指定时点或时期。' },
  when_twice: { en: '`at` and `period` were both given.', zh: '同时给出了 `at` 与 `period`。' },
  when_without_dates: { en: 'A day or dates were given, and cases are no dates.', zh: '给出了时点或日期，但病例列不是日期。' },
  not_a_date: { en: 'A column or value that is to be a date is none.', zh: '应为日期的列或取值不是日期。' },
  period_backwards: { en: 'The period ends before it begins.', zh: '时期的终点早于起点。' },
  nobody_observed: { en: 'Nobody was observed then.', zh: '当时没有被观察的对象。' },
  weights_not_frequency: { en: 'Shares are counted with frequencies only.', zh: '计算患病率时权重只能为频数。' },
} as const satisfies ErrorDeclarations;
