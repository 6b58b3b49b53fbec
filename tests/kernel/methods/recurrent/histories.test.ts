/** Histories that are not as they should be: each fault is named with how many patients have it, and no patient is. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { rowsOf, run } from '../run-method';

type Row = readonly [id: string, start: number, stop: number, event: number, died?: number, x?: number | null];
const frame = (rows: readonly Row[]): Frame =>
  frameOf([
    textColumn(
      'key',
      rows.map(([id]) => id),
    ),
    ...(['start', 'stop', 'event', 'died', 'x'] as const).map((name, at) =>
      numericColumn(name, rows.map((row) => row[at + 1] ?? (name === 'x' && row[5] === null ? null : 0)) as (number | null)[]),
    ),
  ]);
const FORMULA = 'Surv(start, stop, event) ~ 1';
const MEAN = { type: 'mean_cumulative', id: 'key', formula: FORMULA };
const REST: readonly Row[] = [
  ['q77', 0, 9, 1],
  ['q78', 0, 9, 0],
];
const refusal = async (rows: readonly Row[], keys: object = MEAN) =>
  (await run('recurrent', keys as Record<string, unknown>, frame([...rows, ...REST])).then(
    () => 'a result',
    (error: Error) => error.message,
  )) as string;

describe('is refused, with how many patients and no name of one', () => {
  it.each<readonly [string, readonly Row[], object, RegExp]>([
    [
      'a row twice',
      [
        ['q1', 0, 5, 1],
        ['q1', 0, 5, 1],
      ],
      MEAN,
      /^repeated_rows: 1 patient has rows with the same start and stop/u,
    ],
    [
      'two events at one time',
      [
        ['q1', 0, 5, 1],
        ['q1', 5, 5, 1],
      ],
      MEAN,
      /^interval_empty: /u,
    ],
    [
      'an event at time 0',
      [
        ['q1', 0, 0, 1],
        ['q1', 0, 5, 0],
      ],
      MEAN,
      /^interval_empty: 1 row has start at or after stop/u,
    ],
    [
      'rows that overlap',
      [
        ['q1', 0, 5, 1],
        ['q1', 4, 7, 0],
        ['q2', 0, 3, 0],
        ['q2', 1, 2, 1],
      ],
      MEAN,
      /^overlapping_rows: 2 patients have rows that overlap/u,
    ],
    [
      'rows after death',
      [
        ['q1', 0, 5, 1, 1],
        ['q1', 5, 7, 0],
      ],
      { ...MEAN, terminal: 'died' },
      /^after_terminal: 1 patient has rows after/u,
    ],
    ['no start', [['q1', 0, 5, 1]], { ...MEAN, formula: 'Surv(stop, event) ~ 1' }, /^start_missing: .*Surv\(start, stop, event\)/u],
  ])('%s', async (_, rows, keys, said) => {
    const text = await refusal(rows, keys);
    expect(text).toMatch(said);
    expect(text).not.toMatch(/q\d/u);
  });
});

it('says how many patients have time that no row covers, and does not count them at risk then', async () => {
  const output = await run('recurrent', MEAN, frame([['q1', 0, 3, 1], ['q1', 6, 9, 0], ...REST]));
  expect(output.warnings.map(({ code, message }) => [code, message.en.slice(0, 32)])).toEqual([
    ['gaps', '1 patient has time between rows '],
  ]);
  expect(rowsOf(output, 'curve').find(({ time }) => time === 9)?.n_risk).toBe(3);
  expect(rowsOf(await run('recurrent', { ...MEAN, times: 5 }, frame([['q1', 0, 3, 1], ['q1', 6, 9, 0], ...REST])), 'at')[0].n_risk).toBe(2);
});

describe('the number of the event', () => {
  const many = (id: number): Row[] => [
    [`q${id}`, 0, 2 + (id % 3), 1, 0, id % 5],
    [`q${id}`, 2 + (id % 3), 6 + (id % 4), id % 2, 0, (id * 3) % 5],
    ...(id % 2 === 1 && id < 8 ? [[`q${id}`, 6 + (id % 4), 12, 0, 0, 1] as const] : []),
  ];
  const rows = Array.from({ length: 20 }, (_, id) => many(id)).flat();
  const keys = { id: 'key', type: 'pwp_total', formula: 'Surv(start, stop, event) ~ x' };

  it('names strata with few events, and joins them where asked', async () => {
    const output = await run('recurrent', keys, frame(rows));
    const said = output.warnings.find(({ code }) => code === 'few_late_events')?.message.en;
    expect(said).toContain('event 3 (0)');
    expect(rowsOf(output, 'orders').map(({ order, patients, events }) => [order, patients, events])).toEqual([
      ['1', 20, 20],
      ['2', 20, 10],
      ['3', 4, 0],
    ]);
    const joined = await run('recurrent', { ...keys, last_stratum: 2 }, frame(rows));
    expect(rowsOf(joined, 'orders').at(-1)).toMatchObject({ order: '2+', patients: 20, events: 10 });
    expect(joined.warnings.map(({ code }) => code)).not.toContain('few_late_events');
  });

  it('is counted over rows that lack a covariate too', async () => {
    const lacking = rows.map((row, at): Row => (at === 0 ? [row[0], row[1], row[2], row[3], 0, null] : row));
    const orders = rowsOf(await run('recurrent', keys, frame(lacking)), 'orders');
    expect(orders.map(({ order, patients }) => [order, patients])).toEqual([
      ['1', 19],
      ['2', 20],
      ['3', 4],
    ]);
  });

  it('is taken from a column that says more than the rows do', async () => {
    const later = frameOf([
      ...frame(rows).columns,
      numericColumn(
        'n',
        rows.map(([, start]) => (start === 0 ? 2 : start < 6 ? 3 : 4)),
      ),
    ]);
    const orders = rowsOf(await run('recurrent', { ...keys, order: 'n' }, later), 'orders');
    expect(orders.map(({ order }) => order)).toEqual(['2', '3', '4']);
  });
});

it('warns where patients change group, where no death comes, and where the model’s variance is asked for', async () => {
  const rows: readonly Row[] = [['q1', 0, 3, 1, 0, 1], ['q1', 3, 9, 1, 0, 2], ['q2', 0, 9, 1, 0, 2], ...REST];
  const groups = await run('recurrent', { ...MEAN, formula: 'Surv(start, stop, event) ~ x', terminal: 'died' }, frame(rows));
  expect(groups.warnings.map(({ code }) => code)).toEqual(['no_terminal_events', 'groups_change']);
  const plain = await run('recurrent', { id: 'key', formula: 'Surv(start, stop, event) ~ x', robust: false }, frame(rows));
  expect(plain.warnings.map(({ code }) => code)).toContain('model_variance');
  expect(rowsOf(plain, 'coefficients')[0].robust_se).toBeNull();
});

it('one event of one patient is said so', async () => {
  const groups = frame([['q1', 0, 5, 1, 0, 1], ['q1', 5, 9, 0, 0, 1], ...['q2', 'q3', 'q4'].map((id): Row => [id, 0, 8, 1, 0, 2])]);
  const { sentence } = await run('recurrent', { ...MEAN, formula: 'Surv(start, stop, event) ~ x' }, groups);
  expect(sentence.en).toContain('(1 event in 1 patient)');
  expect(sentence.en).toContain('(3 events in 3 patients)');
});
