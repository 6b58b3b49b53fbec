/** AUCs of groups of different patients beside pROC, by hand, and where a group has none. */
import { expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { unpairedAreas } from '@/analysis-kernel/registry/methods/diagnostic/kernel/unpaired';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

interface Case {
  readonly marker: string;
  readonly by: string;
  readonly groups: readonly { readonly group: string; readonly auc: number; readonly error: number; readonly ci: readonly number[] }[];
  readonly pairs: readonly { readonly pair: readonly string[]; readonly statistic: number; readonly df: number; readonly p: number }[];
  readonly statistic: number;
  readonly p: number;
}
const cases = readFixture<readonly Case[]>('methods/diagnostic/unpaired');
const pbc = readCsv('pbc');
const stage = pbc.columns.find(({ name }) => name === 'stage');
if (stage?.kind !== 'numeric') throw new Error('stage');
const known = [...stage.values].map((value, row) => (stage.valid[row] === 1 ? Number(value === 4) : null));
// The R script leaves out who lacks any of its columns.
const complete = ['stage', 'bili', 'albumin', 'sex', 'edema'].map((name) => pbc.columns.find((column) => column.name === name));
const frame = frameOf([
  ...pbc.columns,
  numericColumn(
    'case',
    known.map((value, row) => (complete.every((column) => column?.valid[row] === 1) ? value : null)),
    'integer',
  ),
]);

it.each(cases.map((one) => [`${one.marker} by ${one.by}`, one] as const))('%s equals pROC', async (_, one) => {
  const output = await run('diagnostic', { outcome: 'case', markers: one.marker, by: one.by, adjust: 'none' }, frame);
  const areas = rowsOf(output, 'groups');
  expect(areas.map(({ group }) => group)).toEqual(one.groups.map(({ group }) => group));
  one.groups.forEach(({ auc, error, ci }, at) => {
    expectClose(areas[at].estimate, auc, 1e-12, 'auc');
    expectClose(areas[at].std_error, error, 1e-12, 'error');
    expectClose(areas[at].conf_low, ci[0], 1e-10, 'low');
    expectClose(areas[at].conf_high, ci[2], 1e-10, 'high');
  });
  const tests = rowsOf(output, 'group_test');
  one.pairs.forEach(({ pair, statistic, df, p }, at) => {
    expect([tests[at].group_1, tests[at].group_2]).toEqual(pair);
    expectClose(tests[at].statistic, statistic, 1e-10, 't');
    expectClose(tests[at].df, df, 1e-10, 'df');
    expectClose(tests[at].p_value, p, 1e-9, 'p');
  });
  expect(tests).toHaveLength(one.pairs.length + (one.groups.length > 2 ? 1 : 0));
  if (one.groups.length < 3) return;
  expectClose(tests.at(-1)?.statistic, one.statistic, 1e-10, 'χ²');
  expectClose(tests.at(-1)?.p_value, one.p, 1e-9, 'p of all');
});

it('by hand: areas 0.8 and 0.6 with variances 0.003 and 0.001 on 31 and 11 rows', () => {
  const { difference, error, statistic, df } = unpairedAreas({ auc: 0.8, variance: 0.003, n: 31 }, { auc: 0.6, variance: 0.001, n: 11 });
  expect(difference).toBeCloseTo(0.2, 14);
  expect(error).toBeCloseTo(Math.sqrt(0.004), 14);
  expect(statistic).toBeCloseTo(0.2 / Math.sqrt(0.004), 12);
  // 16e-6 / (9e-6 / 30 + 1e-6 / 10) = 40.
  expect(df).toBeCloseTo(40, 10);
});

const groups = frameOf([
  textColumn('g', ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', null]),
  numericColumn('y', [0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0], 'integer'),
  numericColumn('x', [1, 2, 2, 3, 3, 1, 2, 4, 5, 6, 9]),
]);

it('a group without controls has no area and says so; rows without a group are left out', async () => {
  const output = await run('diagnostic', { outcome: 'y', markers: 'x', by: 'g' }, groups);
  expect(rowsOf(output, 'groups').map(({ group, cases: n, controls, estimate }) => [group, n, controls, estimate])).toEqual([
    ['a', 2, 2, 0.875],
    ['b', 2, 2, 0.75],
    ['c', 2, 0, null],
  ]);
  expect(rowsOf(output, 'group_test')).toHaveLength(1);
  const warning = output.warnings.find(({ code }) => code === 'group_without_both');
  expect(warning?.message.en).toBe('1 of the groups of g has no cases or no controls and no AUC: c.');
  expect(output.rows.used).toBe(10);
  expect(output.sentence.en).toMatch(/AUC of x, g a minus b, 0\.125/u);
});

it('groups that a marker parts perfectly have no test, and no number in its place', async () => {
  const perfect = frameOf([
    textColumn('g', ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b']),
    numericColumn('y', [0, 0, 1, 1, 0, 0, 1, 1], 'integer'),
    numericColumn('x', [1, 2, 3, 4, 1, 2, 3, 4]),
  ]);
  const [row] = rowsOf(await run('diagnostic', { outcome: 'y', markers: 'x', by: 'g' }, perfect), 'group_test');
  expect(row).toMatchObject({ estimate: 0, std_error: null, conf_low: null, conf_high: null, statistic: null, df: null, p_value: null });
});

it('too many groups, the outcome and a marker are refused', async () => {
  const many = frameOf([
    textColumn(
      'g',
      Array.from({ length: 40 }, (_, at) => `g${at}`),
    ),
    numericColumn(
      'y',
      Array.from({ length: 40 }, (_, at) => at % 2),
      'integer',
    ),
    numericColumn(
      'x',
      Array.from({ length: 40 }, (_, at) => at),
    ),
  ]);
  const options = { outcome: 'y', markers: 'x' };
  await expect(run('diagnostic', { ...options, by: 'g' }, many)).rejects.toThrow(/too_many_groups: g has 40 groups; 30 at most/u);
  await expect(run('diagnostic', { ...options, by: 'x' }, many)).rejects.toThrow(/by_is_other: x is a marker/u);
  await expect(run('diagnostic', { ...options, by: 'y' }, many)).rejects.toThrow(/by_is_other: y is the outcome/u);
});

it('a group with one case has no error: it is named, and the test of all is of the others', async () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 2, 1, 4, 3, 6, 5, 9, 1, 2, 3];
  const status = [0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 0];
  const group = [...Array(8).fill('a'), ...Array(6).fill('b'), ...Array(4).fill('c')];
  const few = frameOf([numericColumn('m', values), numericColumn('y', status, 'integer'), textColumn('g', group)]);
  const output = await run('diagnostic', { outcome: 'y', markers: 'm', by: 'g' }, few);
  expect(output.warnings.find(({ code }) => code === 'group_without_error')?.message.en).toContain('the test of all groups: c.');
  const all = rowsOf(output, 'group_test').at(-1);
  expect(all?.df).toBe(1);
  expect(Number(all?.p_value)).toBeGreaterThan(0);
  expect(output.sentence.en).not.toContain('p —');
});
