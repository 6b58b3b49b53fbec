/** One unit of time for tables, figure, sentence and paragraph; a choice changes numbers of time and nothing else. */
import { describe, expect, it } from 'vitest';
import { frameOf } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { Method } from '@/analysis-kernel/registry/method';
import { viewsOf } from '@/analysis-kernel/registry/method';
import { kmMethod } from '@/analysis-kernel/registry/methods/km/method';
import { runKm } from '@/analysis-kernel/registry/methods/km/run';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { startingOptions } from '@/analysis-kernel/registry/starting';
import { wordOf } from '@/analysis-kernel/views/headers';
import { journalViews } from '@/analysis-kernel/views/views';
import { readCsv } from '../../read-csv';

const lung = readCsv('lung');
const inDays: Frame = frameOf(
  lung.columns.map((column) => (column.name === 'time' ? { ...column, meta: { ...column.meta, unit: 'd' } } : column)),
);

function run(options: object, frame: Frame) {
  const parsed = kmMethod.schema.parse({ data: 'd', formula: 'Surv(time, status) ~ sex', ...options });
  const output = runKm(parsed, frame);
  const cells = (table: string, column: string) => {
    const found = output.tables.get(table);
    return (found?.rows ?? []).map((row) => row[found?.columns.indexOf(column) ?? -1]);
  };
  const view = (name: string, lang: 'en' | 'zh' = 'en') =>
    journalViews({ tables: output.tables, views: viewsOf(kmMethod, output) }, { lang, labels: output.labels }).find(
      (one) => one.name === name,
    );
  return { output, cells, view, paragraph: kmMethod.paragraph(parsed, output) };
}

const days = run({ times: [182.625, 365.25], rmst: 365.25, quantiles: [0.25] }, inDays);
const years = run({ times: [0.5, 1], rmst: 1, quantiles: [0.25], time_unit: 'years' }, inDays);

describe('a unit of time that was chosen', () => {
  it('divides every time and leaves every probability, count and test as it was', () => {
    for (const [table, columns] of [
      ['curve', ['time']],
      ['summary', ['rmean', 'se_rmean', 'median', 'conf_low', 'conf_high']],
      ['quantiles', ['estimate', 'conf_low', 'conf_high']],
    ] as const)
      for (const column of columns) {
        const own = days.cells(table, column);
        years.cells(table, column).forEach((value, row) => {
          if (own[row] === null) expect(value).toBeNull();
          else expect(Number(value) * 365.25).toBeCloseTo(Number(own[row]), 8);
        });
      }
    for (const column of ['n_risk', 'n_event', 'estimate', 'conf_low']) expect(years.cells('at', column)).toEqual(days.cells('at', column));
    expect(years.cells('test', 'statistic')).toEqual(days.cells('test', 'statistic'));
  });

  it('is said in the sentence, the figure, the tables and the paragraph, in both languages', () => {
    expect(years.output.sentence.en).toMatch(/ years \(/);
    expect(years.output.sentence.zh).toMatch(/ 年（|年（/);
    expect(years.output.figures[0]).toMatchObject({ shownTime: { unit: 'years', length: 1 } });
    expect(years.view('summary')?.columns.map(({ header }) => header)).toContain('Median time, years (95% CI)');
    expect(years.view('at')?.columns.map(({ header }) => header)).toContain('Time, years');
    expect(years.view('at', 'zh')?.columns.map(({ header }) => header)).toContain('时间（年）');
    expect(years.paragraph.en).toContain('Times are in years (a year of 365.25 days).');
    expect(years.paragraph.zh).toContain('时间以年为单位');
  });

  it('is what a column without a unit is taken to be in', () => {
    const { output, cells } = run({ time_unit: 'days' }, lung);
    expect(cells('summary', 'median')).toEqual(days.cells('summary', 'median'));
    expect(output.sentence.en).toMatch(/ days \(/);
  });

  it('goes beyond two years to years by itself where days are known to be days, in all that is read, and the tables keep days', () => {
    expect(days.output.figures[0]).toMatchObject({ timeUnit: 'd', shownTime: { unit: 'years', length: 365.25 } });
    expect(days.view('at')?.rows[0].cells.map(({ text }) => text)).toContain('0.500');
    expect(days.cells('at', 'time').slice(0, 2)).toEqual([182.625, 365.25]);
    expect(days.output.sentence.en).toMatch(/ years \(/);
  });
});

it('a new cell of days begins in years, with survival after one, three and five', () => {
  const column = (name: string, part: 'time' | 'event', unit: string | null): OfferedColumn => ({
    name,
    type: 'integer',
    label: null,
    unit,
    use: part,
    outcome: { name: 'death', part },
    causes: null,
    levels: null,
  });
  const started = (unit: string | null) =>
    startingOptions(kmMethod as unknown as Method, [column('death_days', 'time', unit), column('death_event', 'event', null)]);
  expect(started('d')).toEqual({ formula: 'Surv(death_days, death_event) ~ 1', time_unit: 'years', times: [1, 3, 5] });
  expect(started(null)).toEqual({ formula: 'Surv(death_days, death_event) ~ 1' });
});

it('says tests and their adjustment in words', () => {
  expect(wordOf('log-rank, holm', 'zh')).toBe('log-rank 检验，Holm 校正');
  expect(wordOf('log-rank, stratified', 'en')).toBe('log-rank, stratified');
  const pairwise = kmMethod.options.find(({ key }) => key === 'pairwise');
  expect(pairwise?.values?.map((value) => pairwise.valueWords[value]?.zh)).toEqual([
    '不校正',
    'Holm 法',
    'Hochberg 法',
    'Bonferroni 法',
    'Benjamini–Hochberg 法',
    'Benjamini–Yekutieli 法',
  ]);
});
