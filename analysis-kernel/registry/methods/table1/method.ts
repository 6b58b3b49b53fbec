/** `table1`: the baseline table of a study. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import { WEIGHT_WORDS } from '../../common-options';
import { defineMethod, type MethodOutput } from '../../method';
import { rScriptHead } from '../../r-script';
import { SOFTWARE } from '../../software';
import { tableOneEntry } from './entry';
import { TABLE1_ERRORS } from './errors';
import { TABLE_ONE_OPTIONS, type TableOneOptions } from './options';
import { TABLE_ONE } from './tables';

export const tableOneMethod = defineMethod({
  ...tableOneEntry,
  response: 'none',
  options: TABLE_ONE_OPTIONS,
  tables: [TABLE_ONE],
  errors: TABLE1_ERRORS,
  run: async () => {
    const { runTableOne } = await import('./run');
    return ({ options, frame }, work) => runTableOne(options, frame, work);
  },
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
});

function paragraph(options: TableOneOptions, output: MethodOutput): Localised {
  const tested = output.conventions.wilcoxon !== undefined;
  const differences = output.conventions.smd !== undefined;
  const byMean = (options.normal ?? []).length > 0;
  const { kind } = options.weights ?? { kind: null };
  const en = [
    `Numeric variables are given as median and quartiles${byMean ? ', those taken as normal as mean and standard deviation' : ''}, categories as counts and percentages of the known values.`,
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
    `数值变量以中位数和四分位数描述${byMean ? '，视为正态者以均数和标准差描述' : ''}，分类变量以例数和占非缺失例数的百分比描述。`,
    ...(kind === null ? [] : [`分析采用加权（${WEIGHT_WORDS[kind].zh}权重）。`]),
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
