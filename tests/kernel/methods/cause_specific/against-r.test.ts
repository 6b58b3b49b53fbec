/** Cause-specific Cox models against survival::coxph, their risks against riskRegression::CSC and the written variance by numerical derivatives. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

type Columns = Readonly<Record<string, readonly (number | string)[]>>;
interface Case {
  readonly name: string;
  readonly formula: string;
  readonly ties: string;
  readonly keys: Readonly<Record<string, unknown>> | null;
  readonly fits: readonly {
    cause: string;
    coef: number[];
    se: number[];
    loglik: [number, number];
    concordance: number;
    zph: number[];
    zph_p: number[];
  }[];
  readonly new?: Columns;
  readonly times?: number[];
  readonly risks?: readonly {
    cause: string;
    product: number[][];
    exponential: number[][];
    iid_se: number[][];
    lower: number[][];
    upper: number[][];
  }[];
}
const fixture = readFixture<{
  random: Columns;
  cases: readonly Case[];
  variance: { formula: string; new: Columns; times: number[]; se: number[][][] };
}>('methods/cause_specific/cause-specific');

function frame(columns: Columns): Frame {
  return frameOf(
    Object.entries(columns).map(([name, values]) =>
      typeof values[0] === 'string'
        ? textColumn(name, values as string[])
        : numericColumn(name, values as number[], name === 'k' || name === 'id' ? 'integer' : 'number'),
    ),
  );
}
const dataOf = (name: string) => (name === 'random' ? frame(fixture.random) : readCsv(name));

describe.each(fixture.cases.map((one) => [`${one.name}: ${one.formula}, ${one.ties}`, one] as const))('%s', (_, one) => {
  const asked = { formula: one.formula, ties: one.ties, ...one.keys };

  it('has the coefficients, fits and tests of coxph', async () => {
    const output = await run('cause_specific', asked, dataOf(one.name));
    const [coefficients, fits, zph] = ['coefficients', 'fit', 'zph'].map((name) => rowsOf(output, name));
    for (const r of one.fits) {
      const of = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.filter(({ cause }) => cause === r.cause);
      r.coef.forEach((value, j) => {
        const row = of(coefficients)[j];
        expectClose(row.estimate, value, 1e-8, `${r.cause} ${row.term}`, 1e-3);
        expectClose(row.robust_se ?? row.std_error, r.se[j], 1e-7, `error of ${r.cause} ${row.term}`, 1e-3);
      });
      expectClose(of(fits)[0].loglik_null, r.loglik[0], 1e-10, 'loglik at 0', 1);
      expectClose(of(fits)[0].loglik, r.loglik[1], 1e-10, 'loglik', 1);
      expectClose(of(fits)[0].concordance, r.concordance, 1e-10, 'concordance', 1);
      for (const [j, value] of r.zph.entries()) expectClose(of(zph)[j].statistic, value, 1e-6, `zph ${j}`, 1e-2);
    }
  });

  if (one.risks !== undefined)
    it('has the risks of riskRegression', async () => {
      const { new: fresh = {}, times = [], risks = [] } = one;
      for (const free of ['product_limit', 'exponential'] as const) {
        const predictions = { data: 'fresh', times, free_of_events: free };
        const output = await run('cause_specific', { ...asked, predictions }, dataOf(one.name), new Map([['fresh', frame(fresh)]]));
        const rows = rowsOf(output, 'predictions');
        for (const r of risks) {
          (free === 'product_limit' ? r.product : r.exponential).forEach((byTime, i) => {
            byTime.forEach((value, t) => {
              const row = rows.find((found) => found.cause === r.cause && found.row === i + 1 && found.time === times[t]);
              expectClose(row?.estimate, value, 1e-8, `${free} ${r.cause} row ${i + 1} by ${times[t]}`, 1e-3);
              // Its standard error is that of the influence function: another estimate of the same variance.
              if (value === 0) return;
              expect(Number(row?.std_error) / r.iid_se[i][t]).toBeGreaterThan(0.6);
              expect(Number(row?.std_error) / r.iid_se[i][t]).toBeLessThan(1.6);
            });
          });
        }
      }
    });
});

it('gives risks the variance of hazards and coefficients', async () => {
  const { formula, times, se, new: fresh } = fixture.variance;
  const output = await run(
    'cause_specific',
    { formula, ties: 'breslow', predictions: { data: 'fresh', times } },
    frame(fixture.random),
    new Map([['fresh', frame(fresh)]]),
  );
  const rows = rowsOf(output, 'predictions');
  se.forEach((byRow, k) => {
    byRow.forEach((byTime, i) => {
      byTime.forEach((value, t) => {
        const row = rows.find(({ cause, row, time }) => cause === String(k + 1) && row === i + 1 && time === times[t]);
        expectClose(row?.std_error, value, 1e-6, `cause ${k + 1}, row ${i + 1}, by ${times[t]}`, 1e-3);
      });
    });
  });
});
