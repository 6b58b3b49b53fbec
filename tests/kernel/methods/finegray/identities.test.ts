/** What must hold of Fine–Gray models whatever the data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeRows } from '@/analysis-kernel/frame/access';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { expectClose } from '../../close';
import { rowsOf, run } from '../run-method';

type Rows = readonly { readonly t: number; readonly k: number; readonly x: number }[];
const rows = (least: number, most: number) =>
  fc
    .array(
      fc.record({ t: fc.integer({ min: 1, max: 25 }), k: fc.integer({ min: least, max: most }), x: fc.integer({ min: -20, max: 20 }) }),
      {
        minLength: 30,
        maxLength: 60,
      },
    )
    .filter((all) => all.filter(({ k }) => k === 1).length > 6);
const frame = (all: Rows, scale = 1): Frame =>
  frameOf([
    numericColumn(
      't',
      all.map(({ t }) => t * scale),
    ),
    numericColumn(
      'late',
      all.map(({ t, k }) => (k === 2 ? 1000 : t)),
    ),
    numericColumn(
      'k',
      all.map(({ k }) => k),
      'integer',
    ),
    numericColumn(
      'only',
      all.map(({ k }) => (k === 1 ? 1 : 0)),
      'integer',
    ),
    numericColumn(
      'x',
      all.map(({ x }) => x / 10),
    ),
  ]);
const numbers = (output: MethodOutput, table: string, column: string) => rowsOf(output, table).map((row) => row[column]);
const same = (one: MethodOutput, other: MethodOutput, columns: readonly string[], tolerance = 1e-6) => {
  for (const column of columns) {
    const [a, b] = [one, other].map((output) => numbers(output, 'coefficients', column));
    expect(a.length).toBe(b.length);
    for (const [at, value] of a.entries()) expectClose(value, b[at] as number | null, tolerance, `${column} ${at}`, 1e-2);
  }
};
const options = { numRuns: 15 };
const asked = { formula: 'Surv(t, k) ~ x', cause: 1 };

describe('finegray', () => {
  it('without competing events is Cox regression', async () => {
    await fc.assert(
      fc.asyncProperty(rows(0, 1), fc.constantFrom('efron', 'breslow'), async (all, ties) => {
        const own = await run('finegray', { ...asked, ties }, frame(all));
        const cox = await run('cox', { formula: 'Surv(t, k) ~ x', ties, robust: true }, frame(all));
        same(own, cox, ['estimate', 'std_error', 'robust_se']);
      }),
      options,
    );
  });

  it('without censoring keeps those with a competing event at risk to the end', async () => {
    await fc.assert(
      fc.asyncProperty(rows(1, 2), async (all) => {
        for (const as of ['survival', 'cmprsk']) {
          const own = await run('finegray', { ...asked, as, ties: 'breslow' }, frame(all));
          const cox = await run('cox', { formula: 'Surv(late, only) ~ x', ties: 'breslow', robust: true }, frame(all));
          same(own, cox, ['estimate', 'std_error', 'robust_se']);
        }
      }),
      options,
    );
  });

  it('does not change with the order of rows or the unit of time', async () => {
    await fc.assert(
      fc.asyncProperty(rows(0, 2), fc.integer(), fc.constantFrom('survival', 'cmprsk'), async (all, seed, as) => {
        const order = Int32Array.from(all.keys()).sort((a, b) => (((a + 1) * 7919 + seed) % 101) - (((b + 1) * 7919 + seed) % 101));
        const plain = await run('finegray', { ...asked, as }, frame(all));
        same(await run('finegray', { ...asked, as }, takeRows(frame(all), order)), plain, ['estimate', 'robust_se'], 1e-7);
        same(await run('finegray', { ...asked, as }, frame(all, 8)), plain, ['estimate', 'robust_se'], 1e-7);
      }),
      options,
    );
  });

  it('takes a frequency for so many rows', async () => {
    await fc.assert(
      fc.asyncProperty(rows(0, 2), async (all) => {
        const copies = all.map((_, row) => 1 + (row % 3));
        const counted = { ...frame(all), columns: [...frame(all).columns, numericColumn('w', copies, 'integer')] };
        const written = frame(all.flatMap((one, row) => Array.from({ length: copies[row] }, () => one)));
        const weights = { column: 'w', kind: 'frequency' };
        same(await run('finegray', { ...asked, weights }, counted), await run('finegray', asked, written), [
          'estimate',
          'std_error',
          'robust_se',
        ]);
      }),
      options,
    );
  });

  it('gives risks that are probabilities and rise with time', async () => {
    await fc.assert(
      fc.asyncProperty(rows(0, 2), async (all) => {
        const fresh = new Map([['fresh', frameOf([numericColumn('x', [-2, 0, 9])])]]);
        const output = await run('finegray', { ...asked, predictions: { data: 'fresh', times: [3, 9, 20] } }, frame(all), fresh);
        let [before, of] = [0, ''];
        for (const { estimate, strata } of rowsOf(output, 'curve')) {
          if (strata !== of) [before, of] = [0, String(strata)];
          expect(Number(estimate)).toBeGreaterThanOrEqual(before);
          expect(Number(estimate)).toBeLessThanOrEqual(1);
          before = Number(estimate);
        }
      }),
      options,
    );
  });

  it('stands beside the cause-specific ratios of every event', async () => {
    const all: Rows = Array.from({ length: 60 }, (_, at) => ({ t: 1 + ((at * 7) % 23), k: at % 3, x: ((at * 13) % 41) - 20 }));
    const own = await run('finegray', asked, frame(all));
    const beside = await run('cause_specific', { formula: 'Surv(t, k) ~ x' }, frame(all));
    expect(numbers(own, 'cause_specific', 'estimate')).toEqual(numbers(beside, 'coefficients', 'estimate'));
  });
});
