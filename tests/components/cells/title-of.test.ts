import { expect, it } from 'vitest';
import { newCell } from '@/analysis-kernel/document/notebook';
import { titleOf } from '@/components/notebook/cells/title-of';

it('titles a text cell by its first words, dots where a value stands', () => {
  const text = (body: string) => titleOf(newCell('c', { kind: 'text', name: null, body }, 1));
  expect(text('\n## Who is in the study\nWomen')).toBe('Who is in the study');
  expect(text('The log hazard ratio is {fit.coefficients["hormone"].estimate | 2} and {n} of {curve.summary[1].n}.')).toBe(
    'The log hazard ratio is … and {n} of ….',
  );
  expect(titleOf(newCell('c', { kind: 'sql', name: 'ages', body: 'SELECT 1' }, 1))).toBe('ages');
});
