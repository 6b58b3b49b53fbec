/** What menus and lists know `describe` by. */
import type { MethodEntry } from '../../entry';

export const describeEntry: MethodEntry = {
  id: 'describe',
  title: { en: 'Describe variables', zh: '描述变量' },
  summary: {
    en: 'Counts, missing values, mean, standard deviation and quartiles of numeric variables; counts and percentages of categories.',
    zh: '数值变量给出例数、缺失数、均数、标准差与四分位数；分类变量给出例数与百分比。',
  },
  icon: 'M3 21h18M6 17v-5M12 17V5M18 17v-9',
};
