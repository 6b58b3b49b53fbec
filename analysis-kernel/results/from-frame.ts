/** Frames as result tables: the values that JSON, SQL inserts and views take. */
import type { Column, Frame, ValueType } from '../frame/column';
import { isoDate, isoDatetime } from '../frame/dates';
import type { ResultTable, Value } from './result';

/** A value as JSON can hold it. */
export type JsonValue = string | number | boolean | null;

/**
 * The values of a column: dates and datetimes as ISO text, integers beyond ±(2^53 − 1) and decimals as strings, missing null.
 * A non-finite number stays a number; `jsonValue` writes it. Each kind has a loop of its own, which the engine of the language runs fast.
 */
function valuesOf(column: Column): Value[] {
  const { valid } = column;
  const length = valid.length;
  const found: Value[] = new Array(length).fill(null);
  if (column.kind === 'text') {
    const { codes, dictionary } = column;
    for (let row = 0; row < length; row++) if (valid[row] !== 0) found[row] = dictionary[codes[row]];
    return found;
  }
  if (column.kind === 'bigint') {
    const { values } = column;
    for (let row = 0; row < length; row++) if (valid[row] !== 0) found[row] = exactValue(values[row]);
    return found;
  }
  const { values } = column;
  const read = READ[column.type];
  for (let row = 0; row < length; row++) if (valid[row] !== 0) found[row] = read === undefined ? values[row] : read(values[row]);
  return found;
}

const READ: { readonly [type in ValueType]?: (value: number) => Value } = {
  boolean: (value) => value !== 0,
  date: isoDate,
  datetime: isoDatetime,
};

function exactValue(value: bigint): Value {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}

/** A frame as a result table, all rows. */
export function tableOfFrame(frame: Frame): ResultTable {
  const values = frame.columns.map(valuesOf);
  const rows: Value[][] = [];
  for (let row = 0; row < frame.length; row++) rows.push(values.map((column) => column[row]));
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
