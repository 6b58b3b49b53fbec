/** A dictionary as rows of the release table `_coho_dictionary (path, json)`, and back. */
import type { Centre, Column, Dictionary, Item, Table } from './dictionary';

/** One row of `_coho_dictionary`; `path` is parts joined by `/`, e.g. `tables/lab/items/egfr`. */
export interface DictionaryRow {
  readonly path: string;
  readonly json: string;
}

type DatabaseHead = Omit<Dictionary, 'centres' | 'tables'>;
type TableHead = Omit<Table, 'columns' | 'items'>;
type Placed<T> = T & { readonly position: number };

function row(path: readonly string[], position: number, value: object): DictionaryRow {
  return { path: path.join('/'), json: JSON.stringify({ position, ...value }) };
}

/**
 * The rows of `_coho_dictionary` for a dictionary: one for the database, each centre, table, column and item.
 * Every row's JSON carries its position, since rows of a table have no order.
 */
export function dictionaryToRows(dictionary: Dictionary): readonly DictionaryRow[] {
  const { centres, tables, ...head } = dictionary;
  return [
    row(['database'], 0, head),
    ...centres.map((centre, at) => row(['centres', centre.key], at, centre)),
    ...tables.flatMap((table, at) => {
      const { columns, items, ...tableHead } = table;
      return [
        row(['tables', table.name], at, tableHead),
        ...columns.map((column, place) => row(['tables', table.name, 'columns', column.name], place, column)),
        ...items.map((item, place) => row(['tables', table.name, 'items', item.name], place, item)),
      ];
    }),
  ];
}

function inOrder<T>(rows: readonly { readonly value: Placed<T> }[]): readonly T[] {
  return [...rows]
    .sort((a, b) => a.value.position - b.value.position)
    .map(({ value: { position: _position, ...rest } }) => rest as unknown as T);
}

/**
 * The dictionary of a release from the rows of its `_coho_dictionary`, in any order.
 * @throws Error where the rows are not those of a dictionary (no `database` row, unreadable JSON)
 */
export function dictionaryFromRows(rows: readonly DictionaryRow[]): Dictionary {
  const parsed = rows.map(({ path, json }) => ({ parts: path.split('/'), value: JSON.parse(json) as unknown }));
  const select = <T>(...pattern: readonly (string | null)[]) =>
    parsed
      .filter(({ parts }) => parts.length === pattern.length && pattern.every((part, at) => part === null || part === parts[at]))
      .map(({ value }) => ({ value: value as Placed<T> }));
  const [head] = inOrder<DatabaseHead>(select('database'));
  if (!head) throw new Error('The release has no dictionary: its table _coho_dictionary lacks the row "database".');
  const tables = inOrder<TableHead>(select('tables', null)).map((table) => ({
    ...table,
    columns: inOrder<Column>(select('tables', table.name, 'columns', null)),
    items: inOrder<Item>(select('tables', table.name, 'items', null)),
  }));
  return { ...head, centres: inOrder<Centre>(select('centres', null)), tables };
}
