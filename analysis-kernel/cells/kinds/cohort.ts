/** Cohort cells: a program of the cohort language, run as the tables it compiles to. */

import { quoteName } from '@/cohort-dsl/source/sql-text';
import type { Cell } from '../../document/notebook';
import { EngineError } from '../../ports/query-engine';
import type { CellError, ResultTable, Value, Warning } from '../../results/result';
import { withUnlabelledDeaths } from '../cohort/column-meta';
import type { CohortCompiler, CompiledCohort } from '../cohort/compiled';
import { overflowIn } from '../cohort/overflow';
import type { RunContext } from '../context';
import { engineFailure } from '../engine-failure';
import { cellError, placeOf } from '../messages';
import { CellFailure, type CellOutcome, EMPTY_OUTCOME, type TableMeta } from '../outcome';
import type { CellReading } from '../reading';
import { readStored } from '../stored-table';

/** Name in the engine of a cohort's table: `NAME`, `NAME_attrition`, `NAME_<long table>`. */
function cohortTableName(cohort: string, table: string): string {
  return table === 'table' ? cohort : `${cohort}_${table}`;
}

/**
 * Other cohorts and inputs a program reads, and the tables it makes.
 * @param parameters values of input cells and from outside, by name
 * @param cohorts names of the notebook's cohort cells
 */
export function readCohort(
  cell: Cell,
  name: string,
  compiler: CohortCompiler | null,
  parameters: ReadonlyMap<string, Value>,
  cohorts: readonly string[],
): CellReading {
  if (compiler === null) {
    return {
      references: [],
      derived: [`${name}_attrition`],
      errors: [cellError('no_database', {}, { line: 1, column: 1 })],
      volatile: false,
    };
  }
  const reading = compiler.read({ source: cell.body, name }, parameters, cohorts);
  const made = new Set(['attrition', ...reading.tables].filter((table) => table !== 'table'));
  return {
    references: [
      ...reading.cohorts.map((cohort) => ({ name: cohort, role: 'table' as const })),
      ...reading.parameters.map((parameter) => ({ name: parameter, role: 'input' as const })),
    ],
    derived: [...made].map((table) => cohortTableName(name, table)),
    errors: reading.errors,
    volatile: false,
    ...(reading.compiled ? { cohort: reading.compiled } : {}),
  };
}

/** Makes the program's tables. */
export async function runCohort(cell: Cell, name: string, compiled: CompiledCohort | undefined, context: RunContext): Promise<CellOutcome> {
  if (compiled === undefined) throw new CellFailure(cellError('unexpected', { message: 'no plan' }));
  const { before, after, tables, checks } = compiled.statements;
  const total = before.length + tables.length + checks.length;
  let done = 0;
  const step = () => context.progress({ stage: 'making', done: done++, total });
  try {
    for (const statement of before) {
      step();
      await context.engine.execute(statement, context.signal);
    }
    return await materialise(compiled, name, context, step);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // The SQL is ours, not the author's: the engine's places mean nothing in the program.
    throw new CellFailure(overflowFailure(error, cell.body) ?? engineFailure(error, cell.body, () => null));
  } finally {
    for (const statement of after) await context.engine.execute(statement).catch(() => undefined);
  }
}

/** Whole numbers beyond 64 bits, at the expression they arise in. */
function overflowFailure(error: EngineError, body: string): CellError | null {
  const expression = overflowIn(error);
  if (expression === null) return null;
  const offset = body.indexOf(expression);
  return cellError('integer_overflow', { expression }, offset < 0 ? null : placeOf(body, offset));
}

async function materialise(compiled: CompiledCohort, name: string, context: RunContext, step: () => void): Promise<CellOutcome> {
  const tables = new Map<string, ResultTable>();
  const totals = new Map<string, number>();
  const stored = new Map<string, string>();
  const meta = new Map<string, TableMeta>();
  for (const table of compiled.statements.tables) {
    step();
    const engineName = cohortTableName(name, table.name);
    await context.engine.execute(`CREATE OR REPLACE TABLE ${quoteName(engineName)} AS (\n${table.sql}\n)`, context.signal);
    const read = await readStored(context.engine, engineName, context.rowLimit, context.signal);
    tables.set(table.name, read.table);
    totals.set(table.name, read.total);
    stored.set(table.name, engineName);
    meta.set(engineName, table.name === 'table' ? compiled.meta : new Map());
  }
  const warnings: Warning[] = [];
  for (const check of compiled.statements.checks) {
    step();
    const found = (await context.engine.query(check.sql, context.signal)).columns[0];
    const count = found.kind === 'text' || found.valid[0] === 0 ? 0 : Number(found.values[0]);
    if (count === 0) continue;
    warnings.push(check.warning(count));
    if (check.unlabelledDeathsOf !== null)
      meta.set(name, withUnlabelledDeaths(meta.get(name) ?? new Map(), check.unlabelledDeathsOf, count));
  }
  const aggregates = [cohortTableName(name, 'attrition')];
  return { ...EMPTY_OUTCOME, tables, totals, stored, meta, aggregates, warnings };
}
