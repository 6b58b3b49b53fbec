/** What must hold whatever the data: no oracle needed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { concordance } from '@/analysis-kernel/stats/cox/concordance';
import type { CoxData, Ties } from '@/analysis-kernel/stats/cox/data';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { baselineHazard, predictSurvival } from '@/analysis-kernel/stats/cox/hazard';
import { dfbetaResiduals, martingaleResiduals, scoreResiduals } from '@/analysis-kernel/stats/cox/residuals';
import { proportionalHazardsTest } from '@/analysis-kernel/stats/cox/zph';

function simulate(seed: number, n: number, ties: Ties, startStop: boolean): CoxData {
  const random = seededRandom(seed);
  const p = 3;
  const x = Float64Array.from({ length: n * p }, (_, k) => (k < n ? Number(random.uniform() < 0.4) : random.normal()));
  const time = Float64Array.from({ length: n }, () => 2 + random.below(9));
  return {
    n,
    p,
    x,
    time,
    start: startStop ? Float64Array.from(time, (t) => random.below(t - 1)) : null,
    event: Uint8Array.from({ length: n }, () => Number(random.uniform() < 0.6)),
    strata: Int32Array.from({ length: n }, () => random.below(3)),
    weights: null,
    offset: Float64Array.from({ length: n }, () => 0.3 * random.normal()),
    cluster: null,
    ties,
    assign: Int32Array.of(0, 1, 1),
  };
}

/** The data with row i at place order[i]; rows may repeat. */
function take(data: CoxData, order: readonly number[]): CoxData {
  const n = order.length;
  const pick = (values: Float64Array | null) => (values === null ? null : Float64Array.from(order, (i) => values[i]));
  const codes = (values: Int32Array | null) => (values === null ? null : Int32Array.from(order, (i) => values[i]));
  return {
    ...data,
    n,
    time: Float64Array.from(order, (i) => data.time[i]),
    start: pick(data.start),
    event: Uint8Array.from(order, (i) => data.event[i]),
    x: Float64Array.from({ length: n * data.p }, (_, k) => data.x[Math.floor(k / n) * data.n + order[k % n]]),
    strata: codes(data.strata),
    offset: pick(data.offset),
    cluster: codes(data.cluster),
    weights: data.weights === null ? null : { ...data.weights, values: Float64Array.from(order, (i) => data.weights?.values[i] ?? 1) },
  };
}

function close(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what: string): void {
  expect(actual.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i] - expected[i]), `${what}[${i}]: ${actual[i]} for ${expected[i]}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(expected[i])),
    );
  }
}

/** Everything a reader of the result sees that does not depend on the rows' order. */
function summary(data: CoxData): number[] {
  const fit = fitCox(data);
  const c = concordance(data, fit.linearPredictor);
  return [
    ...fit.coefficients,
    ...fit.variance,
    fit.loglikNull,
    fit.loglik,
    fit.score.statistic,
    fit.wald.statistic,
    fit.n,
    fit.events,
    c.estimate,
    c.stdError,
    ...baselineHazard(fit, 'zero').cumulativeHazard,
    ...proportionalHazardsTest(fit).map((t) => t.statistic),
  ];
}

const KINDS = [
  ['efron', false],
  ['efron', true],
  ['breslow', false],
  ['breslow', true],
  ['exact', false],
  ['exact', true],
] as const;

describe.each(KINDS)('%s, start-stop %s', (ties, startStop) => {
  const data = simulate(5, 60, ties, startStop);

  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          Array.from({ length: data.n }, (_, i) => i),
          { minLength: data.n },
        ),
        (order) => {
          close(summary(take(data, order)), summary(data), 1e-9, 'shuffled');
        },
      ),
      { numRuns: 5, seed: 1 },
    );
  });

  test('a frequency weight is replication, variance and rank statistics included', () => {
    const weights = Array.from({ length: data.n }, (_, i) => 1 + (i % 3));
    const repeated = take(
      data,
      weights.flatMap((w, i) => new Array<number>(w).fill(i)),
    );
    const weighted: CoxData = { ...data, weights: { values: Float64Array.from(weights), kind: 'frequency' } };
    close(summary(weighted), summary(repeated), 1e-9, 'weighted');
    if (ties === 'exact') return;
    close(fitCox(weighted, { robust: true }).variance, fitCox(repeated, { robust: true }).variance, 1e-9, 'robust');
    const cluster = Int32Array.from({ length: data.n }, (_, i) => i % 11);
    const clustered = take(
      { ...data, cluster },
      weights.flatMap((w, i) => new Array<number>(w).fill(i)),
    );
    close(fitCox({ ...weighted, cluster }).variance, fitCox(clustered).variance, 1e-9, 'clustered');
  });

  test('a change of unit or origin of a covariate changes its coefficient and nothing else', () => {
    const x = data.x.map((value, k) => (k >= 2 * data.n ? 1000 * value + 5000 : value));
    const moved = fitCox({ ...data, x });
    const fit = fitCox(data);
    close([moved.coefficients[0], moved.coefficients[1], 1000 * moved.coefficients[2]], fit.coefficients, 1e-8, 'coefficients');
    close([moved.loglik, moved.score.statistic], [fit.loglik, fit.score.statistic], 1e-9, 'fit');
  });

  test('cutting intervals into pieces changes nothing', () => {
    const pieces = take(data, Array.from({ length: data.n }, (_, i) => [i, i]).flat());
    const start = new Float64Array(2 * data.n);
    const time = Float64Array.from(pieces.time);
    const event = Uint8Array.from(pieces.event);
    for (let i = 0; i < data.n; i++) {
      const from = data.start === null ? 0 : data.start[i];
      const cut = (from + data.time[i]) / 2;
      start[2 * i] = from;
      time[2 * i] = cut;
      event[2 * i] = 0;
      start[2 * i + 1] = cut;
    }
    const whole = fitCox({ ...data, start: data.start ?? new Float64Array(data.n) });
    const cutFit = fitCox({ ...pieces, start, time, event });
    close(cutFit.coefficients, whole.coefficients, 1e-9, 'coefficients');
    close(cutFit.variance, whole.variance, 1e-9, 'variance');
    close([cutFit.loglikNull, cutFit.loglik], [whole.loglikNull, whole.loglik], 1e-11, 'loglik');
  });

  test('entry at 0 is no entry, and one stratum is none', () => {
    const plain = simulate(9, 50, ties, false);
    const entered = { ...plain, start: new Float64Array(50) };
    close(fitCox(entered).coefficients, fitCox(plain).coefficients, 1e-10, 'entry');
    close(
      fitCox({ ...plain, strata: new Int32Array(50).fill(7) }).coefficients,
      fitCox({ ...plain, strata: null }).coefficients,
      1e-13,
      'strata',
    );
  });

  test('a stratum without events adds nothing', () => {
    const extra = take(data, [...Array.from({ length: data.n }, (_, i) => i), 0, 1, 2, 3]);
    const strata = Int32Array.from(extra.strata ?? []).fill(99, data.n);
    const event = Uint8Array.from(extra.event).fill(0, data.n);
    const fit = fitCox({ ...extra, strata, event });
    close(fit.coefficients, fitCox(data).coefficients, 1e-8, 'coefficients');
    close([fit.loglik], [fitCox(data).loglik], 1e-11, 'loglik');
  });
});

describe.each([false, true])('residuals, start-stop %s', (startStop) => {
  const data = simulate(11, 80, 'efron', startStop);
  const fit = fitCox(data);

  test('martingale residuals sum to 0 in each stratum', () => {
    const residuals = martingaleResiduals(fit.workspace);
    const sums = [0, 0, 0];
    residuals.forEach((r, i) => {
      sums[data.strata?.[i] ?? 0] += r;
    });
    close(sums, [0, 0, 0], 1e-12, 'sums');
  });

  test('score residuals sum to the score, which is 0', () => {
    const residuals = scoreResiduals(fit.workspace);
    for (let j = 0; j < 3; j++) close([residuals.slice(j * 80, (j + 1) * 80).reduce((a, b) => a + b, 0)], [0], 1e-8, 'score');
  });

  test('dfbeta approximates leaving a row out', () => {
    const dfbeta = dfbetaResiduals(fit.workspace, fit.modelVariance);
    const rows = Array.from({ length: 80 }, (_, i) => i);
    const exact = rows.map(
      (out) =>
        fit.coefficients[1] -
        fitCox(
          take(
            data,
            rows.filter((i) => i !== out),
          ),
        ).coefficients[1],
    );
    const approximate = Array.from(dfbeta.slice(80, 160));
    const correlation = pearson(exact, approximate);
    expect(correlation).toBeGreaterThan(0.98);
  });
});

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (v: readonly number[]) => v.reduce((x, y) => x + y, 0) / v.length;
  const [ma, mb] = [mean(a), mean(b)];
  const cov = a.reduce((t, v, i) => t + (v - ma) * (b[i] - mb), 0);
  return cov / Math.sqrt(a.reduce((t, v) => t + (v - ma) ** 2, 0) * b.reduce((t, v) => t + (v - mb) ** 2, 0));
}

test('concordance counts pairs one by one', () => {
  const data = {
    ...simulate(3, 45, 'efron', true),
    weights: { values: Float64Array.from({ length: 45 }, (_, i) => 0.5 + (i % 4)), kind: 'sampling' as const },
  };
  const score = Float64Array.from({ length: 45 }, (_, i) => (i * 7) % 11);
  const tally = [0, 0, 0, 0, 0];
  for (let i = 0; i < 45; i++) {
    for (let j = 0; j < 45; j++) {
      if (i === j || data.event[i] === 0 || data.strata?.[i] !== data.strata?.[j]) continue;
      const w = data.weights.values[i] * data.weights.values[j];
      const together = data.time[i] === data.time[j] && data.event[j] === 1;
      const atRisk =
        (data.start?.[j] ?? 0) < data.time[i] && (data.time[j] > data.time[i] || (data.time[j] === data.time[i] && data.event[j] === 0));
      if (together) tally[score[i] === score[j] ? 4 : 3] += w / 2;
      else if (atRisk) tally[score[i] > score[j] ? 0 : score[i] < score[j] ? 1 : 2] += w;
    }
  }
  const c = concordance(data, score);
  close([c.concordant, c.discordant, c.tiedScore, c.tiedTime, c.tiedBoth], tally, 1e-12, 'pairs');
});

test('survival is predicted without overflow far from the means', () => {
  const data = simulate(2, 60, 'efron', false);
  const shifted = { ...data, x: data.x.map((value, k) => (k >= 2 * data.n ? value + 1e6 : value)) };
  const row = (d: CoxData) => ({
    n: 1,
    x: Float64Array.of(d.x[0], d.x[d.n], d.x[2 * d.n]),
    strata: Int32Array.of(d.strata?.[0] ?? 0),
    offset: Float64Array.of(0),
  });
  const far = predictSurvival(fitCox(shifted), row(shifted), [5], 1.96)[0];
  const near = predictSurvival(fitCox(data), row(data), [5], 1.96)[0];
  close([far.estimate, far.low, far.high], [near.estimate, near.low, near.high], 1e-6, 'survival');
});

test('a fit can run inside another: nothing is shared', () => {
  const a = simulate(21, 40, 'efron', false);
  const first = fitCox(a);
  fitCox(simulate(22, 50, 'breslow', true));
  close(martingaleResiduals(first.workspace), martingaleResiduals(fitCox(a).workspace), 0, 'residuals');
});

test.each([2, 3])('a fit that runs out of iterations gives the best point it came to (seed %i)', (seed) => {
  // A hundred groups of one or two rows, many without a death: the Newton steps lead astray.
  const random = seededRandom(seed);
  const n = 200;
  const p = 100;
  const x = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    const group = random.below(p + 1);
    if (group < p) x[group * n + i] = 1;
  }
  const time = Float64Array.from({ length: n }, () => 1 + random.below(40));
  const event = Uint8Array.from({ length: n }, () => Number(random.uniform() < 0.6));
  const assign = Int32Array.from({ length: p }, (_, j) => j);
  const fit = fitCox({
    n,
    p,
    time,
    event,
    x,
    assign,
    start: null,
    strata: null,
    weights: null,
    offset: null,
    cluster: null,
    ties: 'efron',
  });
  expect(fit.converged).toBe(false);
  expect(fit.loglik).toBeGreaterThan(fit.loglikNull);
  expect(fit.coefficients.every((b, j) => fit.redundant.includes(j) || Number.isFinite(b))).toBe(true);
});
