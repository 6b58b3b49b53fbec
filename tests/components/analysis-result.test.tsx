// @vitest-environment happy-dom
/** A kept result without the table of a figure is shown with all else it has, and says what is missing. */
import { cleanup, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import { messagesOf } from '@/app/_messages/messages';
import { AnalysisResult } from '@/components/notebook/results/analysis-result';
import { ToastProvider } from '@/components/ui/toast';

afterEach(cleanup);

it('has no place for a figure whose data are not kept, and names it', () => {
  const outcome = {
    ...EMPTY_OUTCOME,
    sentence: { en: 'A sentence.', zh: '一句话。' },
    figures: [
      {
        kind: 'incidence' as const,
        name: 'curve',
        title: { en: 'Predicted incidence', zh: '预测发生率' },
        table: 'curve',
        confLevel: 0.95,
        shownTime: { unit: null, length: 1 },
        leastAtRisk: 0,
        note: null,
        causeColumn: 'cause',
      },
    ],
  };
  const { container } = render(
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <ToastProvider label="Messages">
        <AnalysisResult outcome={outcome} cell="risks" />
      </ToastProvider>
    </NextIntlClientProvider>,
  );
  expect(screen.getByText('A sentence.')).toBeDefined();
  expect(container.querySelector('[data-figure]')).toBeNull();
  expect(screen.getByText(/Without them: Predicted incidence\. Run the cell/u)).toBeDefined();
});
