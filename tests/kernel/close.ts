/** Comparing with R's numbers, which JSON spells "NA", "NaN", "Inf" where they are not finite. */
import { expect } from 'vitest';

export type RNumber = number | string | null;

export function fromR(value: RNumber): number | null {
  if (value === null || value === 'NA' || value === 'NaN') return null;
  if (value === 'Inf') return Number.POSITIVE_INFINITY;
  if (value === '-Inf') return Number.NEGATIVE_INFINITY;
  return Number(value);
}

/** Relative difference at most `tolerance` (absolute below 1e-300 + the floor); missing equals missing. */
export function expectClose(actual: unknown, expected: RNumber, tolerance: number, what: string, floor = 0): void {
  const wanted = fromR(expected);
  if (wanted === null || !Number.isFinite(wanted)) {
    expect(actual, what).toBe(wanted);
    return;
  }
  if (typeof actual !== 'number' || !Number.isFinite(actual)) {
    expect(actual, what).toBe(wanted);
    return;
  }
  const scale = Math.max(Math.abs(wanted), floor, Number.MIN_VALUE);
  const difference = Math.abs(actual - wanted) / scale;
  expect(difference <= tolerance, `${what}: ${actual} where R has ${wanted} (relative ${difference.toExponential(2)})`).toBe(true);
}
