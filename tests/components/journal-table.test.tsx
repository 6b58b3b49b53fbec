// @vitest-environment happy-dom
/** A table on a narrow screen scrolls rather than break its words into a tower of lines. */
import { cleanup, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it } from 'vitest';
import type { JournalTable } from '@/analysis-kernel/views/journal-table';
import { messagesOf } from '@/app/_messages/messages';
import { JournalTableView } from '@/components/notebook/results/journal-table-view';
import { ToastProvider } from '@/components/ui/toast';

afterEach(cleanup);

const cell = (text: string) => ({ text, full: null });

it('a text has the room it needs, a long one that of a few words; numbers and the labels of a baseline table have their own rules', () => {
  const columns = ['Group', 'p', 'Method'].map((header, at) => ({ header, numeric: at === 1 }));
  const rows = [
    { indent: 0 as const, cells: ['Yes', '0.03', 'Kruskal–Wallis test, exact by simulation'].map(cell) },
    { indent: 0 as const, cells: ['是', '0.02', '秩和检验'].map(cell) },
  ];
  const table: JournalTable = { name: 't', caption: 'Tests', columns, rows, notes: [] };
  const shown = (byLabels: boolean) => {
    cleanup();
    render(
      <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
        <ToastProvider label="Messages">
          <JournalTableView table={{ ...table, byLabels }} cell="t" />
        </ToastProvider>
      </NextIntlClientProvider>,
    );
    return screen.getAllByRole('cell').map((one) => one.style.minWidth);
  };
  expect(shown(false)).toEqual(['3ch', '', '24ch', '2ch', '', '8ch']);
  expect(shown(true)).toEqual(['', '', '24ch', '', '', '8ch']);
});
