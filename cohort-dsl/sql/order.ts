/** The order of event rows. */
import { type Query, type RowSet, typeOf } from './context';
import type { OrderKey, Sql } from './dialects/dialect';

/** By date, then by the part of a union, then by columns in dictionary order; missing loses in both directions. */
export function chronological(query: Query, set: RowSet, descending: boolean): readonly OrderKey[] {
  const { source } = set;
  const date = source.date === null ? [] : [{ sql: set.column(source.date), descending }];
  const part = set.part === null ? [] : [{ sql: set.part, descending: false }];
  return [...date, ...part, ...columnOrder(query, set, descending)];
}

function columnOrder(query: Query, set: RowSet, descending: boolean): readonly OrderKey[] {
  const { source } = set;
  const single = source.kind === 'table' && source.items?.names.length === 1 ? source.items.column : null;
  return source.columns
    .filter(({ name }) => name !== source.date && name !== single)
    .map(({ name }) => ({ sql: comparable(query, set, name), descending }));
}

/** A column as it is put in order: an ordered category by rank, all else as it stands. */
export function comparable(query: Query, set: RowSet, name: string): Sql {
  const { category } = typeOf(set.source, name);
  return category?.ordered ? query.printing.dialect.rank(set.column(name), category.keys) : set.column(name);
}
