import { describe, expect, it } from 'vitest';
import { isKnownName, isKnownSentence, printedValues, vocabularyOf, withWords } from '@/analysis-kernel/disclosure/known-words';
import type { ResultTable } from '@/analysis-kernel/results/result';

const known = withWords(
  vocabularyOf(['formula: Surv(time, died) ~ fatty_liver + cut(age, 50)', '脂肪肝', '风险', '的', 'Liver, fatty 1']),
  new Set(['比', 'true']),
);
const table: ResultTable = {
  columns: ['term', 'estimate', 'n'],
  types: ['text', 'number', 'integer'],
  rows: [
    ['age', -0.3712, 120],
    ['sex', 0.0451, 235],
  ],
};
const values = printedValues([table], [1234]);

describe('a name is known', () => {
  it.each([
    'age',
    'AGE',
    'fatty_liver',
    'fatty_liverTRUE',
    'fatty_liver1',
    'fatty_liver50',
    'cut(age, 50)',
    'age:died',
    '脂肪肝的风险比',
    '',
    '≥ 50',
  ])('%s', (name) => {
    expect(isKnownName(name, known)).toBe(true);
  });
  it.each(['71', 'Ada', 'age71', 'fatty_liverAda', 'a', 'ageage1', 'age1x', 'fatty_liver5', '张三', '脂肪肝张三', '50.5', '120', '-0.37'])(
    'not %s',
    (name) => {
      expect(isKnownName(name, known)).toBe(false);
    },
  );
});

describe('a sentence is known', () => {
  it.each(['age −0.371', 'age 0.37', 'died 4.51% (1 234)', 'age 0.69 (0.3712)', 'age 1.45', '355 died', 'age 0.0451 1,234'])(
    '%s',
    (text) => {
      expect(isKnownSentence(text, known, values)).toBe(true);
    },
  );
  it.each(['age 71', 'age 0.372', 'age 0.38', 'Ada 0.37', 'age 1235', 'age 1e9', 'age 356'])('not %s', (text) => {
    expect(isKnownSentence(text, known, values)).toBe(false);
  });
  it('to the last digit that is printed, with an exponent too', () => {
    const { print } = printedValues([], [4.5123e-7, 0.25, 1234.5, 3]);
    for (const said of ['4.5e-7', '4.51E-7', '5e-7', '0.3', '0.2', '1234.5', '1235', '1.2e3', '1.2e+3', '3', '3.0', '0.0000004512']) {
      expect(print(said), said).toBe(true);
    }
    for (const said of ['4.6e-7', '4.5e-6', '4.5e-17', '0.26', '0.4', '1236', '1.3e3', '12', '3.1', '9999999999']) {
      expect(print(said), said).toBe(false);
    }
  });
  it('as a share in per cent, and a logarithm as its ratio and the reciprocal', () => {
    const { print } = printedValues([], [0.0731]);
    expect(['7.31', '1.076', '0.930'].filter((said) => !print(said))).toEqual([]);
    expect(['0.000731', '1.08', '731'].filter(print)).toEqual(['1.08']);
    // At the very half of its last digit it may have been rounded either way.
    expect(['2', '3', '1', '4'].filter(printedValues([], [2.5]).print)).toEqual(['2', '3']);
  });
  it('with times of days in years and months', () => {
    const days = printedValues([], [730.5]);
    for (const said of ['2.00', '24.0', '730.5']) expect(days.print(said), said).toBe(true);
    expect(days.print('3.00')).toBe(false);
  });
});
