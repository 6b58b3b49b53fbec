/** What holds of conditional logistic regression whatever the data, and what is counted by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { inlinePool } from '@/analysis-kernel/registry/pool';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { expectClose } from '../../close';
import { rowsOf, run } from '../run-method';

interface Row {
  readonly set: number;
  readonly case: number;
  readonly x: number;
  readonly z: number;
}
const frame = (rows: readonly Row[]): Frame =>
  frameOf(
    (['set', 'case', 'x', 'z'] as const).map((name) =>
      numericColumn(
        name,
        rows.map((row) => row[name]),
      ),
    ),
  );
const FORMULA = { formula: 'case ~ x + z + strata(set)' };
const codesOf = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);

/** Sets of several sizes, with cases and controls in each, where neither column separates. */
const someSets = fc
  .array(
    fc.array(fc.record({ case: fc.integer({ min: 0, max: 1 }), x: fc.integer({ min: -4, max: 4 }), z: fc.integer({ min: 0, max: 3 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
    {
      minLength: 14,
      maxLength: 20,
    },
  )
  .map((sets) => sets.flatMap((rows, set) => rows.map((row) => ({ ...row, set }))));

describe('one to one with one yes or no', () => {
  it('is McNemar: the ratio of discordant pairs, and its test', async () => {
    const pair = (exposedCase: number, exposedControl: number) => (set: number) => [
      { set, case: 1, x: exposedCase, z: 0 },
      { set, case: 0, x: exposedControl, z: 0 },
    ];
    const kinds = [
      ...Array.from({ length: 25 }, () => pair(1, 0)),
      ...Array.from({ length: 10 }, () => pair(0, 1)),
      pair(1, 1),
      pair(0, 0),
      pair(0, 0),
    ];
    const output = await run(
      'conditional_logistic',
      { formula: 'case ~ x + strata(set)', exponentiate: true },
      frame(kinds.flatMap((of, set) => of(set))),
    );
    const [row] = rowsOf(output, 'coefficients');
    expectClose(row.odds_ratio, 25 / 10, 1e-12, 'ratio');
    expectClose(row.std_error, Math.sqrt(1 / 25 + 1 / 10), 1e-9, 'error');
    expectClose(rowsOf(output, 'fit')[0].score, 15 ** 2 / 35, 1e-12, 'McNemar');
    expect(rowsOf(output, 'fit')[0]).toMatchObject({ n: 76, events: 38, sets: 38 });
  });
});

describe('the exact likelihood', () => {
  it('at 0 is one over the number of choices, whichever of cases and controls are fewer', async () => {
    const rows = [
      ...[1, 1, 0, 0, 0].map((one, at) => ({ set: 1, case: one, x: at * at, z: at % 2 })),
      ...[1, 1, 1, 0].map((one, at) => ({ set: 2, case: one, x: 3 - at * at, z: (at + 1) % 2 })),
    ];
    const [fit] = rowsOf(await run('conditional_logistic', FORMULA, frame(rows)), 'fit');
    expectClose(fit.loglik_null, -Math.log(10) - Math.log(4), 1e-14, 'likelihood at 0');
  });

  it('is that of a Cox model of one time with exact ties, stratified by set', async () => {
    await fc.assert(
      fc.asyncProperty(someSets, async (rows) => {
        const data = frame(rows);
        const withTime = frameOf([
          ...data.columns,
          numericColumn(
            't',
            rows.map(() => 1),
          ),
        ]);
        const own = await run('conditional_logistic', FORMULA, data).catch(() => null);
        if (own === null || codesOf(own.warnings).some((code) => ['separation', 'not_converged'].includes(code))) return;
        const cox = await run('cox', { formula: 'Surv(t, case) ~ x + z + strata(set)', ties: 'exact' }, withTime);
        rowsOf(cox, 'coefficients').forEach((row, j) => {
          const mine = rowsOf(own, 'coefficients')[j];
          expect(mine.estimate === null).toBe(row.estimate === null);
          if (row.estimate === null) return;
          expectClose(mine.estimate, Number(row.estimate), 1e-7, `${row.term}`, 1e-2);
          expectClose(mine.std_error, Number(row.std_error), 1e-7, `error of ${row.term}`, 1e-2);
        });
        expectClose(rowsOf(own, 'fit')[0].loglik, Number(rowsOf(cox, 'fit')[0].loglik), 1e-9, 'loglik', 1);
      }),
      { numRuns: 15, seed: 4 },
    );
  });

  it('changes sign where cases and controls change places, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(someSets, async (rows) => {
        const [there, back] = await Promise.all(
          [rows, rows.map((row) => ({ ...row, case: 1 - row.case }))].map((one) =>
            run('conditional_logistic', FORMULA, frame(one)).catch(() => null),
          ),
        );
        if (there === null || back === null || codesOf(there.warnings).includes('separation')) return;
        rowsOf(there, 'coefficients').forEach(({ estimate, std_error }, j) => {
          if (estimate === null) return;
          expectClose(rowsOf(back, 'coefficients')[j].estimate, -Number(estimate), 1e-8, 'estimate', 1e-2);
          expectClose(rowsOf(back, 'coefficients')[j].std_error, Number(std_error), 1e-8, 'error', 1e-2);
        });
      }),
      { numRuns: 15, seed: 5 },
    );
  });

  it('does not see the order of rows, sets without a case or a control, or what is constant within sets', async () => {
    await fc.assert(
      fc.asyncProperty(someSets, fc.integer({ min: 1, max: 1000 }), async (rows, salt) => {
        const base = await run('conditional_logistic', { formula: 'case ~ x + strata(set)' }, frame(rows)).catch(() => null);
        if (base === null || codesOf(base.warnings).includes('separation')) return;
        const idle = [1, 1, 0, 0].map((one, at) => ({ set: 1000 + Math.floor(at / 2), case: one, x: at * salt, z: at }));
        const mixed = [...rows, ...idle].sort(
          (a, b) => (((a.x + 7 * a.set + 3 * a.case) * salt) % 101) - (((b.x + 7 * b.set + 3 * b.case) * salt) % 101),
        );
        const other = await run('conditional_logistic', { formula: 'case ~ x + I(set^2) + strata(set)' }, frame(mixed));
        expect(codesOf(other.warnings)).toEqual(expect.arrayContaining(['sets_without_case', 'sets_without_control', 'constant_in_sets']));
        const [mine, theirs] = [base, other].map((one) => rowsOf(one, 'coefficients')[0]);
        expectClose(theirs.estimate, Number(mine.estimate), 1e-10, 'estimate', 1e-2);
        expectClose(theirs.std_error, Number(mine.std_error), 1e-10, 'error', 1e-2);
        expect(rowsOf(other, 'coefficients')[1].estimate).toBeNull();
        expect(rowsOf(other, 'fit')[0].n).toBe(rowsOf(base, 'fit')[0].n);
      }),
      { numRuns: 12, seed: 6 },
    );
  });

  it('lets a cancel be heard within one set of thousands of rows', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => ({ set: 1, case: at % 4 === 0 ? 1 : 0, x: (at * 7919) % 101, z: at % 3 }));
    const parsed = await parseAnalysis('method: conditional_logistic\ndata: d\nformula: case ~ x + z + strata(set)');
    if (!parsed.ok) throw new Error('expected a parse');
    const stop = new AbortController();
    let heard = 0;
    const signal = new Proxy(stop.signal, {
      get: (target, key) => {
        if (key === 'throwIfAborted' && ++heard === 2) stop.abort();
        const value = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const work = { signal, progress: () => undefined, pool: inlinePool };
    await expect(runMethod(parsed.analysis, frame(rows), new Map(), work)).rejects.toThrow(/abort/iu);
  });
});
