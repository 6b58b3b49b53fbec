/** One run of one cell: what it is handed, and which kind runs it. */
import type { CodeRunner, DatabaseFacts, RunContext, RunProgress } from '../cells/context';
import { cellKinds } from '../cells/kinds/kinds';
import type { CellOutcome } from '../cells/outcome';
import { NOTHING_READ } from '../cells/reading';
import { nameKey } from '../document/names';
import type { Cell } from '../document/notebook';
import type { EngineLine } from '../ports/query-engine';
import type { NotebookReading } from './read-cells';
import type { TableMetas } from './table-metas';

export interface RunGround {
  readonly code: CodeRunner | null;
  readonly database: DatabaseFacts;
  readonly rowLimit: number | null;
  readonly reading: NotebookReading;
  readonly metas: TableMetas;
}

export interface RunnableCell {
  readonly cell: Cell;
  readonly name: string;
  /** Its last outcome: other cells read its value and what is known of its columns. */
  readonly outcome: CellOutcome | null;
}

/** What one run has to itself. */
export interface RunPlace {
  readonly engine: EngineLine;
  readonly signal: AbortSignal;
  readonly progress: (progress: RunProgress) => void;
}

/** What a cell is handed: values and tables of the others as they stand. */
export function runContext(ground: RunGround, cells: Iterable<RunnableCell>, place: RunPlace): RunContext {
  const { code, database, rowLimit, reading, metas } = ground;
  const values = new Map(reading.values);
  const dates = new Set<string>();
  const aggregates = new Set<string>();
  const rows = new Map<string, number>();
  const patientTables = new Set<string>();
  for (const { cell, name, outcome } of cells) {
    if (reading.inputs.get(cell.id)?.kind === 'date') dates.add(nameKey(name));
    if (cell.kind === 'input') aggregates.add(nameKey(name));
    for (const table of outcome?.aggregates ?? []) aggregates.add(nameKey(table));
    for (const [table, total] of outcome?.totals ?? []) rows.set(nameKey(outcome?.stored.get(table) ?? ''), total);
    if (cell.kind === 'cohort') for (const table of outcome?.stored.values() ?? []) patientTables.add(nameKey(table));
    if (outcome?.value !== undefined && cell.kind === 'code') values.set(nameKey(name), outcome.value);
  }
  return {
    ...place,
    code,
    database,
    rowLimit,
    values,
    dates,
    aggregates,
    patientTables,
    metaOf: (table) => metas.get(nameKey(table)) ?? null,
    rowsOf: (table) => rows.get(nameKey(table)) ?? null,
  };
}

/**
 * Runs a cell.
 * @throws CellFailure for a mistake in the cell, AbortError when it is called off, EngineLost where the engine dies in it
 */
export async function runCell({ cell, name }: RunnableCell, reading: NotebookReading, context: RunContext): Promise<CellOutcome> {
  const provided = namesProvided(cell, reading, context.database);
  return cellKinds[cell.kind].run(cell, name, { reading: reading.readings.get(cell.id) ?? NOTHING_READ, context, provided });
}

/** Names that a cell reads and a cell or the database provides; the rest is code's own affair. */
function namesProvided(cell: Cell, reading: NotebookReading, database: DatabaseFacts): readonly string[] {
  const unresolved = new Set(reading.graph.unresolved.get(cell.id)?.map((reference) => nameKey(reference.name)));
  const tables = new Set(database.tables.map(nameKey));
  const names = (reading.readings.get(cell.id)?.references ?? []).map((reference) => reference.name);
  return [...new Set(names.filter((read) => !unresolved.has(nameKey(read)) || tables.has(nameKey(read))))];
}
