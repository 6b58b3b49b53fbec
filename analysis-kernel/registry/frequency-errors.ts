/** Errors of weights that can only be frequencies. */
import type { ErrorDeclarations } from '../results/method-error';
import { WEIGHT_ERRORS } from './error-codes';

export const FREQUENCY_ERRORS = {
  ...WEIGHT_ERRORS,
  weights_not_frequency: { en: 'The weights are not frequencies.', zh: '权重不是频数。' },
  too_many_rows: { en: 'The frequencies stand for more rows than can be taken.', zh: '频数所代表的行数过多。' },
} as const satisfies ErrorDeclarations;
