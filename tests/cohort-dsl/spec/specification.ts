/**
 * Cases of the language's specification: a table of data, a program, and what must come out, worked out by hand from the language's
 * page. Every case runs on native DuckDB and on the reference evaluator; both must agree with one another in everything (rows, long
 * tables, attrition, warnings) and with what is written. Its SQL for Trino is read by Trino's grammar.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import type { Row } from '@/cohort-dsl/reference/value';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';
import { renal } from '../dictionary';
import { type Answer, type Cell, fill, onDuckdb, onReference, openDatabase } from './both-engines';
import { readTables, type Tables } from './data-text';
import { trinoFaults } from './trino-judge';

export interface Options {
  readonly dictionary?: Dictionary;
  /** Other cohorts the programs may read: key, index date and exit date of their entries. */
  readonly cohorts?: Readonly<Record<string, readonly (readonly [key: number, index: string, exit: string])[]>>;
}

export interface Expected {
  /** First line: the columns looked at; the others: their values. Cells apart by blanks, `-` is missing. */
  readonly rows?: string;
  readonly long?: Readonly<Record<string, string>>;
  /** A line a step: kind, patients, entries, removed patients, removed entries. */
  readonly attrition?: string;
  readonly warnings?: Readonly<Record<string, number>>;
}

export interface Specification {
  /** A program over data gives these tables. */
  readonly program: (title: string, data: string, source: string, expected: Expected) => void;
  /** Expressions have these values, for patient 1 at the index of 1 January 2020 (an `index` clause in `before` replaces it). */
  readonly values: (title: string, data: string, values: Readonly<Record<string, Cell>>, before?: string) => void;
  /** A program is refused by this diagnostic. */
  readonly refused: (title: string, source: string, code: string) => void;
  /** A program compiles, with this warning. */
  readonly warned: (title: string, source: string, code: string) => void;
  /** The run stops with a message that holds this text. */
  readonly stops: (title: string, data: string, source: string, message: string) => void;
}

/** The cases of one file share one database and one dictionary. */
export function specification({ dictionary = renal, cohorts = {} }: Options = {}): Specification {
  const names = Object.keys(cohorts);
  const key = dictionary.tables.find((table) => table.role === 'patient')?.key ?? '';
  const others: Tables = Object.fromEntries(
    Object.entries(cohorts).map(([name, entries]) => [
      name,
      entries.map(([id, index_date, exit_date]): Row => ({ [key]: BigInt(id), index_date, exit_date })),
    ]),
  );
  let connection: DuckDBConnection;
  beforeAll(async () => {
    connection = await openDatabase(dictionary, names);
  });
  afterAll(() => connection.closeSync());

  const planOf = (source: string) => {
    const { plan, columns, diagnostics } = compile(source, { dictionary, cohorts: names });
    const errors = diagnostics.filter((one) => one.severity === 'error');
    expect(errors.map((one) => one.message.en)).toEqual([]);
    if (!plan) throw new Error('a program without errors has a plan');
    return { plan, columns: columns.map(({ name }) => name) };
  };

  /** The answer both give; a disagreement fails the case. */
  const answer = async (data: string, source: string): Promise<Answer> => {
    const { plan, columns } = planOf(source);
    const tables: Tables = { ...readTables(data, dictionary), ...others };
    await fill(connection, tables);
    const reference = onReference(plan, tables);
    const duckdb = await onDuckdb(connection, plan);
    expect(duckdb, 'DuckDB (received) against the reference (expected)').toEqual(reference);
    for (const row of duckdb.rows.slice(0, 1)) expect(Object.keys(row).sort()).toEqual([...columns].sort());
    expect(trinoFaults(printCohort(plan, { name: 'c', dialect: 'trino' }).script)).toEqual([]);
    return duckdb;
  };

  return {
    program: (title, data, source, expected) => {
      it(title, async () => {
        const { rows, long, attrition, warnings } = await answer(data, source);
        if (expected.rows !== undefined) expectTable(rows, expected.rows);
        for (const [name, text] of Object.entries(expected.long ?? {})) expectTable(long[name], text);
        if (expected.attrition !== undefined)
          expect(attrition.map((step) => step.map((cell) => (cell === null ? '-' : String(cell))))).toEqual(cellsOf(expected.attrition));
        if (expected.warnings) expect(warnings).toMatchObject(expected.warnings);
      });
    },
    values: (title, data, values, before = '') => {
      it(title, async () => {
        const index = /^\s*index /m.test(before) ? '' : 'index at @2020-01-01\n';
        const variables = Object.keys(values).map((expression, at) => `variable v${at} = ${expression}`);
        const { rows } = await answer(data, `${index}${before}\n${variables.join('\n')}`);
        expect(rows.length).toBeGreaterThan(0);
        expect(Object.fromEntries(Object.keys(values).map((expression, at) => [expression, rows[0][`v${at}`]]))).toEqual(values);
      });
    },
    refused: (title, source, code) => {
      it(title, () => {
        const { plan, diagnostics } = compile(source, { dictionary, cohorts: names });
        expect(diagnostics.filter((one) => one.severity === 'error').map((one) => one.code)).toContain(code);
        expect(plan).toBeNull();
      });
    },
    warned: (title, source, code) => {
      it(title, () => {
        const { plan, diagnostics } = compile(source, { dictionary, cohorts: names });
        expect(diagnostics.filter((one) => one.severity !== 'error').map((one) => one.code)).toContain(code);
        expect(plan).not.toBeNull();
      });
    },
    stops: (title, data, source, message) => {
      it(title, async () => {
        const { plan } = planOf(source);
        const tables: Tables = { ...readTables(data, dictionary), ...others };
        await fill(connection, tables);
        expect(() => onReference(plan, tables)).toThrow('64 bits');
        await expect(onDuckdb(connection, plan)).rejects.toThrow(message);
      });
    },
  };
}

function cellsOf(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/ {2,}|\t/));
}

function expectTable(table: readonly Readonly<Record<string, Cell>>[], text: string): void {
  const [columns, ...rows] = cellsOf(text);
  const actual = table.map((row) =>
    columns.map((column) => (column in row ? (row[column] === null ? '-' : String(row[column])) : `no ${column}`)),
  );
  expect(actual).toEqual(rows);
}
