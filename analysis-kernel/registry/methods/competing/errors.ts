/** Errors of `competing`. */
import { CAUSE_ERRORS, FORMULA_ERRORS, TIME_ERRORS } from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';

export const COMPETING_ERRORS = { ...FORMULA_ERRORS, ...TIME_ERRORS, ...CAUSE_ERRORS } as const satisfies ErrorDeclarations;
