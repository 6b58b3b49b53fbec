/** Ridge penalties against R's ridge(), and what must hold of them. */
import { expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

const R = readFixture<{
  readonly cases: readonly {
    readonly data: string;
    readonly formula: string;
    readonly terms: string[];
    readonly theta: number;
    readonly ties: string;
    readonly estimate: number[];
    readonly std_error: number[];
    readonly std_error_2: number[];
    readonly df: number;
    readonly loglik: number[];
    readonly aic: number;
    readonly concordance: number;
    readonly survival: number;
    readonly survival_error: number;
  }[];
}>('methods/cox/ridge');

function near(actual: unknown, expected: number, what: string, tolerance = 1e-6): void {
  expect(Math.abs(Number(actual) / expected - 1), `${what}: ${actual} for ${expected}`).toBeLessThan(tolerance);
}

it.each(R.cases)('$formula, θ = $theta', async (one) => {
  const predictions = /strata/.test(one.formula) ? {} : { predictions: { times: [100] } };
  const output = await run(
    'cox',
    { formula: one.formula, ties: one.ties, ridge: { terms: one.terms, theta: one.theta }, ...predictions },
    readCsv(one.data),
  );
  // R has the penalised terms first; here they are.
  const rows = rowsOf(output, 'coefficients');
  rows.forEach((row, at) => {
    near(row.estimate, one.estimate[at], 'estimate');
    near(row.std_error, one.std_error[at], 'std_error');
    near(row.std_error_2, one.std_error_2[at], 'std_error_2');
  });
  const [fit] = rowsOf(output, 'fit');
  near(fit.effective_df, one.df, 'df');
  near(fit.loglik_null, one.loglik[0], 'null');
  near(fit.loglik, one.loglik[1], 'loglik');
  near(fit.lr, 2 * (one.loglik[1] - one.loglik[0]), 'lr');
  near(fit.aic, one.aic, 'aic');
  near(fit.concordance, one.concordance, 'concordance');
  expect(fit).toMatchObject({ lr_df: null, wald: null, score: null });
  expect(output.warnings.map(({ code }) => code)).toContain('shrunken');
  if (!('predictions' in predictions)) return;
  const second = rowsOf(output, 'predictions').find(({ row }) => row === 2);
  near(second?.estimate, one.survival, 'survival');
  near(second?.std_error, one.survival_error, 'its error', 1e-5);
});

it('a penalty next to nothing leaves the fit as it is, a huge one takes the coefficient to 0', async () => {
  const lung = readCsv('lung');
  const formula = 'Surv(time, status) ~ age + sex';
  const of = async (theta?: number) =>
    rowsOf(await run('cox', { formula, ...(theta === undefined ? {} : { ridge: { terms: 'age', theta } }) }, lung), 'coefficients');
  const [plain, slight, huge] = [await of(), await of(1e-9), await of(1e9)];
  near(slight[0].estimate, Number(plain[0].estimate), 'slight');
  expect(Math.abs(Number(huge[0].estimate))).toBeLessThan(1e-6);
});

it('a group without events has a finite hazard ratio with an interval; a frequency is so many rows', async () => {
  const rows = Array.from({ length: 48 }, (_, row) => row);
  const frame = (at: readonly number[]) =>
    frameOf([
      numericColumn(
        't',
        at.map((row) => 1 + ((row * 7) % 23)),
      ),
      numericColumn(
        'e',
        at.map((row) => Number(row % 4 !== 0 && row % 3 !== 0)),
      ),
      numericColumn(
        'g',
        at.map((row) => Number(row % 4 === 0)),
      ),
      numericColumn(
        'x',
        at.map((row) => Math.cos(row)),
      ),
      numericColumn(
        'w',
        at.map((row) => 1 + (row % 3)),
      ),
    ]);
  const options = { formula: 'Surv(t, e) ~ g + x', ridge: { terms: ['g', 'x'], theta: 0.5 } };
  const counted = await run('cox', { ...options, weights: { column: 'w', kind: 'frequency' } }, frame(rows));
  const whole = await run('cox', options, frame(rows.flatMap((row) => Array.from({ length: 1 + (row % 3) }, () => row))));
  const [one, other] = [rowsOf(counted, 'coefficients'), rowsOf(whole, 'coefficients')];
  one.forEach((row, at) => {
    for (const name of ['estimate', 'std_error', 'std_error_2', 'conf_low', 'conf_high']) near(row[name], Number(other[at][name]), name);
  });
  expect(Number.isFinite(one[0].conf_low)).toBe(true);
  expect(counted.warnings.map(({ code }) => code)).not.toContain('infinite_coefficient');
});
