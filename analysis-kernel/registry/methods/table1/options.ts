/** Options of `table1`. */
import { dataOption, weightsOption, whereOption } from '../../common-options';
import { column, columns, flag, type OptionsOf } from '../../options';
import { quantileOption } from '../../quantile-convention';

export const TABLE_ONE_OPTIONS = {
  data: dataOption,
  by: column({
    label: { en: 'By group', zh: '分组' },
    help: {
      en: 'The column whose levels are the columns of the table. Rows without it are left out.',
      zh: '以该列的水平作为表的各列；该列缺失的行不计入。',
    },
    accepts: 'category',
  }),
  variables: columns({
    label: { en: 'Variables', zh: '变量' },
    help: {
      en: 'The columns to describe, in this order. Without it all columns but keys and other identifiers, dates, texts with more than 30 different values and what follows after the index.',
      zh: '要描述的列，按此顺序。省略时为除主键及其他标识、日期、取值超过 30 种的文本以及入组之后的内容以外的所有列。',
    },
    accepts: 'any',
  }),
  test: flag({
    label: { en: 'p values', zh: 'P 值' },
    help: {
      en: 'Tests each variable between the groups: Wilcoxon or Kruskal–Wallis, t or ANOVA for those in normal; χ², or Fisher where an expected count is below 5 (of a table too large to enumerate from 200 000 random ones, with the 95% interval of its p value).',
      zh: '对每个变量作组间检验：Wilcoxon 或 Kruskal–Wallis，normal 中的变量用 t 检验或方差分析；χ² 检验，期望数小于 5 时用 Fisher 检验（列联表过大无法枚举时由 200 000 个随机表得到，并给出 P 值的 95% 区间）。',
    },
    default: false,
  }),
  smd: flag({
    label: { en: 'Standardised differences', zh: '标准化均数差' },
    help: {
      en: 'Adds the standardised mean difference, second group minus first, over the pooled variance of the unweighted groups.',
      zh: '给出标准化均数差（第二组减第一组），分母为未加权各组的合并方差。',
    },
    default: false,
  }),
  overall: flag({
    label: { en: 'Overall column', zh: '合计列' },
    help: { en: 'Describes all rows together beside the groups.', zh: '在各组之外给出合计。' },
    default: true,
  }),
  normal: columns({
    label: { en: 'Normal variables', zh: '正态变量' },
    help: { en: 'Numeric variables tested by t (equal variances) or ANOVA.', zh: '采用 t 检验（方差齐）或方差分析的数值变量。' },
    advanced: true,
    accepts: 'numeric',
  }),
  categorical: columns({
    label: { en: 'Numbers that are categories', zh: '视为分类的数值' },
    help: { en: 'Numeric columns, as 0/1 codes, to be counted by value.', zh: '按取值计数的数值列，如 0/1 编码。' },
    advanced: true,
    accepts: 'numeric',
  }),
  weights: weightsOption,
  where: whereOption,
  as: quantileOption,
};

export type TableOneOptions = OptionsOf<typeof TABLE_ONE_OPTIONS>;
