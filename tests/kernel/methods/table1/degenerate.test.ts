/** Random degenerate tables: each p value and difference is a number or has its reason, and a frequency is so many rows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { runTableOne } from '@/analysis-kernel/registry/methods/table1/run';
import { MethodError } from '@/analysis-kernel/results/method-error';
import type { Value } from '@/analysis-kernel/results/result';

interface Row {
  readonly g: string | null;
  readonly x: number | null;
  readonly c: string | null;
  readonly w: number;
}

const row = fc.record({
  g: fc.option(fc.constantFrom('a', 'b', 'c')),
  // Values whose sums are exact: of others a mean of equal values may be off by its rounding, and differs from the replicated one there.
  x: fc.option(fc.constantFrom(0, 1, 2, 3, 1e8, -0.25)),
  c: fc.option(fc.constantFrom('u', 'v', 'z')),
  w: fc.nat(3),
});

function frameFrom(rows: readonly Row[]): Frame {
  return frameOf([
    textColumn(
      'g',
      rows.map(({ g }) => g),
    ),
    numericColumn(
      'x',
      rows.map(({ x }) => x),
    ),
    numericColumn(
      'y',
      rows.map(({ x }) => x),
    ),
    textColumn(
      'c',
      rows.map(({ c }) => c),
    ),
    numericColumn(
      'w',
      rows.map(({ w }) => w),
      'integer',
    ),
  ]);
}

async function table1(rows: readonly Row[], weights?: object): Promise<MethodOutput | string> {
  const options = { data: 'd', by: 'g', variables: ['x', 'y', 'c'], normal: ['y'], test: true, smd: true, weights };
  try {
    return await runTableOne(tableOneMethod.schema.parse(options), frameFrom(rows));
  } catch (error) {
    if (error instanceof MethodError) return error.code;
    throw error;
  }
}

const rowsOf = (output: MethodOutput | string) => (typeof output === 'string' ? [[output]] : (output.tables.get('table')?.rows ?? []));
const near = (value: Value | undefined): unknown =>
  typeof value === 'number' ? expect.closeTo(value, 9 - Math.ceil(Math.log10(1 + Math.abs(value)))) : value;

describe('a baseline table of anything', () => {
  it('has a number or a reason in each place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 14 }), async (rows) => {
        const output = await table1(rows);
        if (typeof output === 'string' || output.warnings.some(({ code }) => code === 'one_group')) return;
        const table = output.tables.get('table');
        for (const variable of ['x', 'y', 'c']) {
          const values = table?.rows.find((candidate) => candidate[0] === variable) ?? [];
          for (const [column, code] of [
            ['p_value', 'test_not_defined'],
            ['smd', 'smd_not_defined'],
          ]) {
            const value = values[table?.columns.indexOf(column) ?? -1];
            const told = output.warnings.some((warning) => warning.code === code && warning.message.en.includes(variable));
            expect(typeof value === 'number' ? Number.isFinite(value) : told, `${variable} ${column}`).toBe(true);
            if (column === 'p_value' && typeof value === 'number') expect(value >= 0 && value <= 1).toBe(true);
          }
        }
      }),
      { numRuns: 500, seed: 21 },
    );
  });

  it('counts a frequency as so many rows, in tests and differences too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 10 }), async (rows) => {
        const replicated = rows.flatMap((one) => Array.from({ length: one.w }, () => one));
        if (replicated.length === 0) return;
        const expected = rowsOf(await table1(replicated)).map((values) => values.map(near));
        expect(rowsOf(await table1(rows, { column: 'w', kind: 'frequency' }))).toEqual(expected);
      }),
      { numRuns: 500, seed: 22 },
    );
  });

  it('holds frequencies that no list of rows could', async () => {
    const rows = [1, 2, 3, 4].map((x) => ({ g: x < 3 ? 'a' : 'b', x, c: 'u', w: x === 2 ? 1e12 : 5 }));
    const output = await table1(rows, { column: 'w', kind: 'frequency' });
    if (typeof output === 'string') throw new Error(output);
    const table = output.tables.get('table');
    const all = table?.rows.find((values) => values[0] === 'x') ?? [];
    expect(all[table?.columns.indexOf('n') ?? -1]).toBe(1e12 + 15);
    expect(all[table?.columns.indexOf('median') ?? -1]).toBe(2);
    expect(output.warnings.some(({ code }) => code === 'test_not_defined')).toBe(true);
  });
});
