/** Newton–Raphson on likelihoods whose maximum is known: its steps, its halvings, and where it ends. */
import { describe, expect, it } from 'vitest';
import { CONTROL, type Likelihood, maximiseLikelihood } from '@/analysis-kernel/stats/cox/newton';
import { expectClose } from '../close';

interface Curve {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
  /** Minus the second derivative. */
  readonly bend: (x: number) => number;
}

/** A likelihood of one coefficient, with the coefficients it was asked for. */
function likelihood({ value, slope, bend }: Curve): Likelihood & { readonly asked: number[] } {
  const [score, information, asked] = [new Float64Array(1), new Float64Array(1), [] as number[]];
  const evaluate = ([x]: Float64Array) => {
    asked.push(x);
    [score[0], information[0]] = [slope(x), bend(x)];
    return value(x);
  };
  return { p: 1, score, information, evaluate, asked };
}

function solved(given: Likelihood, control: Partial<typeof CONTROL> = {}) {
  const steps = maximiseLikelihood(given, { ...CONTROL, ...control });
  const told: (number | null)[] = [];
  for (;;) {
    const step = steps.next();
    if (step.done) return { ...step.value, told };
    told.push(step.value);
  }
}

const parabola: Curve = { value: (x) => -10 - 2 * (x - 3) ** 2, slope: (x) => 4 * (3 - x), bend: () => 4 };
/** Steep on both sides of 4, flat far away: Newton's steps from 0 go far beyond. */
const hill: Curve = {
  value: (x) => -1 - Math.log(Math.cosh(x - 4)),
  slope: (x) => -Math.tanh(x - 4),
  bend: (x) => 1 / Math.cosh(x - 4) ** 2,
};

describe('the maximum', () => {
  it('of a parabola is one step away, and the second step says so', () => {
    const given = likelihood(parabola);
    const { beta, loglikNull, loglik, scoreTest, iterations, converged, rank, factored, score } = solved(given);
    expect(given.asked).toEqual([0, 3, 3]);
    expect([beta[0], loglikNull, loglik, iterations, converged, rank]).toEqual([3, -28, -10, 2, true, 1]);
    // u² / I at 0: 12² / 4.
    expectClose(scoreTest, 36, 1e-14, 'score test');
    expect([factored[0], score[0]]).toEqual([4, 0]);
  });

  it('is found where steps go beyond it: each is halved, then taken back ever closer to the last good point', () => {
    const given = likelihood(hill);
    const { beta, loglik, converged, score } = solved(given, { maxIterations: 100 });
    expect(converged).toBe(true);
    expect(beta[0]).toBeCloseTo(4, 4);
    expectClose(loglik, -1, 1e-8, 'likelihood');
    expect(Math.abs(score[0])).toBeLessThan(1e-4);
    // cosh² 4 · tanh 4 = sinh 8 / 2 from 0: halved, a third, a quarter, a fifth of what was left.
    const far = Math.sinh(8) / 2;
    const wanted = [0, far, far / 2, far / 6, far / 24];
    given.asked.slice(0, 5).forEach((x, i) => {
      expectClose(x, wanted[i], 1e-10, `${i}`);
    });
    expect(hill.value(far / 24)).toBeLessThan(hill.value(0));
    expectClose(given.asked[5], far / 120, 1e-10, '5');
  });

  it('is sought on this side of where the likelihood, or its information, is not a number', () => {
    const edge = { ...parabola, value: (x: number) => (x > 2.9 ? Number.NaN : parabola.value(x)) };
    expect(solved(likelihood(edge)).converged).toBe(false);
    const blind = { ...parabola, bend: (x: number) => (x === 3 ? Number.POSITIVE_INFINITY : 4) };
    const asked = likelihood(blind);
    solved(asked);
    expect(asked.asked.slice(0, 3)).toEqual([0, 3, 1.5]);
  });

  it('is what has not changed to the last bit, though the likelihood is 0', () => {
    const flat = { value: () => 0, slope: () => 0, bend: () => 1 };
    expect(solved(likelihood(flat))).toMatchObject({ converged: true, iterations: 1, loglik: 0 });
  });
});

/** Likelihoods as told, one after the other, whatever is asked; `blind`: the evaluations whose information is no number, counted from 0. */
function told(values: readonly number[], blind: readonly number[] = []): Likelihood {
  const [score, information] = [new Float64Array(2), new Float64Array(4)];
  let at = 0;
  const evaluate = () => {
    score.fill(1);
    information.set([1, 0, 0, blind.includes(at) ? Number.POSITIVE_INFINITY : 1]);
    at += 1;
    return values[Math.min(at, values.length) - 1];
  };
  return { p: 2, score, information, evaluate };
}

describe('the likelihood has come to its end', () => {
  it('where its relative change is at most eps, and not before', () => {
    expect(solved(told([-100, -50, -49.9, -49.85]), { eps: 0.01 })).toMatchObject({ iterations: 2, loglik: -49.9, converged: true });
    expect(solved(told([-100, -50, -49.9, -49.85]), { eps: 0.0015 })).toMatchObject({ iterations: 3, loglik: -49.85, converged: true });
    // |1 − 2/1| is eps itself.
    expect(solved(told([-2, -1, -0.1]), { eps: 1 })).toMatchObject({ iterations: 1, loglik: -1, converged: true });
  });

  it('but not on a step that was taken back, however little it changes', () => {
    expect(solved(told([-100, -200, -99.9999, -99.9998]), { eps: 0.01 })).toMatchObject({ iterations: 3, loglik: -99.9998 });
    expect(solved(told([-100, -200, -100, -99]), { eps: 0.001 })).toMatchObject({ iterations: 4, loglik: -99 });
  });

  it('nor where part of the information is no number', () => {
    expect(solved(told([-100, -99.9999, -99.9998, -99.9997], [1]), { eps: 0.01 })).toMatchObject({ iterations: 3, loglik: -99.9997 });
    expect(solved(told([-100, -100, -99.9998, -99.9997], [1]), { eps: 0.01 })).toMatchObject({ iterations: 3, loglik: -99.9997 });
  });

  it('and what remains is told on the logarithm of its change', () => {
    // Changes of 1, which tells nothing, and of 0.1 where 0.0001 is enough: a quarter of the way.
    const { told: shares } = solved(told([-4, -2, -2 / 1.1, -1.8181]), { eps: 1e-4 });
    expect(shares.slice(0, 2)).toEqual([null, null]);
    expectClose(shares[2], 0.25, 1e-12, 'share');
  });
});

describe('where the iterations end', () => {
  it('on a step that lost, the answer is the last good point', () => {
    const given = likelihood(hill);
    const { beta, loglik, iterations, converged } = solved(given, { maxIterations: 3 });
    expect([beta[0], iterations, converged]).toEqual([0, 3, false]);
    expectClose(loglik, hill.value(0), 1e-14, 'likelihood');
    expect(given.asked.at(-1)).toBe(0);
    // The score that stays is that of the answer.
    expectClose(given.score[0], Math.tanh(4), 1e-14, 'score');
  });

  it('on a step that gained, it is that step', () => {
    const { beta, converged, iterations, loglik } = solved(likelihood(parabola), { maxIterations: 1 });
    expect([beta[0], converged, iterations, loglik]).toEqual([3, false, 1, -10]);
  });

  it('has told before each how near it has come, once something is known', () => {
    const { told } = solved(likelihood(hill), { maxIterations: 100 });
    expect(told[0]).toBeNull();
    expect(told.at(-1)).toBeGreaterThan(0);
    expect(told.at(-1)).toBeLessThanOrEqual(1);
  });
});

describe('columns', () => {
  it('that others determine have the coefficient 0 and do not count', () => {
    // Both columns are one: ℓ = −10 − 2 (x + y − 3)².
    const [score, information] = [new Float64Array(2), new Float64Array([4, 4, 4, 4])];
    const evaluate = ([x, y]: Float64Array) => {
      score.fill(4 * (3 - x - y));
      return -10 - 2 * (x + y - 3) ** 2;
    };
    const { beta, rank, scoreTest, converged } = solved({ p: 2, score, information, evaluate });
    expect([...beta, rank, converged]).toEqual([3, 0, 1, true]);
    expectClose(scoreTest, 36, 1e-13, 'score test');
  });

  it('are none: nothing is to be found', () => {
    const none = solved({ p: 0, score: new Float64Array(0), information: new Float64Array(0), evaluate: () => -5 });
    expect(none).toMatchObject({ iterations: 0, converged: true, loglik: -5, loglikNull: -5, scoreTest: 0, rank: 0, told: [] });
  });
});
