/** Adjusted survival curves against R: values, errors of the model and robust ones by routes of their own, restricted means. */
import { describe, expect, it } from 'vitest';
import { findColumn, numbersOf, takeRows } from '@/analysis-kernel/frame/access';
import type { Frame } from '@/analysis-kernel/frame/column';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

interface Values {
  readonly survival: number[];
  readonly rmst: number[];
}
interface Case extends Values {
  readonly data: string;
  readonly formula: string;
  readonly by: string;
  readonly times: number[];
  readonly tau: number;
  readonly extra: string;
  readonly most_ecog?: number;
  readonly errors?: {
    readonly survival: number[];
    readonly rmst: number[];
    readonly difference: number[];
    readonly rmst_difference: number[];
  };
}
interface Moved {
  readonly all: number[];
  readonly difference: number[];
}
const R = readFixture<{
  readonly cases: readonly Case[];
  readonly at_mean: Readonly<Record<'estimate' | 'std_error' | 'low' | 'high', number[]>>;
  readonly robust: readonly {
    readonly ties: string;
    readonly values: Values;
    readonly errors: { readonly rows: Moved; readonly clusters: Moved };
  }[];
}>('methods/cox/adjusted');

function close(actual: readonly unknown[], expected: readonly number[], tolerance: number, what: string): void {
  expect(actual.length, what).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(Number(actual[i]) - value), `${what}[${i}]: ${actual[i]} for ${value}`).toBeLessThanOrEqual(
      tolerance * Math.abs(value),
    );
  });
}

/** The rows that hold a condition on a number. */
function where(frame: Frame, name: string, holds: (value: number) => boolean): Frame {
  const column = findColumn(frame, name);
  const values = column === null ? null : numbersOf(column);
  if (column === null || values === null) throw new Error(name);
  return takeRows(
    frame,
    Int32Array.from({ length: frame.length }, (_, row) => row).filter((row) => column.valid[row] === 1 && holds(values[row])),
  );
}

/** A data set with its times in months, rounded up. */
function inMonths(name: string): Frame {
  const frame = readCsv(name);
  const months = (column: Frame['columns'][number]) =>
    column.name === 'time' && column.kind === 'numeric'
      ? { ...column, values: Float64Array.from(column.values, (t) => Math.ceil(Number(t) / 30)) }
      : column;
  return { ...frame, columns: frame.columns.map(months) };
}

type Rows = ReturnType<typeof rowsOf>;
const of = (rows: Rows, quantity: string, name: string) => rows.filter((row) => row.quantity === quantity).map((row) => row[name]);

describe.each(R.cases.map((one) => [`${one.data}: ${one.formula} ${one.extra}`, one] as const))('%s', async (_, one) => {
  const whole = inMonths(one.data);
  const frame = one.most_ecog === undefined ? whole : where(whole, 'ph.ecog', (ecog) => ecog <= 2);
  const ties = /breslow/.test(one.extra) ? { ties: 'breslow' } : {};
  const output = await run('cox', { formula: one.formula, ...ties, adjusted: { by: one.by, times: one.times, rmst: one.tau } }, frame);
  const values = rowsOf(output, 'adjusted');
  const contrasts = rowsOf(output, 'adjusted_contrasts');

  it('values', () => {
    close(of(values, 'survival', 'estimate'), one.survival, 1e-7, 'survival');
    close(of(values, 'rmst', 'estimate'), one.rmst, 1e-7, 'rmst');
    const n = one.times.length;
    const { survival, rmst } = one;
    close(
      of(contrasts, 'difference', 'estimate'),
      one.times.map((_, k) => survival[n + k] - survival[k]),
      1e-5,
      'difference',
    );
    close(
      of(contrasts, 'ratio', 'estimate'),
      one.times.map((_, k) => survival[n + k] / survival[k]),
      1e-7,
      'ratio',
    );
    close(of(contrasts, 'rmst_difference', 'estimate'), [rmst[1] - rmst[0]], 1e-5, 'difference of means');
  });

  it('errors', () => {
    const { errors } = one;
    if (errors === undefined) return expect(of(values, 'survival', 'std_error').every((error) => Number(error) > 0)).toBe(true);
    close(of(values, 'survival', 'std_error'), errors.survival, 1e-5, 'survival');
    close(of(values, 'rmst', 'std_error'), errors.rmst, 1e-5, 'rmst');
    close(of(contrasts, 'difference', 'std_error'), errors.difference, 1e-5, 'difference');
    close(of(contrasts, 'rmst_difference', 'std_error'), [errors.rmst_difference].flat(), 1e-5, 'difference of means');
  });
});

it('at the average covariates the curve is that of survfit, Efron’s ties included', async () => {
  const lung = inMonths('lung');
  const output = await run(
    'cox',
    { formula: 'Surv(time, status) ~ sex + age + ph.ecog', adjusted: { by: 'sex', times: [6, 12], method: 'mean' } },
    lung,
  );
  const rows = rowsOf(output, 'adjusted');
  const byTime = (name: string) => [0, 2, 1, 3].map((at) => rows[at][name]);
  const order = (values: readonly number[]) => [0, 1, 2, 3].map((at) => values[[0, 2, 1, 3][at]]);
  const expected = (name: keyof typeof R.at_mean) => order(R.at_mean[name]);
  // R has time fastest within its two curves.
  for (const [name, theirs] of [
    ['estimate', 'estimate'],
    ['std_error', 'std_error'],
    ['conf_low', 'low'],
    ['conf_high', 'high'],
  ] as const)
    close(byTime(name), expected(theirs), 1e-6, name);
});

describe.each(R.robust)('weights and clusters, ties by $ties', async ({ ties, values, errors }) => {
  const rows = takeRows(
    inMonths('lung'),
    Int32Array.from({ length: 70 }, (_, row) => row),
  );
  const frame = where(
    where(rows, 'pat.karno', () => true),
    'inst',
    () => true,
  );
  const options = {
    formula: 'Surv(time, status) ~ sex + age',
    ties,
    weights: { column: 'pat.karno', kind: 'sampling' },
    adjusted: { by: 'sex', times: [6, 12], rmst: 15 },
  };
  it.each([
    ['rows', {}, errors.rows],
    ['clusters', { cluster: 'inst' }, errors.clusters],
  ] as const)('robust by %s', async (_, more, expected) => {
    const output = await run('cox', { ...options, ...more }, frame);
    const [found, contrasts] = [rowsOf(output, 'adjusted'), rowsOf(output, 'adjusted_contrasts')];
    close(of(found, 'survival', 'estimate'), values.survival, 1e-7, 'survival');
    close(of(found, 'rmst', 'estimate'), values.rmst, 1e-7, 'rmst');
    close(
      found.map((row) => row.std_error),
      expected.all,
      1e-5,
      'errors',
    );
    close(
      [...of(contrasts, 'difference', 'std_error'), ...of(contrasts, 'rmst_difference', 'std_error')],
      expected.difference,
      1e-5,
      'differences',
    );
  });
});
