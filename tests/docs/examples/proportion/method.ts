import { completeRows, numbersOf } from '@/analysis-kernel/frame/access';
import { qbeta } from '@/analysis-kernel/numeric/dist/beta';
import { confLevelOption, dataOption, whereOption } from '@/analysis-kernel/registry/common-options';
import { COLUMN_ERRORS } from '@/analysis-kernel/registry/error-codes';
import { defineMethod, type MethodInput, type MethodOutput, type TableDeclaration } from '@/analysis-kernel/registry/method';
import { column, type OptionsOf } from '@/analysis-kernel/registry/options';
import { missingCounts, namedColumn, noRows } from '@/analysis-kernel/registry/own-variables';
import { rScriptHead } from '@/analysis-kernel/registry/r-script';
import { SOFTWARE } from '@/analysis-kernel/registry/software';
import { fixedText } from '@/analysis-kernel/results/format';
import { type ErrorDeclarations, MethodError } from '@/analysis-kernel/results/method-error';
import { tableOf } from '@/analysis-kernel/results/table-rows';
import { proportionEntry } from './entry';

const ESTIMATE: TableDeclaration = {
  name: 'estimate',
  title: { en: 'Proportion', zh: '比例' },
  description: { en: 'The proportion and its exact interval.', zh: '比例及其精确置信区间。' },
  appears: { en: 'always', zh: '始终' },
  columns: [
    { name: 'n', type: 'integer', description: { en: 'Known values', zh: '非缺失例数' } },
    { name: 'events', type: 'integer', description: { en: 'Values that are 1', zh: '取值为 1 的例数' } },
    { name: 'estimate', type: 'number', description: { en: 'Proportion', zh: '比例' } },
    { name: 'conf_low', type: 'number', description: { en: 'Lower limit', zh: '置信下限' } },
    { name: 'conf_high', type: 'number', description: { en: 'Upper limit', zh: '置信上限' } },
  ],
  disclosure: { kind: 'counts', columns: ['n', 'events'] },
};

const ERRORS = {
  ...COLUMN_ERRORS,
  not_zero_one: { en: 'The column holds other values than 0 and 1.', zh: '该列含有 0 和 1 以外的值。' },
} as const satisfies ErrorDeclarations;

const OPTIONS = {
  data: dataOption,
  variable: column({
    label: { en: 'Variable', zh: '变量' },
    help: { en: 'A column of 0 and 1.', zh: '取值为 0 和 1 的列。' },
    accepts: 'event',
    required: true,
  }),
  conf_level: confLevelOption,
  where: whereOption,
};

export const proportionMethod = defineMethod({
  ...proportionEntry,
  response: 'none',
  options: OPTIONS,
  tables: [ESTIMATE],
  errors: ERRORS,
  run: async () => estimate,
  paragraph: () => ({
    en: `The proportion is given with its exact (Clopper–Pearson) confidence interval. ${SOFTWARE.en}`,
    zh: `比例给出精确（Clopper–Pearson）置信区间。${SOFTWARE.zh}`,
  }),
  rScript: (options) =>
    `${rScriptHead(options)}x <- na.omit(d[[${JSON.stringify(options.variable)}]])\nbinom.test(sum(x), length(x), conf.level = ${options.conf_level})\n`,
  references: [
    {
      text: 'Clopper CJ, Pearson ES. The use of confidence or fiducial limits. Biometrika 1934;26:404–413.',
      doi: '10.1093/biomet/26.4.404',
    },
  ],
});

function estimate({ options, frame }: MethodInput<OptionsOf<typeof OPTIONS>>): MethodOutput {
  const column = namedColumn(frame, options.variable, 'variable');
  const known = completeRows(frame.length, [column]);
  if (known.length === 0) throw noRows(frame.length, [column], 'variable');
  const values = numbersOf(column);
  if (values === null || known.some((row) => values[row] !== 0 && values[row] !== 1)) {
    const text = { en: `${options.variable} holds other values than 0 and 1.`, zh: `${options.variable} 含有 0 和 1 以外的值。` };
    throw new MethodError(ERRORS, 'not_zero_one', text, 'variable');
  }
  const [n, events] = [known.length, known.reduce((sum, row) => sum + values[row], 0)];
  const alpha = 1 - options.conf_level;
  const row = {
    n,
    events,
    estimate: events / n,
    conf_low: events === 0 ? 0 : qbeta(alpha / 2, events, n - events + 1),
    conf_high: events === n ? 1 : qbeta(1 - alpha / 2, events + 1, n - events),
  };
  const share = `${fixedText(100 * row.estimate, 1)}%`;
  return {
    tables: new Map([['estimate', tableOf(ESTIMATE, [row])]]),
    figures: [],
    warnings: [],
    conventions: { interval: 'Clopper-Pearson', conf_level: options.conf_level },
    seed: null,
    rows: { total: frame.length, used: n, missing: missingCounts([column]) },
    sentence: { en: `${events} of ${n} (${share}).`, zh: `${n} 例中 ${events} 例（${share}）。` },
    labels: {},
  };
}
