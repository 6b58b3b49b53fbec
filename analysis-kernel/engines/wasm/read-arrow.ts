/** Arrow IPC from DuckDB-WASM as columns of a frame. */
import { type Column as ArrowColumn, type Table, tableFromIPC } from '@uwdata/flechette';
import type { Column, Frame, NumericColumn } from '../../frame/column';
import type { EngineColumn } from '../../ports/query-engine';
import { exactIntegers, texts } from '../exact-columns';

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Types that arrive through Arrow as they are. Wide integers and decimals come wrong or as one Arrow type, so the engine writes
 * them as digits (`readableQuery`) and we read the digits.
 */
export function isArrowReadable(type: string): boolean {
  return /^(BOOLEAN|TINYINT|SMALLINT|INTEGER|BIGINT|UTINYINT|USMALLINT|UINTEGER|FLOAT|DOUBLE|VARCHAR|DATE|TIMESTAMP|TIMESTAMP_S|TIMESTAMP_MS)$/.test(
    type,
  );
}

/**
 * Decodes a result.
 * @param parts schema and record batches, as the engine sent them
 * @param columns the engine's types before any cast to text; null where they are not known
 */
export function readArrow(parts: readonly Uint8Array[], columns: readonly EngineColumn[] | null): Frame {
  const table: Table = tableFromIPC([...parts], { useBigInt: true, useDate: false });
  const read = table.schema.fields.map((field, at) =>
    readColumn(field.name, columns?.[at]?.type ?? null, table.getChildAt(at), table.numRows),
  );
  return { length: table.numRows, columns: read };
}

function readColumn(name: string, type: string | null, column: ArrowColumn<unknown>, length: number): Column {
  const values = column.toArray();
  switch (type ?? typeOf(values)) {
    case 'BOOLEAN':
      return numbers(name, 'boolean', values, length, (value) => (value === true ? 1 : 0));
    case 'FLOAT':
    case 'DOUBLE':
      return numbers(name, 'number', values, length, Number);
    case 'DATE':
      return numbers(name, 'date', values, length, (value) => Math.floor(Number(value) / MILLISECONDS_A_DAY));
    case 'TIMESTAMP':
    case 'TIMESTAMP_S':
    case 'TIMESTAMP_MS':
      return numbers(name, 'datetime', values, length, (value) => Math.floor(Number(value)));
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
    case 'UTINYINT':
    case 'USMALLINT':
    case 'UINTEGER':
      return exactIntegers(name, length, (row) => {
        const value = values[row];
        return typeof value === 'number' || typeof value === 'bigint' ? value : null;
      });
    case 'UBIGINT':
    case 'HUGEINT':
    case 'UHUGEINT':
      return exactIntegers(name, length, (row) => (values[row] === null || values[row] === undefined ? null : BigInt(String(values[row]))));
    default:
      return texts(name, type?.startsWith('DECIMAL') ? 'decimal' : 'text', length, (row) => {
        const value = values[row];
        return value === null || value === undefined ? null : String(value);
      });
  }
}

/** For statements that are no queries, whose types nothing tells. */
function typeOf(values: ArrayLike<unknown>): string {
  const first = Array.from(values).find((value) => value !== null && value !== undefined);
  if (typeof first === 'bigint') return 'BIGINT';
  if (typeof first === 'number') return 'DOUBLE';
  return typeof first === 'boolean' ? 'BOOLEAN' : 'VARCHAR';
}

function numbers(
  name: string,
  type: NumericColumn['type'],
  source: ArrayLike<unknown>,
  length: number,
  convert: (value: unknown) => number,
): NumericColumn {
  const valid = new Uint8Array(length);
  const values = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const value = source[row];
    if (value === null || value === undefined) continue;
    valid[row] = 1;
    values[row] = convert(value);
  }
  return { kind: 'numeric', type, name, meta: {}, valid, values };
}
