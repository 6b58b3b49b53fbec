/** A unit of time for what a Cox model says of times: its baseline, residuals and predictions; the model itself has none. */
import { expect, it } from 'vitest';
import { frameOf } from '@/analysis-kernel/frame/build';
import { viewsOf } from '@/analysis-kernel/registry/method';
import { coxMethod } from '@/analysis-kernel/registry/methods/cox/method';
import { runCox } from '@/analysis-kernel/registry/methods/cox/run';
import { ALONE } from '@/analysis-kernel/registry/pool';
import { journalViews } from '@/analysis-kernel/views/views';
import { readCsv } from '../../read-csv';

const lung = readCsv('lung');
const frame = frameOf(lung.columns.map((column) => (column.name === 'time' ? { ...column, meta: { unit: 'd' } } : column)));

async function run(given: object) {
  const options = coxMethod.schema.parse({
    data: 'd',
    formula: 'Surv(time, status) ~ age',
    baseline: true,
    residuals: 'martingale',
    ...given,
  });
  const output = await runCox({ options, frame, tables: new Map() }, ALONE);
  const cells = (table: string, column: string) => {
    const found = output.tables.get(table);
    return (found?.rows ?? []).map((row) => Number(row[found?.columns.indexOf(column) ?? -1]));
  };
  const heads = (lang: 'en' | 'zh', table: string) =>
    journalViews({ tables: output.tables, views: viewsOf(coxMethod, output) }, { lang, labels: output.labels })
      .find(({ name }) => name === table)
      ?.columns.map(({ header }) => header);
  return { output, cells, heads, paragraph: coxMethod.paragraph(options, output), script: coxMethod.rScript(options) };
}

it('times are divided, and hazards, ratios and probabilities are what they were', async () => {
  const days = await run({ predictions: { times: [365.25] } });
  const years = await run({ predictions: { times: [1] }, time_unit: 'years' });
  for (const [table, column] of [
    ['baseline', 'time'],
    ['residuals', 'time'],
  ] as const) {
    const own = days.cells(table, column);
    expect(own.length).toBeGreaterThan(100);
    years.cells(table, column).forEach((time, row) => {
      expect(time * 365.25).toBeCloseTo(own[row], 8);
    });
  }
  for (const [table, column] of [
    ['coefficients', 'estimate'],
    ['coefficients', 'std_error'],
    ['baseline', 'cumhaz'],
    ['predictions', 'estimate'],
    ['zph', 'p_value'],
  ] as const) {
    const own = days.cells(table, column);
    years.cells(table, column).forEach((value, row) => {
      expect(value).toBeCloseTo(own[row], 10);
    });
  }
  expect(years.heads('en', 'baseline')).toContain('Time, years');
  expect(years.heads('zh', 'predictions')).toContain('时间（年）');
  expect(years.heads('zh', 'predictions')).toContain('估计值');
  expect(years.paragraph.zh).toContain('时间以年为单位');
  expect(years.script).toContain('divide those of d by 365.25');
});

it('days beyond two years are shown in years without being asked, and the tables keep days', async () => {
  const { heads, cells } = await run({});
  expect(heads('en', 'baseline')).toContain('Time, years');
  expect(Math.max(...cells('baseline', 'time'))).toBe(1022);
});
