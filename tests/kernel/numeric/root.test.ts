import { describe, expect, it } from 'vitest';
import { tukeyUpper, tukeyUpperQuantile } from '@/analysis-kernel/numeric/dist/tukey';
import { bracketedRoot } from '@/analysis-kernel/numeric/root';

describe('the root between two ends', () => {
  it.each([
    ['of a parabola', (x: number) => x * x - 2, 0, 2, Math.SQRT2],
    ['of a steep exponential', (x: number) => Math.exp(50 * x) - 1e9, -3, 3, Math.log(1e9) / 50],
    ['of a flat ninth power', (x: number) => (x - 0.3) ** 9, -1, 4, 0.3],
    ['at a jump', (x: number) => (x < 0.7 ? -1 : 1), 0, 1, 0.7],
    ['at an end', (x: number) => x, 0, 1, 0],
  ] as const)('%s', (_, f, low, high, root) => expect(bracketedRoot(f, low, high)).toBeCloseTo(root, 10));

  it('is none where the signs agree or f has no value', () => {
    expect(bracketedRoot((x) => x * x + 1, -1, 1)).toBeNaN();
    expect(bracketedRoot(() => Number.NaN, -1, 1)).toBeNaN();
  });
});

describe('the studentised range', () => {
  it('ends where it has to', () => {
    expect([tukeyUpper(0, 3, 5), tukeyUpper(Infinity, 3, 5)]).toEqual([1, 0]);
    for (const wrong of [tukeyUpper(Number.NaN, 3, 5), tukeyUpper(1, 1, 5), tukeyUpper(1, 3, 0), tukeyUpperQuantile(0, 3, 5)])
      expect(wrong).toBeNaN();
  });

  it('of two means on one degree of freedom is Cauchy’s', () => {
    // P(√2 |T| > q) with T Cauchy: 1 − 2 atan(q / √2) / π.
    for (const q of [0.1, 1, 4, 30, 1000]) {
      const cauchy = 1 - (2 * Math.atan(q / Math.SQRT2)) / Math.PI;
      expect(Math.abs(tukeyUpper(q, 2, 1) / cauchy - 1)).toBeLessThan(1e-11);
    }
  });

  it('its quantile is its inverse', () => {
    for (const p of [0.9, 0.05, 1e-6])
      for (const df of [3, 40, Infinity]) expect(tukeyUpper(tukeyUpperQuantile(p, 4, df), 4, df) / p).toBeCloseTo(1, 9);
  });
});
