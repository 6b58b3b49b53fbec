/** Siblings of data that once gave a wrong or unhelpful answer (`siblings.R`), as a user writes the analysis, against R. */
import { describe, expect, test } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { expectClose, type RNumber } from '../../close';
import { readFixture } from '../../fixture';

interface Case {
  readonly data: string;
  readonly yaml: string;
  readonly tables: Readonly<Record<string, Readonly<Record<string, readonly RNumber[]>>>>;
  readonly rows: { readonly used: number; readonly missing: Readonly<Record<string, number>> | null } | null;
  /** Persons whose rows overlap. */
  readonly overlaps?: number;
  /** Code of the error where there is nothing to calculate. */
  readonly error?: string;
  /** Code of the warning that gives the reason of an empty cell. */
  readonly warning?: string;
}
type Columns = Readonly<Record<string, readonly (number | string)[]>>;
const R = readFixture<{ readonly data: Readonly<Record<string, Columns>>; readonly cases: readonly Case[] }>('methods/siblings/siblings');

const frames = new Map(Object.entries(R.data).map(([name, columns]) => [name, frameOfColumns(columns)]));

function frameOfColumns(columns: Columns): Frame {
  return frameOf(
    Object.entries(columns).map(([name, values]) =>
      values.some((value) => typeof value === 'string' && value !== 'NA')
        ? textColumn(
            name,
            values.map((value) => (value === 'NA' ? null : String(value))),
          )
        : numericColumn(
            name,
            values.map((value) => (Number.isNaN(value) ? null : Number(value))),
          ),
    ),
  );
}

async function run({ yaml, data }: Case) {
  const parsed = await parseAnalysis(yaml);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  const frame = frames.get(data);
  if (frame === undefined) throw new Error(`no data ${data}`);
  return runMethod(parsed.analysis, frame);
}

const orNull = (value: RNumber) => (typeof value === 'number' && Number.isNaN(value) ? null : value);

describe('every number is R’s', () => {
  test.each(R.cases.map((one) => [`${one.data}: ${one.yaml.replaceAll('\n', ' · ')}`, one] as const))('%s', async (_, one) => {
    const result = await run(one);
    if (one.error !== undefined) {
      expect(result.ok ? null : result.error.code).toBe(one.error);
      return;
    }
    if (!result.ok) throw new Error(result.error.message.en);
    const { output } = result;
    expect(output.warnings.map(({ code }) => code)).toEqual(
      one.warning === undefined ? expect.anything() : expect.arrayContaining([one.warning]),
    );
    for (const [name, columns] of Object.entries(one.tables)) {
      const table = output.tables.get(name);
      if (table === undefined) throw new Error(`no table ${name}`);
      for (const [column, values] of Object.entries(columns)) {
        const at = table.columns.indexOf(column);
        values.forEach((value, row) => {
          const cell = table.rows[row][at];
          const what = `${name}.${column} of row ${row}`;
          if (column === 'term' || column === 'test') expect(cell, what).toBe(value);
          // R enumerates Fisher's tables in sums that keep seven digits.
          else expectClose(cell, orNull(value), one.data.startsWith('fisher') ? 1e-7 : 1e-8, what);
        });
      }
    }
    if (one.rows !== null) {
      expect(output.rows.used).toBe(one.rows.used);
      const missing = Object.fromEntries(output.rows.missing.map(({ variable, n }) => [variable, n]));
      if (one.rows.missing !== null) expect(missing).toEqual(one.rows.missing);
    }
    if (one.overlaps !== undefined) {
      const warning = output.warnings.find(({ code }) => code === 'overlapping_intervals');
      expect(warning?.message.en ?? null).toEqual(one.overlaps === 0 ? null : expect.stringMatching(`^${one.overlaps} clusters have rows`));
    }
  });
});
