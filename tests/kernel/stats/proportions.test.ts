/** Intervals and tests of proportions: R's numbers and those of the papers. */
import { describe, expect, it } from 'vitest';
import { binomialP, differenceInterval, differenceP, proportionInterval, scoreTest } from '@/analysis-kernel/stats/hypothesis/proportions';
import { expectClose } from '../close';

const SIDES = ['two_sided', 'less', 'greater'] as const;

describe('one proportion', () => {
  // R: prop.test(7, 20, 0.5, alternative, conf.level = 0.9, correct = FALSE), binom.test(7, 20, 0.5, alternative, conf.level = 0.9)
  const wilson = { two_sided: [0.202260040056761, 0.533487311151528], less: [0, 0.493268836486522], greater: [0.229497257246707, 1] };
  const exact = { two_sided: [0.177310917574449, 0.558034511315489], less: [0, 0.518030757318205], greater: [0.206664033282847, 1] };
  const score = { two_sided: 0.179712494879, less: 0.0898562474394999, greater: 0.9101437525605 };
  const binomial = { two_sided: 0.263175964355469, less: 0.131587982177734, greater: 0.942340850830078 };

  it.each(SIDES)('7 of 20, %s', (alternative) => {
    const asked = { alternative, level: 0.9, mu: 0.5 };
    for (const [method, limits] of [
      ['wilson', wilson],
      ['clopper_pearson', exact],
    ] as const) {
      const { estimate, low, high } = proportionInterval(7, 20, method, asked);
      expect(estimate).toBe(0.35);
      expectClose(low, limits[alternative][0], 1e-12, `${method} low`);
      expectClose(high, limits[alternative][1], 1e-12, `${method} high`);
    }
    const { statistic, pValue } = scoreTest(7, 20, asked);
    expectClose(statistic, 1.8, 1e-13, 'χ²');
    expectClose(pValue, score[alternative], 1e-12, 'score');
    expectClose(binomialP(7, 20, asked), binomial[alternative], 1e-12, 'binomial');
  });

  it('Agresti and Coull add z² rows, half of them events', () => {
    // z = 2 at the level 2 Φ(2) − 1: (7 + 2) / 24 ± 2 √(9/24 × 15/24 / 24).
    const asked = { alternative: 'two_sided', level: 0.954499736103642 } as const;
    const { low, high } = proportionInterval(7, 20, 'agresti_coull', asked);
    const half = 2 * Math.sqrt((9 * 15) / 24 ** 3);
    expectClose(low, 9 / 24 - half, 1e-10, 'low');
    expectClose(high, 9 / 24 + half, 1e-10, 'high');
    expect(proportionInterval(0, 20, 'agresti_coull', asked).low).toBe(0);
    expect(proportionInterval(20, 20, 'agresti_coull', asked).high).toBe(1);
  });

  it('Wilson’s begins at 0 without events and ends at 1 with nothing else', () => {
    const asked = { alternative: 'two_sided', level: 0.95 } as const;
    // R: prop.test(0, 7, correct = FALSE)$conf.int: z² / (n + z²).
    const z2 = 3.84145882069412;
    const none = proportionInterval(0, 7, 'wilson', asked);
    expect(none.low).toBe(0);
    expectClose(none.high, z2 / (7 + z2), 1e-12, 'high');
    const all = proportionInterval(7, 7, 'wilson', asked);
    expectClose(all.low, 7 / (7 + z2), 1e-12, 'low');
    for (let n = 1; n <= 60; n += 1) {
      expect([proportionInterval(0, n, 'wilson', asked).low, proportionInterval(n, n, 'wilson', asked).high]).toEqual([0, 1]);
    }
  });
});

describe('the binomial test takes all results no more probable than the observed one', () => {
  // R: binom.test(events, n, mu)$p.value
  it.each([
    [0, 10, 0.35, 0.018284008555957],
    [1, 10, 0.35, 0.180888518450488],
    [2, 10, 0.35, 0.510111882264648],
    [3, 10, 0.35, 1],
    [4, 10, 0.35, 0.747780375027344],
    [5, 10, 0.35, 0.334458929158691],
    [6, 10, 0.35, 0.108396823517871],
    [7, 10, 0.35, 0.0394870238411133],
    [8, 10, 0.35, 0.00482126521132812],
    [9, 10, 0.35, 0.000539887124902343],
    [10, 10, 0.35, 2.75854735351562e-5],
    [0, 9, 1 / 3, 0.0342935528120714],
    [2, 9, 1 / 3, 0.726870903825637],
    // As many as expected.
    [3, 9, 1 / 3, 1],
    [9, 9, 1 / 3, 5.08052634252909e-5],
    // By hand: two of four, and the four of one side and the other.
    [1, 4, 0.5, 10 / 16],
    [3, 4, 0.5, 10 / 16],
    [0, 4, 0.5, 2 / 16],
    [4, 4, 0.5, 2 / 16],
  ])('%i of %i at %f', (events, n, mu, p) => {
    expectClose(binomialP(events, n, { mu, alternative: 'two_sided', level: 0.95 }), p, 1e-11, 'p');
  });
});

describe('the difference of two', () => {
  const asked = { alternative: 'two_sided', level: 0.95 } as const;
  const shares = (a: number, m: number, b: number, n: number) => ({ events: [a, b], n: [m, n] }) as const;

  // Newcombe 1998, table II: methods 10 and 6; the last digit as printed.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339, 0.0528, 0.3382],
    [9, 10, 3, 10, 0.1705, 0.809, 0.17, 0.8406],
    [6, 7, 2, 7, 0.0582, 0.8062, 0.0342, 0.8534],
    [5, 56, 0, 29, -0.0381, 0.1926, -0.0326, 0.1933],
  ])('%i of %i and %i of %i', (a, m, b, n, low, high, low2, high2) => {
    const newcombe = differenceInterval(shares(a, m, b, n), 'newcombe', asked);
    const mn = differenceInterval(shares(a, m, b, n), 'miettinen_nurminen', asked);
    expect([newcombe.low, newcombe.high, mn.low, mn.high].map((x) => Number(x.toFixed(4)))).toEqual([low, high, low2, high2]);
    expect(newcombe.estimate).toBeCloseTo(a / m - b / n, 15);
  });

  it('turns its sign where the groups change places', () => {
    for (const method of ['newcombe', 'miettinen_nurminen'] as const) {
      for (const [a, m, b, n] of [
        [56, 70, 48, 80],
        [5, 56, 0, 29],
        [0, 10, 0, 20],
        [10, 10, 0, 20],
      ]) {
        const one = differenceInterval(shares(a, m, b, n), method, asked);
        const other = differenceInterval(shares(b, n, a, m), method, asked);
        expect(one.low).toBeCloseTo(-other.high, 10);
        expect(one.high).toBeCloseTo(-other.low, 10);
        expect(one.low).toBeLessThanOrEqual(one.estimate);
        expect(one.high).toBeGreaterThanOrEqual(one.estimate);
      }
    }
  });

  it('ends at 1 or −1 where it cannot be larger, and is open on the side looked to', () => {
    for (const method of ['newcombe', 'miettinen_nurminen'] as const) {
      const whole = differenceInterval(shares(10, 10, 0, 10), method, asked);
      expect(whole.high).toBe(1);
      expect(whole.low).toBeGreaterThan(0.5);
      expect(differenceInterval(shares(5, 10, 3, 10), method, { ...asked, alternative: 'less' }).low).toBe(-1);
      expect(differenceInterval(shares(5, 10, 3, 10), method, { ...asked, alternative: 'greater' }).high).toBe(1);
    }
  });

  // R: prop.test(c(7, 12), c(20, 25), alternative, correct = FALSE)$p.value
  it.each([
    ['two_sided', 0.38029847463398],
    ['less', 0.19014923731699],
    ['greater', 0.80985076268301],
  ] as const)('is tested on z, %s', (alternative, p) => {
    expectClose(differenceP(shares(7, 20, 12, 25), alternative), p, 1e-12, 'p');
  });
});
