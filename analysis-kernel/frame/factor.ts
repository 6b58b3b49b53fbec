/** Factors: how a column splits rows into levels. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Column, Level } from './column';
import { isoDate, isoDatetime } from './dates';
import { numberText } from './number-text';

export interface Factor {
  /** Level of each row; −1 where missing. */
  readonly codes: Int32Array;
  readonly levels: readonly string[];
  /** Labels of levels that have one, by level. */
  readonly labels: ReadonlyMap<string, Localised>;
}

/** Order of texts by Unicode code point (R's C locale), which differs from UTF-16 order beyond U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length) {
    const x = a.codePointAt(i) ?? 0;
    const y = b.codePointAt(i) ?? 0;
    if (x !== y) return x - y;
    i += x > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}

/**
 * A column as a factor: levels in the dictionary's order (`meta.levels`), then those it does not list; without a dictionary
 * texts go by code point, numbers and dates by size, booleans FALSE before TRUE. Only levels that occur among `rows` are kept
 * (all rows when null); booleans always keep both, as in R. Codes cover every row of the column; a level outside `rows` gets −1.
 */
export function factorOf(column: Column, rows: ArrayLike<number> | null = null): Factor {
  const { keys, codes } = keysOf(column);
  const seen = new Uint8Array(keys.length);
  const n = rows === null ? codes.length : rows.length;
  for (let i = 0; i < n; i++) {
    const code = codes[rows === null ? i : rows[i]];
    if (code >= 0) seen[code] = 1;
  }
  const keepAll = column.kind === 'numeric' && column.type === 'boolean';
  const order = levelOrder(column, keys);
  const kept = order.filter((code) => keepAll || seen[code] === 1);
  const position = new Int32Array(keys.length).fill(-1);
  kept.forEach((code, index) => {
    position[code] = index;
  });
  const out = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) out[row] = codes[row] < 0 ? -1 : position[codes[row]];
  return { codes: out, levels: kept.map((code) => keys[code]), labels: labelsOf(column.meta.levels) };
}

function labelsOf(levels: readonly Level[] | undefined): ReadonlyMap<string, Localised> {
  const labels = new Map<string, Localised>();
  for (const level of levels ?? []) if (level.label !== null) labels.set(level.key, level.label);
  return labels;
}

function levelOrder(column: Column, keys: readonly string[]): number[] {
  const order = keys.map((_, index) => index);
  if (column.kind === 'text' && column.type === 'text') order.sort((a, b) => compareCodePoints(keys[a], keys[b]));
  else if (column.kind === 'text') order.sort((a, b) => Number(keys[a]) - Number(keys[b]));
  const listed = column.meta.levels;
  if (listed === undefined) return order;
  const rank = new Map(listed.map((level, index) => [level.key, index]));
  const rankOf = (code: number) => rank.get(keys[code]) ?? Number.POSITIVE_INFINITY;
  const ranked = order.filter((code) => rank.has(keys[code])).sort((a, b) => rankOf(a) - rankOf(b));
  return [...ranked, ...order.filter((code) => !rank.has(keys[code]))];
}

/** Distinct values as texts (numbers ascending) and each row's place among them. */
function keysOf(column: Column): { keys: readonly string[]; codes: Int32Array } {
  if (column.kind === 'text') return { keys: column.dictionary, codes: column.codes };
  if (column.kind === 'numeric' && column.type === 'boolean') {
    const codes = new Int32Array(column.valid.length);
    for (let row = 0; row < codes.length; row++) codes[row] = column.valid[row] === 1 ? column.values[row] : -1;
    return { keys: ['FALSE', 'TRUE'], codes };
  }
  if (column.kind === 'bigint')
    return distinct(
      column.valid,
      (row) => column.values[row],
      (value) => String(value),
    );
  return distinct(column.valid, (row) => column.values[row], numericText(column.type));
}

function numericText(type: 'integer' | 'number' | 'boolean' | 'date' | 'datetime'): (value: number) => string {
  if (type === 'integer') return (value) => String(value);
  if (type === 'date') return isoDate;
  if (type === 'datetime') return isoDatetime;
  return numberText;
}

function distinct<T extends number | bigint>(
  valid: Uint8Array,
  at: (row: number) => T,
  text: (value: T) => string,
): { keys: string[]; codes: Int32Array } {
  const values = new Set<T>();
  for (let row = 0; row < valid.length; row++) if (valid[row] === 1) values.add(at(row));
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const keys: string[] = [];
  const place = new Map<T, number>();
  for (const value of sorted) {
    const key = text(value);
    if (keys.length === 0 || keys[keys.length - 1] !== key) keys.push(key);
    place.set(value, keys.length - 1);
  }
  const codes = new Int32Array(valid.length);
  for (let row = 0; row < valid.length; row++) codes[row] = valid[row] === 1 ? (place.get(at(row)) ?? -1) : -1;
  return { keys, codes };
}
