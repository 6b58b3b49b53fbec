/** Data that a mixed model cannot take as they are: each gets a warning by name beside the result, or an error; never a number that is none. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { type MethodOutput, viewsOf } from '@/analysis-kernel/registry/method';
import { fitMixed } from '@/analysis-kernel/registry/methods/mixed/kernel/fit';
import { mixedMethod } from '@/analysis-kernel/registry/methods/mixed/method';
import { inSteps } from '@/analysis-kernel/registry/pool';
import { readCsv } from '../../read-csv';
import { inUnit, rowsOf, run } from '../run-method';

const random = seededRandom(11);
const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** Visits of `persons` at times 0 to `visits` − 1; what varies between persons is given. */
function visits(persons: number, count: number, value: (person: number, time: number) => number | null): Frame {
  const rows = Array.from({ length: persons * count }, (_, i) => ({ id: Math.floor(i / count), t: i % count }));
  return frameOf([
    numericColumn(
      'id',
      rows.map(({ id }) => id),
      'integer',
    ),
    numericColumn(
      't',
      rows.map(({ t }) => t),
    ),
    numericColumn(
      'y',
      rows.map(({ id, t }) => value(id, t)),
    ),
    textColumn(
      'arm',
      rows.map(({ id }) => (id % 2 === 0 ? 'a' : 'b')),
    ),
    numericColumn(
      'twice',
      rows.map(({ t }) => 2 * t),
    ),
    numericColumn(
      'same',
      rows.map(() => 3),
    ),
  ]);
}

const warningsOf = ({ warnings }: MethodOutput) => Object.fromEntries(warnings.map(({ code, message }) => [code, message.en]));

/** Every cell is a number, a word or empty. */
function expectNumbers({ tables }: MethodOutput): void {
  for (const [name, { rows }] of tables)
    for (const row of rows) for (const cell of row) if (typeof cell === 'number') expect(Number.isFinite(cell), name).toBe(true);
}

describe('fits without a variance', () => {
  it('name the slope that does not vary', async () => {
    const intercepts = Array.from({ length: 30 }, () => 5 * normal());
    // Residuals that a slope of a person would lessen by less than chance.
    const frame = visits(30, 4, (id, t) => intercepts[id] + 2 * t + [0.5, -0.5, -0.5, 0.5][t] * (1 + (id % 3)));
    const output = await run('mixed', { formula: 'y ~ t + (1 + t || id)' }, frame);
    expect(warningsOf(output).singular).toContain('the variance of t between id is zero');
    expect(rowsOf(output, 'variance_components').find(({ term }) => term === 't')?.variance).toBe(0);
    expectNumbers(output);
  });

  it('name a correlation of one', async () => {
    const effects = Array.from({ length: 40 }, normal);
    // Each person's own line is exact, so that less than chance is left for a correlation below one.
    const frame = visits(40, 4, (id, t) => 4 * effects[id] + effects[id] * t + [0.5, -0.5, -0.5, 0.5][t] * (1 + (id % 3)));
    const output = await run('mixed', { formula: 'y ~ t + (1 + t | id)' }, frame);
    expect(warningsOf(output).singular).toContain('the correlation of Intercept and t between id is 1');
    expect(rowsOf(output, 'variance_components').find((row) => row.with === 't')?.correlation).toBeCloseTo(1, 6);
    expectNumbers(output);
  });

  it('have the errors of least squares where no intercept varies', async () => {
    const frame = frameOf([
      textColumn('id', ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c']),
      numericColumn('y', [1, 2, 3.5, 1.5, 2, 3, 1, 2.5, 3]),
      numericColumn('t', [0, 1, 2, 0, 1, 2, 0, 1, 2]),
    ]);
    const output = await run('mixed', { formula: 'y ~ t + (1 | id)' }, frame);
    const plain = await run('glm', { formula: 'y ~ t' }, frame);
    const [mixed, linear] = [rowsOf(output, 'coefficients'), rowsOf(plain, 'coefficients')];
    for (const [j, row] of mixed.entries()) expect(Number(row.std_error)).toBeCloseTo(Number(linear[j].std_error), 7);
    expect(warningsOf(output)).toHaveProperty('singular');
  });
});

describe('columns and rows', () => {
  it('that earlier columns determine are named and left out', async () => {
    const frame = visits(20, 5, (id, t) => id + t + normal());
    const output = await run('mixed', { formula: 'y ~ t + twice + same + (1 | id)', anova: 'type3', predictions: {} }, frame);
    expect(warningsOf(output).collinear).toContain('twice, same are determined');
    const rows = rowsOf(output, 'coefficients');
    expect(rows.filter(({ estimate }) => estimate === null).map(({ term }) => term)).toEqual(['twice', 'same']);
    const curved = await run('mixed', { formula: 'y ~ t + twice + (1 + t | id)' }, frame);
    expect(rowsOf(curved, 'means').every(({ estimate, conf_low }) => estimate !== null && conf_low !== null)).toBe(true);
    expectNumbers(output);
  });

  it('that lack a value are counted for each variable, random ones too', async () => {
    const own = readCsv('visits');
    const output = await run('mixed', { formula: 'egfr ~ day + (1 + age | id)' }, own);
    const missing = Object.fromEntries(output.rows.missing.map(({ variable, n }) => [variable, n]));
    const lacks = (name: string) => own.columns.find((column) => column.name === name)?.valid.reduce((sum, one) => sum + 1 - one, 0);
    expect(missing).toEqual({ egfr: lacks('egfr'), age: lacks('age') });
    expect(output.rows.used).toBe(rowsOf(output, 'fit')[0].n);
  });

  it('of few groups are said to tell little of the variance between them', async () => {
    const frame = visits(3, 12, (id, t) => 3 * id + t + normal());
    expect(warningsOf(await run('mixed', { formula: 'y ~ t + (1 | id)' }, frame)).few_groups).toContain('id (3)');
  });

  it('of zeros and ones are said to be no numbers', async () => {
    const frame = visits(20, 5, () => Number(random.uniform() < 0.5));
    expect(warningsOf(await run('mixed', { formula: 'y ~ t + (1 | id)' }, frame))).toHaveProperty('two_values');
  });

  it('with weights of zero are left out and said', async () => {
    const frame = visits(20, 5, (id, t) => id + t + normal());
    const weighted = frameOf([
      ...frame.columns,
      numericColumn(
        'w',
        Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? 0 : 2)),
      ),
    ]);
    const output = await run('mixed', { formula: 'y ~ t + (1 | id)', residual_weights: 'w' }, weighted);
    expect(output.rows.used).toBe(90);
    expect(warningsOf(output)).toHaveProperty('zero_weights');
  });
});

describe('the preset slope', () => {
  const drop = (knot: number) => visits(24, 8, (id, t) => 60 + id - 2 * Math.min(t, knot) - 3 * t + normal());
  const inMonths = (frame: Frame): Frame => ({
    ...frame,
    columns: frame.columns.map((column) =>
      column.name === 't' && column.kind === 'numeric' ? inUnit('t', 'mo', [...column.values]) : column,
    ),
  });

  it('says where nothing was measured before the knot but the start', async () => {
    const output = await run('mixed', { preset: 'slope', value: 'y', time: 't', id: 'id', knot: 0.5 }, inMonths(drop(1)));
    expect(warningsOf(output)).toHaveProperty('no_acute_measurements');
    expect(output.conventions.total_slope_years).toBeCloseTo(7 / 12, 5);
  });

  it('has no arms without an arm, and a numeric arm as a factor', async () => {
    const frame = inMonths(drop(2));
    const alone = await run('mixed', { preset: 'slope', value: 'y', time: 't', id: 'id' }, frame);
    expect(rowsOf(alone, 'slopes')).toHaveLength(1);
    expect(alone.tables.has('slope_differences')).toBe(false);
    const coded = frameOf([
      ...frame.columns,
      numericColumn('k', frame.columns[0].kind === 'numeric' ? [...frame.columns[0].values].map((id) => id % 3) : []),
    ]);
    const output = await run('mixed', { preset: 'slope', value: 'y', time: 't', id: 'id', arm: 'k' }, coded);
    expect(rowsOf(output, 'slopes').map(({ group }) => group)).toEqual(['0', '1', '2']);
    expect(rowsOf(output, 'coefficients').map(({ term }) => term)).toContain('factor(k)1:years');
  });

  it('reads a time called years, and names its own columns otherwise', async () => {
    const frame = inMonths(drop(2));
    const renamed = { ...frame, columns: frame.columns.map((column) => (column.name === 'arm' ? { ...column, name: 'years' } : column)) };
    const output = await run('mixed', { preset: 'slope', value: 'y', time: 't', id: 'id', arm: 'years' }, renamed);
    expect(rowsOf(output, 'coefficients').map(({ term }) => term)).toContain('yearsb:years_');
    expect(rowsOf(output, 'slopes')).toHaveLength(2);
  });
});

describe('a long fit', () => {
  it('tells how far it is and hears a cancel', async () => {
    const [n, levels] = [4000, 400];
    const codes = Int32Array.from({ length: n }, (_, i) => i % levels);
    const effects = Array.from({ length: levels }, normal);
    const ones = new Float64Array(n).fill(1);
    const data = { n, p: 1, x: ones, y: Float64Array.from(codes, (code) => effects[code] + normal()), weights: null, reml: true };
    const shares: number[] = [];
    const work = { signal: new AbortController().signal, progress: (share: number) => shares.push(share) };
    await inSteps(fitMixed({ ...data, random: [{ codes, levels, q: 1, z: ones }] }), work);
    expect(shares.length).toBeGreaterThan(3);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    const stop = new AbortController();
    const stopped = inSteps(fitMixed({ ...data, random: [{ codes, levels, q: 1, z: ones }] }), {
      signal: stop.signal,
      progress: () => stop.abort(),
    });
    await expect(stopped).rejects.toThrow();
  });
});

describe('what is shown', () => {
  it('has every table laid out, patients’ rows never released', async () => {
    const output = await run(
      'mixed',
      { formula: 'y ~ arm * t + (1 + t | id)', random_effects: true, residuals: true, predictions: {} },
      visits(20, 5, (id, t) => id + t + normal()),
    );
    expect(viewsOf(mixedMethod, output).map(({ table }) => table)).toEqual([...output.tables.keys()]);
    const kinds = Object.fromEntries(mixedMethod.tables.map(({ name, disclosure }) => [name, disclosure.kind]));
    for (const name of ['random_effects', 'residuals', 'predictions']) expect(kinds[name]).toBe('patient-level');
    for (const { name } of mixedMethod.tables) if (output.tables.has(name)) expect(output.tables.get(name)?.rows.length).toBeGreaterThan(0);
  });
});

it('the R script takes levels that look like logicals for words', () => {
  const options = mixedMethod.schema.parse({ data: 'd', formula: 'y ~ sex + (1 | id)', compare: { sex: 'all' } });
  expect(mixedMethod.rScript(options, {})).toContain('if (!is.factor(used[["sex"]])) two <- type.convert(two, as.is = TRUE)');
});

it('random effects that cannot be told apart are named', async () => {
  const frame = visits(30, 5, (person, time) => time + ((person * 7) % 11) + ((person * 13 + time * 29) % 17) / 4);
  for (const random of ['(1 | id) + (1 | id)', '(t + twice | id)'])
    expect(Object.keys(warningsOf(await run('mixed', { formula: `y ~ t + ${random}` }, frame))), random).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(flat|singular)$/u)]),
    );
  expect(warningsOf(await run('mixed', { formula: 'y ~ t + (1 | id)' }, frame))).toEqual({});
});

it('degrees of freedom do not depend on the unit of the outcome, and a unit beyond all numbers is refused', async () => {
  const value = (scale: number) => (person: number, time: number) =>
    scale * (time + ((person * 7) % 11) + ((person * 13 + time * 29) % 17) / 4);
  const formula = 'y ~ t + (1 | id)';
  const dfs = async (scale: number) =>
    rowsOf(await run('mixed', { formula }, visits(30, 5, value(scale))), 'coefficients').map(({ df }) => Number(df));
  const one = await dfs(1);
  for (const scale of [1e-140, 1e-90, 1e90, 1e140])
    for (const [k, df] of (await dfs(scale)).entries()) expect(Math.abs(df / one[k] - 1), `${scale}`).toBeLessThan(1e-4);
  for (const scale of [1e-200, 1e200])
    await expect(run('mixed', { formula }, visits(30, 5, value(scale)))).rejects.toThrow('infinite_values');
});

it('predictions of a preset are numbered as the rows of the data, those of weight 0 among them', async () => {
  const frame = visits(20, 4, (person, time) => person + time * ((person % 3) + 1) + ((person * 7 + time * 5) % 11) / 7);
  const weights = numericColumn(
    'w',
    Array.from({ length: frame.length }, (_, row) => (row < 4 ? 0 : 1)),
  );
  const preset = { preset: 'slope', value: 'y', time: 't', unit: 'years', id: 'id', residual_weights: 'w', predictions: {} };
  const output = await run('mixed', preset, { ...frame, columns: [...frame.columns, weights] });
  expect(rowsOf(output, 'predictions').map(({ row }) => row)).toEqual(Array.from({ length: 76 }, (_, k) => k + 5));
  expect(mixedMethod.rScript(mixedMethod.schema.parse({ data: 'd', ...preset }), {})).toContain('new <- d\n');
});

it('the R script tests terms under Wald by the same F as the table, which anova(ddf = "lme4") is not', () => {
  const script = (keys: object) =>
    mixedMethod.rScript(mixedMethod.schema.parse({ data: 'd', formula: 'y ~ t + (1 | id)', anova: 'type3', ...keys }), {});
  expect(script({ df: 'wald' })).toContain('a <- anova(fit, type = 3); cbind(');
  expect(script({})).toContain('\nanova(fit, type = 3)\n');
});
