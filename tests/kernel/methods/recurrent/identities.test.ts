/** What holds of recurrent events whatever the data, and what is counted by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { recurrentMethod } from '@/analysis-kernel/registry/methods/recurrent/method';
import { expectClose } from '../../close';
import { rowsOf, run } from '../run-method';

interface Row {
  readonly id: number;
  readonly start: number;
  readonly stop: number;
  readonly event: number;
  readonly died: number;
  readonly x: number;
  readonly g: string;
  readonly f: number;
}
const frame = (rows: readonly Row[]): Frame =>
  frameOf([
    ...(['id', 'start', 'stop', 'event', 'died', 'x', 'f'] as const).map((name) =>
      numericColumn(
        name,
        rows.map((row) => row[name]),
      ),
    ),
    textColumn(
      'g',
      rows.map(({ g }) => g),
    ),
  ]);
const LEFT = 'Surv(start, stop, event)';
const MEAN = { type: 'mean_cumulative', id: 'id', formula: `${LEFT} ~ 1` };
const GROUPS = { ...MEAN, formula: `${LEFT} ~ g` };

/** Histories of some patients on whole times: stretches that touch, an event at the end of some, a gap now and then. */
const people = fc
  .array(
    fc.record({
      from: fc.integer({ min: 0, max: 4 }),
      steps: fc.array(fc.record({ length: fc.integer({ min: 1, max: 5 }), event: fc.boolean(), gap: fc.constantFrom(0, 0, 0, 2) }), {
        minLength: 1,
        maxLength: 6,
      }),
      died: fc.boolean(),
      x: fc.integer({ min: -3, max: 3 }),
      g: fc.constantFrom('a', 'b'),
      f: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 12, maxLength: 20 },
  )
  .map((all) =>
    all.flatMap(({ from, steps, died, x, g, f }, id): Row[] => {
      let at = from;
      return steps.map(({ length, event, gap }, k) => {
        const row = { id, start: at, stop: at + length, event: Number(event), died: Number(died && k === steps.length - 1), x, g, f };
        at += length + gap;
        return row;
      });
    }),
  )
  .filter((rows) => ['a', 'b'].every((g) => rows.some((row) => row.g === g && row.event === 1)));

const shuffled = <T>(rows: readonly T[], salt: number): T[] =>
  rows
    .map((row, at) => ({ row, key: (at * 7919 * salt) % 104_729 }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);

describe('by hand', () => {
  const rows = [
    [1, 0, 3, 1],
    [1, 3, 5, 1],
    [1, 5, 9, 0],
    [2, 0, 4, 1],
    [2, 4, 7, 0],
    [3, 0, 6, 0],
    [4, 2, 8, 1],
  ].map(([id, start, stop, event]) => ({ id, start, stop, event, died: 0, x: 0, g: 'a', f: 1 }));

  it('four patients: one over those at risk at each event, the squares of what each adds', async () => {
    const curve = rowsOf(await run('recurrent', MEAN, frame(rows)), 'curve');
    expect(curve.map(({ time, n_risk, n_event, n_censor }) => [time, n_risk, n_event, n_censor])).toEqual([
      [3, 4, 1, 0],
      [4, 4, 1, 0],
      [5, 4, 1, 0],
      [6, 4, 0, 1],
      [7, 3, 0, 1],
      [8, 2, 1, 0],
      [9, 1, 0, 1],
    ]);
    const mean = [0.25, 0.5, 0.75, 0.75, 0.75, 1.25, 1.25];
    // Of the patients, in units of 1/16: at 3 (3, -1, -1, -1), at 4 (2, 2, -2, -2), at 5 (5, 1, -3, -3), at 8 (1, 1, -3, 1).
    const squares = [12, 16, 44, 44, 44, 12, 12];
    curve.forEach((row, k) => {
      expectClose(row.estimate, mean[k], 1e-14, `mean at ${row.time}`);
      expectClose(row.std_error, Math.sqrt(squares[k]) / 16, 1e-13, `error at ${row.time}`);
      expectClose(
        row.conf_low,
        mean[k] * Math.exp((-1.959963984540054 * Math.sqrt(squares[k])) / 16 / mean[k]),
        1e-12,
        `limit at ${row.time}`,
      );
    });
  });

  it('counts who was at risk of a first and a second event', async () => {
    const output = await run('recurrent', MEAN, frame(rows));
    expect(rowsOf(output, 'orders')).toEqual([
      { order: '1', patients: 4, events: 3 },
      { order: '2', patients: 2, events: 1 },
      { order: '3', patients: 1, events: 0 },
    ]);
    expect(rowsOf(output, 'summary')).toEqual([{ strata: null, patients: 4, events: 4, with_event: 3, observed: 28 }]);
  });

  it('with death nobody has events after it', async () => {
    // Three patients: the first dies at 2 after an event at 1, the others have one at 3 each of two at risk.
    const deaths = [
      [1, 0, 1, 1, 0],
      [1, 1, 2, 0, 1],
      [2, 0, 3, 1, 0],
      [2, 3, 4, 0, 0],
      [3, 0, 4, 0, 0],
    ].map(([id, start, stop, event, died]) => ({ id, start, stop, event, died, x: 0, g: 'a', f: 1 }));
    const curve = rowsOf(await run('recurrent', { ...MEAN, terminal: 'died' }, frame(deaths)), 'curve');
    expectClose(curve.find(({ time }) => time === 3)?.estimate, 1 / 3 + (2 / 3) * (1 / 2), 1e-14, 'mean at 3');
    expect(curve.map(({ n_terminal }) => n_terminal)).toEqual([0, 1, 0, 0]);
  });
});

describe('the mean function', () => {
  it('of one event a patient is the Nelson–Aalen estimate, and 1 − Kaplan–Meier where the event is terminal', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (rows) => {
        const first = [...new Map(rows.map((row) => [row.id, row])).values()].map((row) => ({ ...row, died: row.event }));
        if (first.every(({ event }) => event === 0)) return;
        const data = frame(first);
        const own = rowsOf(await run('recurrent', { ...MEAN, terminal: 'died' }, data), 'curve');
        const km = rowsOf(await run('km', { formula: `${LEFT} ~ 1`, cluster: 'id' }, data), 'curve');
        km.forEach((row, k) => {
          expectClose(own[k].estimate, 1 - Number(row.estimate), 1e-12, `1 − S at ${row.time}`, 1e-3);
          if (Number(row.estimate) > 0) expectClose(own[k].std_error, Number(row.std_error), 1e-9, `its error at ${row.time}`, 1e-3);
        });
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('does not see the order of rows or where a stretch without an event is cut, with death and without', async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.integer({ min: 1, max: 999 }), fc.boolean(), async (rows, salt, dies) => {
        const cut = rows.flatMap((row) =>
          row.stop - row.start < 2
            ? [row]
            : [
                { ...row, stop: row.start + 1, event: 0, died: 0 },
                { ...row, start: row.start + 1 },
              ],
        );
        const keys = { ...GROUPS, ...(dies ? { terminal: 'died' } : {}) };
        const [one, other] = [await run('recurrent', keys, frame(rows)), await run('recurrent', keys, frame(shuffled(cut, salt)))];
        const [curve, again] = [rowsOf(one, 'curve'), rowsOf(other, 'curve')];
        expect(again.map(({ time, n_risk, n_event, n_censor }) => [time, n_risk, n_event, n_censor])).toEqual(
          curve.map(({ time, n_risk, n_event, n_censor }) => [time, n_risk, n_event, n_censor]),
        );
        curve.forEach((row, k) => {
          for (const name of ['estimate', 'std_error'] as const)
            expectClose(again[k][name], Number(row[name]), 1e-9, `${name} at ${row.time}`, 1e-3);
        });
        const [test, same] = [one, other].map((output) => rowsOf(output, 'test')[0].statistic);
        if (test !== null) expectClose(same, Number(test), 1e-7, 'test', 1e-2);
      }),
      { numRuns: 25, seed: 2 },
    );
  });

  it('takes a frequency for so many patients', async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.boolean(), async (rows, dies) => {
        const copied = rows.flatMap((row) => Array.from({ length: row.f }, (_, copy) => ({ ...row, id: row.id * 10 + copy })));
        const keys = { ...GROUPS, ...(dies ? { terminal: 'died' } : {}) };
        const counted = await run('recurrent', { ...keys, weights: { column: 'f', kind: 'frequency' } }, frame(rows));
        const whole = await run('recurrent', keys, frame(copied));
        rowsOf(whole, 'curve').forEach((row, k) => {
          for (const name of ['n_risk', 'estimate', 'std_error'] as const)
            expectClose(rowsOf(counted, 'curve')[k][name], Number(row[name]), 1e-9, `${name} at ${row.time}`, 1e-3);
        });
        for (const table of ['summary', 'orders']) expect(rowsOf(counted, table)).toEqual(rowsOf(whole, table));
        const [a, b] = [counted, whole].map((output) => rowsOf(output, 'test')[0].statistic);
        if (b !== null) expectClose(a, Number(b), 1e-7, 'test', 1e-2);
      }),
      { numRuns: 20, seed: 3 },
    );
  });

  it('with weights that are no whole numbers declares columns that can hold them', async () => {
    const rows = [1, 2, 3, 4].map((id) => ({
      id,
      start: 0,
      stop: 2 + (id % 3),
      event: id % 2,
      died: 1 - (id % 2),
      x: 0,
      g: 'a',
      f: id / 3,
    }));
    const keys = { ...MEAN, terminal: 'died', times: [3], weights: { column: 'f', kind: 'sampling' } };
    const output = await run('recurrent', keys, frame(rows));
    for (const table of recurrentMethod.tables) {
      const found = output.tables.get(table.name);
      found?.columns.forEach((name, at) => {
        const declared = [...table.columns, ...(table.added ?? [])].find((column) => column.name === name);
        if (declared?.type !== 'integer') return;
        for (const row of found.rows) expect(row[at] === null || Number.isInteger(row[at]), `${table.name}.${name}`).toBe(true);
      });
    }
  });

  it('does not test where no patient differs from the mean of the own group', async () => {
    const stretch = (id: number, start: number, stop: number, event: number, g: string) => ({
      id,
      start,
      stop,
      event,
      died: 0,
      x: 0,
      g,
      f: 1,
    });
    const alone = [
      stretch(1, 0, 3, 1, 'a'),
      stretch(1, 3, 9, 0, 'a'),
      stretch(2, 0, 7, 1, 'b'),
      stretch(2, 7, 8, 1, 'b'),
      stretch(3, 0, 6, 1, 'c'),
    ];
    const alike = alone.flatMap((row) => [row, { ...row, id: row.id + 10 }]);
    for (const rows of [alone, alike]) {
      const output = await run('recurrent', GROUPS, frame(rows));
      expect(rowsOf(output, 'test')).toMatchObject([{ statistic: null, df: 0, p_value: null }]);
      expect(output.warnings.map(({ code }) => code)).toContain('no_test');
    }
  });

  it('of two groups of the same histories tests 0', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (rows) => {
        const twice = [...rows.map((row) => ({ ...row, g: 'a' })), ...rows.map((row) => ({ ...row, id: row.id + 1000, g: 'b' }))];
        const [test] = rowsOf(await run('recurrent', { ...GROUPS, terminal: 'died' }, frame(twice)), 'test');
        expect(Math.abs(Number(test.statistic))).toBeLessThan(1e-12);
      }),
      { numRuns: 10, seed: 4 },
    );
  });
});

describe('models', () => {
  it('refuse a cluster in the formula', async () => {
    const rows = Array.from({ length: 12 }, (_, id) => ({ id, start: 0, stop: 1 + id, event: id % 2, died: 0, x: id % 5, g: 'a', f: 1 }));
    await expect(run('recurrent', { formula: `${LEFT} ~ x + cluster(g)`, id: 'id' }, frame(rows))).rejects.toThrow('formula_term');
  });

  it('Andersen–Gill is a Cox model with clusters, in whatever order the rows come', async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.integer({ min: 1, max: 999 }), async (rows, salt) => {
        const own = await run('recurrent', { formula: `${LEFT} ~ x`, id: 'id' }, frame(shuffled(rows, salt))).catch(() => null);
        const cox = await run('cox', { formula: `${LEFT} ~ x`, cluster: 'id' }, frame(rows)).catch(() => null);
        if (own === null || cox === null) return expect([own, cox]).toEqual([null, null]);
        if (own.warnings.some(({ code }) => code === 'infinite_coefficient' || code === 'not_converged')) return;
        const [[mine], [theirs]] = [own, cox].map((output) => rowsOf(output, 'coefficients'));
        if (theirs.estimate === null) return;
        expectClose(mine.estimate, Number(theirs.estimate), 1e-7, 'estimate', 1e-2);
        expectClose(mine.robust_se, Number(theirs.robust_se), 1e-7, 'error', 1e-2);
      }),
      { numRuns: 25, seed: 5 },
    );
  });

  it('take a frequency for so many patients: estimates, errors, tests, concordance and counts', async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.constantFrom('andersen_gill', 'pwp_total', 'pwp_gap'), async (rows, type) => {
        const copied = rows.flatMap((row) => Array.from({ length: row.f }, (_, copy) => ({ ...row, id: row.id * 10 + copy })));
        const keys = { type, formula: `${LEFT} ~ x`, id: 'id' };
        const counted = await run('recurrent', { ...keys, weights: { column: 'f', kind: 'frequency' } }, frame(rows));
        const whole = await run('recurrent', keys, frame(copied));
        if (whole.warnings.some(({ code }) => code === 'infinite_coefficient' || code === 'not_converged')) return;
        for (const table of ['coefficients', 'fit', 'zph']) {
          rowsOf(whole, table).forEach((row, k) => {
            for (const [name, value] of Object.entries(row)) {
              if (typeof value !== 'number' || name === 'iterations') continue;
              expectClose(rowsOf(counted, table)[k][name], value, 1e-7, `${table} ${name}`, 1e-2);
            }
          });
        }
        expect(rowsOf(counted, 'orders')).toEqual(rowsOf(whole, 'orders'));
      }),
      { numRuns: 25, seed: 6 },
    );
  });

  it('of first events alone all three are one, where everybody begins at 0', async () => {
    const rows = Array.from({ length: 40 }, (_, id) => ({
      id,
      start: 0,
      stop: 1 + ((id * 7) % 23),
      event: Number(id % 3 > 0),
      died: 0,
      x: (id * 5) % 7,
      g: 'a',
      f: 1,
    }));
    const outputs = await Promise.all(
      ['andersen_gill', 'pwp_total', 'pwp_gap'].map((type) => run('recurrent', { type, formula: `${LEFT} ~ x`, id: 'id' }, frame(rows))),
    );
    const [first, ...others] = outputs.map((output) => rowsOf(output, 'coefficients'));
    for (const other of others) expect(other).toEqual(first);
  });
});
