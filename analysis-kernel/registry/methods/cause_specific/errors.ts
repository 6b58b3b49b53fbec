/** Errors of `cause_specific`. */
import {
  CAUSE_ERRORS,
  DESIGN_ERRORS,
  FORMULA_ERRORS,
  INTERVAL_ERRORS,
  NEW_ROW_ERRORS,
  NEW_STRATA_ERRORS,
  TIME_ERRORS,
} from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { CLUSTER_ERRORS, PREDICTED_RISK_ERRORS, STRATA_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

export const CAUSE_SPECIFIC_ERRORS = {
  ...FORMULA_ERRORS,
  ...DESIGN_ERRORS,
  ...TIME_ERRORS,
  ...INTERVAL_ERRORS,
  ...CAUSE_ERRORS,
  ...WEIGHT_ERRORS,
  ...CLUSTER_ERRORS,
  ...STRATA_ERRORS,
  ...NEW_ROW_ERRORS,
  ...NEW_STRATA_ERRORS,
  ...PREDICTED_RISK_ERRORS,
} as const satisfies ErrorDeclarations;
