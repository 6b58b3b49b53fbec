/** Survival curves and their limits: R's numbers, and what stands at their ends. */
import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '@/analysis-kernel/stats/survival/kaplan-meier';
import { survivalLimits } from '@/analysis-kernel/stats/survival/km-interval';
import { overlappingClusters } from '@/analysis-kernel/stats/survival/overlaps';
import { repairTies } from '@/analysis-kernel/stats/survival/ties';
import { expectClose } from '../close';

const f = (...values: number[]) => Float64Array.from(values);
const closeTo = (got: Iterable<number>, wanted: readonly number[], what: string) => {
  const all = [...got];
  expect(all.length, what).toBe(wanted.length);
  wanted.forEach((value, i) => {
    expectClose(all[i], value, 1e-12, `${what} ${i}`);
  });
};

describe('limits of a survival probability', () => {
  const z = 1.95996398454005;

  // R: survfit(Surv(1:4, c(1, 1, 0, 0)) ~ 1, conf.type): S is 3/4 with σ² = 1/12, then 1/2 with 1/12 + 1/6.
  it.each([
    ['log', [0.425932268497982, 1], [0.187658928706588, 1]],
    ['log-log', [0.127946917595146, 0.960548642285078], [0.0578470829951446, 0.844861281190374]],
    ['plain', [0.325655349721436, 1], [0.0100090038649866, 0.9899909961350134]],
    ['logit', [0.237839845778134, 0.966488597824433], [0.123470945316888, 0.876529054683112]],
    ['arcsin', [0.279647808684806, 0.99887094233934], [0.0847563301771482, 0.915243669822852]],
  ] as const)('%s', (type, first, second) => {
    const [a, b] = [survivalLimits(0.75, Math.sqrt(1 / 12), z, type), survivalLimits(0.5, 0.5, z, type)];
    closeTo([a.low, a.high, b.low, b.high], [...first, ...second], type);
  });

  it('stay within 0 and 1', () => {
    expect(survivalLimits(0.1, 1, z, 'plain').low).toBe(0);
    expect(survivalLimits(0.1, 2, z, 'arcsin').low).toBe(0);
    expect(survivalLimits(0.95, 1, z, 'arcsin').high).toBe(1);
    expect(survivalLimits(0.95, 1, z, 'plain').high).toBe(1);
    expect(survivalLimits(0.95, 1, z, 'log').high).toBe(1);
  });

  it('are S itself where nothing has happened yet, but by scales that have no value at 1', () => {
    const none = { low: Number.NaN, high: Number.NaN };
    expect(survivalLimits(1, 0, z, 'plain')).toEqual({ low: 1, high: 1 });
    expect(survivalLimits(1, 0, z, 'log')).toEqual({ low: 1, high: 1 });
    for (const type of ['log-log', 'logit', 'arcsin'] as const) {
      expect(survivalLimits(1, 0, z, type), type).toEqual(none);
      // A predicted probability may round to 1 and still have an error.
      expect(survivalLimits(1, 1e-9, z, type), type).toEqual(none);
    }
  });

  it('are not there at 0 but where the error is 0 too, and where the error is not known', () => {
    const none = { low: Number.NaN, high: Number.NaN };
    expect(survivalLimits(0, 0, z, 'plain')).toEqual({ low: 0, high: 0 });
    expect(survivalLimits(0, 0, z, 'log')).toEqual(none);
    expect(survivalLimits(0, 0.1, z, 'plain')).toEqual(none);
    expect(survivalLimits(0.5, Number.NaN, z, 'plain')).toEqual(none);
    expect(survivalLimits(0.5, 0, z, 'plain')).toEqual({ low: 0.5, high: 0.5 });
  });
});

describe('a curve with late entries and weights', () => {
  const rows = {
    start: f(0, 0, 1, 0.5, 2, 0, 3, 1),
    time: f(4, 1, 3, 2, 6, 3, 5, 5),
    event: Uint8Array.of(1, 1, 0, 0, 0, 1, 1, 0),
    weights: f(1, 2, 0.5, 1.5, 1, 3, 1.2, 0.7),
    robust: false,
    cluster: null,
    origin: 0,
  };

  it('is R’s: survfit(Surv(start, time, event) ~ 1, weights)', () => {
    const curve = kaplanMeier(rows);
    closeTo(curve.time, [1, 2, 3, 4, 5, 6], 'time');
    closeTo(curve.nRisk, [7.5, 6.7, 6.2, 3.9, 2.9, 1], 'at risk');
    closeTo(curve.nEvent, [2, 0, 3, 1, 1.2, 0], 'events');
    closeTo(curve.nCensor, [0, 1.5, 0.5, 0, 0.7, 1], 'censored');
    const survival = [0.733333333333333, 0.733333333333333, 0.378494623655914, 0.281444720154398, 0.164984835952578, 0.164984835952578];
    closeTo(curve.survival, survival, 'survival');
    expect([curve.zeroFrom, curve.origin]).toEqual([6, 0]);
  });

  it('counts a row without length nowhere as at risk, though nobody else is', () => {
    for (const robust of [false, true]) {
      const { nRisk, nCensor, survival, stdError, zeroFrom } = kaplanMeier({
        ...rows,
        start: f(0, 2, 2, 0),
        time: f(1, 2, 4, 1),
        event: Uint8Array.of(0, 0, 1, 1),
        weights: null,
        robust,
      });
      expect([...nRisk]).toEqual([2, 0, 1]);
      expect([...nCensor]).toEqual([1, 1, 0]);
      expect([...survival]).toEqual([0.5, 0.5, 0]);
      // √(S (1 − S) / 2) by rows, S √(1 / (2 × 1)) by Greenwood: both √2 / 4.
      closeTo(stdError.slice(0, 2), [Math.SQRT2 / 4, Math.SQRT2 / 4], 'error');
      expect(zeroFrom).toBe(2);
    }
  });

  it('has the robust errors of R by row and by cluster: cluster = c(1, 2, 1, 2, 3, 3, 4, 4)', () => {
    const byRow = kaplanMeier({ ...rows, robust: true });
    closeTo(
      byRow.stdError,
      [0.231793863296094, 0.231793863296094, 0.196885592093198, 0.153296619638811, 0.132212875373187, 0.132212875373187],
      'by row',
    );
    const byCluster = kaplanMeier({ ...rows, robust: true, cluster: Int32Array.of(0, 1, 0, 1, 2, 2, 3, 3) });
    closeTo(
      byCluster.stdError,
      [0.1812984715944101, 0.1812984715944101, 0.1512331779597888, 0.0985927878802808, 0.0403487758570103, 0.0403487758570103],
      'by cluster',
    );
    // Codes may be those of more rows than these.
    const coded = kaplanMeier({ ...rows, robust: true, cluster: Int32Array.of(7, 90, 7, 90, 2, 2, 31, 31) });
    closeTo(coded.stdError, [...byCluster.stdError], 'by other codes');
  });
});

describe('a curve that falls to 0', () => {
  // R: survfit(Surv(c(1, 2, 2, 3), c(1, 1, 0, 1)) ~ 1), and weights = c(1, 2, 0.5, 3), robust = TRUE
  const rows = {
    start: null,
    time: f(1, 2, 2, 3),
    event: Uint8Array.of(1, 1, 0, 1),
    weights: null,
    robust: false,
    cluster: null,
    origin: 0,
  };

  it('has no error there by Greenwood', () => {
    const { survival, stdError, stdErrorLog, greenwood, zeroFrom } = kaplanMeier(rows);
    closeTo(survival, [0.75, 0.5, 0], 'survival');
    closeTo(stdError, [0.21650635094611, 0.25, Number.NaN], 'error');
    closeTo(stdErrorLog, [0.288675134594813, 0.5, Number.NaN], 'error of the logarithm');
    closeTo(greenwood, [1 / 12, 1 / 4, Number.POSITIVE_INFINITY], 'Greenwood');
    expect(zeroFrom).toBe(2);
  });

  it('has the error 0 there by the robust variance', () => {
    const { survival, stdError, stdErrorLog } = kaplanMeier({ ...rows, weights: f(1, 2, 0.5, 3), robust: true });
    closeTo(survival, [0.846153846153846, 0.538461538461538, 0], 'survival');
    closeTo(stdError, [0.156105395955893, 0.28451633799222, 0], 'error');
    expect(stdErrorLog[2]).toBe(0);
  });

  it('without weights has the robust error of a share, √(S (1 − S) / n)', () => {
    const { stdError } = kaplanMeier({ ...rows, time: f(1, 2, 3, 4), event: Uint8Array.of(1, 1, 1, 1), robust: true });
    closeTo(stdError, [Math.sqrt(3) / 8, 1 / 4, Math.sqrt(3) / 8, 0], 'error');
  });

  it('stays at 0 for those who enter later', () => {
    const { survival, zeroFrom, nRisk } = kaplanMeier({ ...rows, start: f(0, 1, 1, 2) });
    expect([zeroFrom, ...survival]).toEqual([0, 0, 0, 0]);
    expect([...nRisk]).toEqual([1, 2, 1]);
  });

  it('counts as at risk where all die exactly those who do, whatever enters later', () => {
    const { nRisk, nEvent, survival } = kaplanMeier({
      ...rows,
      start: f(0, 0, 1),
      time: f(1, 1, 2),
      event: Uint8Array.of(1, 1, 1),
      weights: f(0.1, 0.2, 1e15),
    });
    expect(nRisk[0]).toBe(nEvent[0]);
    expect(survival[0]).toBe(0);
  });

  it('falls to it though sums of weights differ by rounding', () => {
    const { zeroFrom, nRisk, nEvent } = kaplanMeier({
      ...rows,
      start: f(0, 0, 1, 1),
      time: f(1, 1, 2, 2),
      event: Uint8Array.of(0, 0, 1, 1),
      weights: f(0.1, 0.2, 0.3, 0.7),
    });
    expect(zeroFrom).toBe(1);
    expect(nRisk[1]).toBe(nEvent[1]);
  });
});

describe('near ties', () => {
  it('a run of them is its first time, whatever lies behind', () => {
    const step = 1e-9;
    const { time, merged } = repairTies(null, f(5, 1 + 2 * step, 1, 1 + step, 7, 7 + step));
    expect([...time]).toEqual([5, 1, 1, 1, 7, 7]);
    expect(merged).toBe(3);
  });

  it('the gap is measured by the size of the times, negative ones too', () => {
    // Mean size 2e9: gaps up to 29.8 are rounding.
    expect(repairTies(null, f(-1e9, -3e9, -3e9 + 25)).merged).toBe(1);
    expect(repairTies(null, f(-1e9, 3e9, 3e9 + 45)).merged).toBe(0);
    // Small times are told apart by √ε itself.
    expect(repairTies(null, f(1e-9, 1.5e-9, 3e-9)).merged).toBe(2);
    expect(repairTies(null, f(1, 1 + 1.6e-8)).merged).toBe(0);
    // √ε is 2⁻²⁶; a gap of just that, and one of just that share of the mean size 4, are none.
    expect(repairTies(null, f(0, 2 ** -26)).merged).toBe(1);
    expect(repairTies(null, f(4 - 2 ** -25, 4 + 2 ** -25)).merged).toBe(1);
  });

  it('starts move with the times, and an interval is lost where both are one', () => {
    const start = f(0, 3, 1);
    const repaired = repairTies(start, f(3, 3 + 1e-9, 4));
    expect([...(repaired.start ?? [])]).toEqual([0, 3, 1]);
    expect([...repaired.time]).toEqual([3, 3, 4]);
    expect(repaired.collapsed).toEqual([1]);
    const times = f(3, 5, 4);
    const whole = repairTies(start, times);
    expect(whole).toMatchObject({ merged: 0, collapsed: [] });
    expect(whole.start).toBe(start);
    expect(whole.time).toBe(times);
    // A start beside a time that nothing else is near.
    expect([...(repairTies(f(0, 2 + 1e-9), f(2, 5)).start ?? [])]).toEqual([0, 2]);
    expect(repairTies(null, f(1, 1 + 1e-9))).toMatchObject({ start: null, merged: 1, collapsed: [] });
  });
});

describe('rows of one subject that overlap', () => {
  const cluster = Int32Array.of(7, 7, 8, 8);

  it('are counted by subject, in whatever order they stand', () => {
    expect(overlappingClusters(f(0, 3, 0, 3), f(3, 5, 3, 5), cluster, null)).toBe(0);
    expect(overlappingClusters(f(2, 0, 0, 3), f(5, 3, 3, 5), cluster, null)).toBe(1);
    expect(overlappingClusters(f(2, 0, 0, 1), f(5, 3, 3, 5), cluster, null)).toBe(2);
    // A long row covers those behind its successor.
    expect(overlappingClusters(f(0, 10, 5, 11), f(20, 11, 6, 12), Int32Array.of(1, 1, 1, 1), null)).toBe(1);
    expect(overlappingClusters(f(0, 1, 5), f(10, 2, 6), Int32Array.of(1, 2, 1), null)).toBe(1);
    expect(overlappingClusters(f(0, 1, 5), f(10, 2, 6), Int32Array.of(1, 1, 2), null)).toBe(1);
  });

  it('in different strata are different risks', () => {
    expect(overlappingClusters(f(0, 1, 0, 1), f(3, 4, 3, 4), cluster, Int32Array.of(0, 1, 0, 0))).toBe(1);
  });
});
