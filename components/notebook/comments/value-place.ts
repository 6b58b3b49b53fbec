import { anchorValue } from '@/analysis-kernel/anchors/table-anchor';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { ValuePlace } from '@/analysis-kernel/views/journal-table';
import type { BegunThread } from '@/components/workbench/comments/comment-drafts';
import type { ResultPlace } from './result-place';
import type { PlaceRefusal } from './table-places';

/** Whether a table shows no single patient. */
function isShared({ aggregates, stored }: CellOutcome, table: string): boolean {
  const made = stored.get(table);
  return made !== undefined && aggregates.includes(made);
}

/** The place of a value of a result's table, known by what it shows; of what shows none, the whole table. */
export function placeOfValue({ cell, outcome, key }: ResultPlace, table: string, value: ValuePlace | null): BegunThread | PlaceRefusal {
  const found = outcome.tables.get(table);
  if (found === undefined || !isShared(outcome, table)) return 'patients';
  if (value === null) return { cell, anchor: { on: 'table', table }, result: null };
  const anchor = anchorValue(found, value.row, value.column);
  return anchor === null ? 'alike' : { cell, anchor: { on: 'value', table, ...anchor }, result: key };
}
