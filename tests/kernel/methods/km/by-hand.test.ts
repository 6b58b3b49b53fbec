import { describe, expect, it } from 'vitest';
import { firstFall, survivalQuantile } from '@/analysis-kernel/registry/methods/km/kernel/km-quantiles';
import { logrank, logrankTest } from '@/analysis-kernel/registry/methods/km/kernel/logrank';
import { restrictedMean, robustMeanError } from '@/analysis-kernel/registry/methods/km/kernel/rmst';
import { type KmData, kaplanMeier } from '@/analysis-kernel/stats/survival/kaplan-meier';
import { survivalLimits } from '@/analysis-kernel/stats/survival/km-interval';

const data = (time: number[], event: number[], more: Partial<KmData> = {}): KmData => ({
  start: null,
  time: Float64Array.from(time),
  event: Uint8Array.from(event),
  weights: null,
  robust: false,
  cluster: null,
  origin: 0,
  ...more,
});

// Six rows: deaths at 1, 3 and 4, censorings at 2, 3 and 6.
const TIMES = [4, 1, 3, 2, 6, 3];
const EVENTS = [1, 1, 0, 0, 0, 1];

describe('Kaplan–Meier by hand', () => {
  const curve = kaplanMeier(data(TIMES, EVENTS));

  it('counts with deaths before censorings at 3', () => {
    expect([...curve.time]).toEqual([1, 2, 3, 4, 6]);
    expect([...curve.nRisk]).toEqual([6, 5, 4, 2, 1]);
    expect([...curve.nEvent]).toEqual([1, 0, 1, 1, 0]);
    expect([...curve.nCensor]).toEqual([0, 1, 1, 0, 1]);
  });

  it('multiplies 5/6, 3/4 and 1/2', () => {
    const expected = [5 / 6, 5 / 6, 5 / 8, 5 / 16, 5 / 16];
    curve.survival.forEach((s, j) => {
      expect(s).toBeCloseTo(expected[j], 15);
    });
  });

  it('has Greenwood’s sums 1/30, 1/12 and 1/2', () => {
    const sums = [1 / 30, 1 / 30, 1 / 30 + 1 / 12, 1 / 30 + 1 / 12 + 1 / 2];
    sums.forEach((sum, j) => {
      expect(curve.stdErrorLog[j]).toBeCloseTo(Math.sqrt(sum), 14);
      expect(curve.stdError[j]).toBeCloseTo(curve.survival[j] * Math.sqrt(sum), 14);
    });
  });

  it('has its median at 4 and its area to 5', () => {
    expect(firstFall(curve.time, curve.survival, 0.5, 'left')).toBe(4);
    expect(survivalQuantile(curve.time, curve.survival, 0.5, 0)).toBe(4);
    expect(survivalQuantile(curve.time, curve.survival, 0.9, 0)).toBeNaN();
    // 1 to 1, 5/6 to 3, 5/8 to 4, 5/16 to 5.
    const { estimate, stdError } = restrictedMean(curve, 5);
    expect(estimate).toBeCloseTo(1 + 10 / 6 + 5 / 8 + 5 / 16, 14);
    const after = [10 / 6 + 5 / 8 + 5 / 16, 5 / 8 + 5 / 16, 5 / 16];
    expect(stdError).toBeCloseTo(Math.sqrt(after[0] ** 2 / 30 + after[1] ** 2 / 12 + after[2] ** 2 / 2), 14);
  });

  it('gives the middle of a flat stretch at one half', () => {
    const flat = kaplanMeier(data([1, 2, 5, 7], [1, 1, 1, 1]));
    expect(firstFall(flat.time, flat.survival, 0.5, 'left')).toBe(3.5);
    const tail = kaplanMeier(data([1, 2, 5, 7], [1, 1, 0, 0]));
    expect(firstFall(tail.time, tail.survival, 0.5, 'left')).toBe(2);
    expect(firstFall(tail.time, tail.survival, 0.5, 'none')).toBeNaN();
    expect(survivalQuantile(tail.time, tail.survival, 0.5, 0)).toBe(4.5);
  });

  it('falls to 0 when the last one dies and has no limits there', () => {
    const { survival, stdError, zeroFrom } = kaplanMeier(data([1, 2], [1, 1]));
    expect([...survival]).toEqual([0.5, 0]);
    expect(stdError[1]).toBeNaN();
    expect(zeroFrom).toBe(1);
    expect(survivalLimits(0, Number.NaN, 1.96, 'log')).toEqual({ low: Number.NaN, high: Number.NaN });
  });

  it('enters late: at risk are rows with start < t ≤ time', () => {
    const late = kaplanMeier(data([2, 4, 5, 8], [1, 1, 0, 1], { start: Float64Array.from([0, 1, 2, 4]) }));
    expect([...late.nRisk]).toEqual([2, 2, 2, 1]);
    expect([...late.survival]).toEqual([0.5, 0.25, 0.25, 0]);
  });
});

describe('log-rank by hand', () => {
  it('sums observed, expected and variance over the death times', () => {
    // Group 0: 1, 3+, 5; group 1: 2, 4, 6+.
    const fit = logrank(
      {
        start: null,
        time: Float64Array.from([1, 3, 5, 2, 4, 6]),
        event: Uint8Array.from([1, 0, 1, 1, 1, 0]),
        group: Int32Array.from([0, 0, 0, 1, 1, 1]),
        groups: 2,
        strata: null,
        weights: null,
        robust: false,
        cluster: null,
      },
      0,
      0,
    );
    // At 1: 3 of 6; at 2: 2 of 5; at 4: 1 of 3; at 5: 1 of 2.
    const expected = 3 / 6 + 2 / 5 + 1 / 3 + 1 / 2;
    const variance = 1 / 4 + 6 / 25 + 2 / 9 + 1 / 4;
    expect([...fit.observed]).toEqual([2, 2]);
    expect(fit.expected[0]).toBeCloseTo(expected, 14);
    expect(fit.variance[0]).toBeCloseTo(variance, 14);
    expect(logrankTest(fit).statistic).toBeCloseTo((2 - expected) ** 2 / variance, 13);
  });
});

describe('the robust variance', () => {
  const weights = Float64Array.from([1, 2, 0.5, 1.5, 1, 3]);

  it('is the sum of squared numerical derivatives by weight', () => {
    const robust = kaplanMeier(data(TIMES, EVENTS, { weights, robust: true }));
    const tau = 5;
    const h = 1e-6;
    const moved = TIMES.map((_, i) => {
      const at = (sign: number) => {
        const w = Float64Array.from(weights);
        w[i] += sign * h;
        return kaplanMeier(data(TIMES, EVENTS, { weights: w }));
      };
      const up = at(1);
      const down = at(-1);
      return {
        survival: up.survival.map((s, j) => ((s - down.survival[j]) / (2 * h)) * weights[i]),
        mean: ((restrictedMean(up, tau).estimate - restrictedMean(down, tau).estimate) / (2 * h)) * weights[i],
      };
    });
    robust.stdError.forEach((e, j) => {
      expect(e).toBeCloseTo(Math.sqrt(moved.reduce((sum, one) => sum + one.survival[j] ** 2, 0)), 8);
    });
    const error = robustMeanError(data(TIMES, EVENTS, { weights, robust: true }), robust, tau);
    expect(error).toBeCloseTo(Math.sqrt(moved.reduce((sum, one) => sum + one.mean ** 2, 0)), 8);
  });

  it('keeps its variance to the last bit between deaths, whoever enters or leaves', () => {
    const time = [2, 2, 3, 5, 5, 6, 7, 9, 11, 13];
    const robust = kaplanMeier(
      data(time, [1, 0, 0, 0, 0, 1, 0, 0, 1, 0], {
        start: Float64Array.from([0, 0, 1, 2, 0, 3, 4, 5, 2, 6]),
        weights: Float64Array.from([1.1, 0.7, 0.3, 2.1, 1.3, 0.9, 1.7, 0.2, 0.6, 1.9]),
        cluster: Int32Array.from([0, 1, 2, 0, 1, 2, 0, 1, 2, 0]),
        robust: true,
      }),
    );
    robust.time.forEach((_, j) => {
      if (j > 0 && robust.nEvent[j] === 0) expect(robust.stdErrorLog[j]).toBe(robust.stdErrorLog[j - 1]);
    });
  });

  it('adds up clusters before squaring, late entries too', () => {
    const start = Float64Array.from([0, 0, 1, 0.5, 2, 0]);
    const cluster = Int32Array.from([0, 1, 0, 1, 2, 2]);
    const input = { weights, start, cluster, robust: true };
    const robust = kaplanMeier(data(TIMES, EVENTS, input));
    const h = 1e-6;
    const tau = 5.5;
    const sums = [0, 1, 2].map(() => ({ survival: new Float64Array(robust.time.length), mean: 0 }));
    TIMES.forEach((_, i) => {
      const at = (sign: number) => {
        const w = Float64Array.from(weights);
        w[i] += sign * h;
        return kaplanMeier(data(TIMES, EVENTS, { weights: w, start }));
      };
      const up = at(1);
      const down = at(-1);
      const sum = sums[cluster[i]];
      up.survival.forEach((s, j) => {
        sum.survival[j] += ((s - down.survival[j]) / (2 * h)) * weights[i];
      });
      sum.mean += ((restrictedMean(up, tau).estimate - restrictedMean(down, tau).estimate) / (2 * h)) * weights[i];
    });
    robust.stdError.forEach((e, j) => {
      expect(e).toBeCloseTo(Math.sqrt(sums.reduce((total, one) => total + one.survival[j] ** 2, 0)), 8);
    });
    const error = robustMeanError(data(TIMES, EVENTS, input), robust, tau);
    expect(error).toBeCloseTo(Math.sqrt(sums.reduce((total, one) => total + one.mean ** 2, 0)), 8);
  });
});
