/** Options of `describe`. */
import { dataOption, weightsOption, whereOption } from '../../common-options';
import { column, columns, type OptionsOf } from '../../options';
import { quantileOption } from '../../quantile-convention';

export const DESCRIBE_OPTIONS = {
  data: dataOption,
  variables: columns({
    label: { en: 'Variables', zh: '变量' },
    help: {
      en: 'The columns to describe, in this order. Without it all columns but keys, dates and texts with more than 30 different values.',
      zh: '要描述的列，按此顺序。省略时为除主键、日期及取值超过 30 种的文本以外的所有列。',
    },
    accepts: 'any',
  }),
  group: column({
    label: { en: 'By group', zh: '分组' },
    help: {
      en: 'A column whose levels are described apart, in a leading column group.',
      zh: '按该列的水平分别描述，结果以 group 列开头。',
    },
    accepts: 'category',
  }),
  weights: weightsOption,
  where: whereOption,
  as: quantileOption,
};

export type DescribeOptions = OptionsOf<typeof DESCRIBE_OPTIONS>;
