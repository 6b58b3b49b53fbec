// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HistoryDto, MarkDto } from '@/app/_contract/history';
import { messagesOf } from '@/app/_messages/messages';
import { daysOf } from '@/components/notebook/history/entries';
import { HistoryList } from '@/components/notebook/history/history-list';
import { RunTable } from '@/components/notebook/history/run-table';
import { TextComparison } from '@/components/notebook/history/text-comparison';

afterEach(cleanup);

function shown(lang: 'en' | 'zh', children: ReactNode) {
  return render(
    <NextIntlClientProvider locale={lang} messages={messagesOf(lang)} timeZone="UTC">
      {children}
    </NextIntlClientProvider>,
  );
}

const at = (iso: string) => Date.parse(iso);
const mark = (change: Partial<MarkDto>): MarkDto => ({
  id: 'mark',
  kind: 'named',
  version: 3,
  name: 'As submitted',
  note: '',
  restored: null,
  cell: null,
  by: 'ann',
  at: '2026-11-30T11:00:00.000Z',
  ...change,
});
const page: Pick<HistoryDto, 'spells' | 'marks' | 'runs'> = {
  spells: [
    {
      before: 3,
      first: 4,
      last: 9,
      begun: at('2026-11-30T12:00:00Z'),
      ended: at('2026-11-30T12:06:00Z'),
      steps: 6,
      shares: [
        {
          by: 'ann',
          cells: [
            { id: 'c1', done: ['insert', 'text'] },
            { id: 'c2', done: ['text', 'rename'] },
          ],
          titled: true,
        },
        { by: 'nobody', cells: Array.from({ length: 6 }, (_, n) => ({ id: `t${n}`, done: ['remove' as const] })), titled: false },
      ],
    },
    { before: 0, first: 1, last: 3, begun: at('2026-11-29T09:00:00Z'), ended: at('2026-11-29T09:00:10Z'), steps: 3, shares: [] },
  ],
  marks: [mark({}), mark({ id: 'r', kind: 'restored', version: 9, restored: 3, at: '2026-11-30T12:10:00.000Z' })],
  runs: [{ id: 'run1', by: 'ann', at: '2026-11-30T13:00:00.000Z', trigger: 'cells', version: 9, cells: 2, failed: 1 }],
};
const names = { people: { ann: 'Ann' }, cells: { c1: 'cohort', c2: 'fit' } };

describe('the list of a history', () => {
  it('has days and lines, newest first', () => {
    const days = daysOf([page]);
    expect(days.map(({ day, entries }) => [day, entries.map(({ of }) => of)])).toEqual([
      ['2026-11-30', ['run', 'mark', 'spell', 'mark']],
      ['2026-11-29', ['spell']],
    ]);
  });

  it.each(['en', 'zh'] as const)('says who did what, and each line can be chosen, in %s', (lang) => {
    const choose = vi.fn();
    shown(
      lang,
      <HistoryList days={daysOf([page])} names={names} chosen={{ before: 'v3', after: 'v9' }} begins={0} address="/n" onChoose={choose} />,
    );
    const spell = screen.getByText(/cohort/u).closest('button');
    const said = spell?.textContent ?? '';
    expect(said).toContain(lang === 'en' ? 'Ann: added cohort; changed fit; renamed fit; changed the title' : '添加cohort');
    expect(said).toContain(lang === 'en' ? '2 more cells' : '另外 2 个单元');
    // What was restored was the same pair of versions.
    expect(spell?.getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(screen.getByText('As submitted'));
    expect(choose).toHaveBeenLastCalledWith({ before: 'v3', after: 'now' });
    const [record] = screen.getAllByRole('link');
    expect(record.getAttribute('href')).toBe('/n/runs/run1');
  });

  it('chooses nothing that cannot be rebuilt', () => {
    shown(
      'en',
      <HistoryList days={daysOf([page])} names={names} chosen={{ before: '', after: '' }} begins={5} address="/n" onChoose={vi.fn()} />,
    );
    const [early] = within(screen.getByRole('region', { name: '2026-11-29' })).getAllByRole('button');
    expect(early.hasAttribute('disabled')).toBe(true);
  });
});

describe('two texts beside each other', () => {
  const lines = Array.from({ length: 20 }, (_, at) => `line ${at}`);

  it('mark what changed in words, and fold what is the same until asked', () => {
    shown('en', <TextComparison name="fit" before={lines.join('\n')} after={lines.with(0, 'line zero').join('\n')} />);
    const group = screen.getByRole('group', { name: 'Texts of fit, before and after' });
    expect([...group.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['0', 'zero']);
    expect(within(group).queryByText('line 12')).toBeNull();
    fireEvent.click(within(group).getByRole('button', { name: '16 lines that are the same' }));
    expect(within(group).getAllByText('line 12').length).toBeGreaterThan(0);
  });

  it('tell removed from added by a word and a sign, not by colour alone', () => {
    shown('zh', <TextComparison name="fit" before="甲" after="" />);
    const group = screen.getByRole('group');
    expect(group.textContent).toContain('−');
    expect(within(group).getByText('删除')).toBeDefined();
  });
});

it('the table of a run says which keys the server named and which the browser told', () => {
  const key = 'a'.repeat(64);
  const cell = {
    id: 'c',
    name: 'fit',
    kind: 'analysis' as const,
    key,
    status: 'ok' as const,
    milliseconds: 1234,
    rows: [],
    warnings: ['few_events'],
  };
  shown(
    'en',
    <RunTable
      cells={[
        { ...cell, checked: true, rows: [['table', 18204]] },
        { ...cell, id: 'd', checked: false, status: 'error', key },
      ]}
    />,
  );
  const [, first, second] = screen.getAllByRole('row');
  expect(first.textContent).toContain('named by the server too');
  expect(first.textContent).toContain('1.2 s');
  expect(first.textContent).toMatch(/table 18.204/u);
  expect(second.textContent).toContain('as the browser told it');
  expect(second.textContent).toContain('in error');
});
