import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { exponentials } from '@/analysis-kernel/numeric/simd/exponentials';

const random = seededRandom(20_261_130);

describe('exponentials of many numbers', () => {
  it.each([0, 1, 2, 255, 256, 257, 5001])('%i numbers are as each alone, within two units in the last place', (n) => {
    const x = Float64Array.from({ length: n }, () => 1400 * random.uniform() - 700);
    const out = new Float64Array(n);
    exponentials(x, out);
    const apart = Math.max(0, ...out.map((value, i) => Math.abs(value / Math.exp(x[i]) - 1)));
    expect(apart).toBeLessThanOrEqual(2 * Number.EPSILON);
  });

  it('no number stays none, 0 gives 1, and the result may stand in place of the numbers', () => {
    const x = Float64Array.of(Number.NaN, 0, Math.LN2);
    exponentials(x, x);
    expect([...x]).toEqual([Number.NaN, 1, expect.closeTo(2, 15)]);
  });
});
