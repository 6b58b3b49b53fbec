/** What a baseline table describes where nobody names its variables. */
import { expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Column, ColumnMeta } from '@/analysis-kernel/frame/column';
import type { Method } from '@/analysis-kernel/registry/method';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { runTableOne } from '@/analysis-kernel/registry/methods/table1/run';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { startingOptions } from '@/analysis-kernel/registry/starting';

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);
const withMeta = (column: Column, meta: ColumnMeta): Column => ({ ...column, meta });

async function described(columns: readonly Column[]) {
  const { tables, warnings } = await runTableOne(tableOneMethod.schema.parse({ data: 'd' }), frameOf(columns));
  const table = tables.get('table');
  const variables = new Set(table?.rows.map((row) => row[table.columns.indexOf('variable')]));
  return { variables: [...variables], warnings: warnings.map(({ code, message }) => `${code}: ${message.en}`) };
}

it('leaves out what numbers the rows of a file, and says so', async () => {
  const { variables, warnings } = await described([numericColumn('id', upTo(40), 'integer'), numericColumn('age', upTo(40), 'integer')]);
  expect(variables).toEqual(['age']);
  expect(warnings).toEqual([expect.stringMatching(/^columns_left_out: Keys and other identifiers.*: id\. Name them/)]);
});

it('leaves out what follows after the index, and says so', async () => {
  const death = { name: 'death' };
  const { variables, warnings } = await described([
    withMeta(textColumn('exit_reason', ['end', 'death', 'end']), { role: 'exit' }),
    withMeta(numericColumn('death_days', [3, 2, 1]), { outcome: { ...death, part: 'time' } }),
    withMeta(numericColumn('death_event', [0, 1, 0], 'integer'), { outcome: { ...death, part: 'event' } }),
    numericColumn('age', [50, 61, 72]),
  ]);
  expect(variables).toEqual(['age']);
  expect(warnings).toEqual([expect.stringMatching(/^outcomes_left_out: .*exit_reason, death_days, death_event/)]);
});

it('numbers of 0 and 1 without words are told of, with the way to count them', async () => {
  const flags = numericColumn('flag', [0, 1, 1, null], 'integer');
  const run = (given: object) =>
    runTableOne(tableOneMethod.schema.parse({ data: 'd', ...given }), frameOf([flags, numericColumn('age', [5, 6, 7, 8])]));
  const { warnings } = await run({});
  expect(warnings.map(({ code, change }) => [code, change?.option, change?.value])).toEqual([
    ['zero_one_numbers', 'categorical', ['flag']],
  ]);
  const counted = await run({ categorical: ['flag'] });
  expect(counted.warnings).toEqual([]);
  expect((await run({ normal: ['flag'] })).warnings).toEqual([]);
});

it('a new cell does not begin with numbers of people', () => {
  const columns = [offeredColumn('patient_id', 'integer', {}), offeredColumn('age', 'integer', {}), offeredColumn('sex', 'text', {})];
  expect(startingOptions(tableOneMethod as unknown as Method, columns)).toEqual({ variables: ['age', 'sex'] });
});
