/** Weights at ranks: the sum of all below a rank, beside adding them one by one. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { addWeight, rankSums, weightBelow } from '@/analysis-kernel/stats/cox/rank-sums';

describe.each([
  [1, true],
  [16, false],
  [17, true],
  [300, false],
  [5000, true],
  [70_000, false],
  [140_000, true],
])('of %i ranks, counted %s', (size, counted) => {
  it('is that of the weights themselves', () => {
    const random = seededRandom(size);
    const sums = rankSums(size, counted);
    const weights = new Float64Array(size);
    for (let k = 0; k < 400; k += 1) {
      const rank = Math.floor(random.uniform() * size);
      // Quarters add up without rounding, and some weights are taken back.
      const weight = counted ? 1 : Math.floor(random.uniform() * 9 - 2) / 4;
      weights[rank] += weight;
      addWeight(sums, rank, weight);
    }
    const below = new Float64Array(size + 1);
    for (let rank = 0; rank < size; rank += 1) below[rank + 1] = below[rank] + weights[rank];
    const asked = [0, 1, 15, 16, 17, 255, 256, 257, 4095, 4096, 65_535, 65_536, 65_537, 131_072, size - 1, size].filter(
      (rank) => rank <= size,
    );
    for (let k = 0; k < 200; k += 1) asked.push(Math.floor(random.uniform() * (size + 1)));
    for (const rank of asked) expect(weightBelow(sums, rank), `${rank}`).toBe(below[rank]);
  });
});
