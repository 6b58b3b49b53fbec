import { expect, it } from 'vitest';
import { dataText } from '@/analysis-kernel/views/data-text';

it.each([
  [null, '—'],
  [true, 'yes'],
  ['N18.3', 'N18.3'],
  [10234, '10234'],
  [-0, '0'],
  [1e25, '10000000000000000905969664'],
  [0.1 + 0.2, '0.3'],
  [1234567.891, '1234568'],
  [-62.45678912, '-62.4568'],
  [0.0000123456789, '0.0000123457'],
  [1e-7, '< 0.000001'],
  [-1e-9, '> −0.000001'],
  [Number.NaN, '—'],
  [Number.NEGATIVE_INFINITY, '−∞'],
  [Number.POSITIVE_INFINITY, '∞'],
])('%s stands in a row as %s', (value, text) => {
  expect(dataText(value, 'en')).toBe(text);
});

it('says yes and no in the reader’s language', () => {
  expect([true, false].map((value) => dataText(value, 'zh'))).toEqual(['是', '否']);
});
