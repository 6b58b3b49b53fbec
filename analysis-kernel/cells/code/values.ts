/** Values between frames and code: what a code cell is given, and what it may give. */
import type { Column, Frame, ValueType } from '../../frame/column';
import { isoDatetime } from '../../frame/dates';
import type { Value } from '../../results/result';
import { frameOfTable } from '../table-frame';

const MILLISECONDS_A_DAY = 86_400_000;

/** Columns as plain arrays: missing is null, dates are `Date`, integers beyond 2^53 are bigints, decimals numbers. */
export function columnsForCode(frame: Frame): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(frame.columns.map((column) => [column.name, arrayOf(column)]));
}

function arrayOf(column: Column): unknown[] {
  return Array.from({ length: column.valid.length }, (_, row) => {
    if (column.valid[row] === 0) return null;
    if (column.kind === 'text') {
      const text = column.dictionary[column.codes[row]];
      return column.type === 'decimal' ? Number(text) : text;
    }
    const value = column.values[row];
    if (typeof value === 'bigint') return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
    if (column.type === 'boolean') return value !== 0;
    if (column.type === 'date') return new Date(value * MILLISECONDS_A_DAY);
    return column.type === 'datetime' ? new Date(value) : value;
  });
}

/** What a code cell gave, as a table or a value; null where it is neither. */
export type CodeResult = { readonly table: Frame } | { readonly value: Value };

/**
 * Reads what code returned: an Arquero table, an array of row objects, an object of equally long arrays, or a single value.
 * Sets, maps, functions and other objects are neither.
 */
export function resultOfCode(given: unknown): CodeResult | null {
  if (given === undefined || given === null) return { value: null };
  const scalar = scalarOf(given);
  if (scalar !== undefined) return { value: scalar };
  if (typeof given !== 'object') return null;
  if (isArqueroTable(given)) return tableOf(new Map(given.columnNames().map((name) => [name, Array.from(given.array(name))])));
  if (Array.isArray(given)) return rowsTable(given);
  const entries = Object.entries(given).map(([name, column]) => [name, isArrayLike(column) ? Array.from(column) : null] as const);
  const columns = new Map<string, unknown[]>();
  for (const [name, column] of entries) {
    if (column === null) return null;
    columns.set(name, column);
  }
  const lengths = new Set([...columns.values()].map((column) => column.length));
  return columns.size > 0 && lengths.size === 1 ? tableOf(columns) : null;
}

interface ArqueroTable {
  columnNames(): string[];
  array(name: string): ArrayLike<unknown>;
}

function isArqueroTable(given: object): given is ArqueroTable {
  return 'columnNames' in given && typeof given.columnNames === 'function' && 'array' in given && typeof given.array === 'function';
}

function isArrayLike(column: unknown): column is ArrayLike<unknown> {
  return Array.isArray(column) || (ArrayBuffer.isView(column) && !(column instanceof DataView));
}

function rowsTable(rows: readonly unknown[]): CodeResult | null {
  const names = new Set<string>();
  for (const row of rows) {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return null;
    for (const name of Object.keys(row)) names.add(name);
  }
  const columns = [...names].map((name) => [name, rows.map((row) => (row as Record<string, unknown>)[name])] as const);
  return tableOf(new Map(columns));
}

function tableOf(columns: ReadonlyMap<string, readonly unknown[]>): CodeResult | null {
  const types: ValueType[] = [];
  const values: Value[][] = [];
  for (const column of columns.values()) {
    const read = column.map((value) => (value === undefined || value === null ? null : scalarOf(value)));
    if (read.includes(undefined)) return null;
    const known = read as Value[];
    const type = typeOfColumn(column, known);
    types.push(type);
    values.push(
      known.map((value) =>
        value === null ? null : type === 'text' ? String(value) : type === 'date' ? String(value).slice(0, 10) : value,
      ),
    );
  }
  const length = values[0]?.length ?? 0;
  const rows = Array.from({ length }, (_, row) => values.map((column) => column[row]));
  return { table: frameOfTable({ columns: [...columns.keys()], types, rows }) };
}

function typeOfColumn(column: readonly unknown[], read: readonly Value[]): ValueType {
  const known = read.filter((value) => value !== null);
  if (known.length === 0) return 'text';
  const given = column.filter((value) => value !== null && value !== undefined);
  if (given.every((value) => value instanceof Date))
    return known.every((value) => String(value).endsWith('T00:00:00')) ? 'date' : 'datetime';
  if (given.every((value) => typeof value === 'bigint' || Number.isSafeInteger(value))) return 'integer';
  if (known.every((value) => typeof value === 'number')) return 'number';
  return known.every((value) => typeof value === 'boolean') ? 'boolean' : 'text';
}

function scalarOf(value: unknown): Value | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint')
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
  return value instanceof Date ? (Number.isNaN(value.getTime()) ? null : isoDatetime(value.getTime())) : undefined;
}
