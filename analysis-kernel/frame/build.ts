/** Columns and frames from plain values; used by engines, tests and methods that make tables. */
import type { Column, ColumnMeta, Frame, NumericColumn, TextColumn } from './column';

const NO_META: ColumnMeta = {};

/**
 * A numeric column from numbers; null and undefined are missing. NaN is kept as a value, since missing is never NaN.
 * Dates are whole days since 1970-01-01, datetimes milliseconds since then.
 */
export function numericColumn(
  name: string,
  values: ArrayLike<number | null | undefined>,
  type: NumericColumn['type'] = 'number',
  meta: ColumnMeta = NO_META,
): NumericColumn {
  const out = new Float64Array(values.length);
  const valid = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    out[i] = value;
    valid[i] = 1;
  }
  return { kind: 'numeric', type, name, meta, valid, values: out };
}

/** A boolean column; null is missing. */
export function booleanColumn(name: string, values: ArrayLike<boolean | null>, meta: ColumnMeta = NO_META): NumericColumn {
  const numbers: (number | null)[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    numbers.push(value === null ? null : value ? 1 : 0);
  }
  return numericColumn(name, numbers, 'boolean', meta);
}

/** A text column; null and undefined are missing, the empty text is a value. The dictionary is in order of first appearance. */
export function textColumn(
  name: string,
  values: ArrayLike<string | null | undefined>,
  meta: ColumnMeta = NO_META,
  type: TextColumn['type'] = 'text',
): TextColumn {
  const codes = new Int32Array(values.length);
  const valid = new Uint8Array(values.length);
  const dictionary: string[] = [];
  const index = new Map<string, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) {
      codes[i] = -1;
      continue;
    }
    let code = index.get(value);
    if (code === undefined) {
      code = dictionary.length;
      dictionary.push(value);
      index.set(value, code);
    }
    codes[i] = code;
    valid[i] = 1;
  }
  return { kind: 'text', type, name, meta, valid, codes, dictionary };
}

/** A frame of columns of one length; throws RangeError where lengths differ or a name occurs twice. */
export function frameOf(columns: readonly Column[]): Frame {
  const length = columns.length === 0 ? 0 : columns[0].valid.length;
  const names = new Set<string>();
  for (const column of columns) {
    if (column.valid.length !== length) {
      throw new RangeError(`column ${column.name} has ${column.valid.length} rows where ${length} were expected`);
    }
    if (names.has(column.name)) throw new RangeError(`column ${column.name} occurs twice`);
    names.add(column.name);
  }
  return { length, columns };
}
