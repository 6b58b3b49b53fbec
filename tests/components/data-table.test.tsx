// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import type { ColumnMeta } from '@/analysis-kernel/frame/column';
import { columnWords } from '@/analysis-kernel/results/column-words';
import { openNotebook, stateOf } from './open-notebook';

const hormone = {
  label: { en: 'Hormone therapy', zh: '内分泌治疗' },
  codes: [
    { key: '0', label: { en: 'no', zh: '否' } },
    { key: '1', label: { en: 'yes', zh: '是' } },
  ],
};
const meta = new Map<string, ColumnMeta>([
  ['hormone', hormone],
  ['age', { label: { en: 'Age', zh: '年龄' }, unit: 'a' }],
]);

// A window in which every row of the table is seen.
beforeEach(() => void vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it.each([
  ['en', 'Hormone therapy', 'yes'],
  ['zh', '内分泌治疗', '是'],
] as const)('rows stand under labels, codes in words; the name and the code on hover (%s)', async (lang, label, word) => {
  const cell = { id: 'c', kind: 'sql' as const, name: 'q', body: 'FROM t', version: 1 };
  const { engine } = await openNotebook({ cells: [cell], lang });
  const rows = [
    [0, 50, 7],
    [1, 61, 7],
  ];
  const outcome = {
    ...EMPTY_OUTCOME,
    tables: new Map([
      ['table', { columns: ['hormone', 'age', 'n'], types: ['integer' as const, 'number' as const, 'integer' as const], rows }],
    ]),
    totals: new Map([['table', 2]]),
    views: [
      { kind: 'table' as const, table: 'table', title: { en: 'Table', zh: '表' }, folded: false, notes: [], columns: columnWords(meta) },
    ],
  };
  engine.tell(stateOf(cell, { freshness: 'fresh', outcome }));
  const table = await screen.findByRole('table');
  expect(within(table).getByText(label).title).toBe('hormone');
  expect(within(table).getByText('n').title).toBe('n');
  expect((await within(table).findByText(word)).title).toBe('1');
  expect(within(table).getByText(lang === 'zh' ? '否 – 是' : 'no – yes')).toBeTruthy();
  expect(within(table).getByText('50 – 61')).toBeTruthy();
  // The two values, and what is said of the column.
  expect(within(table).getAllByText('7')).toHaveLength(3);
});
