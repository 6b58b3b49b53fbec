import { expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { namedEvents } from '@/analysis-kernel/registry/named-event';
import { MethodError } from '@/analysis-kernel/results/method-error';
import { run } from '../methods/run-method';

it('a column that is no event is said to be none, with the key of the method where a key is meant', () => {
  const frame = frameOf([numericColumn('age', [21, 24, 30])]);
  const read = () => namedEvents(frame, 'age', undefined, { column: 'case', value: 'case_value' });
  expect(read).toThrow(MethodError);
  expect(read).toThrow(/^age cannot be read as an event: its values are .* or words with case_value: WORD\./u);
});

const rows = 60;
const sets = frameOf([
  numericColumn(
    'state',
    Array.from({ length: rows }, (_, i) => i % 3),
  ),
  textColumn(
    'word',
    Array.from({ length: rows }, (_, i) => ['ill', 'well', 'unsure'][i % 3]),
  ),
  numericColumn(
    'x',
    Array.from({ length: rows }, (_, i) => (i * 7) % 11),
  ),
  numericColumn(
    'set',
    Array.from({ length: rows }, (_, i) => i % 10),
  ),
  numericColumn(
    't',
    Array.from({ length: rows }, (_, i) => 1 + i),
  ),
]);
const OF_CASES = [
  ['conditional_logistic', (outcome: string) => ({ formula: `${outcome} ~ x + strata(set)` }), 'event', 'controls'],
  ['diagnostic', (outcome: string) => ({ outcome, markers: 'x' }), 'event', 'controls'],
  ['prevalence', (outcome: string) => ({ case: outcome }), 'case_value', 'no cases'],
] as const;

it.each(OF_CASES)('%s speaks of cases, not of events and censoring', async (method, options, key, others) => {
  const said = async (outcome: string) => String(await run(method, options(outcome), sets).catch((error: Error) => error.message));
  expect(await said('state')).toMatch(new RegExp(`state holds several values \\(0, 1, 2\\).*Name it: ${key}: .*are ${others} then`, 'u'));
  expect(await said('word')).toContain(`Name it: ${key}: `);
  for (const outcome of ['state', 'word', 'x']) expect(await said(outcome)).not.toMatch(/censor|competing|kinds? of event|as an event/u);
  const { warnings } = await run(method, { ...options('state'), [key]: 1 }, sets);
  expect(warnings.find(({ code }) => code === 'other_values')?.message.en).toBe(`20 rows hold another value (2) and count as ${others}.`);
  expect(warnings.map(({ message }) => message.en).join(' ')).not.toMatch(/censor|competing/u);
});

it('a 0 beside a code named as the event is no other event', async () => {
  const { warnings } = await run('incidence', { event: 'state', event_value: 1, time: 't' }, sets);
  expect(warnings.find(({ code }) => code === 'other_causes_censored')?.message.en).toMatch(/^20 rows ended with another event \(2\)/u);
});
