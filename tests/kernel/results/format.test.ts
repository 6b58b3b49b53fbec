import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chiSquaredText,
  coefficientTexts,
  countText,
  cutText,
  estimateText,
  exactText,
  firstText,
  fixedText,
  headingUnitText,
  intervalText,
  levelText,
  listText,
  pClause,
  percentText,
  pSaid,
  pText,
  ratioText,
  ratioTexts,
  statisticsWhole,
  summaryText,
  timeText,
  withTimeUnit,
} from '@/analysis-kernel/results/format';

describe('numbers on pages', () => {
  it.each([
    [estimateText, 0.00123456, '0.00123'],
    [estimateText, 1.23456, '1.23'],
    [estimateText, 123.456, '123'],
    [estimateText, 12345.678, '12\u202f346'],
    [estimateText, 1234.5, '1\u202f235'],
    [estimateText, 0.9996, '1.00'],
    [estimateText, -0.000000001, '> −0.000001'],
    [estimateText, 1e-7, '< 0.000001'],
    [estimateText, 0, '0'],
    [ratioText, 1.2345, '1.23'],
    [ratioText, 0.004, '0.004'],
    [ratioText, 1e-9, '< 0.001'],
    [ratioText, 12345678, '> 1\u202f000\u202f000'],
    [pText, 0.03, '0.03'],
    [pText, 0.0041, '0.004'],
    [pText, 0.0001, '<0.001'],
    [pText, 0.0496, '0.050'],
    [pText, 0.999, '>0.99'],
    [percentText, 12.345, '12.3'],
    [countText, 1234567, '1\u202f234\u202f567'],
    [countText, 12.34, '12.3'],
    [summaryText, 305.232, '305.2'],
    [timeText, 9, '9'],
    [timeText, 12.345, '12.3'],
    [levelText, 0.95, '95'],
    [levelText, 0.999, '99.9'],
  ] as const)('%o of %d is %s', (format, value, text) => {
    expect(format(value)).toBe(text);
  });

  it('writes intervals in both languages', () => {
    expect(intervalText(1.2, 0.98, 1.413)).toBe('1.20 (0.98 to 1.41)');
    expect(intervalText(12, 9.75, 14.5, timeText)).toBe('12.00 (9.75 to 14.50)');
    expect(intervalText(12.5, 11, null, (value) => (value === null ? 'not reached' : timeText(value)))).toBe('12.5 (11.0 to not reached)');
    expect(intervalText(0.000123, 0.00001, 12.3)).toBe('0.000 (0.000 to 12.300)');
    expect(intervalText(0, 0, 3.689)).toBe('0.00 (0.00 to 3.69)');
    expect(intervalText(1234.5, 999.4, 1534)).toBe('1\u202f235 (999 to 1\u202f534)');
    expect(ratioTexts(0.02, 0.004, 0.11)).toEqual(['0.020', '0.004', '0.110']);
    expect(ratioTexts(4.52, 0.52, 1234)).toEqual(['4.52', '0.52', '1\u202f234.00']);
    expect(ratioTexts(0.02, 0.0004, 2e6)).toEqual(['0.02', '< 0.001', '> 1\u202f000\u202f000']);
    expect(intervalText(1.2345, 1.05, 1.4444)).toBe('1.23 (1.05 to 1.44)');
    expect(intervalText(1.2345, 1.05, null, ratioText, 'zh')).toBe('1.23（1.05～—）');
    expect([pClause(0.2, 'en'), pClause(0.00001, 'en'), pClause(0.00001, 'zh')]).toEqual(['p = 0.20', 'p < 0.001', 'P < 0.001']);
    expect([pSaid(0.2), pSaid(0.00001), pSaid(0.999)]).toEqual([
      { en: 'was 0.20', zh: '为 0.20' },
      { en: 'was below 0.001', zh: '小于 0.001' },
      { en: 'was above 0.99', zh: '大于 0.99' },
    ]);
  });

  it('parts items that hold commas by semicolons', () => {
    expect([listText(['a', 'b'], 'en'), listText(['a', 'b'], 'zh')]).toEqual(['a, b', 'a、b']);
    expect([firstText(['a', 'b', 'c'], 2, 'en'), firstText(['a', 'b', 'c'], 2, 'zh')]).toEqual(['a, b, …', 'a、b……']);
    expect([firstText(['a', 'b'], 2, 'en'), firstText(['a', 'b'], 2, 'zh')]).toEqual(['a, b', 'a、b']);
    expect(listText(['Exit reason', 'Relapse, date'], 'en')).toBe('Exit reason; Relapse, date');
    expect(listText(['结束原因', '复发、死亡'], 'zh')).toBe('结束原因；复发、死亡');
  });

  it('heads a column with a unit as it is written there', () => {
    expect([headingUnitText('mo', 'en'), headingUnitText('mo', 'zh'), headingUnitText('wk', 'zh')]).toEqual(['months', '月', '周']);
  });

  it('parts a time from its unit, unless a Chinese bracket does', () => {
    expect(withTimeUnit('12.5', 'years', 'en')).toBe('12.5 years');
    expect(withTimeUnit('12.5', 'years', 'zh')).toBe('12.5 年');
    expect(withTimeUnit('12.5（11.2～13.9）', 'years', 'zh')).toBe('12.5（11.2～13.9）年');
    expect(withTimeUnit('12.5', null, 'zh')).toBe('12.5');
  });

  it('has no minus zero', () => {
    expect(fixedText(-0.001, 2)).toBe('0.00');
    expect(fixedText(-0, 0)).toBe('0');
    expect(fixedText(-1.5, 1)).toBe('−1.5');
  });

  it('never shows NaN, infinities, exponents or −0, whatever comes', () => {
    const numbers = fc.oneof(
      fc.double(),
      fc.constant(null),
      fc.constant(Number.NaN),
      fc.constant(Number.POSITIVE_INFINITY),
      fc.constant(-0),
    );
    fc.assert(
      fc.property(numbers, (value) => {
        for (const format of [estimateText, ratioText, pText, percentText, countText, summaryText, timeText, levelText]) {
          expect(format(value as number)).not.toMatch(/NaN|Infinity|\de[+-]?\d|^−0(\.0*)?$/);
        }
      }),
      { seed: 4 },
    );
  });
});

it('a coefficient and its error keep three decimals until the error would be hidden', () => {
  expect(coefficientTexts(-0.15612, 0.06634)).toEqual(['−0.156', '0.066']);
  expect(coefficientTexts(-0.0000812, 0.0000534)).toEqual(['−0.000081', '0.000053']);
  expect(coefficientTexts(0.25, 0)).toEqual(['0.250', '0.000']);
  expect(coefficientTexts(0.25, null)[0]).toBe('0.250');
});

it('numbers as an engine writes them keep every digit, thousands apart', () => {
  expect(exactText('1338')).toBe('1\u202f338');
  expect(exactText('-170141183460469231731687303715884105728')).toMatch(/^−170\u202f141\u202f183/u);
  expect(exactText('1234.50')).toBe('1\u202f234.50');
  expect(exactText('n/a')).toBe('n/a');
});

it('a statistic is said in the words of its language, and no line ends within it', () => {
  const { en, zh } = chiSquaredText('32.9', 1, 0.53);
  expect([en, zh]).toEqual(['χ² = 32.9, df = 1, p = 0.53', 'χ² = 32.9，自由度 1，P = 0.53']);
  expect(statisticsWhole(en)).toBe('χ²\u00a0=\u00a032.9, df\u00a0=\u00a01, p\u00a0=\u00a00.53');
  expect(statisticsWhole(zh)).toBe('χ²\u00a0=\u00a032.9，自由度\u00a01，P\u00a0=\u00a00.53');
});

it('a value that a rule compares with keeps every digit', () => {
  expect(cutText(251.5)).toBe('251.5');
  expect(cutText(1234.5)).toBe('1\u202f234.5');
  expect(cutText(0.1 + 0.2)).toBe('0.3');
  expect(cutText(-1e-9)).toBe('> −0.000001');
  expect(cutText(null)).toBe('—');
});
