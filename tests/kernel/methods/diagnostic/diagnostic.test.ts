/** Diagnostic accuracy by hand, what holds of any data, and awkward data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Column, Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { diagnosticMethod } from '@/analysis-kernel/registry/methods/diagnostic/method';
import { rowsOf, run } from '../run-method';

const codes = ({ warnings }: MethodOutput) => warnings.map(({ code }) => code);
const found = (output: MethodOutput, quantity: string, at = 0) =>
  rowsOf(output, 'estimates').filter((row) => row.quantity === quantity)[at];
const value = (output: MethodOutput, quantity: string, at = 0) => found(output, quantity, at)?.estimate;

describe('by hand', () => {
  // Controls 1 2 3 4, cases 3 5 6: of 12 pairs 10 in order, one tied (3, 3), one against.
  const seven = frameOf([
    numericColumn('sick', [0, 0, 0, 0, 1, 1, 1], 'integer'),
    numericColumn('m', [1, 2, 3, 4, 3, 5, 6]),
    numericColumn('minus', [-1, -2, -3, -4, -3, -5, -6]),
  ]);

  it('area, its error and the curve', async () => {
    const output = await run('diagnostic', { outcome: 'sick', markers: 'm' }, seven);
    const auc = 10.5 / 12;
    expect(value(output, 'auc')).toBe(auc);
    // Placements of the cases 2.5/4, 1, 1; of the controls 1, 1, 2.5/3, 2/3.
    const variance = (values: readonly number[]) =>
      values.reduce((sum, one) => sum + (one - auc) ** 2, 0) / (values.length - 1) / values.length;
    expect(found(output, 'auc').std_error).toBeCloseTo(Math.sqrt(variance([0.625, 1, 1]) + variance([1, 1, 2.5 / 3, 2 / 3])), 14);
    expect(
      rowsOf(output, 'roc').map((row) => [row.threshold, row.sensitivity, row.specificity, row.n_positive, row.cases, row.controls]),
    ).toEqual([
      [null, 1, 0, 7, 0, 1],
      [1.5, 1, 0.25, 6, 0, 1],
      [2.5, 1, 0.5, 5, 1, 1],
      [3.5, 2 / 3, 0.75, 3, 0, 1],
      [4.5, 2 / 3, 1, 2, 1, 0],
      [5.5, 1 / 3, 1, 1, 1, 0],
      [null, 0, 1, 0, 0, 0],
    ]);
    expect(codes(output)).toEqual(['few_cases']);
  });

  it('a cut-off is positive itself, from either side', async () => {
    for (const options of [
      { markers: 'm', cut: [3, 4] },
      { markers: 'minus', cut: [-3, -4] },
    ]) {
      const output = await run('diagnostic', { outcome: 'sick', ...options }, seven);
      expect([value(output, 'sensitivity'), value(output, 'specificity')]).toEqual([1, 0.5]);
      expect([value(output, 'sensitivity', 1), value(output, 'specificity', 1)]).toEqual([2 / 3, 0.75]);
      expect(output.conventions.positive).toBe(options.markers === 'm' ? 'at or above the cut-off' : 'at or below the cut-off');
    }
  });

  it('the best cut-off', async () => {
    const best = async (options: object) =>
      rowsOf(await run('diagnostic', { outcome: 'sick', markers: 'm', bootstrap: 100, ...options }, seven), 'best')[0].cut;
    // Youden: 1/2, 5/12 and 2/3 at 2.5, 3.5, 4.5; distances 1/4, 25/144, 1/9.
    expect(await best({ best: 'youden' })).toBe(4.5);
    expect(await best({ best: 'closest' })).toBe(4.5);
    // A missed case five times as bad at a prevalence of one half: sensitivity + specificity / 5 is 1.1 at 2.5.
    expect(await best({ best: 'cost', cost: 5, prevalence: 0.5 })).toBe(2.5);
    expect(await best({ best: 'youden', markers: 'minus' })).toBe(-4.5);
  });

  // Altman & Bland 1994, doi:10.1136/bmj.308.6943.1552 and 309.6947.102: liver scan and abnormal pathology.
  it('the liver scans of Altman and Bland', async () => {
    const frame = frameOf([
      textColumn('pathology', ['abnormal', 'normal', 'abnormal', 'normal']),
      textColumn('scan', ['abnormal', 'abnormal', 'normal', 'normal']),
      numericColumn('n', [231, 32, 27, 54], 'integer'),
    ]);
    const options = {
      outcome: 'pathology',
      event: 'abnormal',
      markers: 'scan',
      positive: 'abnormal',
      weights: { column: 'n', kind: 'frequency' },
    };
    const output = await run('diagnostic', { ...options, prevalence: 0.25 }, frame);
    const rounded = (quantity: string) => Number(value(output, quantity)).toFixed(2);
    expect(['sensitivity', 'specificity', 'ppv', 'npv', 'prevalence'].map(rounded)).toEqual(['0.90', '0.63', '0.88', '0.67', '0.75']);
    expect(['ppv_at_prevalence', 'npv_at_prevalence'].map(rounded)).toEqual(['0.45', '0.95']);
    expect(value(output, 'auc')).toBeCloseTo((231 / 258 + 54 / 86) / 2, 14);
  });
});

interface Row {
  readonly sick: number;
  readonly a: number;
  readonly b: number;
}
const rows = fc
  .array(fc.record({ sick: fc.integer({ min: 0, max: 1 }), a: fc.integer({ min: -4, max: 4 }), b: fc.integer({ min: 0, max: 30 }) }), {
    minLength: 6,
    maxLength: 40,
  })
  .filter((all) => [0, 1].every((kind) => all.filter(({ sick }) => sick === kind).length > 1));
const frameOfRows = (all: readonly Row[], a: (value: number) => number = (one) => one): Frame =>
  frameOf([
    numericColumn(
      'sick',
      all.map(({ sick }) => sick),
      'integer',
    ),
    numericColumn(
      'a',
      all.map((row) => a(row.a)),
    ),
    numericColumn(
      'b',
      all.map((row) => row.b),
    ),
  ]);
const both = { outcome: 'sick', markers: ['a', 'b'], direction: 'higher' };
const numbers = (output: MethodOutput, table: string, columns: readonly string[]) =>
  rowsOf(output, table).flatMap((row) => columns.map((column) => row[column]));
const ESTIMATES = ['estimate', 'std_error', 'conf_low', 'conf_high'];
const nearly = (actual: readonly unknown[], expected: readonly unknown[]) => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((one, at) => {
    if (typeof one === 'number' && typeof expected[at] === 'number') expect(one).toBeCloseTo(expected[at], 10);
    else expect(one).toEqual(expected[at]);
  });
};

describe('of any data', () => {
  it('an order-preserving change of a marker changes neither areas nor tests; the order of rows nothing', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const output = await run('diagnostic', both, frameOfRows(all));
        const other = await run(
          'diagnostic',
          both,
          frameOfRows(all.toReversed(), (one) => Math.exp(one) * 7 - 3),
        );
        nearly(numbers(other, 'estimates', ESTIMATES), numbers(output, 'estimates', ESTIMATES));
        nearly(numbers(other, 'test', [...ESTIMATES, 'p_value']), numbers(output, 'test', [...ESTIMATES, 'p_value']));
      }),
      { numRuns: 40 },
    );
  });

  it('turning the marker and the direction changes nothing; turning one gives 1 − AUC', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const options = { outcome: 'sick', markers: 'a' };
        const output = await run('diagnostic', { ...options, direction: 'higher' }, frameOfRows(all));
        const turned = frameOfRows(all, (one) => -one);
        nearly(
          numbers(await run('diagnostic', { ...options, direction: 'lower' }, turned), 'estimates', ESTIMATES),
          numbers(output, 'estimates', ESTIMATES),
        );
        const against = await run('diagnostic', { ...options, direction: 'higher' }, turned);
        expect(Number(value(against, 'auc'))).toBeCloseTo(1 - Number(value(output, 'auc')), 12);
      }),
      { numRuns: 40 },
    );
  });

  it('frequencies are rows repeated; the area is the Wilcoxon statistic over the pairs; χ² of two is z²', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const frame = frameOfRows(all);
        const copies = numericColumn(
          'n',
          all.map((_, at) => 1 + (at % 3)),
          'integer',
        );
        const weighted = await run(
          'diagnostic',
          { ...both, weights: { column: 'n', kind: 'frequency' } },
          { ...frame, columns: [...frame.columns, copies] },
        );
        const plain = await run('diagnostic', both, frameOfRows(all.flatMap((row, at) => Array.from({ length: 1 + (at % 3) }, () => row))));
        nearly(numbers(weighted, 'estimates', ESTIMATES), numbers(plain, 'estimates', ESTIMATES));
        const [cases, controls] = [1, 0].map((kind) => all.filter(({ sick }) => sick === kind));
        const pairs = cases.reduce((sum, x) => sum + controls.reduce((own, y) => own + (x.a > y.a ? 1 : x.a === y.a ? 0.5 : 0), 0), 0);
        expect(Number(value(await run('diagnostic', both, frame), 'auc'))).toBeCloseTo(pairs / cases.length / controls.length, 12);
      }),
      { numRuns: 40 },
    );
  });

  it('the partial area over everything is the whole, of either range; two parts make the whole', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.double({ min: 0.05, max: 0.95, noNaN: true }), async (all, cut) => {
        const part = async (of: string, from: number, to: number) =>
          Number(
            value(
              await run(
                'diagnostic',
                { outcome: 'sick', markers: 'a', direction: 'higher', partial_auc: { of, from, to }, bootstrap: 100 },
                frameOfRows(all),
              ),
              'partial_auc',
            ),
          );
        const whole = Number(value(await run('diagnostic', both, frameOfRows(all)), 'auc'));
        for (const of of ['specificity', 'sensitivity']) {
          expect(await part(of, 0, 1)).toBeCloseTo(whole, 12);
          expect((await part(of, 0, cut)) + (await part(of, cut, 1))).toBeCloseTo(whole, 12);
        }
      }),
      { numRuns: 8 },
    );
  });
});

const labelled = (column: Column, meta: Column['meta']): Column => ({ ...column, meta: { ...column.meta, ...meta } }) as Column;

describe('awkward data', () => {
  const sick = numericColumn('sick', [0, 0, 0, 1, 1, 1], 'integer');
  const one = async (column: Column, options: object = {}) =>
    run('diagnostic', { outcome: 'sick', markers: column.name, ...options }, frameOf([sick, column]));

  it('a marker of one value tells nothing, and says so', async () => {
    const output = await one(numericColumn('m', [2, 2, 2, 2, 2, 2]), { best: 'youden', bootstrap: 100, partial_auc: { from: 0.5 } });
    expect([value(output, 'auc'), found(output, 'auc').conf_low]).toEqual([0.5, 0.5]);
    expect(codes(output)).toContain('constant_marker');
    expect(output.tables.has('best')).toBe(false);
    expect(value(output, 'partial_auc_corrected')).toBeCloseTo(0.5, 12);
  });

  it('a perfect marker has an interval without width, with a warning; none on the logit', async () => {
    const marker = numericColumn('m', [1, 2, 3, 4, 5, 6]);
    const output = await one(marker, { cut: 3.5 });
    expect(['estimate', 'std_error', 'conf_low', 'conf_high'].map((column) => found(output, 'auc')[column])).toEqual([1, 0, 1, 1]);
    expect(codes(output)).toEqual(['few_cases', 'perfect_auc', 'empty_cell']);
    expect(value(output, 'lr_positive')).toBe(Number.POSITIVE_INFINITY);
    expect([found(output, 'lr_positive').conf_low, value(output, 'lr_negative')]).toEqual([null, 0]);
    expect(found(await one(marker, { auc_interval: 'delong_logit' }), 'auc').conf_low).toBeNull();
  });

  it('with one case there is no standard error', async () => {
    const frame = frameOf([
      numericColumn('sick', [0, 0, 0, 1], 'integer'),
      numericColumn('m', [1, 3, 2, 2]),
      numericColumn('k', [1, 3, 2, 5]),
    ]);
    const output = await run('diagnostic', { outcome: 'sick', markers: ['m', 'k'] }, frame);
    expect([value(output, 'auc'), found(output, 'auc').std_error, found(output, 'auc').conf_low]).toEqual([0.5, null, null]);
    expect(rowsOf(output, 'test')[0].p_value).toBeNull();
  });

  it('markers that order the rows alike differ by nothing', async () => {
    const frame = frameOf([
      sick,
      numericColumn('m', [1, 4, 2, 3, 5, 6]),
      numericColumn('k', [2, 8, 4, 6, 10, 12]),
      numericColumn('z', [2, 1, 4, 3, 9, 8]),
    ]);
    const output = await run('diagnostic', { outcome: 'sick', markers: ['m', 'k', 'z'] }, frame);
    const tests = rowsOf(output, 'test');
    expect([tests[0].estimate, tests[0].std_error, tests[0].statistic, tests[0].p_value]).toEqual([0, 0, 0, 1]);
    expect([tests[3].df, tests[3].method]).toEqual([1, 'delong_overall']);
    expect(tests[3].statistic).toBeCloseTo(Number(tests[1].statistic) ** 2, 8);
  });

  it('a cut-off beside the data, and one in another unit', async () => {
    const output = await one(numericColumn('m', [1, 4, 2, 3, 5, 6]), { cut: 100 });
    expect(codes(output)).toEqual(['few_cases', 'cut_outside']);
    expect([value(output, 'sensitivity'), value(output, 'ppv')]).toEqual([0, null]);
    expect(found(output, 'ppv').n).toBe(0);
    expect([value(output, 'lr_negative'), found(output, 'lr_negative').conf_low, found(output, 'lr_negative').conf_high]).toEqual([
      1,
      null,
      null,
    ]);
    expect(output.warnings[1].message.en).toContain('likelihood ratios have no interval');
  });

  it('one control is one control', async () => {
    const frame = frameOf([numericColumn('sick', [0, 1, 1], 'integer'), numericColumn('m', [1, 2, 3])]);
    const output = await run('diagnostic', { outcome: 'sick', markers: 'm' }, frame);
    expect(output.warnings[0].message.en).toContain('There are 2 cases and 1 control:');
  });

  it('grades in words are told how to become a marker', async () => {
    const grades = textColumn('m', ['g1', 'g2', 'g3', 'g4', 'g3', 'g2']);
    await expect(one(grades)).rejects.toThrow(/put them in order in the dictionary, or give them numbers/u);
  });

  it.each([
    ['true and false', booleanColumn('m', [false, true, false, true, true, true]), {}],
    ['0 and 1', numericColumn('m', [0, 1, 0, 1, 1, 1], 'integer'), {}],
    ['1 and 2', numericColumn('m', [1, 2, 1, 2, 2, 2], 'integer'), {}],
    ['yes and no', textColumn('m', ['No', 'Yes', 'No', 'Yes', 'Yes', 'Yes']), {}],
    ['words', textColumn('m', ['clear', 'shadow', 'unsure', 'shadow', 'shadow', 'shadow']), { positive: 'shadow' }],
    ['codes', numericColumn('m', [7, 3, 7, 3, 3, 3], 'integer'), { positive: 3 }],
    ['是与否', textColumn('m', ['否', '是', '否', '是', '是', '是']), {}],
  ])('a result of %s', async (_, column, options) => {
    const output = await one(column, options);
    expect([value(output, 'sensitivity'), value(output, 'specificity')]).toEqual([1, 2 / 3]);
    expect(found(output, 'sensitivity').cut).toBeNull();
  });

  it('a result that is rather positive in controls stays as it is said', async () => {
    const output = await one(booleanColumn('m', [true, true, true, false, false, true]));
    expect(codes(output)).toContain('auc_below_half');
    expect(value(output, 'sensitivity')).toBeCloseTo(1 / 3, 14);
  });

  it('categories that are ordered count by their order', async () => {
    const grade = labelled(textColumn('m', ['low', 'middle', 'low', 'high', 'middle', 'high']), {
      ordered: true,
      levels: ['low', 'middle', 'high'].map((key) => ({ key, label: null })),
    });
    const output = await one(grade, { cut: 3 });
    expect([value(output, 'sensitivity'), value(output, 'specificity')]).toEqual([2 / 3, 1]);
  });

  it('rows that lack something are named; several markers share their rows', async () => {
    const frame = frameOf([sick, numericColumn('m', [1, null, 2, 3, 5, 6]), numericColumn('k', [1, 2, 3, 4, null, 6])]);
    const { rows: counted } = await run('diagnostic', { outcome: 'sick', markers: ['m', 'k'] }, frame);
    expect(counted).toEqual({
      total: 6,
      used: 4,
      missing: [
        { variable: 'm', n: 1 },
        { variable: 'k', n: 1 },
      ],
    });
  });

  it('a long curve is thinned, and who leaves between two of its points is counted', async () => {
    const n = 20_000;
    const noise = (row: number) => (Math.sin(row * 12.9898) * 43758.5453) % 1;
    const places = Array.from({ length: n }, (_, row) => row);
    const frame = frameOf([
      numericColumn(
        'sick',
        places.map((row) => row % 2),
        'integer',
      ),
      numericColumn(
        'm',
        places.map((row) => noise(row) + 0.3 * (row % 2)),
      ),
    ]);
    const curve = rowsOf(await run('diagnostic', { outcome: 'sick', markers: 'm' }, frame), 'roc');
    expect(curve.length).toBeLessThan(1002);
    expect(curve.reduce((sum, row) => sum + Number(row.cases) + Number(row.controls), 0)).toBe(n);
    curve.forEach((row, at) => {
      if (at > 0)
        expect(Number(curve[at - 1].n_positive) - Number(curve[at - 1].cases) - Number(curve[at - 1].controls)).toBe(row.n_positive);
    });
    expect(diagnosticMethod.tables.find(({ name }) => name === 'roc')?.disclosure).toEqual({
      kind: 'curve',
      atRisk: 'n_positive',
      events: 'cases',
      censored: 'controls',
    });
  });

  it('a draw of samples hears a cancel', async () => {
    const stop = new AbortController();
    const frame = frameOf([
      numericColumn(
        'sick',
        Array.from({ length: 5000 }, (_, row) => row % 2),
        'integer',
      ),
      numericColumn(
        'm',
        Array.from({ length: 5000 }, (_, row) => (row * 7919) % 5003),
      ),
    ]);
    const options = diagnosticMethod.schema.parse({ data: 'd', outcome: 'sick', markers: ['m'], best: 'youden', bootstrap: 20_000 });
    let told = 0;
    const { pool } = (await import('@/analysis-kernel/registry/pool')).ALONE;
    const progress = () => {
      told += 1;
      stop.abort();
    };
    await expect(diagnosticMethod.run({ options, frame, tables: new Map() }, { pool, signal: stop.signal, progress })).rejects.toThrow(
      /abort/iu,
    );
    expect(told).toBe(1);
  });
});
