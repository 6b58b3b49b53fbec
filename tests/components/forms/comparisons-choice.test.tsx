// @vitest-environment happy-dom
/** Comparisons of a model are chosen in fields: columns of the formula, every pair of levels or two values. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it } from 'vitest';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { messagesOf } from '@/app/_messages/messages';
import { ComparisonsChoice } from '@/components/notebook/forms/comparisons-choice';

afterEach(cleanup);

const arm: OfferedColumn = {
  ...offeredColumn('arm', 'text', {}),
  levels: [
    { key: 'A', label: null },
    { key: 'B', label: { en: 'New drug', zh: '新药' } },
  ],
};
const age = offeredColumn('age', 'number', {});

/** Draws it with a value; gives what is written next. */
function drawn(value: unknown, locale: 'en' | 'zh' = 'en') {
  const written: unknown[] = [];
  render(
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)}>
      <ComparisonsChoice
        label="Comparisons"
        help=""
        columns={[arm, age]}
        value={value}
        disabled={false}
        onChange={(one) => written.push(one)}
      />
    </NextIntlClientProvider>,
  );
  return written;
}

it('begins with every pair of a category, and with 1 against 0 of a number', () => {
  const written = drawn(undefined);
  fireEvent.change(screen.getByRole('combobox', { name: 'Comparisons' }), { target: { value: 'arm' } });
  fireEvent.change(screen.getByRole('combobox', { name: 'Comparisons' }), { target: { value: 'age' } });
  expect(written).toEqual([{ arm: 'all' }, { age: [1, 0] }]);
});

it('takes two values, and takes a column out', () => {
  const written = drawn({ arm: 'all', age: [70, 50] });
  expect(document.body.textContent).not.toMatch(/[{}[\]"]/u);
  fireEvent.change(screen.getByRole('combobox', { name: 'What is compared of arm' }), { target: { value: 'two' } });
  fireEvent.blur(screen.getByRole('textbox', { name: 'First value of age' }), { target: { value: '65.5' } });
  fireEvent.click(screen.getByRole('button', { name: 'Remove arm' }));
  expect(written).toEqual([{ arm: ['B', 'A'], age: [70, 50] }, { arm: 'all', age: [65.5, 50] }, { age: [70, 50] }]);
});

it('says levels in the reader’s words', () => {
  const written = drawn({ arm: ['B', 'A'] }, 'zh');
  const first = screen.getByRole('combobox', { name: 'arm的第一个值' });
  expect(first.textContent).toContain('新药');
  fireEvent.change(first, { target: { value: 'A' } });
  expect(written).toEqual([{ arm: ['A', 'A'] }]);
});
