import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { gramBlock } from '@/analysis-kernel/numeric/simd/gram-block';

const random = seededRandom(20_261_130);

/** Exponentials of at most 256 numbers by a block whose weights are 1. */
function exponentials(x: Float64Array): Float64Array {
  const block = gramBlock(0);
  if (block === null) throw new Error('This machine has no WebAssembly SIMD.');
  block.memory.set(x, block.eta);
  block.memory.fill(1, block.weight, block.weight + x.length);
  block.exponentiate(x.length);
  return block.memory.slice(block.risk, block.risk + x.length);
}

describe('exponentials of a block of numbers', () => {
  it.each([1, 2, 37, 255, 256])('%i numbers are as each alone, within two units in the last place', (n) => {
    const x = Float64Array.from({ length: n }, () => 1400 * random.uniform() - 700);
    const apart = Math.max(0, ...exponentials(x).map((value, i) => Math.abs(value / Math.exp(x[i]) - 1)));
    expect(apart).toBeLessThanOrEqual(2 * Number.EPSILON);
  });

  it('no number stays none, and 0 gives 1', () => {
    expect([...exponentials(Float64Array.of(Number.NaN, 0, Math.LN2))]).toEqual([Number.NaN, 1, expect.closeTo(2, 15)]);
  });
});
