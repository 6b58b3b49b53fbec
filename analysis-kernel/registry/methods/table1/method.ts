/** `table1`: the baseline table of a study. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import { dataOption, option, weightsOption, whereOption } from '../../common-options';
import type { Method, MethodOutput } from '../../method';
import { quantileOption } from '../../quantile-convention';
import { rScriptHead } from '../../r-script';
import { SOFTWARE } from '../../software';
import { type TableOneOptions, tableOneSchema } from './options';
import { runTableOne } from './run';
import { TABLE_ONE } from './tables';

export const tableOneMethod: Method<TableOneOptions> = {
  id: 'table1',
  title: { en: 'Baseline table (Table 1)', zh: '基线表（表 1）' },
  summary: {
    en: 'Characteristics by group: counts and percentages, mean and standard deviation, median and quartiles, with tests and standardised differences when asked.',
    zh: '按组描述特征：例数与百分比、均数与标准差、中位数与四分位数；可选检验与标准化均数差。',
  },
  schema: tableOneSchema,
  options: [
    dataOption,
    option({
      key: 'by',
      label: { en: 'By group', zh: '分组' },
      help: {
        en: 'The column whose levels are the columns of the table. Rows without it are left out.',
        zh: '以该列的水平作为表的各列；该列缺失的行不计入。',
      },
      type: 'column',
      form: { control: 'column', accepts: 'category' },
    }),
    option({
      key: 'variables',
      label: { en: 'Variables', zh: '变量' },
      help: {
        en: 'The columns to describe, in this order. Without it all columns but keys, dates and texts with more than 30 different values.',
        zh: '要描述的列，按此顺序。省略时为除主键、日期及取值超过 30 种的文本以外的所有列。',
      },
      type: 'column or list of columns',
      form: { control: 'columns', accepts: 'any' },
    }),
    option({
      key: 'test',
      label: { en: 'p values', zh: 'P 值' },
      help: {
        en: 'Tests each variable between the groups: Wilcoxon or Kruskal–Wallis, t or ANOVA for those in normal; χ², or Fisher where an expected count is below 5.',
        zh: '对每个变量作组间检验：Wilcoxon 或 Kruskal–Wallis，normal 中的变量用 t 检验或方差分析；χ² 检验，期望数小于 5 时用 Fisher 检验。',
      },
      type: 'true or false',
      default: 'false',
      form: { control: 'switch' },
    }),
    option({
      key: 'smd',
      label: { en: 'Standardised differences', zh: '标准化均数差' },
      help: {
        en: 'Adds the standardised mean difference, second group minus first, over the pooled variance of the unweighted groups.',
        zh: '给出标准化均数差（第二组减第一组），分母为未加权各组的合并方差。',
      },
      type: 'true or false',
      default: 'false',
      form: { control: 'switch' },
    }),
    option({
      key: 'overall',
      label: { en: 'Overall column', zh: '合计列' },
      help: { en: 'Describes all rows together beside the groups.', zh: '在各组之外给出合计。' },
      type: 'true or false',
      default: 'true',
      form: { control: 'switch' },
    }),
    option({
      key: 'normal',
      label: { en: 'Normal variables', zh: '正态变量' },
      help: { en: 'Numeric variables tested by t (equal variances) or ANOVA.', zh: '采用 t 检验（方差齐）或方差分析的数值变量。' },
      type: 'column or list of columns',
      form: { control: 'columns', accepts: 'numeric' },
      advanced: true,
    }),
    option({
      key: 'categorical',
      label: { en: 'Numbers that are categories', zh: '视为分类的数值' },
      help: { en: 'Numeric columns, as 0/1 codes, to be counted by value.', zh: '按取值计数的数值列，如 0/1 编码。' },
      type: 'column or list of columns',
      form: { control: 'columns', accepts: 'numeric' },
      advanced: true,
    }),
    weightsOption,
    whereOption,
    quantileOption,
  ],
  tables: [TABLE_ONE],
  tablesUsed: () => [],
  columnsUsed: ({ by, variables, weights }) => [
    ...new Set([...(by === undefined ? [] : [by]), ...(variables ?? []), ...(weights === undefined ? [] : [weights.column])]),
  ],
  run: ({ options, frame }) => runTableOne(options, frame),
  paragraph,
  rScript,
  references: [
    {
      text: 'Austin PC. Balance diagnostics for comparing the distribution of baseline covariates between treatment groups. Statistics in Medicine 2009;28:3083–3107.',
      doi: '10.1002/sim.3697',
    },
    {
      text: 'Mehta CR, Patel NR. A network algorithm for performing Fisher’s exact test in r × c contingency tables. Journal of the American Statistical Association 1983;78:427–434.',
      doi: '10.1080/01621459.1983.10477989',
    },
    {
      text: 'Hyndman RJ, Fan Y. Sample quantiles in statistical packages. The American Statistician 1996;50:361–365.',
      doi: '10.1080/00031305.1996.10473566',
    },
  ],
};

function paragraph(options: TableOneOptions, output: MethodOutput): Localised {
  const tested = output.conventions.wilcoxon !== undefined;
  const differences = output.conventions.smd !== undefined;
  const { kind } = options.weights ?? { kind: null };
  const en = [
    'Numeric variables are given as mean and standard deviation and as median and quartiles, categories as counts and percentages of the known values.',
    ...(kind === null ? [] : [`Rows were weighted (${kind.replace('_', ' ')} weights).`]),
    ...(tested
      ? [
          `Groups were compared by the Wilcoxon rank-sum or Kruskal–Wallis test${options.normal === undefined ? '' : ' (t test or analysis of variance for variables taken as normal)'} and by the χ² test, or Fisher's exact test where an expected count was below 5.`,
        ]
      : []),
    ...(differences ? ['Standardised mean differences use the pooled variance of the unweighted groups.'] : []),
    SOFTWARE.en,
  ];
  const zh = [
    '数值变量以均数和标准差、中位数和四分位数描述，分类变量以例数和占非缺失例数的百分比描述。',
    ...(kind === null ? [] : [`分析采用加权（${{ frequency: '频数', sampling: '抽样', inverse_probability: '逆概率' }[kind]}权重）。`]),
    ...(tested
      ? [
          `组间比较采用 Wilcoxon 秩和检验或 Kruskal–Wallis 检验${options.normal === undefined ? '' : '（视为正态的变量用 t 检验或方差分析）'}，分类变量采用 χ² 检验，期望数小于 5 时采用 Fisher 精确检验。`,
        ]
      : []),
    ...(differences ? ['标准化均数差以未加权各组的合并方差为分母。'] : []),
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}

function rScript(options: TableOneOptions): string {
  const { by } = options;
  const lines = [
    options.variables === undefined ? 'vars <- names(d)' : `vars <- c(${options.variables.map((name) => JSON.stringify(name)).join(', ')})`,
    ...(options.categorical ?? []).map((name) => `d$${quoteName(name)} <- factor(d$${quoteName(name)})`),
    'one <- function(x) if (is.numeric(x)) c(n = sum(!is.na(x)), mean = mean(x, na.rm = TRUE), sd = sd(x, na.rm = TRUE), quantile(x, c(.5, .25, .75), na.rm = TRUE)) else',
    '  cbind(n = table(x), percent = 100 * prop.table(table(x)))',
    'lapply(d[vars], one)',
  ];
  if (by !== undefined) {
    lines.push(`g <- factor(d$${quoteName(by)})`, 'lapply(split(d[vars], g), lapply, one)');
    if (options.test && options.weights === undefined) {
      lines.push(
        `normal <- c(${(options.normal ?? []).map((name) => JSON.stringify(name)).join(', ')})`,
        'for (v in vars) print(if (!is.numeric(d[[v]])) { t <- table(d[[v]], g); if (min(suppressWarnings(chisq.test(t))$expected) >= 5) chisq.test(t, correct = FALSE) else fisher.test(t) }',
        '  else if (v %in% normal) oneway.test(d[[v]] ~ g, var.equal = TRUE)',
        '  else if (nlevels(g) == 2) wilcox.test(d[[v]] ~ g) else kruskal.test(d[[v]] ~ g))',
      );
    }
    if (options.smd) lines.push('# standardised differences: tableone::ExtractSmd(tableone::CreateTableOne(vars, strata, data = d))');
  }
  return `${rScriptHead(options)}${lines.join('\n')}\n`;
}
