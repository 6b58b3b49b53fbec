/** Errors of `finegray`. */
import {
  CAUSE_ERRORS,
  DESIGN_ERRORS,
  EVENT_ERRORS,
  FORMULA_ERRORS,
  INTERVAL_ERRORS,
  NEW_ROW_ERRORS,
  TIME_ERRORS,
} from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { CLUSTER_ERRORS, PREDICTED_RISK_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

const { event_needs_cause } = EVENT_ERRORS;

export const FINEGRAY_ERRORS = {
  ...FORMULA_ERRORS,
  ...DESIGN_ERRORS,
  ...TIME_ERRORS,
  ...INTERVAL_ERRORS,
  ...CAUSE_ERRORS,
  event_needs_cause,
  ...WEIGHT_ERRORS,
  ...CLUSTER_ERRORS,
  ...NEW_ROW_ERRORS,
  ...PREDICTED_RISK_ERRORS,
  not_of_cmprsk: { en: '`as: cmprsk` with an option that cmprsk does not have.', zh: '`as: cmprsk` 与 cmprsk 没有的选项同用。' },
} as const satisfies ErrorDeclarations;
