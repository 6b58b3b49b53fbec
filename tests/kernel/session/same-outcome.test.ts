import { expect, it } from 'vitest';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { sameOutcome } from '@/analysis-kernel/session/same-outcome';

function outcome(rows: readonly (readonly (number | string | null)[])[], more: Partial<KeptOutcome> = {}): KeptOutcome {
  return {
    tables: [['fit', { columns: ['concordance', 'term'], types: ['number', 'text'], rows }]],
    totals: [],
    stored: [],
    warnings: [],
    conventions: {},
    seed: null,
    figures: [],
    views: [],
    rows: null,
    sentence: null,
    paragraph: null,
    words: null,
    rScript: null,
    labels: {},
    aggregates: [],
    ...more,
  };
}

it('agree where only the order of sums differs: one pair of 7 million of a concordance too, as two engines gave it', () => {
  expect(sameOutcome(outcome([[0.7918023839374695, 'age']]), outcome([[0.7918024335825616, 'age']]))).toBe(true);
  expect(sameOutcome(outcome([[0, 'age']]), outcome([[0, 'age']]))).toBe(true);
  expect(sameOutcome(outcome([[1.2e-300, 'age']]), outcome([[1.2000001e-300, 'age']]))).toBe(true);
});

it('differ in what a reader could read another way', () => {
  const one = outcome([[0.7918, 'age']]);
  expect(sameOutcome(one, outcome([[0.79181, 'age']]))).toBe(false);
  expect(sameOutcome(one, outcome([[0.7918, 'sex']]))).toBe(false);
  expect(sameOutcome(one, outcome([[null, 'age']]))).toBe(false);
  expect(sameOutcome(one, outcome([]))).toBe(false);
  expect(sameOutcome(outcome([[0, 'age']]), outcome([[1e-12, 'age']]))).toBe(false);
  expect(sameOutcome(one, { ...one, sentence: { en: 'HR 0.1', zh: 'HR 0.1' } })).toBe(false);
});
