import { findRow } from '@/analysis-kernel/anchors/table-anchor';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { ValuePlace } from '@/analysis-kernel/views/journal-table';
import type { ThreadDto } from '@/app/_contract/comments';
import type { ResultPlace } from './result-place';

/** Why a value takes no comment of its own. */
export type PlaceRefusal = 'patients' | 'alike';

/** What a drawn table is of. */
interface TablePlaces {
  readonly result: ResultPlace;
  /** Name of the result's table. */
  readonly table: string;
  /** The value that a cell of the table's body shows, by its row and place; null of one that shows none. */
  readonly valueAt: (row: number, place: number) => ValuePlace | null;
}

/** By the drawn table: whoever comments on what has the focus looks here. */
export const tablePlaces = new WeakMap<HTMLTableElement, TablePlaces>();

/** Open threads about values of a table, by row and column of it as it is now: `0 n`. */
export function threadsOnValues(
  threads: readonly ThreadDto[],
  name: string,
  outcome: CellOutcome,
): ReadonlyMap<string, readonly ThreadDto[]> {
  const table = outcome.tables.get(name);
  const found = new Map<string, readonly ThreadDto[]>();
  for (const thread of threads) {
    const { anchor } = thread;
    if (!table || thread.resolved || anchor.on !== 'value' || anchor.table !== name) continue;
    const row = findRow(table, anchor.key);
    if (row === null) continue;
    const place = `${row} ${anchor.column}`;
    found.set(place, [...(found.get(place) ?? []), thread]);
  }
  return found;
}
