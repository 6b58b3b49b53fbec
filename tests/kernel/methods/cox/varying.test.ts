/** Coefficients that change with time against R's tt(), against written-out risk sets, and what must hold of them. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

const R = readFixture<{
  readonly cases: readonly {
    readonly data: string;
    readonly formula: string;
    readonly tt: Readonly<Record<string, unknown>>;
    readonly ties: string;
    readonly estimate: number[];
    readonly std_error: number[];
    readonly loglik: number[];
    readonly wald: number;
    readonly score: number;
    readonly concordance: number;
    readonly n_events: number;
  }[];
}>('methods/cox/varying');

function near(actual: unknown, expected: number, what: string, tolerance = 1e-7): void {
  expect(Math.abs(Number(actual) - expected) / Math.max(Math.abs(expected), 1e-3), `${what}: ${actual} for ${expected}`).toBeLessThan(
    tolerance,
  );
}

describe('coefficients that change with time', () => {
  it.each(R.cases)('$data, $formula, $tt', async (one) => {
    const output = await run('cox', { formula: one.formula, tt: one.tt, ties: one.ties }, readCsv(one.data));
    const rows = rowsOf(output, 'coefficients');
    expect(rows).toHaveLength(one.estimate.length);
    rows.forEach((row, at) => {
      near(row.estimate, one.estimate[at], `estimate ${at}`);
      near(row.std_error, one.std_error[at], `std_error ${at}`);
    });
    const [fit] = rowsOf(output, 'fit');
    near(fit.loglik_null, one.loglik[0], 'null', 1e-10);
    near(fit.loglik, one.loglik[1], 'loglik', 1e-10);
    near(fit.wald, one.wald, 'wald');
    near(fit.score, one.score, 'score');
    near(fit.concordance, one.concordance, 'concordance', 1e-9);
    expect(fit).toMatchObject({ events: one.n_events, std_error_concordance: null, lr_df: one.estimate.length });
    expect(output.tables.has('zph')).toBe(false);
  });

  it('are told along time with their interval and drawn as a curve', async () => {
    const output = await run('cox', { formula: 'Surv(time, status) ~ age + sex', tt: { sex: 'log' } }, readCsv('lung'));
    const [, sex, change] = rowsOf(output, 'coefficients');
    const rows = rowsOf(output, 'over_time');
    expect(rows).toHaveLength(101);
    for (const { variable, value, estimate, conf_low, conf_high } of [rows[0], rows[50], rows[100]]) {
      expect(variable).toBe('sex');
      near(estimate, Number(sex.estimate) + Math.log(Number(value)) * Number(change.estimate), 'estimate', 1e-10);
      expect(Number(conf_low)).toBeLessThan(Number(conf_high));
    }
    // From the ninth event or so on: at the ends stand single patients.
    expect(Number(rows[0].value)).toBeGreaterThan(11);
    const figure = output.figures.find(({ kind }) => kind === 'effect');
    expect(figure).toMatchObject({ reference: null, axis: { en: 'Time', zh: '时间' }, table: 'over_time' });
  });

  it('by steps stand at the step and behind it', async () => {
    const output = await run('cox', { formula: 'Surv(time, status) ~ age + sex', tt: { sex: { pieces: [200] } } }, readCsv('lung'));
    const [, sex, change] = rowsOf(output, 'coefficients');
    const rows = rowsOf(output, 'over_time');
    expect(rows.map(({ value }) => value).slice(1, 3)).toEqual([200, 200]);
    const [before, after] = [Number(sex.estimate), Number(sex.estimate) + Number(change.estimate)];
    rows.forEach(({ estimate }, at) => {
      near(estimate, [before, before, after, after][at], String(at), 1e-10);
    });
    expect(change.term).toBe('tt(sex, time > 200)');
  });
});

describe('what must hold', () => {
  const rows = Array.from({ length: 80 }, (_, row) => row);
  const data = {
    from: rows.map((row) => (row * 3) % 4),
    t: rows.map((row) => 5 + ((row * 13) % 29)),
    e: rows.map((row) => Number(row % 3 !== 0)),
    x: rows.map((row) => Math.round(10 * Math.sin(row)) / 10),
    z: rows.map((row) => Number(row % 5 < 2)),
    w: rows.map((row) => 1 + (row % 3)),
  };
  const frame = (of: Readonly<Record<string, readonly number[]>>) =>
    frameOf(Object.entries(of).map(([name, values]) => numericColumn(name, values)));
  const told = async (of: Readonly<Record<string, readonly number[]>>, options: Readonly<Record<string, unknown>>) => {
    const output = await run('cox', options, frame(of));
    return rowsOf(output, 'coefficients').flatMap(({ estimate, std_error }) => [Number(estimate), Number(std_error)]);
  };

  it('steps are the model of rows cut at them, with a column of its own behind', async () => {
    const formula = 'Surv(from, t, e) ~ x + z';
    const own = await told(data, { formula, tt: { x: { pieces: [12] } } });
    const halves = rows.flatMap((row) =>
      data.t[row] > 12
        ? [
            [row, 0],
            [row, 1],
          ]
        : [[row, 0]],
    );
    const cut = {
      from: halves.map(([row, half]) => (half === 1 ? 12 : data.from[row])),
      t: halves.map(([row, half]) => (half === 0 ? Math.min(12, data.t[row]) : data.t[row])),
      e: halves.map(([row, half]) => (half === 0 && data.t[row] > 12 ? 0 : data.e[row])),
      x: halves.map(([row]) => data.x[row]),
      z: halves.map(([row]) => data.z[row]),
      late: halves.map(([row, half]) => half * data.x[row]),
    };
    const split = await told(cut, { formula: `${formula} + late` });
    own.forEach((value, at) => {
      near(value, split[at], String(at));
    });
  });

  it.each(['x', 'z'])('frequencies are so many rows: %s', async (term) => {
    const options = { formula: 'Surv(from, t, e) ~ x + z', tt: { [term]: 'log' } };
    const many = rows.flatMap((row) => Array.from({ length: data.w[row] }, () => row));
    const counted = await told(data, { ...options, weights: { column: 'w', kind: 'frequency' } });
    const whole = await told(
      Object.fromEntries(Object.entries(data).map(([name, values]) => [name, many.map((row) => values[row])])),
      options,
    );
    counted.forEach((value, at) => {
      near(value, whole[at], String(at));
    });
  });

  it('a step beyond all events is determined by the others', async () => {
    const output = await run('cox', { formula: 'Surv(t, e) ~ x', tt: { x: { pieces: [1000] } } }, frame(data));
    expect(rowsOf(output, 'coefficients')[1].estimate).toBeNull();
    expect(output.warnings.map(({ code }) => code)).toContain('collinear');
  });
});
