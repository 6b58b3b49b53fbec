// @vitest-environment happy-dom
/** The form offers the values of an event column, so that nobody has to know the word. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import { eventColumnOf } from '@/analysis-kernel/formula/formula-roles';
import type { ColumnMeta } from '@/analysis-kernel/frame/column';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { messagesOf } from '@/app/_messages/messages';
import { EventChoice } from '@/components/notebook/forms/event-choice';

afterEach(cleanup);

function shown(of: 'words' | 'causes' | 'values', type: 'text' | 'category' | 'integer' | 'boolean', meta: ColumnMeta, value?: unknown) {
  const onChange = vi.fn();
  render(
    <NextIntlClientProvider locale="zh" messages={messagesOf('zh')}>
      <EventChoice
        label="Event"
        help=""
        of={of}
        column={offeredColumn('e', type, meta)}
        value={value}
        disabled={false}
        onChange={onChange}
      />
    </NextIntlClientProvider>,
  );
  return onChange;
}

const levels = [
  { key: 'alive', label: { en: 'Alive', zh: '存活' } },
  { key: 'dead', label: { en: 'Dead', zh: '死亡' } },
];

it('picks a word by its label', () => {
  const onChange = shown('words', 'category', { levels });
  const list = screen.getByLabelText('Event');
  expect([...list.querySelectorAll('option')].map((option) => option.textContent)).toEqual([expect.anything(), '存活', '死亡']);
  fireEvent.change(list, { target: { value: 'dead' } });
  expect(onChange).toHaveBeenCalledWith('dead');
});

it('takes a word that is written where the values are not known', () => {
  const onChange = shown('words', 'text', {});
  const field = screen.getByLabelText('Event');
  fireEvent.change(field, { target: { value: ' died ' } });
  fireEvent.blur(field);
  expect(onChange).toHaveBeenCalledWith('died');
});

it('picks one of the causes of an outcome', () => {
  const onChange = shown('causes', 'integer', { event: { outcome: 'end', causes: ['relapse', 'death'], deathsUnlabelled: 0 } });
  fireEvent.change(screen.getByLabelText('Event'), { target: { value: 'death' } });
  expect(onChange).toHaveBeenCalledWith('death');
});

it.each([
  ['a cause', 'integer', { event: { outcome: 'end', causes: ['relapse', 'death'], deathsUnlabelled: 0 } }, 'relapse'],
  ['a word', 'category', { levels }, 'dead'],
] as const)('picks %s where the column has that', (_, type, meta, value) => {
  const onChange = shown('values', type, meta);
  fireEvent.change(screen.getByLabelText('Event'), { target: { value } });
  expect(onChange).toHaveBeenCalledWith(value);
});

it.each([
  ['numbers that name no causes', 'values', 'integer', {}],
  ['truth values', 'words', 'boolean', {}],
  ['numbers', 'words', 'integer', {}],
  ['an outcome of one kind', 'causes', 'integer', { event: { outcome: 'end', causes: null, deathsUnlabelled: 0 } }],
  ['words, of which the cause is not asked', 'causes', 'category', { levels }],
] as const)('asks nothing of %s', (_, of, type, meta) => {
  shown(of, type, meta);
  expect(screen.queryByLabelText('Event')).toBeNull();
});

it('shows what is written, known or not', () => {
  shown('words', 'category', { levels }, 'gone');
  expect((screen.getByLabelText('Event') as HTMLSelectElement).value).toBe('gone');
});

it.each([
  ['Surv(t, e) ~ age * sex', 'e'],
  ['Surv(a, b, e) ~ 1', 'e'],
  ['Surv(t, e == 2) ~ 1', null],
  ['y ~ x', 'y'],
  ['y == 1 ~ x', null],
  ['Surv(', null],
])('the event column of %s is %s', (formula, column) => {
  expect(eventColumnOf(formula)).toBe(column);
});

it('says which word is the event where the words do', () => {
  shown('words', 'category', { levels });
  expect(screen.getByLabelText('Event').querySelector('option')?.textContent).toContain('死亡');
});
