import { describe, expect, it } from 'vitest';
import { countText, estimateText, percentText } from '@/components/ui/number-text';

describe('numbers on a page', () => {
  it('have three significant digits, thin spaces, a real minus, and never powers of ten', () => {
    expect([1234567.8, 1234.5, 12.345, 0.012345, -0.5, 1e-7, 0, 25].map(estimateText)).toEqual([
      '1\u202f234\u202f568',
      '1\u202f235',
      '12.3',
      '0.0123',
      '−0.500',
      '0.000000100',
      '0',
      '25',
    ]);
    expect([Number.NaN, Number.POSITIVE_INFINITY, null, -1e-20].map(estimateText)).toEqual(['–', '–', '–', '0']);
    expect([0, 999, 1000, 20000, 1234567].map(countText)).toEqual(['0', '999', '1\u202f000', '20\u202f000', '1\u202f234\u202f567']);
  });

  it('say all and none only when they are', () => {
    expect([
      percentText(1, 3),
      percentText(0, 5),
      percentText(5, 5),
      percentText(99999, 100000),
      percentText(1, 100000),
      percentText(0, 0),
    ]).toEqual(['33.3%', '0.0%', '100.0%', '>99.9%', '<0.1%', '–']);
  });
});
