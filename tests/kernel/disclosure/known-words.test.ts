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
  it.each(['age', 'AGE', 'fatty_liver', 'fatty_liverTRUE', 'fatty_liver1', 'cut(age, 50)', 'age:died', '脂肪肝的风险比', '', '≥ 50'])(
    '%s',
    (name) => {
      expect(isKnownName(name, known)).toBe(true);
    },
  );
  it.each(['71', 'Ada', 'age71', 'fatty_liverAda', 'a', 'ageage1', '张三', '脂肪肝张三', '50.5', '120', '-0.37'])('not %s', (name) => {
    expect(isKnownName(name, known)).toBe(false);
  });
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
  it('with times of days in years and months', () => {
    const days = printedValues([], [730.5]);
    for (const said of ['2.00', '24.0', '730.5']) expect(days.print(said), said).toBe(true);
    expect(days.print('3.00')).toBe(false);
  });
});
