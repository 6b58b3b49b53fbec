/** Comparing with R's grids. */
import { expect } from 'vitest';

/** Distance in units of the scale on which the value is known: relative, and for logarithms absolute below 1. */
export function distance(actual: number, expected: number, log: boolean): number {
  if (Object.is(actual, expected) || actual === expected || (Number.isNaN(actual) && Number.isNaN(expected))) return 0;
  const scale = log ? Math.max(Math.abs(expected), 1e-300) : Math.abs(expected);
  return Math.abs(actual - expected) / scale;
}

/**
 * A probability of size p = e^−L is the exponential of a number of size L, which double precision knows to L·ε:
 * the tolerance widens by that factor (also in R's own value) and not otherwise. The same holds of log(1 − p).
 */
function tailTolerance(expected: number, base = 1e-13): number {
  const size = Math.abs(expected);
  if (size === 0 || size >= 1 || !Number.isFinite(size)) return base;
  return base * Math.max(1, -Math.log(size) / 40);
}

export function expectTails(
  rows: readonly (readonly number[])[],
  f: (args: readonly number[], tail: { lower: boolean; log: boolean }) => number,
  base = 1e-13,
): void {
  const misses: string[] = [];
  for (const row of rows) {
    const args = row.slice(0, -4);
    [
      { lower: true, log: false },
      { lower: false, log: false },
      { lower: true, log: true },
      { lower: false, log: true },
    ].forEach((tail, k) => {
      const expected = row[row.length - 4 + k];
      const actual = f(args, tail);
      if (Math.abs(expected) < 1e-300 && Math.abs(actual) < 1e-299) return;
      const d = distance(actual, expected, tail.log);
      if (!(d <= tailTolerance(expected, base)))
        misses.push(`${JSON.stringify(args)} ${JSON.stringify(tail)}: ${actual} expected ${expected} (${d.toExponential(1)})`);
    });
  }
  expect(misses).toEqual([]);
}

export function expectValues(rows: readonly (readonly number[])[], f: (args: readonly number[]) => number, tolerance = 1e-13): void {
  const misses: string[] = [];
  for (const row of rows) {
    const expected = row[row.length - 1];
    const actual = f(row.slice(0, -1));
    const d = distance(actual, expected, false);
    if (!(d <= tolerance)) misses.push(`${JSON.stringify(row.slice(0, -1))}: ${actual} expected ${expected} (${d.toExponential(1)})`);
  }
  expect(misses).toEqual([]);
}
