import type { ResultTable, Value } from '../results/result';

/** A result table read by column name. A column that is not there reads as missing. */
export function reader(table: ResultTable): (row: readonly Value[], column: string) => Value {
  const places = new Map(table.columns.map((name, place) => [name, place]));
  return (row, column) => {
    const place = places.get(column);
    return place === undefined ? null : row[place];
  };
}

/** A finite number, or null. */
export function finite(value: Value): number | null {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
