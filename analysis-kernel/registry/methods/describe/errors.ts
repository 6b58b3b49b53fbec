/** Errors of `describe`. */
import type { ErrorDeclarations } from '../../../results/method-error';
import { VARIABLE_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

export const DESCRIBE_ERRORS = { ...VARIABLE_ERRORS, ...WEIGHT_ERRORS } as const satisfies ErrorDeclarations;
