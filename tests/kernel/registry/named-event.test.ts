import { expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { namedEvents } from '@/analysis-kernel/registry/named-event';
import { MethodError } from '@/analysis-kernel/results/method-error';

it('a column that is no event is said to be none, with the key of the method where a key is meant', () => {
  const frame = frameOf([numericColumn('age', [21, 24, 30])]);
  const read = () => namedEvents(frame, 'age', undefined, { column: 'case', value: 'case_value' });
  expect(read).toThrow(MethodError);
  expect(read).toThrow(/^age cannot be read as an event: its values are .* or words with case_value: WORD\./u);
});
