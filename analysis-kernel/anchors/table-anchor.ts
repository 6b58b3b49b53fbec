/** Places in a result's table that follow the values of a row and the name of a column, wherever these stand after the next run. */
import type { ResultTable, Value } from '../results/result';

/** Names of columns with the values that tell a row from all others. */
export type RowKey = readonly (readonly [column: string, value: Value])[];

/** One value of a table. */
export interface ValueAnchor {
  readonly key: RowKey;
  readonly column: string;
}

/** Most columns a row is known by. */
export const MOST_KEY_COLUMNS = 12;
/** Longest text a row is known by. */
export const LONGEST_KEY_TEXT = 1000;

/** Columns that hold what was found, whatever they are called in front: a row is known by what was asked. */
const FOUND = /^(?:n|percent|estimate|std_error|statistic|p_value|conf_low|conf_high|.*_(?:low|high|p|p_value|percent|se))$/u;

/**
 * The columns that tell a table's rows apart: as few of the first words, dates and yes-or-noes as do, else numbers too.
 * @returns their places; null where two rows are alike in all of them
 */
export function keyColumns({ columns, types, rows }: ResultTable): readonly number[] | null {
  const isNamed = (place: number) => !['number', 'integer', 'decimal'].includes(types[place]);
  const places = columns.map((_, place) => place);
  const offered = [
    ...places.filter(isNamed),
    ...places.filter((place) => !isNamed(place) && !FOUND.test(columns[place])),
    ...places.filter((place) => !isNamed(place) && FOUND.test(columns[place])),
  ];
  for (let count = 1; count <= Math.min(offered.length, MOST_KEY_COLUMNS); count += 1) {
    const key = offered.slice(0, count);
    if (new Set(rows.map((row) => JSON.stringify(key.map((place) => row[place])))).size === rows.length) return key;
  }
  return null;
}

/**
 * What a value of a table is known by.
 * @param row its number from 0
 * @returns null where the row cannot be told from another, or is known by a text that is too long
 */
export function anchorValue(table: ResultTable, row: number, column: string): ValueAnchor | null {
  const values = table.rows[row];
  const places = keyColumns(table);
  if (values === undefined || places === null || !table.columns.includes(column)) return null;
  const key = places.map((place) => [table.columns[place], values[place]] as const);
  return key.some(([, value]) => typeof value === 'string' && value.length > LONGEST_KEY_TEXT) ? null : { key, column };
}

/** The row of a table that a key is of; null where none is, or more than one. */
export function findRow({ columns, rows }: ResultTable, key: RowKey): number | null {
  const places = key.map(([column]) => columns.indexOf(column));
  if (key.length === 0 || places.includes(-1)) return null;
  const found = rows.flatMap((row, at) => (key.every(([, value], part) => isSame(row[places[part]], value)) ? [at] : []));
  return found.length === 1 ? found[0] : null;
}

/** Numbers of two runs may differ in their last digits. */
const ROUNDING = 1e-9;

function isSame(a: Value, b: Value): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Object.is(a, b) || Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
}
