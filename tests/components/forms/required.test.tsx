// @vitest-environment happy-dom
/** A column that a method cannot do without is asked for; one that may be left out says that there is none. */
import { cleanup, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it } from 'vitest';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { column, declarationsOf } from '@/analysis-kernel/registry/options';
import { messagesOf } from '@/app/_messages/messages';
import { OptionControl } from '@/components/notebook/forms/option-control';

afterEach(cleanup);

const words = { label: { en: 'Patient', zh: '患者' }, help: { en: '', zh: '' }, accepts: 'any' } as const;

it.each([
  ['en', 'Choose…', 'none'],
  ['zh', '请选择…', '无'],
] as const)('in %s', (locale, choose, none) => {
  const options = declarationsOf({ id: column({ ...words, required: true }), other: column(words) });
  const first = options.map((option) => {
    render(
      <NextIntlClientProvider locale={locale} messages={messagesOf(locale)}>
        <OptionControl
          option={option}
          response="none"
          value={undefined}
          columns={[offeredColumn('x', 'integer', {})]}
          eventColumn={null}
          tables={[]}
          disabled={false}
          onChange={() => undefined}
        />
      </NextIntlClientProvider>,
    );
    const text = screen.getByRole('combobox').querySelector('option')?.textContent;
    cleanup();
    return text;
  });
  expect(first).toEqual([choose, none]);
});
