/**
 * Closed forms worked out by hand for the two small data sets of Therneau & Grambsch's appendix (also in the validation vignette
 * of R's survival package). With one binary covariate everything is a rational function of r = exp(β).
 */
import { describe, expect, test } from 'vitest';
import { lgamma } from '@/analysis-kernel/numeric/special/lgamma';
import type { CoxData, Ties } from '@/analysis-kernel/stats/cox/data';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { devianceResiduals, martingaleResiduals, schoenfeldResiduals, scoreResiduals } from '@/analysis-kernel/stats/cox/residuals';

function data(ties: Ties, time: number[], event: number[], x: number[], start: number[] | null = null): CoxData {
  return {
    n: time.length,
    p: 1,
    time: Float64Array.from(time),
    start: start === null ? null : Float64Array.from(start),
    event: Uint8Array.from(event),
    x: Float64Array.from(x),
    strata: null,
    weights: null,
    offset: null,
    cluster: null,
    ties,
    assign: Int32Array.of(0),
  };
}

function close(actual: number, expected: number, tolerance = 1e-12): void {
  expect(Math.abs(actual - expected), `${actual} for ${expected}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

// Six rows: time, status, x. Risk sets: all six at 1; rows 3…6 at 6 (two deaths, one of each x); row 6 alone at 9.
const ONE = { time: [1, 1, 6, 6, 8, 9], event: [1, 0, 1, 1, 0, 1], x: [1, 1, 1, 0, 0, 0] };

describe('data set 1', () => {
  test('Breslow: β̂ = log((3 + √33) / 2)', () => {
    const fit = fitCox(data('breslow', ONE.time, ONE.event, ONE.x));
    const r = (3 + Math.sqrt(33)) / 2;
    close(fit.coefficients[0], Math.log(r), 1e-9);
    close(fit.loglikNull, -Math.log(6) - 2 * Math.log(4));
    close(fit.loglik, 2 * Math.log(r) - Math.log(3 * r + 3) - 2 * Math.log(r + 3));
    // Information: p(1−p) summed over the deaths, p the share of risk with x = 1.
    const [p1, p2] = [r / (r + 1), r / (r + 3)];
    close(fit.modelVariance[0], 1 / (p1 * (1 - p1) + 2 * p2 * (1 - p2)), 1e-9);
    // Score test at β = 0: U = 2 − 1/2 − 2/4, I = 1/4 + 2 · 3/16.
    close(fit.score.statistic, 1 / (1 / 4 + 3 / 8));
    const [h1, h2] = [1 / (3 * r + 3), 2 / (r + 3)];
    [1 - r * h1, -r * h1, 1 - r * (h1 + h2), 1 - (h1 + h2), -(h1 + h2), 1 - (h1 + h2 + 1)].forEach((m, i) => {
      close(martingaleResiduals(fit.workspace)[i], m, 1e-9);
    });
    [1 - p1, 1 - p2, -p2, 0].forEach((s, i) => {
      close(schoenfeldResiduals(fit.workspace).values[i], s, 1e-9);
    });
  });

  test('Efron: the second tied death leaves half of the dying out', () => {
    const fit = fitCox(data('efron', ONE.time, ONE.event, ONE.x));
    const r = Math.exp(fit.coefficients[0]);
    close(fit.loglikNull, -Math.log(6) - Math.log(4) - Math.log(3));
    close(fit.loglik, 2 * Math.log(r) - Math.log(3 * r + 3) - Math.log(r + 3) - Math.log((r + 5) / 2));
    // U = 2 − r/(r+1) − r/(r+3) − r/(r+5) = 0: r³ − 23r − 30 = 0.
    const root = 2 * Math.sqrt(23 / 3) * Math.cos(Math.acos(((45 / 23) * Math.sqrt(3 / 23)) as number) / 3);
    close(r, root, 1e-9);
    const share = [r / (r + 1), r / (r + 3), r / (r + 5)];
    close(fit.modelVariance[0], 1 / share.reduce((t, p) => t + p * (1 - p), 0), 1e-9);
    const [h1, a, b] = [1 / (3 * r + 3), 1 / (r + 3), 2 / (r + 5)];
    const martingale = martingaleResiduals(fit.workspace);
    [1 - r * h1, -r * h1, 1 - r * (h1 + a + b / 2), 1 - (h1 + a + b / 2), -(h1 + a + b), 1 - (h1 + a + b + 1)].forEach((m, i) => {
      close(martingale[i], m, 1e-9);
    });
    const [m1, m2, m3] = share;
    const score = scoreResiduals(fit.workspace);
    const steps = (x: number, hazards: readonly [number, number][]) => hazards.reduce((t, [h, m]) => t - h * (x - m), 0);
    close(score[0], 1 - m1 + r * steps(1, [[h1, m1]]), 1e-9);
    close(
      score[2],
      1 -
        (m2 + m3) / 2 +
        r *
          steps(1, [
            [h1, m1],
            [a, m2],
            [b / 2, m3],
          ]),
      1e-9,
    );
    close(
      score[4],
      steps(0, [
        [h1, m1],
        [a, m2],
        [b, m3],
      ]),
      1e-9,
    );
    const deviance = devianceResiduals(fit.workspace);
    close(deviance[4], -Math.sqrt(-2 * martingale[4]), 1e-12);
    close(deviance[0], Math.sign(martingale[0]) * Math.sqrt(-2 * (martingale[0] + Math.log(1 - martingale[0]))), 1e-12);
  });

  test('exact: one of the six pairs of four died', () => {
    const fit = fitCox(data('exact', ONE.time, ONE.event, ONE.x));
    // Pairs of {r, 1, 1, 1}: three with x = 1 (3r) and three without. U = 2 − r/(r+1) − r/(r+1) has no root: β̂ → ∞.
    expect(fit.infinite).toEqual([0]);
    close(fit.loglikNull, -Math.log(6) - Math.log(6));
    close(fit.score.statistic, 1 / (1 / 4 + 1 / 4));
  });
});

// Nine rows of (start, stop] data with deaths at 2, 3, 6, 7, 8 (one of each x) and 9 (both x = 1).
const TWO = {
  start: [1, 2, 5, 2, 1, 7, 3, 4, 8, 8],
  time: [2, 3, 6, 7, 8, 9, 9, 9, 14, 17],
  event: [1, 1, 1, 1, 1, 1, 1, 0, 0, 0],
  x: [1, 0, 0, 1, 0, 1, 1, 1, 0, 0],
};

describe('data set 2', () => {
  test.each(['breslow', 'efron'] as const)('%s: likelihood and score by risk set', (ties) => {
    const fit = fitCox(data(ties, TWO.time, TWO.event, TWO.x, TWO.start));
    const r = Math.exp(fit.coefficients[0]);
    // Risk sets (number with x = 1, with x = 0): 2: (1,1); 3: (1,2); 6: (3,2)…: counted from the table below.
    const at = (t: number) => TWO.time.map((stop, i) => ({ i, in: TWO.start[i] < t && t <= stop })).filter((row) => row.in);
    const ones = (t: number) => at(t).filter(({ i }) => TWO.x[i] === 1).length;
    const zeros = (t: number) => at(t).length - ones(t);
    expect([2, 3, 6, 7, 8, 9].map((t) => [ones(t), zeros(t)])).toEqual([
      [1, 1],
      [1, 2],
      [3, 2],
      [3, 1],
      [3, 1],
      [3, 2],
    ]);
    const last = ties === 'breslow' ? [3 * r + 2, 3 * r + 2] : [3 * r + 2, 2 * r + 2];
    const denominators = [r + 1, r + 2, 3 * r + 2, 3 * r + 1, 3 * r + 1, ...last];
    close(fit.loglik, 4 * Math.log(r) - denominators.reduce((t, d) => t + Math.log(d), 0));
    const shares = [r / (r + 1), r / (r + 2), (3 * r) / (3 * r + 2), (3 * r) / (3 * r + 1), (3 * r) / (3 * r + 1)];
    const tied = ties === 'breslow' ? [(3 * r) / (3 * r + 2), (3 * r) / (3 * r + 2)] : [(3 * r) / (3 * r + 2), (2 * r) / (2 * r + 2)];
    const all = [...shares, ...tied];
    close(4 - all.reduce((t, p) => t + p, 0), 0, 1e-9);
    close(fit.modelVariance[0], 1 / all.reduce((t, p) => t + p * (1 - p), 0), 1e-9);
  });
});

test('exact with frequency weights is the exact likelihood of the replicated rows', () => {
  const weighted = fitCox({
    ...data('exact', [1, 2, 2, 3, 4], [1, 1, 0, 1, 0], [0, 1, 2, 1, 0.5]),
    weights: { values: Float64Array.of(1, 2, 1, 2, 3), kind: 'frequency' },
  });
  const repeated = fitCox(data('exact', [1, 2, 2, 2, 3, 3, 4, 4, 4], [1, 1, 1, 0, 1, 1, 0, 0, 0], [0, 1, 1, 2, 1, 1, 0.5, 0.5, 0.5]));
  close(weighted.coefficients[0], repeated.coefficients[0], 1e-10);
  close(weighted.loglik, repeated.loglik);
  close(weighted.modelVariance[0], repeated.modelVariance[0], 1e-10);
});

test('a column determined by others is dropped, not guessed', () => {
  const base = data('efron', ONE.time, ONE.event, ONE.x);
  const fit = fitCox({ ...base, p: 2, x: Float64Array.from([...ONE.x, ...ONE.x.map((v) => 2 * v)]), assign: Int32Array.of(0, 1) });
  const single = fitCox(base);
  expect(fit.redundant).toEqual([1]);
  expect(fit.coefficients[1]).toBeNaN();
  close(fit.coefficients[0], single.coefficients[0], 1e-12);
  expect(fit.wald.df).toBe(1);
});

test('a covariate that separates the deaths is told as possibly infinite', () => {
  const fit = fitCox(data('efron', [1, 2, 3, 4, 5, 6], [1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0]));
  expect(fit.infinite).toEqual([0]);
});

test.each([
  [1500, 700],
  [3000, 1100],
])('the exact likelihood of %i rows and %i ties stays within range: at 0 it is −log of the number of sets', (n, dead) => {
  const x = Array.from({ length: n }, (_, i) => (i % 7) - 3);
  const fit = fitCox(
    data(
      'exact',
      new Array(n).fill(1),
      Array.from({ length: n }, (_, i) => Number(i < dead)),
      x,
    ),
  );
  close(fit.loglikNull, -(lgamma(n + 1) - lgamma(dead + 1) - lgamma(n - dead + 1)), 1e-12);
  // One risk set, all tied: the exact model is the hypergeometric mean of x; the score at 0 is Σ x over the dead − d x̄.
  const mean = x.reduce((a, b) => a + b, 0) / n;
  const variance = (x.reduce((a, b) => a + (b - mean) ** 2, 0) / n) * ((dead * (n - dead)) / (n - 1));
  const score = x.slice(0, dead).reduce((a, b) => a + b, 0) - dead * mean;
  close(fit.score.statistic, score ** 2 / variance, 1e-9);
});
