/** The whole method as a user calls it: YAML in, tables out, against R's coxph on the same CSV files. */
import { describe, expect, test } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import type { Value } from '@/analysis-kernel/results/result';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';

interface FitExpected {
  readonly term: string[];
  readonly estimate: number[];
  readonly std_error: number[];
  readonly robust_se: number[] | null;
  readonly conf_low: number[];
  readonly conf_high: number[];
  readonly n: number;
  readonly events: number;
  readonly loglik: number[];
  readonly lr: number[];
  readonly wald: number;
  readonly score: number[];
  readonly concordance: number[];
  readonly aic: number;
  readonly bic: number;
  readonly iterations: number;
  readonly zph: { readonly term: string[]; readonly statistic: number[]; readonly df: number[]; readonly p: number[] } | null;
}
interface Fixture {
  readonly cases: readonly { readonly data: string; readonly formula: string; readonly extra: string; readonly fit: FitExpected }[];
  readonly extra: {
    readonly profile: number[][];
    readonly anova: {
      readonly term: string[];
      readonly loglik: number[];
      readonly statistic: number[];
      readonly df: number[];
      readonly p: number[];
    };
    readonly baseline: { readonly time: number[]; readonly cumhaz: number[] };
    readonly baseline_mean: number[];
    readonly survival: Readonly<Record<'estimate' | 'se' | 'low' | 'high', number[]>>;
    readonly lp: Readonly<Record<'estimate' | 'se', number[]>>;
    readonly martingale: number[];
    readonly deviance: number[];
  };
}
const R = readFixture<Fixture>('methods/cox/cox-method');

async function parse(yaml: string) {
  const parsed = await parseAnalysis(yaml);
  if (!parsed.ok) throw new Error(parsed.errors.map((error) => error.message.en).join('; '));
  return parsed.analysis;
}

async function run(yaml: string, frame: Frame, tables = new Map<string, Frame>()): Promise<MethodOutput> {
  const result = await runMethod(await parse(yaml), frame, tables);
  if (!result.ok) throw new Error(result.error.message.en);
  return result.output;
}

async function failure(yaml: string, frame: Frame) {
  const result = await runMethod(await parse(yaml), frame);
  if (result.ok) throw new Error('expected an error');
  return result.error;
}

function column(output: MethodOutput, table: string, name: string): Value[] {
  const found = output.tables.get(table);
  if (found === undefined) throw new Error(`no table ${table}`);
  const at = found.columns.indexOf(name);
  expect(at, `${table}.${name}`).toBeGreaterThanOrEqual(0);
  return found.rows.map((row) => row[at]);
}

function expectClose(actual: readonly Value[], expected: readonly number[], tolerance = 1e-8): void {
  expect(actual.length).toBe(expected.length);
  const size = Math.max(...expected.map((value) => (Number.isNaN(value) ? 0 : Math.abs(value))));
  expected.forEach((value, i) => {
    if (Number.isNaN(value)) {
      expect(actual[i]).toBeNull();
      return;
    }
    const distance = Math.abs(Number(actual[i]) - value) / Math.max(Math.abs(value), 1e-4 * size);
    expect(distance, `entry ${i}: ${actual[i]} for ${value}`).toBeLessThanOrEqual(tolerance);
  });
}

const yaml = (data: string, formula: string, extra = '') => `method: cox\ndata: ${data}\nformula: ${JSON.stringify(formula)}\n${extra}\n`;

describe.each(R.cases.map((c) => [`${c.data}: ${c.formula} ${c.extra}`, c] as const))('%s', async (_, { data, formula, extra, fit }) => {
  const output = await run(yaml(data, formula, extra), readCsv(data));

  test('coefficients', () => {
    expect(column(output, 'coefficients', 'term')).toEqual(fit.term);
    for (const name of ['estimate', 'std_error', 'conf_low', 'conf_high'] as const)
      expectClose(column(output, 'coefficients', name), fit[name]);
    if (fit.robust_se !== null) expectClose(column(output, 'coefficients', 'robust_se'), fit.robust_se);
    else expect(column(output, 'coefficients', 'robust_se').every((value) => value === null)).toBe(true);
  });

  test('fit', () => {
    const one = (name: string) => column(output, 'fit', name);
    expect([...one('n'), ...one('events'), ...one('iterations')]).toEqual([fit.n, fit.events, fit.iterations]);
    expectClose([...one('loglik_null'), ...one('loglik')], fit.loglik, 1e-10);
    expectClose([...one('lr'), ...one('lr_df'), ...one('lr_p')], fit.lr, 1e-7);
    expectClose(one('wald'), [fit.wald]);
    expectClose([...one('score'), ...one('score_df'), ...one('score_p')], fit.score, 1e-7);
    expectClose([...one('concordance'), ...one('std_error_concordance')], fit.concordance);
    expectClose([...one('aic'), ...one('bic')], [fit.aic, fit.bic], 1e-10);
  });

  test('zph', () => {
    if (fit.zph === null) throw new Error('R gives a test here');
    expect(column(output, 'zph', 'term')).toEqual(fit.zph.term);
    expect(column(output, 'zph', 'df')).toEqual(fit.zph.df);
    expectClose(column(output, 'zph', 'statistic'), fit.zph.statistic, 1e-7);
    expectClose(column(output, 'zph', 'p_value'), fit.zph.p, 1e-6);
  });

  test('texts in both languages', async () => {
    expect(output.sentence.en).toContain('hazard ratios');
    expect(output.sentence.zh).toMatch(/风险比/);
    const analysis = await parse(yaml(data, formula, extra));
    expect(analysis.method.paragraph(analysis.options, output).zh).toMatch(/比例风险/);
    expect(analysis.method.rScript(analysis.options)).toContain('coxph(f, d');
  });
});

describe('tables on request', () => {
  const lung = readCsv('lung');
  const formula = 'Surv(time, status) ~ age + strata(sex)';

  test('unasked: coefficients, fit, zph', async () => {
    expect([...(await run(yaml('lung', formula), lung)).tables.keys()]).toEqual(['coefficients', 'fit', 'zph']);
  });

  test('exponentiate adds hazard ratios', async () => {
    const output = await run(yaml('lung', formula, 'exponentiate: true'), lung);
    const [estimate] = column(output, 'coefficients', 'estimate');
    expect(column(output, 'coefficients', 'hazard_ratio')).toEqual([Math.exp(Number(estimate))]);
    expect(output.tables.get('coefficients')?.columns.slice(-3)).toEqual(['hazard_ratio', 'hazard_ratio_low', 'hazard_ratio_high']);
  });

  test('baseline hazards at 0 and at the means', async () => {
    const output = await run(yaml('lung', formula, 'baseline: true'), lung);
    expect(new Set(column(output, 'baseline', 'strata'))).toEqual(new Set(['sex=1', 'sex=2']));
    expectClose(column(output, 'baseline', 'time'), R.extra.baseline.time, 0);
    expectClose(column(output, 'baseline', 'cumhaz'), R.extra.baseline.cumhaz);
    expectClose(column(await run(yaml('lung', formula, 'baseline: mean'), lung), 'baseline', 'cumhaz'), R.extra.baseline_mean);
  });

  test('analysis of deviance, term by term', async () => {
    const output = await run(yaml('lung', 'Surv(time, status) ~ age + factor(ph.ecog) * sex + strata(inst)', 'anova: true'), lung);
    const expected = R.extra.anova;
    expect(column(output, 'anova', 'term')).toEqual(expected.term);
    expectClose(column(output, 'anova', 'loglik'), expected.loglik, 1e-10);
    expectClose(column(output, 'anova', 'statistic').slice(1), expected.statistic, 1e-7);
    expect(column(output, 'anova', 'df').slice(1)).toEqual(expected.df);
    expectClose(column(output, 'anova', 'p_value').slice(1), expected.p, 1e-7);
    expect((await failure(yaml('lung', 'Surv(time, status) ~ age', 'anova: true\ncluster: inst'), lung)).code).toBe('likelihood_robust');
  });

  test('profile-likelihood limits', async () => {
    const output = await run(yaml('lung', 'Surv(time, status) ~ age + sex + ph.ecog', 'profile: true\nconf_level: 0.9'), lung);
    expectClose(
      column(output, 'coefficients', 'profile_low'),
      R.extra.profile.map(([low]) => low),
      1e-6,
    );
    expectClose(
      column(output, 'coefficients', 'profile_high'),
      R.extra.profile.map(([, high]) => high),
      1e-6,
    );
    const separated = frameOf([
      numericColumn('t', [1, 2, 3, 4, 5, 6]),
      numericColumn('d', [1, 1, 1, 0, 0, 0]),
      numericColumn('x', [1, 1, 1, 0, 0, 0]),
    ]);
    const infinite = await run(yaml('f', 'Surv(t, d) ~ x', 'profile: true'), separated);
    expect(column(infinite, 'coefficients', 'profile_high')).toEqual([Number.POSITIVE_INFINITY]);
    // Three deaths, all with x = 1: l(r) = 3 log r − log(3r+3) − log(2r+3) − log(r+3), whose supremum is −log 6.
    const r = Math.exp(Number(column(infinite, 'coefficients', 'profile_low')[0]));
    expect(2 * (-Math.log(6) - (3 * Math.log(r) - Math.log(3 * r + 3) - Math.log(2 * r + 3) - Math.log(r + 3)))).toBeCloseTo(
      3.841458820694124,
      6,
    );
  });

  test('residuals name their rows', async () => {
    const output = await run(yaml('lung', formula, 'residuals: [martingale, deviance]'), lung);
    expectClose(column(output, 'residuals', 'value'), [...R.extra.martingale, ...R.extra.deviance]);
    expect(column(output, 'residuals', 'row').slice(0, 3)).toEqual([1, 2, 3]);
    const schoenfeld = await run(yaml('lung', formula, 'residuals: schoenfeld'), lung);
    expect(new Set(column(schoenfeld, 'residuals', 'term'))).toEqual(new Set(['age']));
    expect(column(schoenfeld, 'residuals', 'value').length).toBe(165);
  });

  test('predictions for the rows of another table', async () => {
    const fresh = frameOf([numericColumn('age', [74, 60]), numericColumn('sex', [1, 1])]);
    const ask = (type: string) => `predictions:\n  data: fresh\n  times: [100, 365]\n  type: ${type}`;
    const tables = new Map([['fresh', fresh]]);
    const survival = await run(yaml('lung', formula, ask('survival')), lung, tables);
    const { method, options } = await parse(yaml('lung', formula, ask('survival')));
    expect(method.tablesUsed(options)).toEqual(['fresh']);
    expectClose(column(survival, 'predictions', 'estimate'), R.extra.survival.estimate);
    expectClose(column(survival, 'predictions', 'std_error'), R.extra.survival.se);
    expectClose(column(survival, 'predictions', 'conf_low'), R.extra.survival.low);
    expectClose(column(survival, 'predictions', 'conf_high'), R.extra.survival.high);
    const lp = await run(yaml('lung', formula, ask('lp')), lung, tables);
    expectClose(column(lp, 'predictions', 'estimate'), R.extra.lp.estimate);
    expectClose(column(lp, 'predictions', 'std_error'), R.extra.lp.se);
    const risk = await run(yaml('lung', formula, ask('risk')), lung, tables);
    expectClose(column(risk, 'predictions', 'estimate'), R.extra.lp.estimate.map(Math.exp));
    expectClose(
      column(risk, 'predictions', 'std_error'),
      R.extra.lp.estimate.map((v, i) => Math.exp(v) * R.extra.lp.se[i]),
    );
  });

  test('times beyond follow-up and on event times are told', async () => {
    const output = await run(yaml('lung', formula, 'predictions: {times: [310, 5000]}'), lung);
    expect(output.warnings.map((w) => w.code)).toEqual(expect.arrayContaining(['horizon_beyond_follow_up', 'horizon_on_event_time']));
    expect(column(output, 'predictions', 'estimate')[1]).toBeNull();
  });
});

describe('warnings and errors', () => {
  const lung = readCsv('lung');
  const codes = (output: MethodOutput) => output.warnings.map((warning) => warning.code);
  const times = numericColumn('t', [1, 2, 3, 4, 5, 6]);
  const events = numericColumn('d', [1, 1, 1, 0, 0, 0]);

  test('a collinear column is named and left empty', async () => {
    const output = await run(yaml('lung', 'Surv(time, status) ~ age + I(2 * age) + sex'), lung);
    expect(output.warnings.find((w) => w.code === 'collinear')?.message.en).toContain('I(2 * age)');
    expect(column(output, 'coefficients', 'estimate')[1]).toBeNull();
    expect(column(output, 'zph', 'term')).toEqual(['age', 'sex', 'GLOBAL']);
  });

  test('an infinite coefficient, too few events', async () => {
    const frame = frameOf([times, events, numericColumn('x', [1, 1, 1, 0, 0, 0])]);
    expect(codes(await run(yaml('f', 'Surv(t, d) ~ x'), frame))).toEqual(
      expect.arrayContaining(['infinite_coefficient', 'few_events', 'not_converged']),
    );
  });

  test('non-proportional hazards', async () => {
    expect(codes(await run(yaml('lung', 'Surv(time, status) ~ ph.karno'), lung))).toContain('ph_violated');
    const labelled = readCsv('lung');
    const karno = {
      ...labelled,
      columns: labelled.columns.map((c) =>
        c.name === 'ph.karno' ? { ...c, meta: { label: { en: 'Karnofsky score', zh: '卡氏评分' } } } : c,
      ),
    };
    const told = (await run(yaml('lung', 'Surv(time, status) ~ ph.karno'), karno)).warnings.find(({ code }) => code === 'ph_violated');
    expect(told?.message.en).toContain('Karnofsky score, all terms together');
    expect(told?.message.zh).toContain('卡氏评分、整体检验');
  });

  test('a centre the model ignores', async () => {
    const centre = { ...textColumn('hospital', ['a', 'b', 'a', 'b', 'a', 'b']), meta: { role: 'centre' as const } };
    const frame = frameOf([times, events, numericColumn('x', [1, 0, 3, 2, 5, 1]), centre]);
    expect(codes(await run(yaml('f', 'Surv(t, d) ~ x'), frame))).toContain('centre_ignored');
    expect(codes(await run(yaml('f', 'Surv(t, d) ~ x + strata(hospital)'), frame))).not.toContain('centre_ignored');
    expect(codes(await run(yaml('f', 'Surv(t, d) ~ x', 'cluster: hospital'), frame))).not.toContain('centre_ignored');
  });

  test('a labelled outcome with causes needs one of them; deaths that no cause names are told', async () => {
    const labelled = (causes: string[] | null, deathsUnlabelled: number) => ({
      ...numericColumn('d', [1, 2, 1, 0, 2, 0]),
      meta: { event: { outcome: 'relapse', causes, deathsUnlabelled } },
    });
    const frame = (column: ReturnType<typeof labelled>) => frameOf([times, column, numericColumn('x', [1, 0, 3, 2, 5, 1])]);
    const error = await failure(yaml('f', 'Surv(t, d) ~ x'), frame(labelled(['relapse', 'death'], 0)));
    expect(error.code).toBe('event_needs_cause');
    expect(error.message.en).toMatch(/cause/);
    const output = await run(yaml('f', 'Surv(t, d) ~ x', 'cause: relapse'), frame(labelled(['relapse', 'death'], 2)));
    expect(codes(output)).toEqual(expect.arrayContaining(['other_causes_censored', 'death_is_competing']));
    expect(column(output, 'fit', 'events')).toEqual([2]);
  });

  test.each([
    ['Surv(t, d) ~ x', 'where: x > 0\nties: exact\nweights: {column: w, kind: sampling}', 'exact_weights'],
    ['Surv(t, d) ~ x', 'ties: exact\nrobust: true', 'exact_robust'],
    ['Surv(t, d) ~ x', 'ties: exact\nresiduals: score', 'exact_residuals'],
    ['Surv(t, d) ~ x + cluster(w)', 'cluster: w', 'two_clusters'],
    ['Surv(t, none) ~ x', '', 'no_events'],
    ['Surv(t, d) ~ x', 'predictions: {type: survival}', 'times_missing'],
    ['Surv(t, d) ~ x', 'cluster: hospitol', 'unknown_column'],
  ])('%s with %j is refused: %s', async (formula, extra, code) => {
    const frame = frameOf([
      times,
      events,
      numericColumn('x', [1, 0, 3, 2, 5, 1]),
      numericColumn('w', [1, 2, 1, 2, 1, 2]),
      numericColumn('none', [0, 0, 0, 0, 0, 0]),
    ]);
    const error = await failure(yaml('f', formula, extra), frame);
    expect(error.code).toBe(code);
    expect(error.message.zh).toMatch(/\p{Script=Han}/u);
  });

  test('an exact likelihood that would not end is refused', async () => {
    const n = 30_000;
    const numbers = (f: (i: number) => number) => Array.from({ length: n }, (_, i) => f(i));
    const frame = frameOf([
      numericColumn(
        't',
        numbers((i) => i % 2),
      ),
      numericColumn(
        'd',
        numbers((i) => (i % 3 === 0 ? 1 : 0)),
      ),
      numericColumn(
        'x',
        numbers((i) => i % 7),
      ),
      numericColumn(
        'w',
        numbers(() => 1),
      ),
    ]);
    expect(await failure(yaml('f', 'Surv(t + 1, d) ~ x', 'ties: exact'), frame)).toMatchObject({
      code: 'exact_too_large',
      fixes: ['efron', 'breslow'],
    });
  });

  test('as: sas takes Breslow ties', async () => {
    const sas = await run(yaml('lung', 'Surv(time, status) ~ age', 'as: sas'), lung);
    const breslow = await run(yaml('lung', 'Surv(time, status) ~ age', 'ties: breslow'), lung);
    expect(column(sas, 'coefficients', 'estimate')).toEqual(column(breslow, 'coefficients', 'estimate'));
    expect(sas.conventions.ties).toBe('breslow');
  });

  test('a model with strata alone has no coefficients and says so', async () => {
    const output = await run(yaml('lung', 'Surv(time, status) ~ strata(sex)'), lung);
    expect(column(output, 'coefficients', 'term')).toEqual([]);
    expect(column(output, 'fit', 'lr_df')).toEqual([0]);
  });
});
