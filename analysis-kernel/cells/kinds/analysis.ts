/** Analysis cells: YAML that names a method of the registry, run on a table or cohort. */
import { isMap, isScalar } from 'yaml';
import { quoteName } from '@/cohort-dsl/source/sql-text';
import { readYaml } from '../../content/yaml';
import type { Cell } from '../../document/notebook';
import type { Frame } from '../../frame/column';
import { EngineError } from '../../ports/query-engine';
import { openNotes } from '../../registry/open-notes';
import type { CellError, Value, Warning } from '../../results/result';
import type { Analysis, AnalysisCompiler, RunContext } from '../context';
import { engineFailure } from '../engine-failure';
import { markedLabels } from '../label-marks';
import { cellError, type Place, placeOf } from '../messages';
import { CellFailure, type CellOutcome, EMPTY_OUTCOME } from '../outcome';
import type { CellReading, CellReference } from '../reading';
import { takenAsTheyStand } from '../sql/open-columns';
import { withParameters } from '../sql/parameters';
import { isSystemName } from '../sql/reach';
import { tableReferences } from '../sql/references';
import { queryFault } from '../sql/single-query';
import { sqlTokens } from '../sql/tokens';
import { unmetWord } from '../sql/unmet-word';
import { withMeta } from '../stored-table';
import { frameOfTable } from '../table-frame';

/**
 * Names an analysis reads and the tables it will give.
 * @param inputs values of input cells, by lower-case name
 */
export async function readAnalysis(
  cell: Cell,
  name: string,
  compiler: AnalysisCompiler,
  inputs: ReadonlyMap<string, Value>,
): Promise<CellReading> {
  const { analysis, errors, inputs: read, data } = await compiler.read(cell.body, inputs);
  const references: CellReference[] = read.map((input) => ({ name: input, role: 'input' }));
  const where = whereOf(cell.body);
  for (const table of where === null ? [] : tableReferences(sqlTokens(where.text).tokens)) {
    if (table.bare) references.push({ name: table.name, role: 'table' });
  }
  for (const table of [data, ...(analysis?.tablesUsed ?? [])]) if (table !== null) references.push({ name: table, role: 'table' });
  const beyond = [data, ...(analysis?.tablesUsed ?? [])].find((table) => table !== null && isSystemName(table));
  const at = beyond ? cell.body.indexOf(beyond) : -1;
  const sealed = beyond ? cellError('sealed', {}, at < 0 ? null : placeOf(cell.body, at)) : null;
  const wrong = sealed ?? (where === null ? null : whereFault(where, cell.body));
  const derived = (analysis?.tables ?? []).map((table) => `${name}_${table}`);
  const found = wrong ? [wrong, ...errors] : errors;
  return { references, derived, errors: found, volatile: false, ...(analysis && found.length === 0 ? { analysis } : {}) };
}

/** Runs the method and keeps its tables as `NAME_<table>`. */
export async function runAnalysis(cell: Cell, name: string, analysis: Analysis | undefined, context: RunContext): Promise<CellOutcome> {
  if (analysis === undefined) throw new CellFailure(cellError('data_missing', {}));
  context.progress({ stage: 'reading', done: null, total: analysis.data === null ? null : context.rowsOf(analysis.data) });
  const frame = await readData(analysis, cell.body, context);
  const others = new Map<string, Frame>();
  for (const table of analysis.tablesUsed) others.set(table, await readTable(table, cell.body, context));
  context.signal.throwIfAborted();
  context.progress({ stage: 'computing', done: null, total: null });
  const beside = notesOfCondition(frame, cell.body);
  const progress = (share: number) => context.progress({ stage: 'computing', done: Math.floor(100 * share), total: 100 });
  const run = await analysis.run(frame, others, { signal: context.signal, progress });
  if ('code' in run) throw new CellFailure(run);
  const stored = new Map<string, string>();
  for (const [table, result] of run.tables) {
    stored.set(table, `${name}_${table}`);
    await context.engine.insert(`${name}_${table}`, frameOfTable(result));
  }
  const aggregates = [...stored].flatMap(([table, made]) => (analysis.patientTables.includes(table) ? [] : [made]));
  return {
    ...EMPTY_OUTCOME,
    ...run,
    warnings: [...run.warnings, ...beside.filter(({ message }) => !run.warnings.some((own) => own.message.en === message.en))],
    rScript: analysis.rScript(run.conventions),
    stored,
    aggregates,
    totals: new Map([...run.tables].map(([table, result]) => [table, result.rows.length])),
  };
}

async function readData(analysis: Analysis, body: string, context: RunContext): Promise<Frame> {
  if (analysis.data === null) return { length: 0, columns: [] };
  const where = whereOf(body);
  if (where === null) return readTable(analysis.data, body, context);
  const unfiltered = await selectOf(analysis.data, body, context);
  const { sql, original } = withParameters(where.text, context);
  const prefix = `${unfiltered} WHERE (\n`;
  try {
    const frame = await context.engine.query(`${prefix}${sql}\n)`, context.signal);
    if (frame.length === 0) await refuseUnmetWord(analysis.data, where, body, context);
    return withMeta(frame, markedLabels(context.metaOf(analysis.data)));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const inBody = (offset: number) => (offset < prefix.length ? null : where.offset + original(offset - prefix.length));
    throw new CellFailure(engineFailure(error, body, inBody, where.offset + where.text.length));
  }
}

/** Where a condition leaves no rows: which of its words none has, and what the column holds instead. */
async function refuseUnmetWord(table: string, where: Written, body: string, context: RunContext): Promise<void> {
  const unmet = await unmetWord(table, sqlTokens(where.text).tokens, context.engine, context.signal);
  if (unmet) throw new CellFailure(cellError('where_no_such_value', unmet, placeOf(body, where.offset + unmet.offset)));
}

/** What is open in the columns that the condition names: rows were chosen by them. */
function notesOfCondition({ columns }: Frame, body: string): readonly Warning[] {
  const open = new Map(columns.flatMap(({ name, meta: { note } }) => (note === undefined ? [] : [[name, note] as const])));
  const where = open.size === 0 ? null : whereOf(body);
  if (where === null) return [];
  const named = takenAsTheyStand(sqlTokens(where.text).tokens, null, open);
  return openNotes(columns.filter(({ name }) => named.has(name)));
}

async function readTable(table: string, body: string, context: RunContext): Promise<Frame> {
  const sql = await selectOf(table, body, context);
  return withMeta(await context.engine.query(sql, context.signal), markedLabels(context.metaOf(table)));
}

/** Statistics compute in doubles: decimals are read as numbers. */
async function selectOf(table: string, body: string, context: RunContext): Promise<string> {
  const sql = `SELECT * FROM ${quoteName(table)}`;
  try {
    const columns = await context.engine.describe(sql);
    const decimals = columns.filter((column) => column.type.startsWith('DECIMAL')).map(({ name }) => quoteName(name));
    if (decimals.length === 0) return sql;
    const casts = decimals.map((name) => `CAST(${name} AS DOUBLE) AS ${name}`);
    return `SELECT * REPLACE (${casts.join(', ')}) FROM ${quoteName(table)}`;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const at = body.indexOf(table, scalarAt(body, 'data')?.offset ?? 0);
    throw new CellFailure(engineFailure(error, body, () => (at < 0 ? null : at)));
  }
}

interface Written {
  readonly text: string;
  /** Where the text begins in the body; exact for plain and quoted texts on one line. */
  readonly offset: number;
}

function whereOf(body: string): Written | null {
  return scalarAt(body, 'where');
}

function scalarAt(body: string, key: string): Written | null {
  const document = readYaml(body);
  if (!isMap(document.contents)) return null;
  const node = document.get(key, true);
  if (!isScalar(node) || node.value === null || node.value === undefined || !node.range) return null;
  const quotes = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  return { text: typeof node.value === 'string' ? node.value : (node.source ?? String(node.value)), offset: node.range[0] + quotes };
}

function whereFault(where: Written, body: string): CellError | null {
  // As the condition of a query; a statement of its own, or a parenthesis too many, is none.
  const { tokens, fault } = sqlTokens(where.text);
  const wrong = queryFault([{ kind: 'word', value: 'SELECT', upper: 'SELECT', start: 0, end: 0 }, ...tokens], fault);
  if (wrong === null && tokens.length > 0) return null;
  const offset = wrong && 'start' in wrong ? wrong.start : 0;
  const place: Place = placeOf(body, where.offset + offset);
  if (wrong?.kind === 'out_of_reach') return cellError('sealed', {}, place);
  return wrong?.kind === 'nameless_parameter'
    ? cellError('sql_nameless_parameter', {}, place)
    : cellError('where_not_a_condition', {}, place);
}
