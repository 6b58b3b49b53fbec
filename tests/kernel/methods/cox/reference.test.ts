/** Fits, residuals, tests and predictions against R's survival package (scripts and versions beside the fixture). */
import { describe, expect, test } from 'vitest';
import { pchisq } from '@/analysis-kernel/numeric/dist/chi-squared';
import { qnorm } from '@/analysis-kernel/numeric/dist/normal';
import { concordance } from '@/analysis-kernel/stats/cox/concordance';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { baselineHazard, predictLinear, predictSurvival } from '@/analysis-kernel/stats/cox/hazard';
import {
  devianceResiduals,
  dfbetaResiduals,
  martingaleResiduals,
  scaledSchoenfeldResiduals,
  schoenfeldResiduals,
  scoreResiduals,
} from '@/analysis-kernel/stats/cox/residuals';
import { proportionalHazardsTest, type ZphTransform } from '@/analysis-kernel/stats/cox/zph';
import { CASES, caseData } from './cases';

/** Largest distance relative to the size of the expected values as a whole (entries near zero are sums that cancel). */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number, what: string): void {
  expect(actual.length, what).toBe(expected.length);
  const size = Math.max(...expected.map((v) => (Number.isFinite(v) ? Math.abs(v) : 0)), 1e-300);
  expected.forEach((value, i) => {
    if (Number.isNaN(value)) expect(actual[i], `${what}[${i}]`).toBeNaN();
    else
      expect(
        Math.abs(actual[i] - value) / Math.max(Math.abs(value), 1e-3 * size),
        `${what}[${i}]: ${actual[i]} for ${value}`,
      ).toBeLessThanOrEqual(tolerance);
  });
}

const pick = (values: Float64Array, n: number, p: number, rows: readonly number[]): number[] =>
  rows.flatMap((row) => Array.from({ length: p }, (_, j) => values[j * n + row]));

describe.each(CASES.map((c) => [c.case.id, c] as const))('%s', (_id, { case: spec, expected: R }) => {
  const data = caseData(spec);
  const fit = fitCox(data);
  const ws = fit.workspace;
  const { n, p } = data;

  test('estimates, variance and global tests', () => {
    expect([fit.n, fit.events]).toEqual([R.n, R.events]);
    expectClose(fit.coefficients, R.coef, 1e-8, 'coef');
    expectClose(fit.variance, R.var, 1e-8, 'var');
    if (R.naive !== null) expectClose(fit.modelVariance, R.naive, 1e-8, 'model variance');
    expectClose([fit.loglikNull, fit.loglik], R.loglik, 1e-11, 'loglik');
    expectClose([fit.score.statistic], [R.score], 1e-9, 'score');
    expectClose([fit.wald.statistic], [R.wald], 1e-8, 'wald');
    expect(fit.iterations).toBe(R.iterations);
    expect(fit.converged).toBe(true);
    if (spec.ties !== 'exact') expectClose(fit.centre, R.means, 1e-12, 'means');
  });

  test('concordance', () => {
    const c = concordance(data, fit.linearPredictor);
    expectClose(
      [c.concordant, c.discordant, c.tiedScore, c.tiedTime, c.tiedBoth, c.estimate, c.stdError],
      R.concordance,
      1e-10,
      'concordance',
    );
  });

  test('residuals', () => {
    expectClose(pick(martingaleResiduals(ws), n, 1, R.rows), R.martingale, 1e-8, 'martingale');
    if (R.deviance === undefined || R.scoreResiduals === undefined || R.dfbeta === undefined) return;
    expectClose(pick(devianceResiduals(ws), n, 1, R.rows), R.deviance, 1e-7, 'deviance');
    expectClose(pick(scoreResiduals(ws), n, p, R.rows), R.scoreResiduals.flat(), 1e-8, 'score');
    expectClose(pick(dfbetaResiduals(ws, fit.modelVariance), n, p, R.rows), R.dfbeta.flat(), 1e-8, 'dfbeta');
    const schoenfeld = schoenfeldResiduals(ws);
    expect(schoenfeld.rows.length).toBe(R.deaths);
    const rows = R.deathRows ?? [];
    expectClose(pick(schoenfeld.values, schoenfeld.rows.length, p, rows), (R.schoenfeld ?? []).flat(), 1e-8, 'schoenfeld');
    const scaled = scaledSchoenfeldResiduals(ws, fit.modelVariance, fit.coefficients);
    expectClose(pick(scaled.values, scaled.rows.length, p, rows), (R.scaledSchoenfeld ?? []).flat(), 1e-8, 'scaled');
  });

  test('test of proportional hazards', () => {
    const known = { km: 'survival', rank: 'rank', log: 'log', identity: 'identity' } as const satisfies Record<string, ZphTransform>;
    const available = (['km', 'rank', 'log', 'identity'] as const).filter((t) => R[`zph_${t}`] !== undefined);
    expect(available.length > 0).toBe(spec.ties !== 'exact');
    for (const transform of available) {
      const expected = R[`zph_${transform}`];
      const tests = proportionalHazardsTest(fit, known[transform]);
      expectClose(
        tests.map((t) => t.statistic),
        expected?.statistic ?? [],
        1e-7,
        `zph ${transform}`,
      );
      expect(tests.map((t) => t.df)).toEqual(expected?.df);
      expectClose(
        tests.map((t) => pchisq(t.statistic, t.df, { lower: false })),
        expected?.p ?? [],
        1e-6,
        'zph p',
      );
    }
  });

  test('baseline hazard and predictions', () => {
    const zero = baselineHazard(fit, 'zero');
    const total = zero.from.at(-1) ?? 0;
    expect(total).toBe(zero.time.length);
    if (R.basehaz === undefined) return;
    expect(zero.time.length).toBe(R.basehaz.count);
    expectClose(pick(zero.time, n, 1, R.basehaz.rows), R.basehaz.time, 1e-15, 'time');
    expectClose(pick(zero.cumulativeHazard, n, 1, R.basehaz.rows), R.basehaz.hazard, 1e-8, 'hazard');
    if (R.basehazMeans !== undefined) {
      expectClose(pick(baselineHazard(fit, 'mean').cumulativeHazard, n, 1, R.basehaz.rows), R.basehazMeans, 1e-8, 'hazard at means');
    }
    if (R.predict === undefined) return;
    const chosen = R.predict.rows;
    const rows = {
      n: chosen.length,
      x: Float64Array.from({ length: chosen.length * p }, (_, k) => data.x[Math.floor(k / chosen.length) * n + chosen[k % chosen.length]]),
      strata: null,
      offset: null,
    };
    const z = qnorm(0.975);
    const survival = predictSurvival(fit, rows, R.predict.times, z);
    // R gives a times × rows matrix column by column: row by row, time by time, as here.
    expectClose(
      survival.map((s) => s.estimate),
      R.predict.surv,
      1e-8,
      'survival',
    );
    expectClose(
      survival.map((s) => s.stdError),
      R.predict.se,
      1e-8,
      'survival se',
    );
    expectClose(
      survival.map((s) => s.low),
      R.predict.lower,
      1e-8,
      'survival low',
    );
    expectClose(
      survival.map((s) => s.high),
      R.predict.upper,
      1e-8,
      'survival high',
    );
    const linear = predictLinear(fit, rows, z);
    expectClose(
      linear.map((s) => s.estimate),
      R.predict.lp,
      1e-8,
      'lp',
    );
    expectClose(
      linear.map((s) => s.stdError),
      R.predict.lpSe,
      1e-8,
      'lp se',
    );
  });
});
