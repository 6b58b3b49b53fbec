/** Runs printed cohorts on native DuckDB over small tables written in the test. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Plan } from '@/cohort-dsl/plan/nodes';
import { type PrintOptions, printAttrition, printCohort } from '@/cohort-dsl/sql/print-cohort';

type Cell = string | number | boolean | null;

/** Rows of the test database; dates as ISO text. */
export interface Data {
  /** id, sex, birth, death */
  readonly patient?: readonly (readonly [id: number, sex: string | null, birth: string | null, death: string | null])[];
  /** id, start, end; left out: everybody from 2000-01-01 to 2024-12-31. */
  readonly observed?: readonly (readonly [id: number, start: string, end: string | null])[];
  readonly diagnosis?: readonly (readonly [id: number, date: string | null, code: string | null, severity?: string | null])[];
  readonly lab?: readonly (readonly [id: number, date: string | null, item: string, value: number | null, note?: string | null])[];
  readonly stay?: readonly (readonly [id: number, start: string | null, stop: string | null, ward?: string | null, cost?: string | null])[];
}

const schema = `
CREATE TABLE patient (patient_id BIGINT, sex VARCHAR, birth_date DATE, death_date DATE);
CREATE TABLE observed (patient_id BIGINT, start_date DATE, end_date DATE);
CREATE TABLE diagnosis (patient_id BIGINT, date DATE, code VARCHAR, severity VARCHAR);
CREATE TABLE lab (patient_id BIGINT, date TIMESTAMP, item VARCHAR, value DOUBLE, note VARCHAR);
CREATE TABLE stay (patient_id BIGINT, start DATE, stop DATE, ward VARCHAR, cost BIGINT);`;

const cell = (value: Cell | undefined): string =>
  value === null || value === undefined ? 'NULL' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);

async function insert(
  connection: DuckDBConnection,
  table: string,
  rows: readonly (readonly (Cell | undefined)[])[],
  width: number,
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => `(${Array.from({ length: width }, (_, at) => cell(row[at])).join(', ')})`);
  await connection.run(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
}

/** An engine with the tables filled. Patients may be given by number alone. */
async function open(data: Data): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('SET threads = 1');
  for (const statement of schema.split(';').filter((own) => own.trim() !== '')) await connection.run(statement);
  const patients = data.patient ?? [[1, 'F', '1960-06-15', null] as const];
  await insert(connection, 'patient', patients, 4);
  await insert(connection, 'observed', data.observed ?? patients.map(([id]) => [id, '2000-01-01', '2024-12-31']), 3);
  await insert(connection, 'diagnosis', data.diagnosis ?? [], 4);
  await insert(connection, 'lab', data.lab ?? [], 5);
  await insert(connection, 'stay', data.stay ?? [], 5);
  return connection;
}

type Row = Readonly<Record<string, Cell>>;

/** Rows as plain values: dates as ISO text, integers as numbers where exact and else as digits. */
async function read(connection: DuckDBConnection, query: string): Promise<Row[]> {
  const reader = await connection.runAndReadAll(query);
  return reader.getRowObjectsJson().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

function plain(value: unknown): Cell {
  if (typeof value === 'string') return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new Error(`a result holds ${JSON.stringify(value)}`);
}

export interface Ran {
  readonly rows: Row[];
  readonly attrition: Row[];
  readonly long: Readonly<Record<string, Row[]>>;
  readonly warnings: Readonly<Record<string, number>>;
}

/** Prints and runs a plan as `c`; the single-query attrition must agree with the script's. */
export async function run(plan: Plan, data: Data, options: Partial<PrintOptions> = {}): Promise<Ran> {
  const connection = await open(data);
  const chosen: PrintOptions = { name: 'c', dialect: 'duckdb', ...options };
  const printed = printCohort(plan, chosen);
  for (const statement of printed.statements) await connection.run(statement);
  const rows = await read(connection, printed.table.query);
  const attrition = await read(connection, printed.attrition.query);
  const long: Record<string, Row[]> = {};
  for (const table of printed.longTables) long[table.name] = await read(connection, table.query);
  const warnings: Record<string, number> = {};
  for (const warning of printed.warnings) {
    const [{ n }] = await read(connection, warning.query);
    warnings[warning.outcome === null ? warning.code : `${warning.code} ${warning.outcome}`] = Number(n);
  }
  for (const statement of printed.cleanup) await connection.run(statement);
  const alone = await read(connection, printAttrition(plan, chosen).query);
  if (JSON.stringify(alone) !== JSON.stringify(attrition))
    throw new Error(`attrition differs:\n${JSON.stringify(alone)}\n${JSON.stringify(attrition)}`);
  connection.closeSync();
  return { rows, attrition, long, warnings };
}

/** The variables of the only row. */
export async function valuesOf(plan: Plan, data: Data): Promise<Cell[]> {
  const { rows } = await run(plan, data);
  if (rows.length !== 1) throw new Error(`${rows.length} rows`);
  return Object.entries(rows[0]).flatMap(([name, value]) => (/^v\d+$/.test(name) ? [value] : []));
}
