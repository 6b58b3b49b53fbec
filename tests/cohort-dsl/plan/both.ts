/** Runs a program on the renal test dictionary, on native DuckDB and on the reference evaluator: both must say the same. */
import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { evaluatePlan } from '@/cohort-dsl/reference/evaluate-plan';
import type { ColumnType } from '@/cohort-dsl/schema/dictionary';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';
import { renal } from '../dictionary';

type Cell = string | number | boolean | null;
type Rows = readonly Readonly<Record<string, Cell>>[];
/** Rows by table; columns left out are missing. A table left out is empty, but everybody is observed from 2000 to 2024. */
export type Tables = Readonly<Record<string, Rows>>;

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

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (typeof value === 'string') return value.replace(' ', 'T').replace(/T00:00:00(\.0+)?$/, '');
  return value;
}

function table(name: string, tables: Tables): Rows {
  if (name !== 'observed' || tables.observed) return tables[name] ?? [];
  return tables.patient.map(({ patient_id }) => ({ patient_id, start_date: '2000-01-01', end_date: '2024-12-31' }));
}

async function onDuckdb(source: string, tables: Tables): Promise<{ readonly rows: unknown[]; readonly long: Record<string, unknown[]> }> {
  const { plan } = compile(source, { dictionary: renal });
  if (!plan) throw new Error('no plan');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const { name, columns } of renal.tables) {
    await connection.run(`CREATE TABLE "${name}" (${columns.map((column) => `"${column.name}" ${sqlTypes[column.type]}`).join(', ')})`);
    for (const row of table(name, tables)) {
      const values = columns.map((column) => {
        const value = row[column.name] ?? null;
        return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
      });
      await connection.run(`INSERT INTO "${name}" VALUES (${values.join(', ')})`);
    }
  }
  const printed = printCohort(plan, { name: 'c', dialect: 'duckdb' });
  for (const statement of printed.statements) await connection.run(statement);
  const read = async (query: string): Promise<unknown[]> =>
    (await connection.runAndReadAll(query))
      .getRowObjectsJson()
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
  const long: Record<string, unknown[]> = {};
  for (const one of printed.longTables) long[one.name] = await read(one.query);
  return { rows: await read(printed.table.query), long };
}

function onReference(source: string, tables: Tables): unknown[] {
  const { plan } = compile(source, { dictionary: renal });
  if (!plan) throw new Error('no plan');
  const data = Object.fromEntries(
    renal.tables.map(({ name, columns }) => [
      name,
      table(name, tables).map((row) =>
        Object.fromEntries(
          columns.map((column) => {
            const value = row[column.name] ?? null;
            return [column.name, typeof value === 'number' && column.type === 'integer' ? BigInt(value) : value];
          }),
        ),
      ),
    ]),
  );
  return evaluatePlan(plan, data).rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

/** The program's rows, the columns asked for. */
export async function rowsOf(source: string, tables: Tables, columns: readonly string[]): Promise<unknown[][]> {
  const errors = compile(source, { dictionary: renal }).diagnostics.filter((one) => one.severity === 'error');
  expect(errors.map((one) => one.message.en)).toEqual([]);
  const { rows } = await onDuckdb(source, tables);
  expect(rows).toEqual(onReference(source, tables));
  return rows.map((row) => columns.map((name) => (row as Readonly<Record<string, unknown>>)[name]));
}

/** A long table of the program, on DuckDB. */
export async function longTable(source: string, tables: Tables, name: string): Promise<unknown[][]> {
  const { long } = await onDuckdb(source, tables);
  return long[`c_${name}`].map((row) => Object.values(row as Readonly<Record<string, unknown>>));
}
