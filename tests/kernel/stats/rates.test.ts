/** Rates and shares by hand, and where a normal comparison has no answer. */
import { describe, expect, it } from 'vitest';
import { bandsOf, groupsProblem, joinedBands } from '@/analysis-kernel/stats/rates/age-groups';
import { logCompared, plainCompared } from '@/analysis-kernel/stats/rates/compared';
import { directRate, directShare } from '@/analysis-kernel/stats/rates/direct';
import { STANDARD_POPULATIONS } from '@/analysis-kernel/stats/rates/standard-populations';
import { expectClose } from '../close';

const group = (from: number, to: number | null, weight = 1) => ({ from, to, weight });

describe('groups of ages that somebody brought', () => {
  it.each([
    [[group(0, 4), group(5, null)], null],
    [[group(5, 5)], null],
    [[group(5, null), group(0, 4)], null],
    // A group of no weight beside one that has some leaves ages out, which is no fault.
    [[group(0, 4, 0), group(5, null)], null],
    [[group(0, 5), group(5, null)], 'overlap'],
    [[group(5, null), group(0, 6)], 'overlap'],
    [[group(0, null), group(5, 9)], 'overlap'],
    [[group(-1, 4)], 'ages'],
    [[group(0.5, 4)], 'ages'],
    [[group(0, 4.5)], 'ages'],
    [[group(5, 4)], 'ages'],
    [[group(0, 4), group(5, 4)], 'ages'],
    [[group(0, 4), group(5, null, -1)], 'weight'],
    [[group(0, 4), group(5, null, Number.POSITIVE_INFINITY)], 'weight'],
    [[group(0, 4, 0), group(5, null, 0)], 'weight'],
  ])('%j: %s', (groups, problem) => {
    expect(groupsProblem(groups)).toBe(problem);
  });
});

describe('bands', () => {
  it('begin at every first age and behind every last one; ages left out weigh nothing', () => {
    expect(bandsOf([group(10, 19, 2), group(30, null, 1), group(0, 4, 3)])).toEqual({ cuts: [5, 10, 20, 30], weights: [3, 0, 2, 0, 1] });
    // Numbers, not texts, are put in order; an age of one year is a band of its own.
    expect(bandsOf([group(100, null), group(9, 9, 2)])).toEqual({ cuts: [9, 10, 100], weights: [0, 2, 0, 1] });
    expect(bandsOf([group(0, null)])).toEqual({ cuts: [], weights: [1] });
  });

  it('are joined at other cuts, which may divide only what weighs nothing', () => {
    const bands = { cuts: [5, 10, 20, 30], weights: [3, 0, 2, 0, 1] };
    expect(joinedBands(bands, [10])).toEqual({ cuts: [10], weights: [3, 3] });
    expect(joinedBands(bands, [])).toEqual({ cuts: [], weights: [6] });
    // 7 and 25 lie where the standard has nobody; 12 divides ages 10 to 19.
    expect(joinedBands(bands, [7, 25])).toEqual({ cuts: [7, 25], weights: [3, 2, 1] });
    expect(joinedBands({ cuts: [20], weights: [0, 1] }, [10])).toEqual({ cuts: [10], weights: [0, 1] });
    expect(joinedBands(bands, [12])).toBeNull();
    expect(joinedBands(bands, [10, 31])).toBeNull();
    expect(joinedBands(bands, [3])).toBeNull();
  });

  it('of the standards are five years wide from birth on, and the last is open', () => {
    for (const [name, { groups }] of Object.entries(STANDARD_POPULATIONS)) {
      expect(groupsProblem(groups), name).toBeNull();
      expect(groups[0].from, name).toBe(0);
      expect(groups.at(-1)?.to, name).toBeNull();
    }
    expect(bandsOf(STANDARD_POPULATIONS.segi.groups).cuts).toEqual(Array.from({ length: 17 }, (_, at) => 5 * at + 5));
    expect(bandsOf(STANDARD_POPULATIONS.esp2013.groups).cuts).toEqual([1, ...Array.from({ length: 19 }, (_, at) => 5 * at + 5)]);
    // Each standard's own total: percent, per 100 000 or persons.
    const totals = Object.values(STANDARD_POPULATIONS).map(({ groups }) => groups.reduce((sum, { weight }) => sum + weight, 0));
    expect(totals.map((total) => Math.round(total * 100) / 100)).toEqual([1_242_612_226, 1_332_810_869, 100, 100.03, 100]);
  });
});

describe('the standardised rate', () => {
  it('where every stratum weighs an event alike is the Poisson rate, with its exact interval', () => {
    // 0.25 / 100 = 0.75 / 300 = 0.0025 an event; five events. R: qgamma(c(0.025, 0.975), c(5, 6)).
    const { rate, variance, low, high } = directRate([2, 3], [100, 300], [1, 3], 0.95);
    expectClose(rate, 0.0125, 1e-14, 'rate');
    expectClose(variance, 5 * 0.0025 ** 2, 1e-14, 'variance');
    expectClose(low, 0.0025 * 1.62348639011842, 1e-12, 'low');
    expectClose(high, 0.0025 * 11.66833207932267, 1e-12, 'high');
  });

  it('weighs strata by the standard whatever its weights add up to', () => {
    // 2/100 and 9/50 by 1 and 3: 0.25 × 0.02 + 0.75 × 0.18; an event of the second weighs 0.015, the most.
    const one = directRate([2, 9], [100, 50], [1, 3], 0.9);
    expectClose(one.rate, 0.14, 1e-14, 'rate');
    expectClose(one.variance, 2 * 0.0025 ** 2 + 9 * 0.015 ** 2, 1e-14, 'variance');
    const many = directRate([2, 9], [100, 50], [1e6, 3e6], 0.9);
    for (const what of ['rate', 'variance', 'low', 'high'] as const) expectClose(many[what], one[what], 1e-13, what);
  });

  it('without events is 0, with an upper limit of −log α/2 events of the largest weight', () => {
    const { rate, variance, low, high } = directRate([0, 0], [100, 50], [1, 1], 0.95);
    expect([rate, variance, low]).toEqual([0, 0, 0]);
    expectClose(high, 0.01 * -Math.log(0.025), 1e-12, 'high');
  });
});

it('the standardised share adds the shares by weight, and their binomial variances by its square', () => {
  const { share, variance } = directShare([1, 3], [10, 20], [2, 6]);
  expectClose(share, 0.25 * 0.1 + 0.75 * 0.15, 1e-14, 'share');
  expectClose(variance, (0.25 ** 2 * 0.1 * 0.9) / 10 + (0.75 ** 2 * 0.15 * 0.85) / 20, 1e-14, 'variance');
});

describe('two of them compared', () => {
  const none = { low: Number.NaN, high: Number.NaN, pValue: Number.NaN };

  it('as a ratio: limits by the logarithm', () => {
    // R: exp(qnorm(0.975) * 0.5) = 2.664408261552897; 2 * pnorm(-log(2) / 0.5).
    const { low, high, pValue } = logCompared(2, 0.5, 0.95);
    expectClose(low, 2 / 2.664408261552897, 1e-13, 'low');
    expectClose(high, 2 * 2.664408261552897, 1e-13, 'high');
    expectClose(pValue, 0.165657038003397, 1e-12, 'p');
  });

  it('as a difference', () => {
    // Two standard errors of 0.1; R: qnorm(0.95) = 1.64485362695147, 2 * pnorm(-2).
    const { estimate, low, high, pValue } = plainCompared(-0.2, 0.1, 0.9);
    expect(estimate).toBe(-0.2);
    expectClose(low, -0.2 - 0.164485362695147, 1e-13, 'low');
    expectClose(high, -0.2 + 0.164485362695147, 1e-13, 'high');
    expectClose(pValue, 0.0455002638963584, 1e-12, 'p');
  });

  it('have an estimate alone where nothing measures its error', () => {
    expect(logCompared(2, Number.NaN, 0.95)).toEqual({ estimate: 2, ...none });
    expect(logCompared(2, Number.POSITIVE_INFINITY, 0.95)).toEqual({ estimate: 2, ...none });
    expect(logCompared(0, 0.5, 0.95)).toEqual({ estimate: 0, ...none });
    expect(plainCompared(0.1, 0, 0.95)).toEqual({ estimate: 0.1, ...none });
    expect(plainCompared(0.1, Number.NaN, 0.95)).toEqual({ estimate: 0.1, ...none });
  });
});
