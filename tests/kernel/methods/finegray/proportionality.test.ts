/** Whether coefficients change with time: beside cox.zph on finegray's data, a model with the interaction itself, and crr's residuals and likelihood. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

type Columns = Readonly<Record<string, readonly (number | string)[]>>;
interface Case {
  readonly name: string;
  readonly formula: string;
  readonly cause: number;
  readonly zph: 'identity' | 'log';
  readonly ties: string;
  readonly keys: Readonly<Record<string, unknown>> | null;
  readonly statistic: readonly number[];
  readonly df: readonly number[];
  readonly p: readonly number[];
  readonly robust?: readonly number[];
}
interface CrrCase {
  readonly name: string;
  readonly formula: string;
  readonly cause: number;
  readonly single: readonly number[];
  readonly global: number;
}
const { random } = readFixture<{ random: Columns }>('methods/finegray/finegray');
const fixture = readFixture<{ cases: readonly Case[]; crr: readonly CrrCase[] }>('methods/finegray/proportionality');

function frame(columns: Columns): Frame {
  return frameOf(
    Object.entries(columns).map(([name, values]) =>
      typeof values[0] === 'string'
        ? textColumn(name, values as string[])
        : numericColumn(name, values as number[], name === 'k' || name === 'id' ? 'integer' : 'number'),
    ),
  );
}
const dataOf = (name: string) => (name === 'random' ? frame(random) : readCsv(name));

describe.each(
  fixture.cases.map((one) => [`${one.name}: ${one.formula}, cause ${one.cause}, ${one.zph}, ${JSON.stringify(one.keys)}`, one] as const),
)('%s', (_, one) => {
  it('equals R, by the information and by the rows themselves', async () => {
    const { formula, cause, zph, ties, keys } = one;
    const rows = rowsOf(await run('finegray', { formula, cause, zph, ties, ...keys }, dataOf(one.name)), 'zph');
    expect(rows.map(({ df }) => df)).toEqual(one.df);
    expect(rows.at(-1)?.term).toBe('GLOBAL');
    rows.forEach((row, at) => {
      expectClose(row.statistic, one.statistic[at], 1e-6, `${row.term}`, 1e-3);
      expectClose(row.p_value, one.p[at], 1e-6, `p of ${row.term}`, 1e-3);
      if (one.robust !== undefined) expectClose(row.robust_statistic, one.robust[at], 2e-6, `robust ${row.term}`, 1e-3);
    });
  });
});

describe.each(fixture.crr.map((one) => [`crr, ${one.name}: ${one.formula}, cause ${one.cause}`, one] as const))('%s', (_, one) => {
  it('is the score of the residuals over the information that differences of the likelihood give', async () => {
    const { formula, cause } = one;
    const rows = rowsOf(await run('finegray', { formula, cause, as: 'cmprsk' }, dataOf(one.name)), 'zph');
    [...one.single, one.global].forEach((statistic, at) => {
      expectClose(rows[at].statistic, statistic, 1e-4, `${rows[at].term}`, 1e-3);
    });
    expect(rows.every(({ robust_statistic: robust }) => typeof robust === 'number' && robust >= 0)).toBe(true);
  });
});

/** Two groups whose hazards of the event are proportional, or cross after a while; some have a competing event, some are censored. */
function study(crossing: boolean, seed: number): Frame {
  const draw = seededRandom(seed);
  const rows = Array.from({ length: 400 }, (_, row) => {
    const group = row % 2;
    const early = -Math.log(draw.uniform()) / (group === 1 ? 2 : 1);
    const event = crossing && early > 0.4 ? 0.4 + ((early - 0.4) * (group === 1 ? 2 : 1)) / (group === 1 ? 0.3 : 1) : early;
    const other = -Math.log(draw.uniform()) / 0.3;
    const end = 3 * draw.uniform();
    const time = Math.min(event, other, end);
    return { group, time, kind: time === event ? 1 : time === other ? 2 : 0 };
  });
  return frameOf([
    numericColumn(
      't',
      rows.map(({ time }) => time),
    ),
    numericColumn(
      'k',
      rows.map(({ kind }) => kind),
      'integer',
    ),
    numericColumn(
      'x',
      rows.map(({ group }) => group),
    ),
  ]);
}
const SURV = { formula: 'Surv(t, k) ~ x', cause: 1 };
const codes = async (options: object, data: Frame) => (await run('finegray', options as never, data)).warnings.map(({ code }) => code);

it('finds hazards that cross, and says so in both languages', async () => {
  const output = await run('finegray', SURV, study(true, 5));
  const warning = output.warnings.find(({ code }) => code === 'ph_violated');
  expect(warning?.message.en).toMatch(/subdistribution hazards do not look proportional \(robust score test.*: x, all terms together\./u);
  expect(warning?.message.zh).toMatch(/比例性可疑.*：x、整体。/u);
});

it('rejects of proportional hazards about as often as it says', async () => {
  // cause 1 without a competing event: its subdistribution hazard is its hazard, and proportional.
  let low = 0;
  for (let seed = 1; seed <= 25; seed++) {
    const data = study(false, seed);
    const alone = await run(
      'finegray',
      { ...SURV, formula: 'Surv(t, k) ~ x' },
      frameOf(
        data.columns.map((column) =>
          column.name === 'k' && column.kind === 'numeric'
            ? { ...column, values: column.values.map((value) => (value === 2 ? 0 : value)) }
            : column,
        ),
      ),
    );
    if (Number(rowsOf(alone, 'zph')[0].robust_p_value) < 0.05) low += 1;
  }
  // Of 25 draws with chance 0.05, more than 5 come up seven times in a thousand.
  expect(low).toBeLessThanOrEqual(5);
});

it('neither the unit of time nor that of a covariate changes it', async () => {
  const data = study(true, 7);
  const scaled = frameOf(
    data.columns.map((column) =>
      column.kind === 'numeric' && column.name !== 'k' ? { ...column, values: column.values.map((value) => value * 365.25) } : column,
    ),
  );
  for (const zph of ['identity', 'log']) {
    const [one, other] = [await run('finegray', { ...SURV, zph }, data), await run('finegray', { ...SURV, zph }, scaled)];
    for (const name of ['statistic', 'robust_statistic'])
      expectClose(rowsOf(other, 'zph')[0][name], Number(rowsOf(one, 'zph')[0][name]), 1e-7, name);
  }
});

it('a frequency stands for so many rows', async () => {
  const data = study(true, 9);
  const times = Array.from({ length: 400 }, (_, row) => 1 + (row % 3));
  const order = times.flatMap((n, row) => Array.from({ length: n }, () => row));
  const pick = (values: Float64Array) => order.map((row) => values[row]);
  const replicated = frameOf(
    data.columns.map((column) =>
      numericColumn(column.name, pick((column as { values: Float64Array }).values), column.name === 'k' ? 'integer' : 'number'),
    ),
  );
  const weighted = frameOf([...data.columns, numericColumn('w', times, 'integer')]);
  const ties = 'breslow';
  const [one, other] = [
    rowsOf(await run('finegray', { ...SURV, ties }, replicated), 'zph'),
    rowsOf(await run('finegray', { ...SURV, ties, weights: { column: 'w', kind: 'frequency' } }, weighted), 'zph'),
  ];
  for (const name of ['statistic', 'robust_statistic']) expectClose(other[0][name], Number(one[0][name]), 1e-7, name);
});

it('has no logarithm of a time of 0, and no test of a constant', async () => {
  const still = frameOf([numericColumn('t', [1, 2, 3, 4]), numericColumn('k', [1, 1, 2, 1], 'integer'), numericColumn('x', [5, 5, 5, 5])]);
  expect((await run('finegray', { ...SURV, zph: 'log' }, still)).tables.has('zph')).toBe(false);
  const zero = frameOf([
    numericColumn('t', [0, 2, 3, 4, 5]),
    numericColumn('k', [1, 1, 2, 1, 0], 'integer'),
    numericColumn('x', [5, 1, 4, 2, 3]),
  ]);
  expect((await run('finegray', { ...SURV, zph: 'log' }, zero)).tables.has('zph')).toBe(false);
  expect((await run('finegray', SURV, zero)).tables.has('zph')).toBe(true);
  expect(await codes(SURV, still)).not.toContain('ph_violated');
});
