/** Errors of `recurrent`. */
import { DESIGN_ERRORS, EVENT_ERRORS, FORMULA_ERRORS, INTERVAL_ERRORS, NO_EVENT_ERRORS, TIME_ERRORS } from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { WEIGHT_ERRORS } from '../../error-codes';

export const RECURRENT_ERRORS = {
  ...FORMULA_ERRORS,
  ...DESIGN_ERRORS,
  ...TIME_ERRORS,
  ...INTERVAL_ERRORS,
  ...EVENT_ERRORS,
  ...NO_EVENT_ERRORS,
  ...WEIGHT_ERRORS,
  start_missing: { en: 'The formula gives no start of the rows.', zh: '公式没有给出各行的起始时间。' },
  no_terms: { en: 'A model without a covariate.', zh: '模型没有协变量。' },
  repeated_rows: { en: 'Rows of a patient that are there twice.', zh: '同一患者有重复的行。' },
  overlapping_rows: { en: 'Rows of a patient that overlap in time.', zh: '同一患者的行在时间上重叠。' },
  after_terminal: { en: 'Rows of a patient after the terminal event.', zh: '患者在终末事件之后仍有行。' },
  order_values: { en: 'Numbers of events that are not whole or do not rise.', zh: '事件序号不是整数，或没有递增。' },
  weights_differ: { en: 'Rows of a patient with different frequencies.', zh: '同一患者各行的频数不同。' },
  one_id: { en: 'A variance between patients is asked for, and there is one patient.', zh: '需要患者间方差而只有一名患者。' },
  too_many_groups: { en: 'More groups than can be compared.', zh: '组数过多，无法比较。' },
} as const satisfies ErrorDeclarations;
