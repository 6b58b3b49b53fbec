/** Frames as result tables: the values that JSON, SQL inserts and views take. */
import type { Column, Frame, ValueType } from '../frame/column';
import { isoDate, isoDatetime } from '../frame/dates';
import type { ResultTable, Value } from './result';

/** A value as JSON can hold it. */
export type JsonValue = string | number | boolean | null;

/**
 * One value of a column: dates and datetimes as ISO text, integers beyond ±(2^53 − 1) and decimals as strings, missing null.
 * A non-finite number stays a number; `jsonValue` writes it.
 */
function valueAt(column: Column, row: number): Value {
  if (column.valid[row] === 0) return null;
  if (column.kind === 'text') return column.dictionary[column.codes[row]];
  if (column.kind === 'bigint') {
    const value = column.values[row];
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
  }
  const value = column.values[row];
  if (column.type === 'boolean') return value !== 0;
  if (column.type === 'date') return isoDate(value);
  if (column.type === 'datetime') return isoDatetime(value);
  return value;
}

/** A frame as a result table, all rows. */
export function tableOfFrame(frame: Frame): ResultTable {
  const rows: Value[][] = [];
  for (let row = 0; row < frame.length; row++) rows.push(frame.columns.map((column) => valueAt(column, row)));
  const types: ValueType[] = frame.columns.map((column) => column.type);
  return { columns: frame.columns.map((column) => column.name), types, rows };
}

/** A value as the command line's JSON writes it: non-finite numbers as texts, −0 as 0. */
export function jsonValue(value: Value): JsonValue {
  if (typeof value !== 'number') return value;
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  return value === 0 ? 0 : value;
}

/** A table ready for `JSON.stringify`. */
export function jsonTable(table: ResultTable): { columns: readonly string[]; types: readonly ValueType[]; rows: JsonValue[][] } {
  return { columns: table.columns, types: table.types, rows: table.rows.map((row) => row.map(jsonValue)) };
}
