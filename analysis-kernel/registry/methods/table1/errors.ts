/** Errors of `table1`. */
import type { ErrorDeclarations } from '../../../results/method-error';
import { VARIABLE_ERRORS, WEIGHT_ERRORS } from '../../error-codes';

export const TABLE1_ERRORS = {
  ...VARIABLE_ERRORS,
  ...WEIGHT_ERRORS,
  not_in_table: {
    en: '`normal`, `categorical`, `tests` or `decimals` names a column that the table does not have.',
    zh: '`normal`、`categorical`、`tests` 或 `decimals` 指定了表中没有的列。',
  },
  test_of_other_kind: {
    en: '`tests` gives a test of numbers to a category, or the other way round.',
    zh: '`tests` 为分类变量指定了数值变量的检验，或相反。',
  },
  group_twice: { en: 'A column is named twice among `by` and `subgroups`.', zh: '同一列在 `by` 与 `subgroups` 中重复出现。' },
  too_many_groups: {
    en: 'A grouping column has, or several make, more groups than a table has room for.',
    zh: '分组列的取值或多列的组合过多，表中无法容纳。',
  },
} as const satisfies ErrorDeclarations;
