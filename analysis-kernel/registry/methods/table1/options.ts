/** Options of `table1`. */
import * as z from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import { dataOption, weightsOption, whereOption } from '../../common-options';
import { beside, besideSeveral } from '../../only-with';
import { choice, column, columns, flag, number, type OptionsOf, special } from '../../options';
import { quantileOption } from '../../quantile-convention';

/** Tests that a variable can be given; of more than two groups `t`, `welch` and `wilcoxon` are their analysis of variance and Kruskal–Wallis. */
const TEST_CHOICES = ['t', 'welch', 'wilcoxon', 'chisq', 'fisher', 'none'] as const;
const TEST_WORDS: Readonly<Record<TestChoice, Localised>> = {
  t: { en: 't', zh: 't' },
  welch: { en: 'Welch', zh: 'Welch' },
  wilcoxon: { en: 'Wilcoxon', zh: 'Wilcoxon' },
  chisq: { en: 'χ²', zh: 'χ²' },
  fisher: { en: 'Fisher', zh: 'Fisher' },
  none: { en: 'none', zh: '不检验' },
};
export type TestChoice = (typeof TEST_CHOICES)[number];

const MOST_DECIMALS = 6;

export const TABLE_ONE_OPTIONS = {
  data: dataOption,
  variables: columns({
    label: { en: 'Variables', zh: '变量' },
    help: {
      en: 'The columns to describe, in this order. Without it all columns but keys and other identifiers, dates, texts with more than 30 different values and what follows after the index.',
      zh: '要描述的列，按此顺序。省略时为除主键及其他标识、日期、取值超过 30 种的文本以及入组之后的内容以外的所有列。',
    },
    accepts: 'any',
  }),
  by: columns({
    label: { en: 'By group', zh: '分组' },
    help: {
      en: 'The column whose levels are the columns of the table; of several (`[centre, arm]`) the levels of each stand under those of the one before, and the last is compared within the others. Rows without it are left out. 30 groups at most.',
      zh: '以该列的水平作为表的各列；指定多列（如 `[centre, arm]`）时，后一列的水平嵌套于前一列之下，并在前几列的各水平内比较最后一列的各组。该列缺失的行不计入。至多 30 组。',
    },
    accepts: 'category',
  }),
  subgroups: column({
    label: { en: 'Repeated within', zh: '分层描述' },
    help: {
      en: 'Describes all variables again within each level of this column, as blocks of rows below one another, each with its own tests and differences.',
      zh: '在该列的每个水平内重复描述所有变量，各成一段，并分别给出检验与差异。',
    },
    accepts: 'category',
    advanced: true,
  }),
  test: flag({
    label: { en: 'p values', zh: 'P 值' },
    help: {
      en: 'Tests each variable between the groups: Wilcoxon or Kruskal–Wallis, t or ANOVA for those in normal; χ², or Fisher where an expected count is below 5 (of a table too large to enumerate from 200 000 random ones, with the 95% interval of its p value).',
      zh: '对每个变量作组间检验：Wilcoxon 或 Kruskal–Wallis，normal 中的变量用 t 检验或方差分析；χ² 检验，期望数小于 5 时用 Fisher 检验（列联表过大无法枚举时由 200 000 个随机表得到，并给出 P 值的 95% 区间）。',
    },
    default: false,
  }),
  tests: special({
    label: { en: 'Test of a variable', zh: '指定检验' },
    help: {
      en: '`{age: welch, stage: fisher}`: the test of a variable instead of its usual one, also without `test`: `t` (equal variances), `welch` or `wilcoxon` of numbers, `chisq` or `fisher` of categories, `none`. Of more than two groups `t` and `welch` are analyses of variance, `wilcoxon` is Kruskal–Wallis.',
      zh: '`{age: welch, stage: fisher}`：为变量指定检验以代替默认检验，未设 `test` 时亦可：数值变量可用 `t`（方差齐）、`welch` 或 `wilcoxon`，分类变量可用 `chisq` 或 `fisher`，`none` 为不检验。多于两组时 `t` 与 `welch` 为方差分析，`wilcoxon` 为 Kruskal–Wallis。',
    },
    type: 'mapping of variables to words',
    values: TEST_CHOICES,
    valueWords: TEST_WORDS,
    schema: z.record(z.string().min(1), z.enum(TEST_CHOICES)).optional(),
    form: { control: 'yaml' },
    advanced: true,
  }),
  smd: flag({
    label: { en: 'Standardised differences', zh: '标准化均数差' },
    help: {
      en: 'Adds the standardised mean difference, second group minus first, over the pooled variance of the unweighted groups; of weighted rows also the difference before weighting.',
      zh: '给出标准化均数差（第二组减第一组），分母为未加权各组的合并方差；加权时同时给出加权前的差异。',
    },
    default: false,
  }),
  smd_of: choice({
    label: { en: 'Difference of several groups', zh: '多组差异' },
    help: {
      en: 'What is given of more than two groups: the mean of the absolute differences of all pairs, or the largest of them.',
      zh: '多于两组时给出各对差异绝对值的平均值，或其中的最大值。',
    },
    values: ['mean', 'largest'],
    valueWords: { mean: { en: 'mean of the pairs', zh: '各对的平均' }, largest: { en: 'largest of the pairs', zh: '各对中最大者' } },
    default: 'mean',
    only: beside('smd', true),
    advanced: true,
  }),
  overall: flag({
    label: { en: 'Overall column', zh: '合计列' },
    help: { en: 'Describes all rows together beside the groups.', zh: '在各组之外给出合计。' },
    default: true,
  }),
  subtotals: flag({
    label: { en: 'Columns of subtotals', zh: '小计列' },
    help: {
      en: 'With several columns in `by`: describes the groups of each outer level together too.',
      zh: '`by` 指定多列时，另给出每个外层水平的小计。',
    },
    default: false,
    only: besideSeveral('by'),
    advanced: true,
  }),
  missing: choice({
    label: { en: 'Missing values', zh: '缺失值' },
    help: {
      en: 'Where missing values are told: in a row below their variable, in a column, or in a note below the table.',
      zh: '缺失值的呈现位置：变量下方的一行、单独一列，或表注。',
    },
    values: ['rows', 'column', 'footnote'],
    valueWords: {
      rows: { en: 'rows', zh: '行' },
      column: { en: 'a column', zh: '列' },
      footnote: { en: 'a note', zh: '表注' },
    },
    default: 'rows',
    advanced: true,
  }),
  percent_of: choice({
    label: { en: 'Percentages of', zh: '百分比分母' },
    help: {
      en: 'Whether percentages are of the known values of a group or of all its rows, those with a missing value included; the table says which.',
      zh: '百分比以该组非缺失例数还是全部例数（含缺失者）为分母；表注中注明。',
    },
    values: ['known', 'all'],
    valueWords: { known: { en: 'known values', zh: '非缺失例数' }, all: { en: 'all rows', zh: '全部例数' } },
    default: 'known',
    advanced: true,
  }),
  normal: columns({
    label: { en: 'Normal variables', zh: '正态变量' },
    help: {
      en: 'Numeric variables given by mean and standard deviation, tested by t (equal variances) or ANOVA.',
      zh: '以均数和标准差描述的数值变量，采用 t 检验（方差齐）或方差分析。',
    },
    advanced: true,
    accepts: 'numeric',
  }),
  categorical: columns({
    label: { en: 'Numbers that are categories', zh: '视为分类的数值' },
    help: { en: 'Numeric columns, as 0/1 codes, to be counted by value.', zh: '按取值计数的数值列，如 0/1 编码。' },
    advanced: true,
    accepts: 'numeric',
  }),
  level_order: choice({
    label: { en: 'Order of levels', zh: '水平顺序' },
    help: {
      en: 'Levels of a category as the dictionary has them (else by name or size), or the most frequent of all rows first.',
      zh: '分类变量的水平按字典顺序（无字典时按名称或大小），或按总频数从多到少。',
    },
    values: ['dictionary', 'frequency'],
    valueWords: { dictionary: { en: 'of the dictionary', zh: '字典顺序' }, frequency: { en: 'most frequent first', zh: '频数从多到少' } },
    default: 'dictionary',
    advanced: true,
  }),
  decimals: special({
    label: { en: 'Decimals', zh: '小数位数' },
    help: {
      en: '`{age: 0, creatinine: 2}`: decimals of a variable’s numbers as printed, 0 to 6. Without it as many as its spread needs: none where quartiles are whole, else two digits of the distance of the quartiles (of the SD).',
      zh: '`{age: 0, creatinine: 2}`：变量数值的小数位数，0 至 6。省略时按离散程度确定：四分位数为整数时不保留小数，否则使四分位距（标准差）有两位有效数字。',
    },
    type: 'mapping of variables to whole numbers',
    schema: z.record(z.string().min(1), z.int().min(0).max(MOST_DECIMALS)).optional(),
    form: { control: 'yaml' },
    advanced: true,
  }),
  percent_decimals: number({
    label: { en: 'Decimals of percentages', zh: '百分比小数位数' },
    help: { en: 'Decimals of percentages as printed, 0 to 3.', zh: '百分比的小数位数，0 至 3。' },
    type: 'whole number',
    min: 0,
    max: 3,
    default: 1,
    control: { max: 3, step: 1 },
    advanced: true,
  }),
  weights: weightsOption,
  where: whereOption,
  as: quantileOption,
};

export type TableOneOptions = OptionsOf<typeof TABLE_ONE_OPTIONS>;
