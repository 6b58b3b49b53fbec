/** Chunks of native DuckDB as columns of a frame. */
import {
  type DuckDBDataChunk,
  DuckDBDateValue,
  type DuckDBResult,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Column, Frame, NumericColumn } from '../../frame/column';
import { exactIntegers, texts } from '../exact-columns';

/** Reads all rows of a result whose types are readable (see `readable-types.ts`). */
export async function readFrame(result: DuckDBResult): Promise<Frame> {
  const chunks = await result.fetchAllChunks();
  // Each is asked for once: it is a call into the engine.
  const counted = chunks.map((chunk) => ({ chunk, rows: chunk.rowCount }));
  const length = counted.reduce((total, { rows }) => total + rows, 0);
  const columns = result.columnTypes().map((type, at) => readColumn(result.columnName(at), type, counted, at, length));
  return { length, columns };
}

interface Chunk {
  readonly chunk: DuckDBDataChunk;
  readonly rows: number;
}

function readColumn(name: string, type: DuckDBType, chunks: readonly Chunk[], at: number, length: number): Column {
  const values: (DuckDBValue | undefined)[] = new Array(length);
  let row = 0;
  for (const { chunk, rows } of chunks) {
    const vector = chunk.getColumnVector(at);
    for (let item = 0; item < rows; item++) values[row++] = vector.getItem(item);
  }
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return numbers(name, 'boolean', values, (value) => (value === true ? 1 : 0));
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return numbers(name, 'number', values, Number);
    case DuckDBTypeId.DATE:
      return numbers(name, 'date', values, (value) => (value instanceof DuckDBDateValue ? value.days : Number.NaN));
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return numbers(name, 'datetime', values, milliseconds);
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
      return exactIntegers(name, length, (at) => {
        const value = values[at];
        return typeof value === 'number' || typeof value === 'bigint' ? value : null;
      });
    default:
      return texts(name, type.typeId === DuckDBTypeId.DECIMAL ? 'decimal' : 'text', length, (at) => {
        const value = values[at];
        return value === null || value === undefined ? null : String(value);
      });
  }
}

function numbers(
  name: string,
  type: NumericColumn['type'],
  source: readonly (DuckDBValue | undefined)[],
  convert: (value: DuckDBValue) => number,
): NumericColumn {
  const valid = new Uint8Array(source.length);
  const values = new Float64Array(source.length);
  for (let row = 0; row < source.length; row++) {
    const value = source[row];
    if (value === null || value === undefined) continue;
    valid[row] = 1;
    values[row] = convert(value);
  }
  return { kind: 'numeric', type, name, meta: {}, valid, values };
}

function milliseconds(value: DuckDBValue): number {
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return floorDivide(value.micros, 1000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return floorDivide(value.nanos, 1_000_000n);
  if (value instanceof DuckDBTimestampMillisecondsValue) return Number(value.millis);
  if (value instanceof DuckDBTimestampSecondsValue) return Number(value.seconds) * 1000;
  return Number.NaN;
}

function floorDivide(value: bigint, by: bigint): number {
  const quotient = value / by;
  return Number(value % by < 0n ? quotient - 1n : quotient);
}
