/** Results are shown in the dictionary's words; the tables themselves keep the keys. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import type { Column, ColumnMeta, Frame } from '@/analysis-kernel/frame/column';
import { viewsOf } from '@/analysis-kernel/registry/method';
import { kmMethod } from '@/analysis-kernel/registry/methods/km/method';
import { runKm } from '@/analysis-kernel/registry/methods/km/run';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { runTableOne } from '@/analysis-kernel/registry/methods/table1/run';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { journalViews } from '@/analysis-kernel/views/views';

const words = (en: string, zh: string) => ({ en, zh });
const numbers = (name: string, type: 'integer' | 'boolean', values: readonly (number | null)[], meta: ColumnMeta = {}): Column => ({
  kind: 'numeric',
  type,
  name,
  meta,
  valid: Uint8Array.from(values, (value) => (value === null ? 0 : 1)),
  values: Float64Array.from(values, (value) => value ?? 0),
});

const hormone = numbers('hormone', 'integer', [0, 0, 0, 1, 1], {
  label: words('Hormone therapy', '内分泌治疗'),
  codes: [
    { key: '0', label: words('No', '否') },
    { key: '1', label: words('Yes', '是') },
  ],
});
const frame: Frame = {
  length: 5,
  columns: [
    hormone,
    {
      kind: 'text',
      type: 'text',
      name: 'sex',
      meta: {
        label: words('Sex', '性别'),
        levels: [
          { key: 'F', label: words('Female', '女') },
          { key: 'M', label: null },
        ],
      },
      valid: Uint8Array.of(1, 1, 1, 1, 0),
      codes: Int32Array.of(0, 0, 1, 0, -1),
      dictionary: ['F', 'M'],
    },
    numbers('smoker', 'boolean', [1, 0, 0, 1, 1]),
    numbers('days', 'integer', [800, 1200, 1500, 900, 1600], { unit: 'd' }),
    numbers('event', 'integer', [1, 1, 0, 1, 0], {
      label: words('relapse', '复发'),
      event: { outcome: 'relapse', causes: null, deathsUnlabelled: 0 },
    }),
  ],
};

const output = await runTableOne(
  tableOneMethod.schema.parse({ data: 'd', by: 'hormone', variables: ['hormone', 'sex', 'smoker'], categorical: ['hormone'] }),
  frame,
);

describe('a baseline table', () => {
  const view = (lang: 'en' | 'zh') =>
    journalViews({ tables: output.tables, views: viewsOf(tableOneMethod, output) }, { lang, labels: output.labels })[0];

  it('names its groups by label with their size, in both languages', () => {
    const heads = (lang: 'en' | 'zh') => view(lang).columns.map(({ spanners, header, under }) => [spanners?.[0], header, under]);
    expect(heads('en')).toEqual([
      [undefined, 'Characteristic', undefined],
      [undefined, 'Overall', 'n = 5'],
      ['Hormone therapy', 'No', 'n = 3'],
      ['Hormone therapy', 'Yes', 'n = 2'],
    ]);
    expect(heads('zh')).toEqual([
      [undefined, '特征', undefined],
      [undefined, '合计', 'n = 5'],
      ['内分泌治疗', '否', 'n = 3'],
      ['内分泌治疗', '是', 'n = 2'],
    ]);
  });

  it('names the levels, leaves the grouping column to the head, and leaves keys in the data', () => {
    expect(view('en').rows.map(({ cells }) => cells.map(({ text }) => text).join(' | '))).toEqual([
      'Sex |  |  | ',
      'Female | 3 (75.0) | 2 (66.7) | 1 (100.0)',
      'M | 1 (25.0) | 1 (33.3) | 0 (0.0)',
      'Missing | 1 | 0 | 1',
      'smoker |  |  | ',
      'No | 2 (40.0) | 2 (66.7) | 0 (0.0)',
      'Yes | 3 (60.0) | 1 (33.3) | 2 (100.0)',
    ]);
    const table = output.tables.get('table');
    expect(new Set(table?.rows.map((row) => row[table.columns.indexOf('group')]))).toEqual(new Set([null, '0', '1']));
  });
});

describe('outcomes of a cohort', () => {
  it('say whether they came in words, in each language', async () => {
    const made = await runTableOne(tableOneMethod.schema.parse({ data: 'd', variables: 'event', categorical: 'event' }), frame);
    const rows = (lang: 'en' | 'zh') =>
      journalViews({ tables: made.tables, views: viewsOf(tableOneMethod, made) }, { lang, labels: made.labels })[0].rows.map(
        ({ cells }) => cells[0].text,
      );
    expect(rows('en')).toEqual(['relapse', 'No', 'Yes']);
    expect(rows('zh')).toEqual(['复发', '否', '是']);
  });
});

describe('a p value under any of its names', () => {
  it('is set as a p value', () => {
    const table = {
      columns: ['p_value', 'p_adjusted', 'lr_p'],
      types: ['number', 'number', 'number'] as const,
      rows: [[0.000_001_6, 0.001_35, 0.04]],
    };
    const [view] = journalViews({ tables: new Map([['t', table]]), views: [] }, { lang: 'en', labels: {} });
    expect(view.rows[0].cells.map(({ text }) => text)).toEqual(['<0.001', '0.001', '0.04']);
  });
});

describe('numbers of a baseline table', () => {
  const column = (name: string, type: 'integer' | 'number', values: readonly number[], meta: ColumnMeta): Column => ({
    ...(numbers(name, 'integer', values, meta) as Extract<Column, { kind: 'numeric' }>),
    type,
  });
  const described: Frame = {
    length: 4,
    columns: [
      column('age', 'integer', [40, 50, 60, 70], { label: words('Age', '年龄'), unit: 'a' }),
      column('weight', 'number', [60, 70, 80, 90], { label: words('Weight', '体重'), unit: 'kg' }),
      column('grade', 'integer', [1, 3, 2, 1], { label: words('Grade', '分级') }),
      column('children', 'integer', [0, 12, 2, 1], { label: words('Children', '子女数') }),
      column('diabetes', 'integer', [0, 1, 1, 0], {
        label: words('Diabetes', '糖尿病'),
        codes: [
          { key: '0', label: words('No', '否') },
          { key: '1', label: words('Yes', '是') },
        ],
      }),
    ],
  };
  const summarised = runTableOne(tableOneMethod.schema.parse({ data: 'd', normal: 'weight' }), described);
  const view = async (lang: 'en' | 'zh') => {
    const output = await summarised;
    return journalViews({ tables: output.tables, views: viewsOf(tableOneMethod, output) }, { lang, labels: output.labels })[0];
  };

  it('stand in one row by median, or by mean where that is asked; codes with words and small scales are counted', async () => {
    expect((await view('en')).rows.map(({ cells }) => cells.map(({ text }) => text).join(' | '))).toEqual([
      'Age, years | 55.0 [47.5 to 62.5]',
      'Weight, kg, mean (SD) | 75.0 (12.9)',
      'Grade | ',
      '1 | 2 (50.0)',
      '2 | 1 (25.0)',
      '3 | 1 (25.0)',
      'Children | 1.5 [0.8 to 4.5]',
      'Diabetes | ',
      'No | 2 (50.0)',
      'Yes | 2 (50.0)',
    ]);
    expect((await view('en')).notes.slice(0, 2)).toEqual([
      'Numbers: median [25th to 75th percentile], or mean (SD) where it says so.',
      'Categories: n (%).',
    ]);
    expect((await view('zh')).rows[0].cells.map(({ text }) => text)).toEqual(['年龄（年）', '55.0［47.5～62.5］']);
  });

  it('say that percentages are of the known values where some are missing', async () => {
    const sparse: Frame = { length: 4, columns: [{ ...described.columns[4], valid: Uint8Array.of(1, 1, 0, 0) }] };
    const output = await runTableOne(tableOneMethod.schema.parse({ data: 'd' }), sparse);
    const said = (lang: 'en' | 'zh') =>
      journalViews({ tables: output.tables, views: viewsOf(tableOneMethod, output) }, { lang, labels: output.labels })[0].notes;
    expect(said('en')).toEqual(['Categories: n (% of those known).']);
    expect(said('zh')).toEqual(['分类变量：例数（占非缺失者的 %）。']);
  });
});

describe('curves', () => {
  const output = runKm(kmMethod.schema.parse({ data: 'd', formula: 'Surv(days, event) ~ hormone' }), frame);

  it('say the outcome and the groups in sentence, table and figure; two years of days and more stand in years in all of them', () => {
    expect(output.sentence?.en).toMatch(/^Median time to relapse by Hormone therapy \(95% CI\): No, 3\.29 \(.* years \(.*; Yes, /);
    expect(output.sentence?.zh).toMatch(/^按内分泌治疗，至复发的中位时间（95% CI）：否，3\.29（.*年（.*；是，/);
    const summary = journalViews({ tables: output.tables, views: viewsOf(kmMethod, output) }, { lang: 'en', labels: output.labels }).find(
      ({ name }) => name === 'summary',
    );
    expect(summary?.rows.map(({ cells }) => cells[0].text)).toEqual(['Hormone therapy: No', 'Hormone therapy: Yes']);
    expect(summary?.columns.at(-1)?.header).toBe('Median time, years (95% CI)');
    expect(summary?.rows[0].cells.at(-1)?.text).toMatch(/^3\.29 \(/);
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    const drawn = drawFigure(output.figures[0], output.tables, output.labels ?? {}, {
      document: document as unknown as Document,
      lang: 'en',
      theme: 'print',
      width: 720,
    });
    const texts = [...drawn.element.querySelectorAll('text')].map((node) => node.textContent);
    expect(texts).toEqual(expect.arrayContaining(['Hormone therapy', 'No', 'Yes', 'Time (years)']));
    expect(drawn.alt).toContain('Hormone therapy: No: 3 at risk');
    expect(output.tables.get('curve')?.rows[0][0]).toBe('hormone=0');
  });
});

describe('columns without labels, as of a file', () => {
  const text = (name: string, values: readonly string[]): Column => {
    const dictionary = [...new Set(values)];
    return {
      kind: 'text',
      type: 'text',
      name,
      meta: {},
      valid: new Uint8Array(values.length).fill(1),
      codes: Int32Array.from(values, (value) => dictionary.indexOf(value)),
      dictionary,
    };
  };
  const file: Frame = {
    length: 6,
    columns: [
      numbers('fu_days', 'integer', [8, 12, 15, 9, 16, 20]),
      text('status', ['dead', 'alive', 'dead', 'dead', 'alive', 'dead']),
      text('组别', ['对照', '对照', '对照', '试验', '试验', '试验']),
      numbers('age', 'integer', [50, 61, 43, 70, 66, 58]),
    ],
  };
  const curves = runKm(kmMethod.schema.parse({ data: 'd', formula: 'Surv(fu_days, status == "dead") ~ `组别`' }), file);

  it('name the groups as labels do, in table, figure and its words', () => {
    const summary = journalViews({ tables: curves.tables, views: viewsOf(kmMethod, curves) }, { lang: 'zh', labels: curves.labels }).find(
      ({ name }) => name === 'summary',
    );
    expect(summary?.rows.map(({ cells }) => cells[0].text)).toEqual(['组别：对照', '组别：试验']);
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    const drawn = drawFigure(curves.figures[0], curves.tables, curves.labels, {
      document: document as unknown as Document,
      lang: 'zh',
      theme: 'print',
      width: 720,
    });
    expect(drawn.alt).toMatch(/^组别：对照：3 例.*；组别：试验：3 例/u);
  });

  it.each([
    ['status == "dead"', {}],
    ['status', { event: 'dead' }],
  ])('call the outcome %s by its column and the value that is the event', async (event, more) => {
    const formula = `Surv(fu_days, ${event}) ~ age`;
    const parsed = await parseAnalysis(JSON.stringify({ method: 'cox', data: 'd', formula, ...more }));
    const cox = parsed.ok ? await runMethod(parsed.analysis, file) : null;
    if (!cox?.ok) throw new Error('the model runs');
    expect(cox.output.figures[0].title).toEqual({ en: 'Hazard ratios of status: dead', zh: 'status：dead 的风险比' });
    expect(cox.output.sentence?.en).toMatch(/^In a Cox model of time to status: dead \(/);
    const km = runKm(kmMethod.schema.parse({ data: 'd', formula: formula.replace('age', '1'), ...more }), file);
    expect(km.figures[0].title.en).toBe('Kaplan–Meier curves: status: dead');
  });

  it('call a cause without a label of the program’s own in the words of each language', async () => {
    const death = words('Death from any cause', '全因死亡');
    const event = {
      outcome: 'end',
      causes: ['relapse', 'Death from any cause'],
      causeWords: [{ key: 'Death from any cause', label: death }],
      deathsUnlabelled: 0,
    };
    const cohort: Frame = {
      length: 6,
      columns: [
        numbers('end_days', 'integer', [8, 12, 15, 9, 16, 20]),
        numbers('end_event', 'integer', [1, 0, 2, 2, 1, 2], { label: words('End', '结束'), event }),
      ],
    };
    const { labels, warnings } = runKm(
      kmMethod.schema.parse({ data: 'd', formula: 'Surv(end_days, end_event) ~ 1', cause: 'Death from any cause' }),
      cohort,
    );
    expect(labels['end_event=2']).toEqual(death);
    expect(labels['convention:event']).toEqual({ en: 'Death from any cause, 3', zh: '全因死亡，3' });
    expect(warnings.find(({ code }) => code === 'other_causes_censored')?.message.zh).toContain('“全因死亡”');
    expect(offeredColumn('end_event', 'integer', { event }).words).toEqual(event.causeWords);
  });
});
