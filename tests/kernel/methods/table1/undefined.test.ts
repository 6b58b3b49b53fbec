/** What is not defined is left empty, with its reason. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { runTableOne } from '@/analysis-kernel/registry/methods/table1/run';
import { parseCsv } from '../../read-csv';

const fileOf = (name: string) => parseCsv(readFileSync(`tests/fixtures/csv/${name}.csv`, 'utf8'));

async function table1(options: object, data: Frame) {
  const output = await runTableOne(tableOneMethod.schema.parse({ data: 'd', ...options }), data);
  const table = output.tables.get('table');
  const cell = (variable: string, column: string) => {
    const row = table?.rows.find((values) => values[table.columns.indexOf('variable')] === variable) ?? [];
    return row[table?.columns.indexOf(column) ?? -1];
  };
  for (const { message } of output.warnings) expect(message.zh).toMatch(/[一-鿿]/);
  return { cell, warnings: output.warnings.map(({ code, message }) => `${code}: ${message.en}`) };
}

it('groups without a level in common have no standardised difference', async () => {
  const { cell, warnings } = await table1({ by: 'grp', variables: ['x'], smd: true }, fileOf('smd_disjoint'));
  expect(cell('x', 'smd')).toBeNull();
  expect(warnings).toEqual([
    'smd_not_defined: The standardised difference of x is not defined: the groups have no level in common, they are separated perfectly.',
  ]);
});

it('a reason names its variable by the label', async () => {
  const { columns } = fileOf('smd_disjoint');
  const labelled = columns.map((column) => (column.name === 'x' ? { ...column, meta: { label: { en: 'Colour', zh: '颜色' } } } : column));
  const { warnings } = await table1({ by: 'grp', variables: ['x'], smd: true }, frameOf(labelled));
  expect(warnings[0]).toContain('The standardised difference of Colour is not defined');
});

it('nor has a variable of which nothing is known', async () => {
  const { cell, warnings } = await table1({ by: 'g', variables: ['c', 'm'], smd: true, test: true }, fileOf('smd_all_missing'));
  expect(cell('m', 'smd')).toBeNull();
  expect(warnings.filter((warning) => / m (has|is)/.test(warning))).toEqual([
    'test_not_defined: m has no p value: fewer than two groups have known values.',
    'smd_not_defined: The standardised difference of m is not defined: a group has no known value.',
  ]);
});

const groups = textColumn('g', ['a', 'a', 'a', 'b', 'b', 'b']);

it.each<[string, Frame['columns'][number], string, string]>([
  ['text known in one group', textColumn('x', ['u', 'u', null, null, null, null]), 'fewer than two groups', 'a group has no known value'],
  ['one level of text', textColumn('x', ['u', 'u', 'u', 'u', 'u', 'u']), 'a single level', ''],
  ['two levels, one a group', textColumn('x', ['u', 'u', 'u', 'v', 'v', 'v']), '', 'no level in common'],
  ['four levels, two a group', textColumn('x', ['u', 'v', 'u', 'w', 'z', 'w']), '', 'no level in common'],
  ['numbers known in one group', numericColumn('x', [1, 2, 3, null, null, null]), 'fewer than two groups', 'a group has no known value'],
  ['one number a group', numericColumn('x', [1, null, null, 2, null, null]), '', 'a single known value'],
  ['different numbers without variation', numericColumn('x', [1, 1, 1, 2, 2, 2]), '', 'do not vary within the groups'],
  ['one number throughout', numericColumn('x', [1, 1, 1, 1, 1, 1]), 'do not vary', ''],
])('%s', async (_, column, noTest, noSmd) => {
  const { cell, warnings } = await table1({ by: 'g', variables: ['x'], smd: true, test: true }, frameOf([groups, column]));
  expect(cell('x', 'p_value') === null).toBe(noTest !== '');
  expect(cell('x', 'smd') === null).toBe(noSmd !== '');
  expect(warnings).toEqual([noTest, noSmd].flatMap((reason) => (reason === '' ? [] : [expect.stringContaining(reason)])));
});

it('three groups of which two share no level', async () => {
  const data = frameOf([textColumn('g', ['a', 'a', 'b', 'b', 'c', 'c']), textColumn('x', ['u', 'u', 'v', 'v', 'u', 'v'])]);
  const { cell, warnings } = await table1({ by: 'g', variables: ['x'], smd: true }, data);
  expect(cell('x', 'smd')).toBeNull();
  expect(warnings).toEqual([expect.stringContaining('no level in common')]);
});

it('levels that only one group has leave the difference defined', async () => {
  const data = frameOf([groups, textColumn('x', ['u', 'v', 'w', 'u', 'z', 'z'])]);
  expect((await table1({ by: 'g', variables: ['x'], smd: true }, data)).cell('x', 'smd')).toBeGreaterThan(0);
});
