/** Code and chart cells: JavaScript or TypeScript, run elsewhere (a sandbox worker, a worker thread) on tables handed over. */

import { quoteName } from '@/cohort-dsl/source/sql-text';
import { nameKey } from '../../document/names';
import type { Cell } from '../../document/notebook';
import type { Frame } from '../../frame/column';
import { EngineError } from '../../ports/query-engine';
import { tableOfFrame } from '../../results/from-frame';
import type { CellError, Value } from '../../results/result';
import type { RunContext } from '../context';
import { cellError } from '../messages';
import { CellFailure, type CellOutcome, EMPTY_OUTCOME } from '../outcome';
import { type CellReading, NOTHING_READ } from '../reading';
import { withMeta } from '../stored-table';

/** Names the code reads; what other cells do not provide is the code's own affair. What reads code is fetched with the first such cell. */
export async function readCode(cell: Cell): Promise<CellReading> {
  const { readCodeBody } = await import('../code/read-code');
  const { code, error } = readCodeBody(cell.body);
  if (code === null) return { ...NOTHING_READ, errors: [error] };
  return {
    references: code.names.map((name) => ({ name, role: 'table' as const })),
    derived: [],
    errors: [],
    volatile: READS_CLOCK_OR_CHANCE.test(cell.body),
  };
}

/** Runs the code with the tables and values it names. A chart where nothing draws is no error: it says `not_drawn`. */
export async function runCode(
  cell: Cell,
  name: string,
  kind: 'chart' | 'code',
  provided: readonly string[],
  context: RunContext,
): Promise<CellOutcome> {
  const runner = context.code;
  if (runner === null) {
    if (kind === 'chart') return { ...EMPTY_OUTCOME, warnings: [NOT_DRAWN] };
    throw new CellFailure(cellError('code_not_run', { kind }));
  }
  const tables = new Map<string, Frame>();
  const values = new Map<string, Value>();
  for (const reference of provided) {
    const value = context.values.get(reference.toLowerCase());
    if (value !== undefined) values.set(reference, value);
    else {
      try {
        const frame = await context.engine.query(`SELECT * FROM ${quoteName(reference)}`, context.signal);
        tables.set(reference, withMeta(frame, context.metaOf(reference)));
      } catch (error) {
        throw error instanceof EngineError ? new CellFailure(cellError('unknown_table', { name: reference, candidates: [] })) : error;
      }
    }
  }
  context.progress({ stage: 'computing', done: null, total: null });
  const result = await runner.run(cell.body, kind, { tables, values }, context.signal);
  const isAggregate = provided.every((reference) => context.aggregates.has(nameKey(reference)));
  const common = { ...EMPTY_OUTCOME, warnings: result.warnings, aggregates: isAggregate ? [name] : [] };
  if (kind === 'chart')
    return result.svg === undefined ? { ...common, warnings: [...result.warnings, NOT_DRAWN] } : { ...common, svg: result.svg };
  if (result.table === undefined) return { ...common, value: result.value ?? null };
  const fault = columnFault(result.table);
  if (fault) throw new CellFailure(fault);
  await context.engine.insert(name, result.table);
  const table = tableOfFrame(result.table);
  const kept = context.rowLimit === null ? table : { ...table, rows: table.rows.slice(0, context.rowLimit) };
  return {
    ...common,
    tables: new Map([['table', kept]]),
    totals: new Map([['table', table.rows.length]]),
    stored: new Map([['table', name]]),
  };
}

/** What keeps a result from being a table: SQL tells columns apart by their names, whatever the case. */
function columnFault({ columns }: Frame): CellError | null {
  if (columns.length === 0) return cellError('code_no_columns', {});
  const seen = new Set<string>();
  for (const [at, { name }] of columns.entries()) {
    if (name === '') return cellError('code_unnamed_column', { position: at + 1 });
    if (seen.has(nameKey(name))) return cellError('code_duplicate_column', { name });
    seen.add(nameKey(name));
  }
  return null;
}

const READS_CLOCK_OR_CHANCE = /\b(Math\s*\.\s*random|Date\s*\.\s*now|new\s+Date\s*\(\s*\)|performance\s*\.\s*now|crypto)\b/;

const NOT_DRAWN = {
  code: 'not_drawn',
  message: { en: 'The chart is not drawn here.', zh: '此处不绘制图表。' },
};
