import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { takeRows } from '@/analysis-kernel/frame/access';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { describeMethod } from '@/analysis-kernel/registry/methods/describe/method';
import { runDescribe } from '@/analysis-kernel/registry/methods/describe/run';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { runTableOne } from '@/analysis-kernel/registry/methods/table1/run';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { exactFisherP, fisherPieces, simulatedFisher } from '@/analysis-kernel/stats/hypothesis/fisher';
import { hitsOf } from '@/analysis-kernel/stats/hypothesis/fisher-simulation';
import { wilcoxonTest } from '@/analysis-kernel/stats/hypothesis/rank-tests';
import { expectClose, type RNumber } from '../../close';
import { readCsv } from '../../read-csv';

interface Summary {
  [name: string]: RNumber;
}
interface Categories {
  missing: number;
  levels: string[];
  n: number[];
  percent: RNumber[];
}
interface VariableCase {
  variable: string;
  kind: 'numeric' | 'category';
  overall: Summary | Categories;
  groups: (Summary | Categories)[];
  test: string;
  statistic: number | null;
  p_value: RNumber;
  smd: RNumber;
}
interface Case {
  data: string;
  by: string;
  rows: number | null;
  variables: string[];
  normal: string[];
  categorical: string[];
  group_levels: string[];
  results: VariableCase[];
}

const fixture = JSON.parse(readFileSync(new URL('./table1.json', import.meta.url), 'utf8')) as {
  cases: Case[];
  fisher: { counts: number[][]; p_value: number }[];
  wilcoxon: { x: number[]; y: number[]; statistic: number; p_value: number }[];
  describe: { data: string; type: number; variables: (Record<string, RNumber> & Partial<Categories>)[] }[];
  weighted: Record<string, number>[];
};

function records(table: ResultTable | undefined): Record<string, unknown>[] {
  if (table === undefined) throw new Error('table missing');
  return table.rows.map((row) => Object.fromEntries(table.columns.map((name, j) => [name, row[j]])));
}

/** R takes whole numbers for numbers, also where a few small ones are grades. */
function asNumbers(frame: Frame): Frame {
  return {
    ...frame,
    columns: frame.columns.map((column) =>
      column.type === 'integer' && column.kind === 'numeric' ? { ...column, type: 'number' } : column,
    ),
  };
}

function frameOfCase(one: Case) {
  const frame = asNumbers(readCsv(one.data));
  return one.rows === null
    ? frame
    : takeRows(
        frame,
        Int32Array.from({ length: one.rows }, (_, i) => i),
      );
}

describe('table1 equals base R', () => {
  it.each(fixture.cases.map((one) => [`${one.data} by ${one.by}${one.rows ?? ''}`, one] as const))('%s', async (_, one) => {
    const options = tableOneMethod.schema.parse({
      data: 'd',
      by: one.by,
      variables: one.variables,
      test: true,
      smd: true,
      ...(one.normal.length > 0 ? { normal: one.normal } : {}),
      ...(one.categorical.length > 0 ? { categorical: one.categorical } : {}),
    });
    const rows = records((await runTableOne(options, frameOfCase(one))).tables.get('table'));
    for (const expected of one.results) {
      const own = rows.filter((row) => row.variable === expected.variable);
      const [first] = own;
      const what = `${expected.variable} by ${one.by}`;
      const simulated = first.test === 'fisher_simulated';
      if (!simulated) expect(first.test, what).toBe(expected.test);
      if (expected.statistic !== null) expectClose(first.statistic, expected.statistic, 1e-11, `${what} statistic`, 1e-6);
      // 200,000 random tables: five standard errors of a p value near one half are 0.0056.
      expectClose(first.p_value, expected.p_value, simulated ? 0.011 : expected.test === 'fisher' ? 1e-6 : 1e-10, `${what} p`);
      if (simulated) expect([what, expected.test]).toEqual(['inst by sex', 'fisher']);
      expectClose(first.smd, expected.smd, 1e-11, `${what} smd`, 1e-6);
      [null, ...one.group_levels].forEach((group, g) => {
        const part = g === 0 ? expected.overall : expected.groups[g - 1];
        const mine = own.filter((row) => row.group === group);
        if (expected.kind === 'numeric') {
          for (const name of ['n', 'missing', 'mean', 'sd', 'median', 'p25', 'p75'])
            expectClose(mine[0][name], (part as Summary)[name] ?? null, 1e-13, `${what} ${group} ${name}`);
          return;
        }
        const { levels, n, percent, missing } = part as Categories;
        expect(mine.map((row) => row.level)).toEqual(levels);
        expect(mine.map((row) => row.n)).toEqual(n);
        expect(mine[0].missing).toBe(missing);
        mine.forEach((row, i) => {
          expectClose(row.percent, percent[i], 1e-14, `${what} ${group} percent`);
        });
      });
    }
  });

  it('weights means, spread and quantiles', async () => {
    const lung = readCsv('lung');
    const age = lung.columns.find((column) => column.name === 'age');
    if (age?.kind !== 'numeric') throw new Error('age');
    const frame = frameOf([
      ...lung.columns,
      numericColumn(
        'w',
        age.values.map((x) => x / 50),
      ),
    ]);
    const options = tableOneMethod.schema.parse({
      data: 'd',
      by: 'sex',
      variables: 'wt.loss',
      overall: false,
      test: true,
      weights: { column: 'w', kind: 'sampling' },
    });
    const output = await runTableOne(options, frame);
    const rows = records(output.tables.get('table'));
    fixture.weighted.forEach((expected, i) => {
      for (const [name, value] of Object.entries(expected)) expectClose(rows[i][name], value, 1e-12, name);
    });
    expect(rows[0].p_value).toBeNull();
    expect(output.warnings.map((warning) => warning.code)).toContain('no_tests_when_weighted');
  });
});

describe('tests of two and more groups', () => {
  it.each(fixture.fisher.map((one) => [JSON.stringify(one.counts), one] as const))('fisher %s', (_, one) => {
    expectClose(exactFisherP(one.counts), one.p_value, 1e-7, 'p');
    const transposed = one.counts[0].map((__, j) => one.counts.map((row) => row[j]));
    expectClose(exactFisherP(transposed), one.p_value, 1e-7, 'p of the transpose');
  });

  it.each(fixture.wilcoxon.map((one, i) => [i, one] as const))('wilcoxon %i', (_, one) => {
    const result = wilcoxonTest(Float64Array.from(one.x), Float64Array.from(one.y));
    expectClose(result.statistic, one.statistic, 1e-14, 'W');
    expectClose(result.pValue, one.p_value, 1e-12, 'p');
  });

  it('simulates where enumeration is out of reach, near the exact answer and the same every time', () => {
    const counts = [
      [40, 31, 28, 22, 17, 3, 1],
      [35, 36, 21, 30, 12, 1, 4],
      [44, 27, 33, 18, 21, 2, 2],
      [29, 38, 25, 26, 14, 4, 1],
      [31, 30, 30, 24, 19, 0, 6],
    ];
    expect(exactFisherP(counts)).toBeNull();
    const pieces = fisherPieces(counts, 20_000);
    const result = simulatedFisher(pieces, pieces.map(hitsOf));
    expect(result.simulation?.tables).toBe(20_000);
    expect(simulatedFisher(pieces, pieces.map(hitsOf)).pValue).toBe(result.pValue);
    expect(result.pValue).toBeGreaterThan(0.2);
    expect(result.pValue).toBeLessThan(0.6);
  });
});

describe('describe equals base R', () => {
  it.each(fixture.describe.map((one) => [one.data, one] as const))('%s', (_, one) => {
    const as = one.type === 2 ? 'sas' : one.type === 6 ? 'spss' : 'r';
    const output = runDescribe(describeMethod.schema.parse({ data: 'd', as }), asNumbers(readCsv(one.data)));
    const rows = records(output.tables.get('variables'));
    for (const expected of one.variables) {
      const mine = rows.filter((row) => row.variable === expected.variable);
      if (expected.levels === undefined) {
        for (const name of ['n', 'missing', 'mean', 'sd', 'min', 'p25', 'median', 'p75', 'max'])
          expectClose(mine[0][name], expected[name], 1e-13, `${expected.variable} ${name}`);
      } else {
        expect(mine.map((row) => row.level)).toEqual(expected.levels);
        expect(mine.map((row) => row.n)).toEqual(expected.n);
      }
    }
  });
});
