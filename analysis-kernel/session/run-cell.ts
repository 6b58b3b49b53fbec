/** One run of one cell: what it is handed, and which kind runs it. */
import type { CohortSource, Compilers, DatabaseFacts, RunContext } from '../cells/context';
import { runAnalysis } from '../cells/kinds/analysis';
import { runCode } from '../cells/kinds/code';
import { runCohort } from '../cells/kinds/cohort';
import { runSql } from '../cells/kinds/sql';
import { type CellOutcome, EMPTY_OUTCOME, type TableMeta } from '../cells/outcome';
import { nameKey } from '../document/names';
import type { Cell } from '../document/notebook';
import type { QueryEngine } from '../ports/query-engine';
import type { NotebookReading } from './read-cells';

export interface RunGround {
  readonly engine: QueryEngine;
  readonly compilers: Compilers;
  readonly database: DatabaseFacts;
  readonly rowLimit?: number | null;
  readonly settings?: ReadonlyMap<string, string>;
}

export interface RunnableCell {
  readonly cell: Cell;
  readonly name: string;
  /** Its last outcome: other cells read its value and what is known of its columns. */
  readonly outcome: CellOutcome | null;
}

/** What a cell is handed: values and tables of the others as they stand. */
export function runContext(ground: RunGround, reading: NotebookReading, cells: Iterable<RunnableCell>, signal: AbortSignal): RunContext {
  const { engine, compilers, database, rowLimit = null, settings = new Map() } = ground;
  const values = new Map(reading.values);
  const meta = new Map<string, TableMeta>([...database.meta].map(([table, columns]) => [nameKey(table), columns]));
  const cohorts = new Map<string, CohortSource>();
  const dates = new Set<string>();
  const aggregates = new Set<string>();
  const patientTables = new Set<string>();
  for (const { cell, name, outcome } of cells) {
    if (reading.inputs.get(cell.id)?.kind === 'date') dates.add(nameKey(name));
    if (cell.kind === 'input') aggregates.add(nameKey(name));
    for (const table of outcome?.aggregates ?? []) aggregates.add(nameKey(table));
    if (cell.kind === 'cohort') for (const table of outcome?.stored.values() ?? []) patientTables.add(nameKey(table));
    if (cell.kind === 'cohort') cohorts.set(name, { source: cell.body, name });
    if (outcome?.value !== undefined && cell.kind === 'code') values.set(nameKey(name), outcome.value);
    for (const [table, columns] of outcome?.meta ?? []) meta.set(nameKey(table), columns);
  }
  return {
    engine,
    compilers,
    database,
    signal,
    rowLimit,
    values,
    dates,
    settings,
    aggregates,
    patientTables,
    metaOf: (table) => meta.get(nameKey(table)) ?? null,
    cohorts,
  };
}

/**
 * Runs a cell.
 * @throws CellFailure for a mistake in the cell, AbortError when it is called off
 */
export function runCell({ cell, name }: RunnableCell, reading: NotebookReading, context: RunContext): Promise<CellOutcome> {
  switch (cell.kind) {
    case 'sql':
      return runSql(cell, name, context);
    case 'analysis':
      return runAnalysis(cell, name, context);
    case 'cohort':
      return runCohort(cell, name, context);
    case 'chart':
    case 'code':
      return runCode(cell, name, cell.kind, namesProvided(cell, reading, context.database), context);
    case 'input':
      return Promise.resolve({ ...EMPTY_OUTCOME, value: context.values.get(nameKey(name)) ?? null });
    case 'text':
      return Promise.resolve(EMPTY_OUTCOME);
  }
}

/** Names that code reads and a cell or the database provides; the rest is the code's own affair. */
function namesProvided(cell: Cell, reading: NotebookReading, database: DatabaseFacts): readonly string[] {
  const unresolved = new Set(reading.graph.unresolved.get(cell.id)?.map((reference) => nameKey(reference.name)));
  const tables = new Set(database.tables.map(nameKey));
  const names = (reading.readings.get(cell.id)?.references ?? []).map((reference) => reference.name);
  return [...new Set(names.filter((read) => !unresolved.has(nameKey(read)) || tables.has(nameKey(read))))];
}
