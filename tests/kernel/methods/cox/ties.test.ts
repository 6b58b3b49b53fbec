import { expect, test } from 'vitest';
import { repairTies } from '@/analysis-kernel/stats/survival/ties';

test('0.1 + 0.2 and 0.3 are one time', () => {
  const { time, merged } = repairTies(null, Float64Array.of(0.1 + 0.2, 0.3, 1));
  expect(Array.from(time)).toEqual([0.3, 0.3, 1]);
  expect(merged).toBe(1);
});

test('the gap is measured against the mean of the distinct times', () => {
  // Mean 1e9: gaps up to 14.9 are rounding.
  expect(repairTies(null, Float64Array.of(1e9, 1e9 + 14)).merged).toBe(1);
  expect(repairTies(null, Float64Array.of(1e9, 1e9 + 16)).merged).toBe(0);
});

test('starts and ends share one grid, and a collapsed interval is told', () => {
  const { start, time, collapsed } = repairTies(Float64Array.of(0, 2, 2), Float64Array.of(2 + 1e-9, 2 + 1e-9, 5));
  expect(Array.from(time)).toEqual([2, 2, 5]);
  expect(Array.from(start ?? [])).toEqual([0, 2, 2]);
  expect(collapsed).toEqual([1]);
});

test('without near ties the same arrays come back', () => {
  const times = Float64Array.of(3, 1, 2, 2);
  expect(repairTies(null, times).time).toBe(times);
});
