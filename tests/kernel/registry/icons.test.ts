import { expect, it } from 'vitest';
import { methodEntries } from '@/analysis-kernel/registry/registry';

it('every method is drawn by a line of its own, inside its field', () => {
  const icons = methodEntries().map(({ icon }) => icon);
  expect(new Set(icons).size).toBe(icons.length);
  for (const icon of icons) {
    expect(icon).toMatch(/^M[\d. MmLlHhVvCcSsQqTtAaZz,-]+$/u);
    for (const part of icon.match(/[MHVL][\d. ]+/gu) ?? []) {
      for (const value of part.match(/\d+(?:\.\d+)?/gu) ?? []) expect(Number(value)).toBeLessThanOrEqual(24);
    }
  }
});
