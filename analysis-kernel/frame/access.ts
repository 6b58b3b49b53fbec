/** Reading columns and rows of a frame. */
import type { Column, Frame } from './column';

/** The column of exactly this name, or null. */
export function findColumn(frame: Frame, name: string): Column | null {
  for (const column of frame.columns) if (column.name === name) return column;
  return null;
}

/** Column names in order. */
export function columnNames(frame: Frame): string[] {
  return frame.columns.map((column) => column.name);
}

/** One column at the given rows, in their order; a row may be taken more than once. */
function takeColumn(column: Column, rows: ArrayLike<number>): Column {
  const n = rows.length;
  const valid = new Uint8Array(n);
  for (let i = 0; i < n; i++) valid[i] = column.valid[rows[i]];
  if (column.kind === 'text') {
    const codes = new Int32Array(n);
    for (let i = 0; i < n; i++) codes[i] = column.codes[rows[i]];
    return { ...column, valid, codes };
  }
  if (column.kind === 'bigint') {
    const values = new BigInt64Array(n);
    for (let i = 0; i < n; i++) values[i] = column.values[rows[i]];
    return { ...column, valid, values };
  }
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) values[i] = column.values[rows[i]];
  return { ...column, valid, values };
}

/** The frame at the given rows, in their order; a row may be taken more than once. */
export function takeRows(frame: Frame, rows: ArrayLike<number>): Frame {
  return { length: rows.length, columns: frame.columns.map((column) => takeColumn(column, rows)) };
}

/** The frame with only the named columns, in the order named; names the frame lacks are left out. */
export function selectColumns(frame: Frame, names: readonly string[]): Frame {
  const columns: Column[] = [];
  for (const name of names) {
    const column = findColumn(frame, name);
    if (column !== null) columns.push(column);
  }
  return { length: frame.length, columns };
}

/** Rows for which `keep` holds. */
export function rowsWhere(length: number, keep: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(length);
  let n = 0;
  for (let row = 0; row < length; row++) if (keep(row)) rows[n++] = row;
  return rows.slice(0, n);
}

/** Rows where every given column is known. */
export function completeRows(length: number, columns: readonly Column[]): Int32Array {
  return rowsWhere(length, (row) => columns.every((column) => column.valid[row] === 1));
}

/** Number of missing values. */
export function countMissing(column: Column): number {
  let n = 0;
  for (let row = 0; row < column.valid.length; row++) if (column.valid[row] === 0) n++;
  return n;
}

/** A column's values as numbers with NaN where missing (integers beyond 2^53 are rounded); null for text. */
export function numbersOf(column: Column): Float64Array | null {
  if (column.kind === 'text') return column.type === 'decimal' ? decimalsOf(column.codes, column.dictionary) : null;
  const out = new Float64Array(column.valid.length);
  for (let row = 0; row < out.length; row++) out[row] = column.valid[row] === 1 ? Number(column.values[row]) : Number.NaN;
  return out;
}

function decimalsOf(codes: Int32Array, dictionary: readonly string[]): Float64Array {
  const numbers = dictionary.map(Number);
  const out = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) out[row] = codes[row] < 0 ? Number.NaN : numbers[codes[row]];
  return out;
}
