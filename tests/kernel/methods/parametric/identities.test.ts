/** What must hold between models, whatever the data. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { expectClose } from '../../close';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

const DISTRIBUTIONS = ['exponential', 'weibull', 'lognormal', 'loglogistic', 'gamma', 'gengamma', 'gompertz', 'royston_parmar'] as const;

const estimates = (output: MethodOutput) => rowsOf(output, 'coefficients').map(({ estimate }) => Number(estimate));
const errors = (output: MethodOutput) => rowsOf(output, 'coefficients').map(({ std_error }) => Number(std_error));
const loglik = (output: MethodOutput) => Number(rowsOf(output, 'fit')[0].loglik);

function expectAlike(a: readonly number[], b: readonly number[], tolerance: number, what: string): void {
  expect(a.length).toBe(b.length);
  for (const [i, value] of a.entries()) expectClose(value, b[i], tolerance, `${what} ${i}`, 1e-3);
}

interface Row {
  readonly start: number;
  readonly stop: number;
  readonly event: number;
  readonly x: number;
  readonly g: string;
  readonly w: number;
}

/** Seeded rows of a Weibull model with censoring and late entries. */
function drawn(n: number, seed: number): readonly Row[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => {
    const [x, late] = [4 * random.uniform() - 2, random.uniform()];
    const g = random.uniform() < 0.5 ? 'a' : 'b';
    const start = late < 0.3 ? 0.3 * random.uniform() : 0;
    const time = start + Math.exp(1 + 0.4 * x + (g === 'b' ? 0.5 : 0)) * (-Math.log(random.uniform())) ** 0.7;
    const end = start + 0.2 + 8 * random.uniform();
    return { start, stop: Math.min(time, end), event: time <= end ? 1 : 0, x, g, w: 1 + Math.floor(3 * random.uniform()) };
  });
}

const framed = (rows: readonly Row[]): Frame =>
  frameOf([
    ...(['start', 'stop', 'x'] as const).map((name) =>
      numericColumn(
        name,
        rows.map((row) => row[name]),
      ),
    ),
    ...(['event', 'w'] as const).map((name) =>
      numericColumn(
        name,
        rows.map((row) => row[name]),
        'integer',
      ),
    ),
    textColumn(
      'g',
      rows.map(({ g }) => g),
    ),
  ]);

const rows = drawn(120, 7);
const frame = framed(rows);
const DELAYED = 'Surv(start, stop, event) ~ x + g';

describe.each(DISTRIBUTIONS)('%s', (distribution) => {
  const options = { formula: DELAYED, distribution, ...(distribution === 'royston_parmar' ? { knots: 1 } : {}) };

  it('is one likelihood however rows are cut in time', async () => {
    const cut = rows.flatMap((row) => {
      const middle = (row.start + row.stop) / 2;
      return [
        { ...row, stop: middle, event: 0 },
        { ...row, start: middle },
      ];
    });
    const [whole, split] = [await run('parametric', options, frame), await run('parametric', options, framed(cut))];
    expectAlike(estimates(split), estimates(whole), 1e-7, 'estimate');
    expectAlike(errors(split), errors(whole), 1e-6, 'error');
    expectClose(loglik(split), loglik(whole), 1e-10, 'log likelihood');
  });

  it('takes a frequency for so many rows', async () => {
    const replicated = rows.flatMap((row) => Array.from({ length: row.w }, () => row));
    const weighted = await run('parametric', { ...options, weights: { column: 'w', kind: 'frequency' }, robust: true }, frame);
    const long = await run('parametric', { ...options, robust: true }, framed(replicated));
    expectAlike(estimates(weighted), estimates(long), 1e-7, 'estimate');
    expectAlike(
      rowsOf(weighted, 'coefficients').map(({ robust_se }) => Number(robust_se)),
      rowsOf(long, 'coefficients').map(({ robust_se }) => Number(robust_se)),
      1e-6,
      'robust error',
    );
    for (const name of ['n', 'events', 'loglik', 'lr', 'aic', 'bic'])
      expectClose(rowsOf(weighted, 'fit')[0][name], Number(rowsOf(long, 'fit')[0][name]), 1e-8, name);
  });

  it('does not change with the order of rows, and its robust variance not with the scale of weights', async () => {
    const reversed = await run('parametric', options, framed(rows.toReversed()));
    expectAlike(estimates(reversed), estimates(await run('parametric', options, frame)), 1e-8, 'estimate');
    const sampled = { ...options, weights: { column: 'w', kind: 'sampling' } };
    const scaled = framed(rows.map((row) => ({ ...row, w: 7 * row.w })));
    const [one, seven] = [await run('parametric', sampled, frame), await run('parametric', sampled, scaled)];
    const robust = (output: MethodOutput) => rowsOf(output, 'coefficients').map(({ robust_se }) => Number(robust_se));
    expectAlike(robust(seven), robust(one), 1e-6, 'robust error');
  });

  it('counts time in any unit: effects stay, and the likelihood shifts by the events', async () => {
    const long = framed(rows.map((row) => ({ ...row, start: 365.25 * row.start, stop: 365.25 * row.stop })));
    const [years, days] = [await run('parametric', options, frame), await run('parametric', options, long)];
    const effects = (output: MethodOutput) =>
      rowsOf(output, 'coefficients')
        .filter(({ term }) => term === 'x' || term === 'gb')
        .map(({ estimate }) => Number(estimate));
    expectAlike(effects(days), effects(years), 1e-7, 'effect');
    const events = rows.reduce((sum, { event }) => sum + event, 0);
    expectClose(loglik(days), loglik(years) - events * Math.log(365.25), 1e-9, 'log likelihood');
    const [a, b] = [rowsOf(years, 'summary'), rowsOf(days, 'summary')];
    a.forEach((row, i) => {
      for (const name of ['median', 'conf_low', 'conf_high']) expectClose(b[i][name], 365.25 * Number(row[name]), 1e-6, name);
    });
  });

  it('has the mean restricted to τ as the integral of its survival, and the median where that is one half', async () => {
    const tau = 3;
    const points = Array.from({ length: 601 }, (_, k) => (tau * (k + (k === 0 ? 1e-9 : 0))) / 600);
    const first = framed(rows.slice(0, 1));
    const few = async (predictions: object) =>
      rowsOf(
        await run('parametric', { ...options, predictions: { ...predictions, data: 'one' } }, frame, new Map([['one', first]])),
        'predictions',
      );
    const survival = (await few({ type: 'survival', times: points })).map(({ estimate }) => Number(estimate));
    const simpson = survival.reduce((sum, s, k) => sum + s * (k === 0 || k === 600 ? 1 : k % 2 === 1 ? 4 : 2), 0) * (tau / 1800);
    expectClose((await few({ type: 'rmst', times: [tau] }))[0].estimate, simpson, 1e-5, 'restricted mean');
    const [median] = await few({ type: 'quantile', quantiles: [0.5] });
    const [half] = await few({ type: 'survival', times: [Number(median.estimate)] });
    expectClose(half.estimate, 0.5, 1e-9, 'survival at the median');
  });
});

describe('models that contain others', () => {
  const lung = readCsv('lung');
  const fitted = (distribution: string, extra: object = {}) =>
    run('parametric', { formula: 'Surv(time, status) ~ age + sex', distribution, ...extra }, lung);

  it('the generalised gamma model is as likely as the Weibull, log-normal and gamma models at least', async () => {
    const whole = loglik(await fitted('gengamma'));
    for (const part of ['weibull', 'lognormal', 'gamma']) expect(whole).toBeGreaterThanOrEqual(loglik(await fitted(part)) - 1e-8);
  });

  it.each([
    ['hazard', 'weibull'],
    ['odds', 'loglogistic'],
    ['normal', 'lognormal'],
  ])('a spline without inner knots on the %s scale is the %s model', async (scale, name) => {
    const spline = await fitted('royston_parmar', { knots: 0, scale });
    const straight = await fitted(name);
    expectClose(loglik(spline), loglik(straight), 1e-12, 'log likelihood');
    const [gamma0, gamma1, age, sex] = estimates(spline);
    const [mu, beta1, beta2, logScale] = estimates(straight);
    expectAlike(
      [gamma0, gamma1, age, sex],
      [-mu, 1, -beta1, -beta2].map((value) => value * Math.exp(-logScale)),
      1e-8,
      'estimate',
    );
  });

  it('more knots are more likely where they are nested', async () => {
    const [zero, one] = [await fitted('royston_parmar', { knots: 0 }), await fitted('royston_parmar', { knots: [200] })];
    const two = await fitted('royston_parmar', { knots: [200, 500] });
    expect(loglik(one)).toBeGreaterThan(loglik(zero));
    expect(loglik(two)).toBeGreaterThan(loglik(one));
  });

  it('the exponential model is a Poisson regression with the log of time as its offset', async () => {
    const exponential = await run('parametric', { formula: DELAYED, distribution: 'exponential' }, frame);
    const poisson = await run('glm', { formula: 'event ~ x + g + offset(log(stop - start))', family: 'poisson' }, frame);
    expectAlike(
      estimates(exponential).map((value) => -value),
      estimates(poisson),
      1e-7,
      'estimate',
    );
    // The errors of the Poisson fit are those of its last weights.
    expectAlike(errors(exponential), errors(poisson), 1e-4, 'error');
  });

  it('by hand: the exponential rate is events over time, its error one over the root of events', async () => {
    const few = frameOf([numericColumn('t', [1, 2, 3, 4]), numericColumn('e', [1, 1, 0, 1], 'integer')]);
    const output = await run('parametric', { formula: 'Surv(t, e) ~ 1', distribution: 'exponential' }, few);
    const [row] = rowsOf(output, 'coefficients');
    expectClose(row.estimate, Math.log(10 / 3), 1e-12, 'log mean');
    expectClose(row.std_error, 1 / Math.sqrt(3), 1e-12, 'error');
    expectClose(loglik(output), 3 * Math.log(0.3) - 3, 1e-12, 'log likelihood');
    expectClose(rowsOf(output, 'summary')[0].median, (10 / 3) * Math.LN2, 1e-12, 'median');
  });

  it('by hand: without censoring the log-normal model is the mean and standard deviation of log time', async () => {
    const few = frameOf([numericColumn('t', [1, 2, 4, 16]), numericColumn('e', [1, 1, 1, 1], 'integer')]);
    const [mean, scale] = estimates(await run('parametric', { formula: 'Surv(t, e) ~ 1', distribution: 'lognormal' }, few));
    expectClose(mean, (7 / 4) * Math.LN2, 1e-12, 'mean');
    expectClose(scale, Math.log(Math.LN2 * Math.sqrt((0 + 1 + 4 + 16) / 4 - (7 / 4) ** 2)), 1e-10, 'log sd');
  });

  it('a hazard ratio of the Weibull model is the power of its time ratio', async () => {
    const [row] = rowsOf(await fitted('weibull', { exponentiate: true }), 'coefficients').filter(({ term }) => term === 'sex');
    const scale = Number(rowsOf(await fitted('weibull'), 'coefficients')[3].estimate);
    expectClose(row.hazard_ratio, Number(row.time_ratio) ** (-1 / Math.exp(scale)), 1e-12, 'hazard ratio');
    const spline = rowsOf(await fitted('royston_parmar', { knots: 0, exponentiate: true }), 'coefficients')[3];
    for (const name of ['hazard_ratio', 'hazard_ratio_low', 'hazard_ratio_high']) expectClose(row[name], Number(spline[name]), 1e-8, name);
  });
});
