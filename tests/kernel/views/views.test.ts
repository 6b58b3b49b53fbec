import { describe, expect, it } from 'vitest';
import type { ResultTable } from '@/analysis-kernel/results/result';
import type { View } from '@/analysis-kernel/views/kinds';
import { journalTable, journalViews, viewHeads } from '@/analysis-kernel/views/views';

const table = (rows: ResultTable['rows']): ResultTable => ({ columns: ['n', 'x'], types: ['integer', 'number'], rows });
const view = {
  kind: 'table',
  table: 'curve',
  title: { en: 'Points of the curve', zh: '曲线各点' },
  notes: [{ en: 'A note.', zh: '注。' }],
  folded: true,
  columns: {},
} as unknown as View;
const options = { lang: 'en', labels: {} } as const;

describe('tables of a result', () => {
  const result = {
    tables: new Map([
      ['curve', table([[1, null]])],
      ['other', table([[2, 0.5]])],
    ]),
    views: [view],
  };

  it('are known in their order before they are laid out', () => {
    const unread = Object.defineProperty(table([]), 'rows', {
      get: () => {
        throw new Error('laid out');
      },
    });
    const heads = viewHeads({ ...result, tables: new Map([['curve', unread], ...[...result.tables].slice(1)]) }, 'zh');
    expect(heads.map(({ name, caption, folded }) => [name, caption, folded])).toEqual([
      ['curve', '曲线各点', true],
      ['other', 'other', false],
    ]);
  });

  it('are laid out alike one by one and all at once', () => {
    const all = journalViews(result, options);
    expect(all.map(({ folded, ...one }) => one)).toEqual(['curve', 'other'].map((name) => journalTable(result, name, options)));
    expect(all.map(({ name, caption, folded }) => ({ name, caption, folded }))).toEqual(viewHeads(result, 'en'));
    expect(all[0].notes).toEqual(['A note.']);
  });

  it('that are not there are named with those that are', () => {
    expect(() => journalTable(result, 'none', options)).toThrow('The result has no table "none", only curve, other.');
  });
});
