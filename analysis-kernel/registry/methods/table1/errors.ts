/** Errors of `table1`. */
import type { ErrorDeclarations } from '../../../results/method-error';
import { VARIABLE_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

export const TABLE1_ERRORS = {
  ...VARIABLE_ERRORS,
  ...WEIGHT_ERRORS,
  not_in_table: {
    en: '`normal` or `categorical` names a column that the table does not have.',
    zh: '`normal` 或 `categorical` 指定了表中没有的列。',
  },
} as const satisfies ErrorDeclarations;
