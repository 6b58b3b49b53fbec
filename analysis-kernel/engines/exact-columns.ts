/** Columns of integers of any size: doubles while all are safe, 64 bits where one is not, digits beyond that. */
import type { Column, ColumnMeta } from '../frame/column';

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;
const NO_META: ColumnMeta = {};

/**
 * An integer column in the smallest exact form.
 * @param read the value of a row, null where missing
 */
export function exactIntegers(name: string, length: number, read: (row: number) => number | bigint | null): Column {
  const valid = new Uint8Array(length);
  const values = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const value = read(row);
    if (value === null) continue;
    const number = Number(value);
    if (typeof value === 'bigint' && !Number.isSafeInteger(number)) return wideIntegers(name, length, read);
    valid[row] = 1;
    values[row] = number;
  }
  return { kind: 'numeric', type: 'integer', name, meta: NO_META, valid, values };
}

function wideIntegers(name: string, length: number, read: (row: number) => number | bigint | null): Column {
  const valid = new Uint8Array(length);
  const values = new BigInt64Array(length);
  for (let row = 0; row < length; row++) {
    const value = read(row);
    if (value === null) continue;
    const wide = BigInt(value);
    if (wide < MIN_INT64 || wide > MAX_INT64) return digits(name, length, read);
    valid[row] = 1;
    values[row] = wide;
  }
  return { kind: 'bigint', type: 'integer', name, meta: NO_META, valid, values };
}

function digits(name: string, length: number, read: (row: number) => number | bigint | null): Column {
  return texts(name, 'decimal', length, (row) => {
    const value = read(row);
    return value === null ? null : String(value);
  });
}

/** A text or decimal column; the dictionary is in order of first appearance. */
export function texts(name: string, type: 'text' | 'decimal', length: number, read: (row: number) => string | null): Column {
  const valid = new Uint8Array(length);
  const codes = new Int32Array(length).fill(-1);
  const dictionary: string[] = [];
  const index = new Map<string, number>();
  for (let row = 0; row < length; row++) {
    const value = read(row);
    if (value === null) continue;
    let code = index.get(value);
    if (code === undefined) {
      code = dictionary.length;
      dictionary.push(value);
      index.set(value, code);
    }
    valid[row] = 1;
    codes[row] = code;
  }
  return { kind: 'text', type, name, meta: NO_META, valid, codes, dictionary };
}
