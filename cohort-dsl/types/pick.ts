import type { Pick } from '../plan/expressions';
import type { CheckedRows, RowColumnView } from './row-view';

/** One row a patient, before it is said which of its columns is meant. */
export interface CheckedPick {
  readonly which: Pick['which'];
  readonly n: number;
  /** Physical name of the column that `highest` and `lowest` compare. */
  readonly by: string | null;
  readonly rows: CheckedRows;
}

/** `COLUMN of PICK`. The date of a row that was picked by date is always known. */
export function columnOfPick(pick: CheckedPick, column: RowColumnView): Pick {
  const dated = column.name === pick.rows.view.source.date;
  return {
    kind: 'pick',
    which: pick.which,
    n: pick.n,
    by: pick.by,
    rows: pick.rows.rows,
    column: column.name,
    known: !dated && (pick.which === 'first' || pick.which === 'last'),
    type: column.type,
  };
}
