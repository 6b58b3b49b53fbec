/** What is known of the columns of every table, from the database and from the cells' texts as they stand. */
import type { DatabaseFacts } from '../cells/context';
import { sqlMeta } from '../cells/kinds/sql';
import type { CellOutcome, TableMeta } from '../cells/outcome';
import { nameKey } from '../document/names';
import type { Cell } from '../document/notebook';
import type { Memory } from './memory';
import type { NotebookReading } from './read-cells';

/** By lower-case name of the table. */
export type TableMetas = ReadonlyMap<string, TableMeta>;

interface Described {
  readonly cell: Cell;
  readonly name: string;
  readonly outcome: CellOutcome | null;
}

/**
 * The metas of a notebook: labels as the cohorts word them now, through the queries that pass a column on.
 * @param memory of the metas made before, by id of their cell
 */
export function tableMetas(
  database: DatabaseFacts,
  reading: NotebookReading,
  cells: ReadonlyMap<string, Described>,
  memory: Memory<TableMeta>,
): TableMetas {
  const metas = new Map<string, TableMeta>([...database.meta].map(([table, columns]) => [nameKey(table), columns]));
  for (const id of reading.graph.order) {
    const entry = cells.get(id);
    if (!entry?.outcome) continue;
    const { cell, name, outcome } = entry;
    const compiled = reading.readings.get(id)?.cohort;
    for (const [table, columns] of outcome.meta) metas.set(nameKey(table), columns);
    if (compiled) {
      const counted = outcome.meta.get(name);
      metas.set(
        nameKey(name),
        memory.of(id, [compiled.meta, counted], () => withDeathsOf(compiled.meta, counted)),
      );
    }
    const columns = outcome.tables.get('table')?.columns;
    if (cell.kind === 'sql' && columns) {
      const known = (table: string) => metas.get(nameKey(table)) ?? null;
      const read = (reading.readings.get(id)?.references ?? []).map((reference) => known(reference.name));
      metas.set(
        nameKey(name),
        memory.of(id, [cell.body, columns, ...read], () => sqlMeta(cell.body, columns, known)),
      );
    }
  }
  return metas;
}

/** The program's meta with the unlabelled deaths that the run counted. */
function withDeathsOf(meta: TableMeta, counted: TableMeta | undefined): TableMeta {
  if (!counted) return meta;
  return new Map(
    [...meta].map(([column, own]) => {
      const event = counted.get(column)?.event;
      return [column, own.event && event ? { ...own, event: { ...own.event, deathsUnlabelled: event.deathsUnlabelled } } : own];
    }),
  );
}
