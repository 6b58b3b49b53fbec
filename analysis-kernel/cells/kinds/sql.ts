/** SQL cells: one query, which becomes the table of the cell's name. */

import { quoteName } from '@/cohort-dsl/source/sql-text';
import { groupsQuery, MOST_GROUPS, partsQuery, showsNobody } from '../../disclosure/judge-summary';
import { nameKey } from '../../document/names';
import type { Cell } from '../../document/notebook';
import type { ColumnMeta, OpenNote } from '../../frame/column';
import { EngineError } from '../../ports/query-engine';
import { openNote } from '../../registry/open-notes';
import { tableOfFrame } from '../../results/from-frame';
import type { CellError, Warning } from '../../results/result';
import type { RunContext } from '../context';
import { engineFailure } from '../engine-failure';
import { markedLabels } from '../label-marks';
import { cellError, placeOf } from '../messages';
import { CellFailure, type CellOutcome, EMPTY_OUTCOME, type TableMeta } from '../outcome';
import type { CellReading } from '../reading';
import { meantKeyword } from '../sql/meant-keyword';
import { openColumns, takenAsTheyStand } from '../sql/open-columns';
import { parameterNames, withParameters } from '../sql/parameters';
import { readSummary } from '../sql/read-summary';
import { type TableReference, tableReferences } from '../sql/references';
import { itemOfColumn, nameForExpression, passesThrough, renamedColumns, selectItems } from '../sql/select-list';
import { isVolatile, QUERY_WORDS, type QueryFault, queryFault, withoutSemicolon } from '../sql/single-query';
import { type SqlToken, sqlTokens } from '../sql/tokens';
import { readStored } from '../stored-table';

/** Names a SQL cell reads, and whether it is one query. */
export function readSql(body: string): CellReading {
  const { tokens, fault } = sqlTokens(body);
  const wrong = queryFault(tokens, fault);
  const tables = tableReferences(tokens).filter((reference) => reference.bare);
  return {
    references: [
      ...tables.map(({ name }) => ({ name, role: 'table' as const })),
      ...parameterNames(body).map((name) => ({ name, role: 'input' as const })),
    ],
    derived: [],
    errors: wrong ? [faultError(wrong, body)] : [],
    volatile: isVolatile(tokens),
  };
}

/** Runs the query and keeps its rows as a table. */
export async function runSql(cell: Cell, name: string, context: RunContext): Promise<CellOutcome> {
  const { engine, signal } = context;
  const { tokens } = sqlTokens(cell.body);
  const query = withoutSemicolon(cell.body, tokens);
  const { sql, original } = withParameters(query, context);
  const prefix = `CREATE OR REPLACE TABLE ${quoteName(name)} AS (\n`;
  const references = tableReferences(tokens);
  try {
    const columns = await engine.describe(sql);
    await checkNames(
      columns.map((column) => column.name),
      tokens,
      references,
      cell.body,
      context,
    );
  } catch (error) {
    throw error instanceof EngineError ? new CellFailure(engineFailure(error, cell.body, original)) : error;
  }
  try {
    await engine.execute(`${prefix}${sql}\n)`, signal);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new CellFailure(engineFailure(error, cell.body, (offset) => (offset < prefix.length ? null : original(offset - prefix.length))));
  }
  const stored = await readStored(engine, name, context.rowLimit, signal);
  const meta = metaOf(stored.table.columns, tokens, references, context.metaOf);
  const warnings = await openWarnings(name, meta, tokens, references, context);
  return {
    ...EMPTY_OUTCOME,
    warnings,
    tables: new Map([['table', stored.table]]),
    totals: new Map([['table', stored.total]]),
    stored: new Map([['table', name]]),
    meta: new Map([[name, meta]]),
    aggregates: (await isAggregate(sql, context)) ? [name] : [],
  };
}

/** Whether the table shows no single patient: it is made of tables that show none, or the rules of disclosure say so of its groups. */
async function isAggregate(sql: string, context: RunContext): Promise<boolean> {
  const { engine, signal, database, aggregates, patientTables } = context;
  const { tokens } = sqlTokens(sql);
  const references = tableReferences(tokens);
  if (references.every(({ name, bare }) => bare && aggregates.has(nameKey(name)))) return true;
  const tables = new Map((database.dictionary?.tables ?? []).map((table) => [nameKey(table.name), table.key]));
  const patientKey = database.dictionary?.tables.find(({ role }) => role === 'patient')?.key ?? null;
  const keys = new Set([...tables.values()].map((key) => key.toLowerCase()));
  const plan = readSummary(sql, tokens, keys);
  const parts =
    plan &&
    partsQuery(plan, (table) => {
      if (aggregates.has(nameKey(table))) return undefined;
      return tables.get(nameKey(table)) ?? (patientTables.has(nameKey(table)) ? patientKey : null);
    });
  if (!parts) return false;
  try {
    const [[groups]] = tableOfFrame(await engine.query(groupsQuery(plan), signal)).rows;
    if (Number(groups) > MOST_GROUPS) return false;
    return showsNobody(tableOfFrame(await engine.query(parts, signal)).rows);
  } catch (error) {
    // What cannot be counted is no aggregate.
    if (error instanceof EngineError) return false;
    throw error;
  }
}

/**
 * What is known of the columns of a query that has run.
 * @param columns names of its columns
 */
export function sqlMeta(body: string, columns: readonly string[], known: RunContext['metaOf']): TableMeta {
  const { tokens } = sqlTokens(body);
  return metaOf(columns, tokens, tableReferences(tokens), known);
}

/**
 * What is open in the columns that the query gives on or takes as they stand. A note about certain numbers is said of a column given on where one
 * of them is still in it.
 */
async function openWarnings(
  name: string,
  meta: TableMeta,
  tokens: readonly SqlToken[],
  references: readonly TableReference[],
  context: RunContext,
): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  for (const table of new Set(references.map((reference) => nameKey(reference.name)))) {
    const known = markedLabels(context.metaOf(table));
    const open = openColumns(known);
    const taken = takenAsTheyStand(tokens, table, open);
    for (const [column, note] of open) {
      const given = [...meta].flatMap(([own, { note: passed }]) => (passed === note ? [own] : []));
      const isOpen = given.length === 0 ? taken.has(column) : await holdsNumbers(name, given, note, context);
      if (isOpen) warnings.push(openNote(column, known?.get(column)?.label ?? null, note));
    }
  }
  return warnings;
}

async function holdsNumbers(
  table: string,
  columns: readonly string[],
  { numbers }: OpenNote,
  { engine, signal }: RunContext,
): Promise<boolean> {
  if (numbers === undefined) return true;
  const conditions = columns.map((column) => `${quoteName(column)} IN (${numbers.join(', ')})`);
  const found = await engine.query(
    `SELECT count(*) FROM (SELECT 1 FROM ${quoteName(table)} WHERE ${conditions.join(' OR ')} LIMIT 1)`,
    signal,
  );
  return Number(tableOfFrame(found).rows[0][0]) > 0;
}

/** A column keeps its meta where it keeps its name and comes from one table that knows it; its open note goes with it under another name too. */
function metaOf(
  columns: readonly string[],
  tokens: readonly SqlToken[],
  references: readonly TableReference[],
  tableMeta: RunContext['metaOf'],
): TableMeta {
  const known = new Map<string, ColumnMeta>();
  const sources = [...new Set(references.map((reference) => reference.name.toLowerCase()))].map((name) => tableMeta(name));
  for (const column of columns) {
    const origins = sources.filter((source): source is TableMeta => source?.has(column) === true);
    const meta = origins.length === 1 && sources.length > 0 ? origins[0].get(column) : undefined;
    if (meta && passesThrough(tokens, column)) known.set(column, meta);
  }
  for (const [column, name] of renamedColumns(tokens, columns)) {
    const origins = sources.filter((source): source is TableMeta => source?.has(name) === true);
    const note = origins.length === 1 ? origins[0].get(name)?.note : undefined;
    if (note !== undefined && !known.has(column)) known.set(column, { note });
  }
  return known;
}

/** The engine makes up names for expressions, and differently from version to version: each must be given one. */
async function checkNames(
  columns: readonly string[],
  tokens: readonly SqlToken[],
  references: readonly TableReference[],
  body: string,
  context: RunContext,
): Promise<void> {
  const seen = new Set<string>();
  const written = new Set(tokens.filter(({ kind }) => kind !== 'number').map(({ value }) => value.toLowerCase()));
  const takesNamesFromData = tokens.some((token) => /^(PIVOT|UNPIVOT|COLUMNS)$/.test(token.upper));
  const items = selectItems(tokens);
  let inherited: ReadonlySet<string> | null = null;
  for (const [position, name] of columns.entries()) {
    const key = name.toLowerCase();
    const item = itemOfColumn(items, position, columns.length);
    const place = item ? placeOf(body, item.start) : items.length > 0 ? placeOf(body, items[0].start) : null;
    if (seen.has(key)) throw new CellFailure(cellError('sql_duplicate_column', { name }, place));
    seen.add(key);
    if (takesNamesFromData || written.has(key) || /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) continue;
    inherited ??= await columnsOf(references, context);
    if (inherited.has(key)) continue;
    if (item === null) throw new CellFailure(cellError('sql_unnamed_inside', { position: position + 1, expression: name }));
    const expression = body.slice(item.start, item.end);
    const fix = `${expression} AS ${nameForExpression(item, new Set(columns))}`;
    throw new CellFailure(cellError('sql_unnamed_column', { position: position + 1, expression, fix }, place, [fix]));
  }
}

async function columnsOf(references: readonly TableReference[], context: RunContext): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const reference of references) {
    const path = reference.bare ? quoteName(reference.name) : reference.name.split('.').map(quoteName).join('.');
    try {
      for (const column of await context.engine.describe(`SELECT * FROM ${path}`)) names.add(column.name.toLowerCase());
    } catch (error) {
      // A name that is no table has no columns to give; the query itself says so if it matters.
      if (!(error instanceof EngineError)) throw error;
    }
  }
  return names;
}

/** The message for a text that is not one query. */
function faultError(fault: QueryFault, body: string): CellError {
  switch (fault.kind) {
    case 'empty':
      return cellError('sql_empty', {}, { line: 1, column: 1 });
    case 'unclosed':
      return cellError('sql_unclosed', { what: fault.what }, placeOf(body, fault.start));
    case 'unopened':
      return cellError('sql_unopened', {}, placeOf(body, fault.start));
    case 'several':
      return cellError('sql_several', {}, placeOf(body, fault.start));
    case 'out_of_reach':
      return cellError('sealed', {}, placeOf(body, fault.start));
    case 'nameless_parameter':
      return cellError('sql_nameless_parameter', {}, placeOf(body, fault.start));
    case 'not_a_query': {
      const meant = meantKeyword(fault.word);
      const candidates = meant !== null && QUERY_WORDS.has(meant) ? [meant] : [];
      return cellError('sql_not_a_query', { word: fault.word, candidates }, placeOf(body, fault.start), candidates);
    }
  }
}
