/** Fine–Gray models against survival::finegray with coxph and against cmprsk::crr. */
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
  readonly as: 'survival' | 'cmprsk';
  readonly formula: string;
  readonly cause: number;
  readonly ties: string;
  readonly keys: Readonly<Record<string, unknown>> | null;
  readonly coef: number[];
  readonly robust: number[];
  readonly model: number[];
  readonly loglik: [number, number];
  readonly new?: Columns;
  readonly times?: number[];
  readonly risk?: number[][];
  readonly se?: number[][];
}
const fixture = readFixture<{ random: Columns; cases: readonly Case[] }>('methods/finegray/finegray');

function frame(columns: Columns): Frame {
  return frameOf(
    Object.entries(columns).map(([name, values]) =>
      typeof values[0] === 'string'
        ? textColumn(name, values as string[])
        : numericColumn(name, values as number[], name === 'k' || name === 'id' ? 'integer' : 'number'),
    ),
  );
}

describe.each(
  fixture.cases.map((one) => [`${one.as}, ${one.name}: ${one.formula}, cause ${one.cause}, ${JSON.stringify(one.keys)}`, one] as const),
)('%s', (_, one) => {
  const asked = { formula: one.formula, cause: one.cause, as: one.as, ties: one.ties, ...one.keys };
  const data = one.name === 'random' ? frame(fixture.random) : readCsv(one.name);

  it('has R’s coefficients, both variances and likelihoods', async () => {
    const output = await run('finegray', asked, data);
    const rows = rowsOf(output, 'coefficients');
    expect(rows).toHaveLength(one.coef.length);
    rows.forEach((row, j) => {
      expectClose(row.estimate, one.coef[j], 1e-6, `${row.term}`, 1e-2);
      expectClose(row.std_error, one.model[j], 2e-6, `error of ${row.term}`, 1e-3);
      expectClose(row.robust_se, one.robust[j], 2e-6, `robust error of ${row.term}`, 1e-3);
    });
    const [fit] = rowsOf(output, 'fit');
    expectClose(fit.loglik_null, one.loglik[0], 1e-9, 'likelihood at 0', 1);
    expectClose(fit.loglik, one.loglik[1], 1e-9, 'likelihood', 1);
  });

  if (one.risk !== undefined)
    it('has R’s risks', async () => {
      const { new: fresh = {}, times = [], risk = [], se } = one;
      const output = await run('finegray', { ...asked, predictions: { data: 'fresh', times } }, data, new Map([['fresh', frame(fresh)]]));
      const rows = rowsOf(output, 'predictions');
      risk.forEach((byTime, i) => {
        byTime.forEach((value, t) => {
          const row = rows.find((found) => found.row === i + 1 && found.time === times[t]);
          expectClose(row?.estimate, value, 1e-7, `row ${i + 1} by ${times[t]}`, 1e-3);
          if (se !== undefined) expectClose(row?.std_error, se[i][t], 1e-6, `error of row ${i + 1} by ${times[t]}`, 1e-3);
        });
      });
    });
});
