/** Errors of `test`. */
import { DESIGN_ERRORS, FORMULA_ERRORS } from '../../../formula/error-codes';
import type { ErrorDeclarations } from '../../../results/method-error';
import { WEIGHT_ERRORS } from '../../error-codes';

const { infinite_values } = DESIGN_ERRORS;

export const TEST_ERRORS = {
  ...FORMULA_ERRORS,
  ...WEIGHT_ERRORS,
  infinite_values,
  weights_not_frequency: { en: 'The weights are not frequencies.', zh: '权重不是频数。' },
  variables_missing: { en: 'The columns the test needs are not named.', zh: '未指定该检验所需的列。' },
  formula_and_columns: { en: 'Both a formula and `x` or `y` are given.', zh: '同时给出了公式与 `x` 或 `y`。' },
  same_column: { en: 'A column is tested against itself.', zh: '将一列与其自身作检验。' },
  option_not_of_test: { en: 'An option, or its value, has no meaning in this test.', zh: '该选项或其取值不适用于此检验。' },
  not_numeric: { en: 'A column that has to hold numbers does not.', zh: '应为数值的列不是数值。' },
  group_count: { en: 'There are more groups, or fewer, than the test compares.', zh: '组数不符合该检验的要求。' },
  too_few_values: { en: 'There are too few values, pairs or blocks.', zh: '取值、配对或区组过少。' },
  too_many_values: { en: 'There are more values or levels than the test can take.', zh: '取值或水平的个数超出该检验的范围。' },
  no_variation: { en: 'The values do not vary, so the test is not defined.', zh: '取值没有变异，检验无定义。' },
  not_two_values: { en: 'The outcome does not have two values.', zh: '结局的取值不是两种。' },
  not_two_by_two: { en: 'What is asked for exists for 2 × 2 tables only.', zh: '所要求的内容仅适用于四格表。' },
  levels_not_shared: { en: 'The two columns have no value in common.', zh: '两列没有共同的取值。' },
  block_repeated: { en: 'A subject or block has two values in one group.', zh: '同一个体或区组在一组内有两个值。' },
  scores_not_of_groups: { en: 'The scores do not fit the groups.', zh: '得分与各组不对应。' },
  null_out_of_range: { en: 'No proportion can be the value of `mu`.', zh: '`mu` 的值不可能是比例。' },
} as const satisfies ErrorDeclarations;
