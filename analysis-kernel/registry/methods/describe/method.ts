/** `describe`: one row a numeric variable, one row a level of a category. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import { saidOf } from '../../labels';
import { defineMethod, type MethodOutput } from '../../method';
import { rScriptHead } from '../../r-script';
import { SOFTWARE } from '../../software';
import { describeEntry } from './entry';
import { DESCRIBE_ERRORS } from './errors';
import { DESCRIBE_OPTIONS, type DescribeOptions } from './options';
import { DESCRIBE_TABLE } from './tables';

export const describeMethod = defineMethod({
  ...describeEntry,
  response: 'none',
  options: DESCRIBE_OPTIONS,
  tables: [DESCRIBE_TABLE],
  errors: DESCRIBE_ERRORS,
  run: async () => {
    const { runDescribe } = await import('./run');
    return ({ options, frame }) => runDescribe(options, frame);
  },
  paragraph,
  rScript,
  references: [
    {
      text: 'Hyndman RJ, Fan Y. Sample quantiles in statistical packages. The American Statistician 1996;50:361–365.',
      doi: '10.1080/00031305.1996.10473566',
    },
  ],
});

function paragraph(options: DescribeOptions, output: MethodOutput): Localised {
  const type = output.conventions.quantile_type;
  const quantiles =
    typeof type === 'number'
      ? { en: `sample quantiles of type ${type}`, zh: `第 ${type} 型样本分位数` }
      : { en: 'quantiles of the weighted distribution', zh: '加权分布的分位数' };
  const by = options.group === undefined ? null : saidOf(options.group, output.labels);
  return {
    en: `Numeric variables are given as mean, standard deviation and quartiles (${quantiles.en}), categories as counts and percentages of the known values${by === null ? '' : `, by ${by.en}`}. Missing values are counted and left out. ${SOFTWARE.en}`,
    zh: `数值变量以均数、标准差和四分位数（${quantiles.zh}）描述，分类变量以例数和占非缺失例数的百分比描述${by === null ? '' : `，按${by.zh}分组`}。缺失值单独计数，不参与计算。${SOFTWARE.zh}`,
  };
}

function rScript(options: DescribeOptions): string {
  const head = rScriptHead(options);
  const type = options.as === 'sas' ? 2 : options.as === 'spss' ? 6 : 7;
  const picked = options.variables === undefined ? 'd' : `d[c(${options.variables.map((name) => JSON.stringify(name)).join(', ')})]`;
  const body = [
    'one <- function(x) if (is.numeric(x)) c(n = sum(!is.na(x)), missing = sum(is.na(x)), mean = mean(x, na.rm = TRUE), sd = sd(x, na.rm = TRUE),',
    `    min = min(x, na.rm = TRUE), quantile(x, c(.25, .5, .75), na.rm = TRUE, type = ${type}), max = max(x, na.rm = TRUE)) else table(x, useNA = "ifany")`,
    options.group === undefined ? `lapply(${picked}, one)` : `lapply(split(${picked}, d$${quoteName(options.group)}), lapply, one)`,
  ];
  return `${head}${body.join('\n')}\n`;
}
