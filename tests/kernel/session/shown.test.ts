/** Outcomes in the words of now. */
import { expect, it } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import type { ColumnMeta } from '@/analysis-kernel/frame/column';
import { shownOutcome } from '@/analysis-kernel/session/shown';
import { journalViews } from '@/analysis-kernel/views/views';

const words = (en: string, zh: string) => ({ en, zh });

it('a query’s table stands under the labels of its columns, its codes in words and the others as they are', () => {
  const columns = new Map<string, ColumnMeta>([
    ['age', { label: words('Age', '年龄'), unit: 'a' }],
    ['hormone', { label: words('Hormone therapy', '内分泌治疗'), codes: [{ key: '1', label: words('Yes', '是') }] }],
  ]);
  const table = {
    columns: ['age', 'hormone', 'n'],
    types: ['integer', 'integer', 'integer'] as const,
    rows: [
      [40, 1, 3],
      [50, 0, 4],
    ],
  };
  const shown = shownOutcome({ ...EMPTY_OUTCOME, tables: new Map([['table', table]]) }, null, [], columns);
  const set = (lang: 'en' | 'zh') => {
    const [view] = journalViews(shown, { lang, labels: {} });
    return [view.columns.map(({ header }) => header), ...view.rows.map(({ cells }) => cells.map(({ text }) => text))];
  };
  expect(set('en')).toEqual([
    ['Age, years', 'Hormone therapy', 'n'],
    ['40', 'Yes', '3'],
    ['50', '0', '4'],
  ]);
  expect(set('zh')).toEqual([
    ['年龄（年）', '内分泌治疗', '例数'],
    ['40', '是', '3'],
    ['50', '0', '4'],
  ]);
});
