/** Frames as Arrow IPC for DuckDB-WASM. */
import {
  bool,
  columnFromArray,
  type DataType,
  dateDay,
  float64,
  int64,
  tableFromColumns,
  tableToIPC,
  timestamp,
  utf8,
} from '@uwdata/flechette';
import type { Column, Frame, ValueType } from '../../frame/column';

const MILLISECONDS_A_DAY = 86_400_000;
const MICROSECOND = 2;

function arrowType(type: ValueType): DataType {
  switch (type) {
    case 'integer':
      return int64();
    case 'number':
      return float64();
    case 'boolean':
      return bool();
    case 'date':
      return dateDay();
    case 'datetime':
      return timestamp(MICROSECOND);
    case 'text':
    case 'decimal':
      return utf8();
  }
}

/** The frame as an IPC stream. */
export function writeArrow(frame: Frame): Uint8Array {
  const columns = frame.columns.map((column): [string, ReturnType<typeof columnFromArray>] => [
    column.name,
    columnFromArray(valuesOf(column), arrowType(column.type)),
  ]);
  const bytes = tableToIPC(tableFromColumns(columns), { format: 'stream' });
  if (bytes === null) throw new Error('a frame without bytes');
  return bytes;
}

function valuesOf(column: Column): unknown[] {
  return Array.from({ length: column.valid.length }, (_, row) => {
    if (column.valid[row] === 0) return null;
    if (column.kind === 'text') return column.dictionary[column.codes[row]];
    if (column.kind === 'bigint') return column.values[row];
    const value = column.values[row];
    switch (column.type) {
      case 'integer':
        return BigInt(value);
      case 'boolean':
        return value !== 0;
      case 'date':
        return value * MILLISECONDS_A_DAY;
      default:
        return value;
    }
  });
}
