/** A plan on native DuckDB and on the reference evaluator, over the same tables: what they say, in one shape. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Plan } from '@/cohort-dsl/plan/nodes';
import { evaluatePlan } from '@/cohort-dsl/reference/evaluate-plan';
import type { Row, Value } from '@/cohort-dsl/reference/value';
import type { ColumnType, Dictionary } from '@/cohort-dsl/schema/dictionary';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';
import type { Tables } from './data-text';

export type Cell = string | number | boolean | null;
type Table = readonly Readonly<Record<string, Cell>>[];

export interface Answer {
  readonly rows: Table;
  readonly long: Readonly<Record<string, Table>>;
  /** Kind, patients, entries, removed patients, removed entries. */
  readonly attrition: readonly (readonly Cell[])[];
  readonly warnings: Readonly<Record<string, number>>;
}

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  category: 'VARCHAR',
  code: 'VARCHAR',
};

/** Doubles are compared to 12 digits: the engines add in different orders. */
function shown(value: Value): Cell {
  if (typeof value === 'bigint') return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value.toString();
  return typeof value === 'number' ? Number(value.toPrecision(12)) + 0 : value;
}

function literal(value: Value): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/** An empty database with the dictionary's tables; other cohorts are tables with a key, an index and an exit date. */
export async function openDatabase(dictionary: Dictionary, cohorts: readonly string[] = []): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('SET threads = 1');
  const statements = dictionary.tables.map(
    ({ name, columns }) => `CREATE TABLE "${name}" (${columns.map((one) => `"${one.name}" ${sqlTypes[one.type]}`).join(', ')})`,
  );
  const patient = dictionary.tables.find((table) => table.role === 'patient');
  const key = `"${patient?.key}" ${dictionary.keyType === 'text' ? 'VARCHAR' : 'BIGINT'}`;
  for (const name of cohorts) statements.push(`CREATE TABLE "${name}" (${key}, index_date DATE, exit_date DATE)`);
  await connection.run(`${statements.join(';\n')};`);
  return connection;
}

/** Replaces the rows of every table. */
export async function fill(connection: DuckDBConnection, tables: Tables): Promise<void> {
  const statements = Object.entries(tables).flatMap(([name, rows]) => {
    const clear = `DELETE FROM "${name}"`;
    if (rows.length === 0) return [clear];
    const columns = Object.keys(rows[0]);
    const values = rows.map((row) => `(${columns.map((column) => literal(row[column])).join(', ')})`);
    return [clear, `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES ${values.join(', ')}`];
  });
  // One commit for all tables: each costs as much as its rows.
  await connection.run(`BEGIN;\n${statements.join(';\n')};\nCOMMIT;`);
}

/** The reference evaluator's answer. */
export function onReference(plan: Plan, tables: Tables): Answer {
  const { rows, longTables, attrition, counts, armsOnOneDay, unknown } = evaluatePlan(plan, tables);
  const plain = (table: readonly Row[]): Table =>
    table.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, shown(value)])));
  const warnings: Record<string, number> = {};
  counts.forEach(({ outcome, endedByDeath, onIndexDay }, place) => {
    if (!plan.outcomes[place].namesDeath) warnings[`deaths_unlabelled ${outcome}`] = endedByDeath;
    warnings[`events_on_index_day ${outcome}`] = onIndexDay;
  });
  // What is never open is not asked.
  unknown.forEach((n, step) => {
    if (n > 0) warnings[`${plan.steps[step].kind}_unknown ${step}`] = n;
  });
  if (plan.index.kind === 'firstOf') warnings.index_arms_on_one_day = armsOnOneDay;
  return {
    rows: plain(rows),
    long: Object.fromEntries(Object.entries(longTables).map(([name, table]) => [name, plain(table)])),
    attrition: attrition.map((step) => [step.kind, step.patients, step.entries, step.removedPatients, step.removedEntries]),
    warnings,
  };
}

/** DuckDB's answer. */
export async function onDuckdb(connection: DuckDBConnection, plan: Plan): Promise<Answer> {
  const read = async (query: string): Promise<Table> => {
    const reader = await connection.runAndReadAll(query);
    const names = reader.columnNames();
    const types = reader.columnTypes().map(String);
    return reader.getRowsJson().map((row) => Object.fromEntries(row.map((value, at) => [names[at], ofDuckdb(value, types[at])] as const)));
  };
  const printed = printCohort(plan, { name: 'c', dialect: 'duckdb' });
  try {
    if (printed.statements.length > 0) await connection.run(`${printed.statements.join(';\n')};`);
    const long: Record<string, Table> = {};
    for (const table of printed.longTables) long[table.name.slice('c_'.length)] = await read(table.query);
    const warnings: Record<string, number> = {};
    for (const warning of printed.warnings) {
      const [{ n }] = await read(warning.query);
      const of = warning.outcome ?? warning.step;
      if (warning.step === null || Number(n) > 0) warnings[of === null ? warning.code : `${warning.code} ${of}`] = Number(n);
    }
    const attrition = (await read(printed.attrition.query)).map(({ kind, patients, entries, removed_patients, removed_entries }) => [
      kind,
      patients,
      entries,
      removed_patients,
      removed_entries,
    ]);
    return { rows: await read(printed.table.query), long, attrition, warnings };
  } finally {
    if (printed.cleanup.length > 0) await connection.run(`${printed.cleanup.join(';\n')};`);
  }
}

function ofDuckdb(value: unknown, type: string): Cell {
  if (value === null || typeof value === 'boolean') return value;
  if (type === 'BIGINT' || type === 'HUGEINT' || type === 'INTEGER') return shown(BigInt(String(value)));
  if (typeof value === 'number') return shown(value);
  if (typeof value !== 'string') throw new Error(`a result holds ${JSON.stringify(value)}`);
  if (type === 'DOUBLE') return value;
  return type.startsWith('TIMESTAMP') ? `${value.slice(0, 10)}T${value.slice(11, 19)}` : value;
}
