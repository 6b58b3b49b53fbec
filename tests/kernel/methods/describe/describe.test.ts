import { describe, expect, it } from 'vitest';
import { takeRows } from '@/analysis-kernel/frame/access';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { describeMethod } from '@/analysis-kernel/registry/methods/describe/method';
import { runDescribe } from '@/analysis-kernel/registry/methods/describe/run';
import { MethodError } from '@/analysis-kernel/results/method-error';
import { summarise, weightedVariance } from '@/analysis-kernel/stats/descriptive/summary';

const frame = frameOf([
  numericColumn('id', [1, 2, 3, 4, 5, 6], 'integer', { role: 'key' }),
  numericColumn('x', [1, 2, 3, 4, null, 10]),
  booleanColumn('b', [true, false, true, true, null, true]),
  textColumn('t', ['u', 'v', 'u', 'w', 'v', 'v']),
  numericColumn('day', [0, 1, 2, 3, 4, null], 'date'),
  textColumn('empty', [null, null, null, null, null, null]),
  numericColumn('k', [1, 2, 1, 3, 1, 2], 'integer'),
]);

function rows(options: object, data: Frame = frame): Record<string, unknown>[] {
  const table = runDescribe(describeMethod.schema.parse({ data: 'd', ...options }), data).tables.get('variables');
  return (table?.rows ?? []).map((row) => Object.fromEntries(row.map((value, j) => [table?.columns[j] ?? '', value])));
}

describe('describe by hand', () => {
  it('summarises 1, 2, 3, 4, 10', () => {
    const [x] = rows({ variables: 'x' });
    expect(x).toEqual({
      variable: 'x',
      level: null,
      n: 5,
      percent: null,
      missing: 1,
      mean: 4,
      sd: Math.sqrt(50 / 4),
      min: 1,
      p25: 2,
      median: 3,
      p75: 4,
      max: 10,
    });
  });

  it('counts levels among the known', () => {
    expect(rows({ variables: ['b', 't'] }).map((row) => [row.variable, row.level, row.n, row.percent, row.missing])).toEqual([
      ['b', 'FALSE', 1, 20, 1],
      ['b', 'TRUE', 4, 80, 1],
      ['t', 'u', 2, 100 / 3, 0],
      ['t', 'v', 3, 50, 0],
      ['t', 'w', 1, 100 / 6, 0],
    ]);
  });

  it('counts codes that have words and labelled small scales by level, a number without either not', () => {
    const label = { en: 'Hormone therapy', zh: '内分泌治疗' };
    const codes = [0, 1].map((code) => ({ key: String(code), label }));
    const data = frameOf([
      numericColumn('hormone', [0, 1, 1, null], 'integer', { label, codes }),
      numericColumn('grade', [1, 3, 2, 3], 'integer', { label }),
      numericColumn('flag', [0, 1, 1, 0], 'integer'),
    ]);
    expect(rows({}, data).map((row) => [row.variable, row.level, row.n, row.mean])).toEqual([
      ['hormone', '0', 1, null],
      ['hormone', '1', 2, null],
      ['grade', '1', 1, null],
      ['grade', '2', 1, null],
      ['grade', '3', 2, null],
      ['flag', null, 4, 0.5],
    ]);
    expect(runDescribe(describeMethod.schema.parse({ data: 'd', variables: ['hormone', 'grade'] }), data).sentence.en).toBe(
      'The data have 4 rows.',
    );
  });

  it('summarises whole numbers of which hundreds of thousands differ', () => {
    const many = numericColumn(
      'x',
      Array.from({ length: 300_000 }, (_, row) => row),
      'integer',
    );
    expect(rows({}, frameOf([many]))).toMatchObject([{ n: 300_000, level: null, min: 0, max: 299_999 }]);
  });

  it('counts the grades of a file without labels by level, and no other whole numbers', () => {
    const of = (values: readonly number[], type: 'integer' | 'number' = 'integer', unit?: string) =>
      numericColumn(
        'x',
        Array.from({ length: 60 }, (_, row) => values[row % values.length]),
        type,
        unit === undefined ? {} : { unit },
      );
    const isCounted = (column: ReturnType<typeof of>) => rows({}, frameOf([column]))[0].level !== null;
    for (const values of [
      [1, 2, 3],
      [0, 1, 2],
      [1, 2, 3, 4],
      [0, 1, 2, 3, 4],
    ])
      expect(isCounted(of(values)), values.join()).toBe(true);
    for (const values of [
      [0, 1],
      [1, 2],
      [2, 3, 4],
      [1, 2, 4],
      [0, 1, 2, 3, 4, 5],
      [-1, 0, 1],
    ])
      expect(isCounted(of(values)), values.join()).toBe(false);
    expect(isCounted(of([1, 2, 3], 'number'))).toBe(false);
    expect(isCounted(of([1, 2, 3], 'integer', 'mm'))).toBe(false);
    expect(isCounted(numericColumn('x', [1, 2, 3], 'integer'))).toBe(false);
  });

  it('counts a column without values and dates without averaging them', () => {
    expect(rows({ variables: ['empty', 'day'] }).map((row) => [row.variable, row.level, row.n, row.missing, row.mean])).toEqual([
      ['empty', null, 0, 6, null],
      ['day', null, 5, 1, null],
    ]);
  });

  it('leaves keys and dates out unasked and says so', () => {
    const output = runDescribe(describeMethod.schema.parse({ data: 'd' }), frame);
    expect(output.warnings.map((warning) => warning.code)).toEqual(['columns_left_out']);
    expect(output.warnings[0].message.en).toContain('id, day');
  });

  it('goes by group in a leading column', () => {
    const table = runDescribe(describeMethod.schema.parse({ data: 'd', variables: 'x', group: 't' }), frame).tables.get('variables');
    expect(table?.columns[0]).toBe('group');
    expect(table?.rows.map((row) => [row[0], row[3], row[6]])).toEqual([
      ['u', 2, 2],
      ['v', 2, 6],
      ['w', 1, 4],
    ]);
  });

  it('takes quantiles as SAS and SPSS do', () => {
    const quartiles = (as: string) => rows({ variables: 'x', as }).map((row) => [row.p25, row.p75])[0];
    expect(quartiles('sas')).toEqual([2, 4]);
    expect(quartiles('spss')).toEqual([1.5, 7]);
  });

  it('frequency weights are replication', () => {
    const order = [0, 1, 1, 2, 3, 3, 3, 4, 5, 5];
    const options = { variables: ['x', 'b', 't', 'empty', 'day'] };
    expect(rows({ ...options, weights: { column: 'k', kind: 'frequency' } })).toEqual(rows(options, takeRows(frame, order)));
  });

  it('probability weights spread as svyvar does', () => {
    // Values 0, 1, 3 with weights 1, 2, 1: mean 5/4, Σw(x − m)² = 75/16 … /4 × 3/2.
    const variance = weightedVariance(Float64Array.from([0, 1, 3]), Float64Array.from([1, 2, 1]), 'probability');
    expect(variance).toBeCloseTo(((25 / 16 + 2 / 16 + 49 / 16) / 4) * 1.5, 15);
  });

  it('leaves infinite values out with a warning', () => {
    const output = runDescribe(
      describeMethod.schema.parse({ data: 'd' }),
      frameOf([numericColumn('x', [1, Number.POSITIVE_INFINITY, Number.NaN, 3])]),
    );
    expect(output.tables.get('variables')?.rows[0].slice(2, 6)).toEqual([2, null, 0, 2]);
    expect(output.warnings.map((warning) => warning.code)).toEqual(['not_finite']);
  });

  it('has no spread of one value and nothing of none', () => {
    expect(summarise(Float64Array.from([5]))).toEqual({ n: 1, mean: 5, sd: null, min: 5, p25: 5, median: 5, p75: 5, max: 5 });
    expect(summarise(new Float64Array())).toMatchObject({ n: 0, mean: null, max: null });
  });

  it('refuses empty data and unknown columns at their place', () => {
    expect(() => rows({}, takeRows(frame, []))).toThrow(MethodError);
    try {
      rows({ variables: ['x', 'y'] });
    } catch (error) {
      expect(error).toMatchObject({ code: 'unknown_column', path: 'variables.1' });
    }
  });

  it('writes sentence, paragraph and script', () => {
    const options = describeMethod.schema.parse({ data: 'd', variables: 'x', group: 't' });
    const output = runDescribe(options, frame);
    expect(output.sentence.en).toBe(
      'Among 6 rows, x had mean 4.00 (SD 3.54) and median 3.00 (quartiles 2.00 and 4.00); 16.7% were missing.',
    );
    expect(describeMethod.paragraph(options, output).zh).toContain('四分位数');
    expect(describeMethod.rScript(options)).toContain('split(d[c("x")], d$t)');
  });
});
