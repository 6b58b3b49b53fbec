/** Data that try a method (`tests/kernel/methods/odd-data/odd-data.R`), as a user writes the analysis: every cell of every table against R. */
import { describe, expect, test } from 'vitest';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { expectClose, fromR, type RNumber } from '../../close';
import { readFixture } from '../../fixture';

type Tables = Readonly<Record<string, Readonly<Record<string, readonly RNumber[]>> | null>>;
interface Fixture {
  readonly data: Readonly<Record<string, readonly (number | string | boolean)[]>>;
  readonly cases: readonly { readonly yaml: string; readonly tables: Tables }[];
  readonly infinite: { readonly loglik: number; readonly x: number };
}
const R = readFixture<Fixture>('methods/odd-data/odd-data');

/** R's missing numbers, read as NaN, are missing here. */
const orNull = (value: RNumber): number | null => fromR(typeof value === 'number' && Number.isNaN(value) ? null : value);

const frame = frameOf(
  Object.entries(R.data).map(([name, values]) => {
    if (typeof values[0] === 'boolean') return booleanColumn(name, values as boolean[]);
    const text = values.every((value) => typeof value === 'string');
    if (text) return textColumn(name, values as string[]);
    return numericColumn(
      name,
      values.map((value) => orNull(value as RNumber)),
    );
  }),
);

async function run(yaml: string): Promise<MethodOutput> {
  const parsed = await parseAnalysis(yaml);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  const result = await runMethod(parsed.analysis, frame);
  if (!result.ok) throw new Error(result.error.message.en);
  return result.output;
}

describe('every cell is R’s', () => {
  test.each(R.cases.map(({ yaml, tables }) => [yaml.replaceAll('\n', ' · '), yaml, tables] as const))('%s', async (_, yaml, tables) => {
    const output = await run(yaml);
    for (const [name, columns] of Object.entries(tables)) {
      if (columns === null) continue;
      const table = output.tables.get(name);
      if (table === undefined) throw new Error(`no table ${name}`);
      for (const [column, values] of Object.entries(columns)) {
        const at = table.columns.indexOf(column);
        expect(table.rows.length, `${name}.${column}`).toBe(values.length);
        const texts = column === 'term';
        // Residual noise in a limit near 0 or a cell near 0 is judged by the column's size.
        const floor = texts ? 0 : 1e-3 * Math.max(0, ...values.map((value) => Math.abs(orNull(value) ?? 0)).filter(Number.isFinite));
        values.forEach((value, row) => {
          const cell = table.rows[row][at];
          if (texts) expect(cell, `${name}.${column} ${row}`).toBe(value);
          else expectClose(cell, orNull(value), 1e-8, `${name}.${column} of row ${row}`, floor);
        });
      }
    }
  });
});

test('a group without events: the likelihood and the other coefficient are R’s, and the infinite one is told', async () => {
  const output = await run("method: cox\ndata: d\nformula: 'Surv(time, status) ~ none + x'\n");
  const cell = (table: string, row: number, column: string) => {
    const found = output.tables.get(table);
    return found?.rows[row][found.columns.indexOf(column)];
  };
  expectClose(cell('fit', 0, 'loglik'), R.infinite.loglik, 1e-9, 'loglik');
  expectClose(cell('coefficients', 1, 'estimate'), R.infinite.x, 1e-7, 'x');
  const told = output.warnings.find((warning) => warning.code === 'infinite_coefficient');
  expect(told?.message.en).toContain('none');
});
