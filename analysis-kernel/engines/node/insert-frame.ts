/** Frames into tables of native DuckDB. */
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import type { Column, Frame, ValueType } from '../../frame/column';
import { createTable } from '../table-types';

const TYPES: Readonly<Record<ValueType, DuckDBType>> = {
  text: VARCHAR,
  integer: BIGINT,
  number: DOUBLE,
  decimal: VARCHAR,
  boolean: BOOLEAN,
  date: DATE,
  datetime: TIMESTAMP,
};
const ROWS_A_CHUNK = 2048;

/** Creates or replaces a table in the writable database. */
export async function insertFrame(connection: DuckDBConnection, table: string, frame: Frame): Promise<void> {
  await connection.run(createTable(table, frame));
  if (frame.length === 0) return;
  const appender = await connection.createAppender(table, 'main', 'memory');
  const types = frame.columns.map((column) => TYPES[column.type]);
  for (let from = 0; from < frame.length; from += ROWS_A_CHUNK) {
    const rows = Math.min(ROWS_A_CHUNK, frame.length - from);
    const chunk = DuckDBDataChunk.create(types, rows);
    chunk.setColumns(frame.columns.map((column) => Array.from({ length: rows }, (_, row) => valueAt(column, from + row))));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function valueAt(column: Column, row: number): DuckDBValue {
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
      return new DuckDBDateValue(value);
    case 'datetime':
      return new DuckDBTimestampValue(BigInt(Math.round(value)) * 1000n);
    case 'number':
      return value;
  }
}
