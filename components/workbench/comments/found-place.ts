import { findRow } from '@/analysis-kernel/anchors/table-anchor';
import { type FoundText, findText } from '@/analysis-kernel/anchors/text-anchor';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { CommentAnchor } from '@/app/_contract/comments';

type OnWords = Extract<CommentAnchor, { on: 'words' }>;

/** The last text each anchor was looked for in, and what was found: it is asked with every drawing. */
const looked = new WeakMap<OnWords, { readonly body: string; readonly found: FoundText | null }>();

/** Where a comment's words stand in a cell's text as it is. */
export function foundIn(anchor: OnWords, body: string): FoundText | null {
  const known = looked.get(anchor);
  if (known?.body === body) return known.found;
  const found = findText(body, anchor);
  looked.set(anchor, { body, found });
  return found;
}

/** Whether what a comment is about is there: `gone` says what is missing, `unknown` where the cell has not run. */
export type Standing = 'there' | 'changed' | 'unknown' | 'words' | 'table' | 'row' | 'figure';

export function standingOf(anchor: CommentAnchor, body: string, outcome: CellOutcome | null): Standing {
  if (anchor.on === 'cell') return 'there';
  if (anchor.on === 'words') {
    const found = foundIn(anchor, body);
    return found === null ? 'words' : found.changed ? 'changed' : 'there';
  }
  if (outcome === null) return 'unknown';
  if (anchor.on === 'figure')
    return outcome.figures.some(({ name }) => name === anchor.figure) || anchor.figure === 'chart' || anchor.figure === 'flow'
      ? 'there'
      : 'figure';
  const table = outcome.tables.get(anchor.table);
  if (table === undefined) return 'table';
  if (anchor.on === 'table') return 'there';
  return table.columns.includes(anchor.column) && findRow(table, anchor.key) !== null ? 'there' : 'row';
}
