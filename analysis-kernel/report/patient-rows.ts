/** Which tables of a notebook's results have a row a patient, or a row of what happened to one: a report names them and prints none. */
import type { CellOutcome } from '../cells/outcome';
import { summarises } from '../cells/sql/summarises';
import { sqlTokens } from '../cells/sql/tokens';
import { nameKey } from '../document/names';
import type { Cell } from '../document/notebook';

interface Ground {
  readonly cells: readonly Cell[];
  readonly outcomeOf: (cell: Cell) => CellOutcome | null;
  /** Columns that tell one patient from another. */
  readonly keys: readonly string[];
}

type RowsOf = (cell: Cell) => ReadonlySet<string>;

/**
 * Names of each cell's result tables that hold rows of patients. Of a method's tables it is declared. A query's are rows of patients where they
 * show them by disclosure's own rules and the query does not summarise, or where a column names patients; a code cell's, where a column names
 * patients or there are as many rows as in a table of rows that it reads.
 */
export function patientTables(ground: Ground): RowsOf {
  const known = new Map<string, ReadonlySet<string>>();
  const keys = new Set(ground.keys.map(nameKey));
  const rowsOf: RowsOf = (cell) => {
    const before = known.get(cell.id);
    if (before) return before;
    const outcome = ground.outcomeOf(cell);
    const own = new Set(outcome?.tables.keys());
    // Of cells that read one another in a circle nothing is known.
    known.set(cell.id, own);
    const found = outcome === null ? own : new Set([...own].filter(tellsRows(cell, outcome)));
    known.set(cell.id, found);
    return found;
  };
  const tellsRows = (cell: Cell, outcome: CellOutcome): ((table: string) => boolean) => {
    if (cell.kind === 'analysis')
      return (table) => outcome.stored.has(table) && !outcome.aggregates.includes(outcome.stored.get(table) ?? '');
    if ((cell.kind !== 'sql' && cell.kind !== 'code') || (cell.name !== null && outcome.aggregates.includes(cell.name))) return () => false;
    const namesPatients = [...outcome.tables.values()].some(({ columns }) => columns.some((column) => keys.has(nameKey(column))));
    const isOfRows =
      namesPatients ||
      (cell.kind === 'sql'
        ? !summarises(sqlTokens(cell.body).tokens, (table) => isSummaryTable(table, cell, ground, rowsOf))
        : isAsLong(cell, outcome, ground, rowsOf));
    return () => isOfRows;
  };
  return rowsOf;
}

/** Whether a table that a query reads is another cell's and shows no rows of patients. */
function isSummaryTable(table: string, reader: Cell, { cells, outcomeOf }: Ground, rowsOf: RowsOf): boolean {
  return cells.some((cell) => {
    const outcome = cell === reader ? null : outcomeOf(cell);
    if (outcome === null) return false;
    if (outcome.aggregates.some((own) => nameKey(own) === nameKey(table))) return true;
    return cell.kind === 'sql' && cell.name !== null && nameKey(cell.name) === nameKey(table) && rowsOf(cell).size === 0;
  });
}

/** Whether a result has as many rows as a table of patients' rows that its cell reads. */
function isAsLong(cell: Cell, outcome: CellOutcome, { cells, outcomeOf }: Ground, rowsOf: RowsOf): boolean {
  const lengths = new Set(outcome.totals.values());
  return cells.some((source) => {
    if (source === cell || !names(cell, source)) return false;
    const rows = rowsOf(source);
    return [...(outcomeOf(source)?.totals ?? [])].some(
      ([table, total]) => lengths.has(total) && (rows.has(table) || (source.kind === 'cohort' && table !== 'attrition')),
    );
  });
}

/** The computed cells that read a cell's result. */
export function readersOf(cell: Cell, cells: readonly Cell[]): readonly Cell[] {
  return cells.filter((other) => other !== cell && other.kind !== 'text' && names(other, cell));
}

/** Whether a cell's source names another. */
function names({ body }: Cell, { name }: Cell): boolean {
  if (name === null) return false;
  const word = nameKey(name).replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}])`, 'u').test(nameKey(body));
}
