/** Numbers of lme4 and lmerTest, as a user writes the models. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { expectClose, type RNumber } from '../../close';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

type Numbers = readonly RNumber[];
/** Visits each item; what the visit gives is of no interest. */
function each<T>(items: readonly T[], visit: (item: T, at: number) => unknown): void {
  for (const [at, item] of items.entries()) visit(item, at);
}
interface Tests {
  readonly term: readonly string[];
  readonly f: Numbers;
  readonly df: Numbers;
  readonly error: Numbers;
  readonly p: Numbers;
}
interface Case {
  readonly data: string;
  readonly formula: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly term: readonly string[];
  readonly deviance: number;
  readonly aic: number;
  readonly bic: number;
  readonly sigma: number;
  readonly n: number;
  readonly components: { readonly group: readonly string[]; readonly variance: Numbers; readonly sdcor: Numbers };
  readonly type3: Tests | null;
  readonly sequential: Tests | null;
  readonly fitted: Numbers;
  readonly scaled: Numbers;
  readonly modes: Numbers;
  readonly [column: string]: unknown;
}
interface Fixture {
  readonly cases: readonly Case[];
  readonly slopes: Readonly<Record<string, readonly Numbers[]>>;
  readonly differences: Readonly<Record<string, readonly Numbers[]>>;
  readonly means: readonly (readonly Numbers[])[];
  readonly compared: readonly Numbers[];
  readonly frames: Readonly<Record<string, Readonly<Record<string, readonly (number | string)[]>>>>;
}

const R = readFixture<Fixture>('methods/mixed/mixed');

const frames = new Map<string, Frame>([
  ['visits', readCsv('visits')],
  ...Object.entries(R.frames).map(([name, columns]): [string, Frame] => [
    name,
    frameOf(
      Object.entries(columns).map(([column, values]) =>
        values.every((value) => typeof value === 'number') ? numericColumn(column, values) : textColumn(column, values.map(String)),
      ),
    ),
  ]),
]);
const frame = (name: string) => frames.get(name) ?? frameOf([]);
const visits = frame('visits');

/** lme4 stops at a change of its own parameters: what depends on them in the first order is held to this. */
const FIRST_ORDER = 2e-6;

describe.each(R.cases.map((one) => [`${one.formula} on ${one.data}`, one] as const))('%s', (_, one) => {
  const asked = { formula: one.formula, ...one.options };

  it('has its estimates, errors and degrees of freedom, at a deviance no worse', async () => {
    const output = await run('mixed', { ...asked, random_effects: true, residuals: true }, frame(one.data));
    const [fit] = rowsOf(output, 'fit');
    expect(-2 * Number(fit.loglik)).toBeLessThanOrEqual(one.deviance + 1e-6);
    expect(Number(fit.gradient)).toBeLessThan(1e-6);
    for (const name of ['aic', 'bic', 'sigma', 'n'] as const) expectClose(fit[name], one[name] as number, 1e-7, name);
    const rows = rowsOf(output, 'coefficients');
    expect(rows.map(({ term }) => term)).toEqual(one.term);
    for (const column of ['estimate', 'std_error', 'statistic', 'conf_low', 'conf_high'])
      each(one[column] as Numbers, (value, j) => {
        expectClose(rows[j][column], value, FIRST_ORDER, `${one.term[j]} ${column}`, 1e-3);
      });
    each(one.df as Numbers, (value, j) => expectClose(rows[j].df, value, 1e-5, `${one.term[j]} df`));
    each(one.p_value as Numbers, (value, j) => expectClose(rows[j].p_value, value, 1e-4, `${one.term[j]} p`, 1e-12));
    const effects = rowsOf(output, 'random_effects');
    if (new Set(effects.map(({ group }) => group)).size === 1) {
      const ascending = (values: readonly unknown[]) => values.map(Number).sort((a, b) => a - b);
      const first = ascending(effects.filter(({ level }) => level === effects[0].level).map(({ estimate }) => estimate));
      each(ascending(one.modes), (value, i) => expectClose(first[i], value, 1e-5, `mode ${i}`, 1e-2));
    }
    const residuals = rowsOf(output, 'residuals');
    each(one.fitted, (value, i) => expectClose(residuals[i].fitted, value, FIRST_ORDER, `fitted ${i}`));
    each(one.scaled, (value, i) => expectClose(residuals[i].standardised, value, 1e-4, `scaled ${i}`, 1e-1));
  });

  it('has its variance components', async () => {
    const rows = rowsOf(await run('mixed', asked, frame(one.data)), 'variance_components');
    const sorted = (values: readonly unknown[]) => values.map(Number).sort((a, b) => a - b);
    const found = sorted(rows.map(({ variance }) => variance));
    each(sorted(one.components.variance), (value, i) => expectClose(found[i], value, 1e-5, `variance ${i}`));
    const sds = sorted(rows.map(({ sd, correlation }) => sd ?? correlation));
    each(sorted(one.components.sdcor), (value, i) => expectClose(sds[i], value, 1e-5, `sd or correlation ${i}`, 1e-1));
  });

  it.each(['type3', 'sequential'] as const)('has its tests by term, %s', async (anova) => {
    const wanted = one[anova];
    if (wanted === null) return;
    const rows = rowsOf(await run('mixed', { ...asked, anova }, frame(one.data)), 'anova');
    expect(rows.map(({ term }) => term)).toEqual(wanted.term);
    each(rows, (row, i) => {
      expectClose(row.statistic, wanted.f[i], 1e-5, `${row.term} F`);
      expectClose(row.df, wanted.df[i], 0, `${row.term} df`);
      expectClose(row.df_error, wanted.error[i], 2e-5, `${row.term} error df`);
      expectClose(row.p_value, wanted.p[i], 1e-4, `${row.term} p`, 1e-12);
    });
  });
});

const COLUMNS = ['estimate', 'std_error', 'df', 'statistic', 'conf_low', 'conf_high', 'p_value'];
const expectRow = (row: Readonly<Record<string, unknown>>, wanted: Numbers, what: string, names = COLUMNS) =>
  each(names, (name) => {
    if (name in row) expectClose(row[name], wanted[COLUMNS.indexOf(name)], name === 'p_value' ? 1e-4 : 1e-5, `${what} ${name}`, 1e-9);
  });

describe('the preset slope', () => {
  const asked = { preset: 'slope', value: 'egfr', time: 'day', unit: 'days', id: 'id', arm: 'arm', covariates: 'age', knot: 3 };

  it('gives acute, chronic and total slopes a year by arm, and their differences from the first', async () => {
    const output = await run('mixed', asked, visits);
    const [slopes, differences] = [rowsOf(output, 'slopes'), rowsOf(output, 'slope_differences')];
    expect(slopes.map(({ phase, group }) => `${phase} ${group}`)).toEqual(
      ['acute', 'chronic', 'total'].flatMap((phase) => ['control', 'drug', 'high dose'].map((arm) => `${phase} ${arm}`)),
    );
    each(Object.entries(R.slopes), ([phase, arms], p) => each(arms, (wanted, a) => expectRow(slopes[3 * p + a], wanted, phase)));
    each(Object.entries(R.differences), ([phase, arms], p) => each(arms, (wanted, a) => expectRow(differences[2 * p + a], wanted, phase)));
    expect(output.conventions).toMatchObject({ knot_months: 3, total_slope_years: 3, time_in_data: 'days' });
  });

  it('has the same numbers for the same times in months and in years, by the column’s own unit too', async () => {
    const other = (unit: string, length: number): Frame => ({
      ...visits,
      columns: visits.columns.map((column) =>
        column.name === 'day' && column.kind === 'numeric'
          ? { ...column, values: column.values.map((day) => day / length), meta: { unit } }
          : column,
      ),
    });
    const { unit: _, ...rest } = asked;
    const wanted = rowsOf(await run('mixed', asked, visits), 'slopes');
    for (const [unit, length] of [
      ['mo', 30.4375],
      ['a', 365.25],
      ['d', 1],
    ] as const) {
      const rows = rowsOf(await run('mixed', rest, other(unit, length)), 'slopes');
      each(rows, (row, i) =>
        each(COLUMNS, (name) => name in row && expectClose(row[name], wanted[i][name] as number, 1e-8, `${unit} ${name}`, 1e-6)),
      );
    }
  });

  it('draws mean curves of the arms, covariates at their means', async () => {
    const formula = 'egfr ~ arm * (I(day/365.25) + pmax(day/365.25 - 0.25, 0)) + age + (1 + I(day/365.25) | id)';
    const rows = rowsOf(
      await run('mixed', { formula, means: { time: 'day', by: 'arm', at: [0.5 * 365.25, 2 * 365.25] } }, visits),
      'means',
    );
    each(R.means, (points, arm) =>
      each(points, (wanted, i) => expectRow(rows[2 * arm + i], wanted, `${arm} ${i}`, ['estimate', 'std_error', 'conf_low', 'conf_high'])),
    );
    const own = await run('mixed', asked, visits);
    expect(own.figures.map(({ kind }) => kind)).toEqual(['trajectory', 'forest']);
    const at = rowsOf(own, 'means');
    expect(new Set(at.map(({ group }) => group))).toEqual(new Set(['control', 'drug', 'high dose']));
    expect(at.some(({ time }) => time === 0.25)).toBe(true);
  });
});

describe('comparisons and predictions', () => {
  const formula = 'egfr ~ arm * (I(day/365.25) + pmax(day/365.25 - 0.25, 0)) + age + (1 + I(day/365.25) | id)';

  it('compares levels over the rows used, each with its degrees of freedom', async () => {
    const rows = rowsOf(await run('mixed', { formula, compare: { arm: 'all' }, adjust: 'holm' }, visits), 'contrasts');
    each(R.compared, (wanted, i) => expectRow(rows[i], wanted, `pair ${i}`));
    expect(rows.every(({ p_adjusted, p_value }) => Number(p_adjusted) >= Number(p_value))).toBe(true);
  });

  it('predicts population means: at the rows of the fit the mean of the fixed part', async () => {
    const output = await run('mixed', { formula, predictions: {} }, visits);
    const [predictions, coefficients] = [rowsOf(output, 'predictions'), rowsOf(output, 'coefficients')];
    const value = (term: string) => Number(coefficients.find((row) => row.term === term)?.estimate);
    const column = (name: string) => visits.columns.find((one) => one.name === name);
    const [age, arm] = [column('age'), column('arm')];
    const row = predictions.findIndex(
      (_, i) => arm?.kind === 'text' && arm.dictionary[arm.codes[Number(predictions[i].row) - 1]] === 'control',
    );
    const place = Number(predictions[row].row) - 1;
    const day = column('day');
    const [years, years_old] = [day, age].map((one) => (one?.kind === 'numeric' ? one.values[place] : Number.NaN));
    const t = years / 365.25;
    const wanted =
      value('(Intercept)') +
      value('I(day/365.25)') * t +
      value('pmax(day/365.25 - 0.25, 0)') * Math.max(t - 0.25, 0) +
      value('age') * years_old;
    expect(predictions[row].estimate).toBeCloseTo(wanted, 9);
  });
});
