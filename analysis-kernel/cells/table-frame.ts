/** Result tables back into frames, so that SQL and later cells can read them. */
import type { Column, Frame, ValueType } from '../frame/column';
import type { ResultTable, Value } from '../results/result';

/** A result table as a frame; the inverse of `tableOfFrame`. */
export function frameOfTable(table: ResultTable): Frame {
  return {
    length: table.rows.length,
    columns: table.columns.map((name, at) =>
      columnOf(
        name,
        table.types[at],
        table.rows.map((row) => row[at] ?? null),
      ),
    ),
  };
}

function columnOf(name: string, type: ValueType, values: readonly Value[]): Column {
  const length = values.length;
  const valid = Uint8Array.from(values, (value) => (value === null ? 0 : 1));
  if (type === 'text' || type === 'decimal') return { ...dictionary(values), kind: 'text', type, name, meta: {}, valid };
  if (type === 'integer' && values.some((value) => typeof value === 'string')) {
    const wide = BigInt64Array.from(values, (value) => (value === null ? 0n : BigInt(String(value))));
    return { kind: 'bigint', type, name, meta: {}, valid, values: wide };
  }
  const numbers = new Float64Array(length);
  for (const [row, value] of values.entries()) if (value !== null) numbers[row] = numberOf(type, value);
  return { kind: 'numeric', type, name, meta: {}, valid, values: numbers };
}

function dictionary(values: readonly Value[]): { readonly codes: Int32Array; readonly dictionary: readonly string[] } {
  const index = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => {
    if (value === null) return -1;
    const text = String(value);
    const code = index.get(text) ?? index.size;
    index.set(text, code);
    return code;
  });
  return { codes, dictionary: [...index.keys()] };
}

function numberOf(type: 'integer' | 'number' | 'boolean' | 'date' | 'datetime', value: string | number | boolean): number {
  if (type === 'date') return Date.parse(`${value}T00:00:00Z`) / 86_400_000;
  if (type === 'datetime') return Date.parse(`${value}Z`);
  return Number(value);
}
