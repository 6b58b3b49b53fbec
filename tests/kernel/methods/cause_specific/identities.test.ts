/** What must hold of cause-specific models whatever the data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeRows } from '@/analysis-kernel/frame/access';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { expectClose } from '../../close';
import { rowsOf, run } from '../run-method';

/** Rows with a few tied times, causes 0 to k, a number and a group. */
const rows = (causes: number) =>
  fc
    .array(
      fc.record({ t: fc.integer({ min: 1, max: 25 }), k: fc.integer({ min: 0, max: causes }), x: fc.integer({ min: -20, max: 20 }) }),
      {
        minLength: 30,
        maxLength: 70,
      },
    )
    .filter((all) => Array.from({ length: causes }, (_, k) => all.filter((row) => row.k === k + 1).length).every((n) => n > 5));
type Rows = readonly { readonly t: number; readonly k: number; readonly x: number }[];
const frame = (all: Rows, scale = 1): Frame =>
  frameOf([
    numericColumn(
      't',
      all.map(({ t }) => t * scale),
    ),
    numericColumn(
      'k',
      all.map(({ k }) => k),
      'integer',
    ),
    numericColumn(
      'x',
      all.map(({ x }) => x / 10),
    ),
    numericColumn(
      'none',
      all.map(() => 0),
      'integer',
    ),
    textColumn(
      'word',
      all.map(({ k }) => ['free', 'ill', 'dead'][k] ?? 'free'),
    ),
  ]);
const TIMES = [3, 9, 20];
const fresh = new Map([['fresh', frameOf([numericColumn('x', [-1, 0, 1.5])])]]);
const asked = (formula: string, more: object = {}) => ({ formula, predictions: { data: 'fresh', times: TIMES, ...more } });
const numbers = (output: MethodOutput, table: string, column: string) => rowsOf(output, table).map((row) => row[column]);
const same = (one: readonly unknown[], other: readonly unknown[], what: string, tolerance = 1e-8) => {
  expect(one.length).toBe(other.length);
  for (const [at, value] of one.entries()) expectClose(value, other[at] as number | null, tolerance, `${what} ${at}`, 1e-3);
};
const options = { numRuns: 15 };

describe('cause_specific', () => {
  it('without covariates that matter gives the cumulative incidence of Aalen and Johansen', async () => {
    await fc.assert(
      fc.asyncProperty(rows(2), async (all) => {
        const data = frame(all);
        const risks = await run('cause_specific', { formula: 'Surv(t, k) ~ none', ties: 'breslow', predictions: { times: TIMES } }, data);
        const curves = await run('competing', { formula: 'Surv(t, k) ~ 1', times: TIMES, conf_type: 'log-log' }, data);
        const first = rowsOf(risks, 'predictions').filter(({ row }) => row === 1);
        const whole = rowsOf(curves, 'at');
        for (const row of whole) {
          const own = first.find(({ cause, time }) => cause === row.cause && time === row.time);
          if (row.estimate !== null && own?.estimate !== null) expectClose(own?.estimate, Number(row.estimate), 1e-10, 'risk', 1e-6);
        }
      }),
      options,
    );
  });

  it('of one cause is Cox regression, and its exponential risk one minus survival up to the step', async () => {
    await fc.assert(
      fc.asyncProperty(rows(1), async (all) => {
        const data = frame(all);
        const own = await run('cause_specific', asked('Surv(t, k) ~ x'), data, fresh);
        const cox = await run('cox', { formula: 'Surv(t, k) ~ x' }, data);
        for (const column of ['estimate', 'std_error', 'p_value'])
          same(numbers(own, 'coefficients', column), numbers(cox, 'coefficients', column), column);
        same(numbers(own, 'fit', 'loglik'), numbers(cox, 'fit', 'loglik'), 'likelihood');
      }),
      options,
    );
  });

  it('does not change with the order of rows, the unit of time or the words of the causes', async () => {
    await fc.assert(
      fc.asyncProperty(rows(2), fc.integer(), async (all, seed) => {
        const data = frame(all);
        const order = Int32Array.from(all.keys()).sort((a, b) => (((a + 1) * 7919 + seed) % 101) - (((b + 1) * 7919 + seed) % 101));
        const plain = await run('cause_specific', asked('Surv(t, k) ~ x'), data, fresh);
        const mixed = await run('cause_specific', asked('Surv(t, k) ~ x'), takeRows(data, order), fresh);
        const longer = await run(
          'cause_specific',
          { formula: 'Surv(t, k) ~ x', predictions: { data: 'fresh', times: TIMES.map((time) => 8 * time) } },
          frame(all, 8),
          fresh,
        );
        const words = await run(
          'cause_specific',
          { ...asked('Surv(t, word) ~ x'), causes: ['ill', 'dead'], censored: ['free'] },
          data,
          fresh,
        );
        for (const other of [mixed, longer, words]) {
          for (const column of ['estimate', 'std_error']) {
            same(numbers(other, 'coefficients', column), numbers(plain, 'coefficients', column), column);
            same(numbers(other, 'predictions', column), numbers(plain, 'predictions', column), `risk ${column}`, 1e-7);
          }
        }
      }),
      options,
    );
  });

  it('gives risks that are probabilities, rise with time and together stay below 1, or none', async () => {
    await fc.assert(
      fc.asyncProperty(rows(2), fc.constantFrom('product_limit', 'exponential'), async (all, free) => {
        const output = await run('cause_specific', asked('Surv(t, k) ~ x', { free_of_events: free }), frame(all), fresh);
        const curve = rowsOf(output, 'curve');
        const last = new Map<string, number>();
        for (const row of curve) {
          const key = `${row.cause} ${row.strata}`;
          expect(Number(row.estimate)).toBeGreaterThanOrEqual(last.get(key) ?? 0);
          expect(Number(row.estimate)).toBeLessThanOrEqual(1);
          last.set(key, Number(row.estimate));
        }
        if (free === 'product_limit') {
          for (const strata of new Set(curve.map((row) => row.strata))) {
            expect((last.get(`1 ${strata}`) ?? 0) + (last.get(`2 ${strata}`) ?? 0)).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
      options,
    );
  });
});

describe('cause_specific warns', () => {
  const all: Rows = Array.from({ length: 60 }, (_, at) => ({ t: 1 + ((at * 7) % 23), k: at % 3, x: ((at * 13) % 41) - 20 }));
  const codes = ({ warnings }: MethodOutput) => warnings.map(({ code }) => code);

  it('of one cause given alone, unless its risks are asked for', async () => {
    expect(codes(await run('cause_specific', { formula: 'Surv(t, k) ~ x', cause: 1 }, frame(all)))).toContain('one_cause_alone');
    expect(codes(await run('cause_specific', { ...asked('Surv(t, k) ~ x'), cause: 1 }, frame(all), fresh))).not.toContain(
      'one_cause_alone',
    );
  });

  it('where a row lies so far from the data that there is no probability', async () => {
    const far = new Map([['fresh', frameOf([numericColumn('x', [-40, 40])])]]);
    const output = await run('cause_specific', asked('Surv(t, k) ~ x'), frame(all), far);
    expect(codes(output)).toContain('no_probability');
    expect(rowsOf(output, 'predictions').some(({ estimate }) => estimate === null)).toBe(true);
  });

  it('of a cause that no complete row has, whose risk it leaves out', async () => {
    const meta = { event: { outcome: 'o', causes: ['ill', 'dead', 'moved'], deathsUnlabelled: 0 } };
    const data = frame(all);
    const labelled = { ...data, columns: data.columns.map((column) => (column.name === 'k' ? { ...column, meta } : column)) };
    const output = await run('cause_specific', { formula: 'Surv(t, k) ~ x' }, labelled);
    expect(codes(output)).toContain('cause_without_events');
    expect([...new Set(numbers(output, 'coefficients', 'cause'))]).toEqual(['ill', 'dead']);
    // A cause may be named by its code.
    expect(new Set(numbers(await run('cause_specific', { formula: 'Surv(t, k) ~ x', cause: 2 }, labelled), 'fit', 'cause'))).toEqual(
      new Set(['dead']),
    );
  });
});
