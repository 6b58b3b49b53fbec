/** Summaries of one variable: R's numbers, weighted ones beside those of the rows laid out. */
import { describe, expect, it } from 'vitest';
import { summarise, summariseWeighted, weightedVariance } from '@/analysis-kernel/stats/descriptive/summary';
import { expectClose } from '../close';

const f = (...values: number[]) => Float64Array.from(values);
const VALUES = f(3, 1, 4, 1, 5, 9, 2, 6);
const WEIGHTS = f(2, 1, 3, 1, 1, 2, 4, 1);
const NOTHING = { n: 0, mean: null, sd: null, min: null, p25: null, median: null, p75: null, max: null };

describe('a summary', () => {
  // R: mean(x), sd(x), quantile(x, c(0.25, 0.5, 0.75), type)
  it.each([
    [7, [1.75, 3.5, 5.25]],
    [2, [1.5, 3.5, 5.5]],
    [6, [1.25, 3.5, 5.75]],
  ] as const)('with quartiles of type %i', (type, quartiles) => {
    const { n, mean, sd, min, p25, median, p75, max } = summarise(VALUES, type);
    expect([n, mean, min, max]).toEqual([8, 3.875, 1, 9]);
    expectClose(sd, 2.74837614393871, 1e-13, 'sd');
    expect([p25, median, p75]).toEqual(quartiles);
  });

  it('is of type 7 unless asked, and leaves the values in their order', () => {
    const values = Float64Array.from(VALUES);
    expect(summarise(values)).toEqual(summarise(values, 7));
    expect(values).toEqual(VALUES);
  });

  it('of one value has no deviation, of nothing has nothing', () => {
    expect(summarise(f(5))).toEqual({ n: 1, mean: 5, sd: null, min: 5, p25: 5, median: 5, p75: 5, max: 5 });
    expect(summarise(f(5, 7)).sd).toBeCloseTo(Math.SQRT2, 15);
    expect(summarise(f())).toEqual(NOTHING);
  });
});

describe('frequency weights', () => {
  const laidOut = Float64Array.from([...VALUES].flatMap((value, row) => new Array<number>(WEIGHTS[row]).fill(value)));

  it.each([7, 2, 6] as const)('stand for so many rows: quartiles of type %i', (type) => {
    const [weighted, replicated] = [summariseWeighted(VALUES, WEIGHTS, 'frequency', type), summarise(laidOut, type)];
    for (const key of ['n', 'mean', 'sd', 'min', 'p25', 'median', 'p75', 'max'] as const) {
      expectClose(weighted[key], replicated[key], 1e-13, key);
    }
  });

  it('are of type 7 unless asked; a row of weight 0 stands for none', () => {
    const { p25, median, p75, min, max } = summariseWeighted(f(...VALUES, 0, 99), f(...WEIGHTS, 0, 0), 'frequency');
    // R: quantile(rep(x, w))
    expect([p25, median, p75, min, max]).toEqual([2, 3, 4.5, 1, 9]);
    expect(summariseWeighted(f(1, 2), f(0, 0), 'frequency')).toEqual(NOTHING);
  });

  it('of one row in all have no deviation', () => {
    expect(summariseWeighted(f(4), f(1), 'frequency').sd).toBeNull();
    expect(summariseWeighted(f(4), f(2), 'frequency').sd).toBe(0);
    for (const weights of [f(0.5, 0.5), f(0.25, 0.25)]) expect(weightedVariance(f(1, 2), weights, 'frequency')).toBeNaN();
    expect(weightedVariance(f(4), f(1), 'frequency')).toBeNaN();
    // R: var(rep(x, w))
    expectClose(weightedVariance(VALUES, WEIGHTS, 'frequency'), 6.45714285714286, 1e-13, 'variance');
  });
});

describe('probability weights', () => {
  it('scale the spread by n / (n − 1)', () => {
    // R: sum(w * (x - m)^2) / sum(w) * n / (n - 1) with m <- weighted.mean(x, w)
    expectClose(weightedVariance(VALUES, WEIGHTS, 'probability'), 6.88761904761905, 1e-13, 'variance');
    const { n, mean, sd } = summariseWeighted(VALUES, WEIGHTS, 'probability');
    expect(n).toBe(15);
    expectClose(mean, 3.8, 1e-14, 'mean');
    expectClose(sd, 2.62442737518474, 1e-13, 'sd');
    expect(weightedVariance(f(4), f(3), 'probability')).toBeNaN();
    expect(summariseWeighted(f(4), f(3), 'probability').sd).toBeNull();
  });

  it('have as quantile the first value whose weight, with those below it, reaches the share', () => {
    // By hand: of 1, 2, 3, 4 with weights 2, 3, 5, 10 these come to a tenth, a quarter, a half and all.
    const { p25, median, p75, min, max } = summariseWeighted(f(4, 3, 2, 1), f(10, 5, 3, 2), 'probability');
    expect([p25, median, p75, min, max]).toEqual([2, 3, 4, 1, 4]);
    // Ten weights of 0.1 come to a half at the fifth though their sum is a little less.
    const ten = summariseWeighted(f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), new Float64Array(10).fill(0.1), 'probability');
    expect(ten.median).toBe(5);
  });

  it('lose no digits to the size of the values', () => {
    expect(weightedVariance(f(1e9, 1e9 + 1, 1e9 + 2), f(1, 1, 1), 'frequency')).toBe(1);
    expectClose(weightedVariance(f(1e9, 1e9 + 1, 1e9 + 2), f(2, 2, 2), 'probability'), 1, 1e-14, 'variance');
  });

  it('of equal values have exactly their mean', () => {
    expect(summariseWeighted(f(0.1, 0.1, 0.1), f(0.3, 0.7, 1.1), 'probability')).toMatchObject({ mean: 0.1, sd: 0 });
  });
});
