/** The order of event rows. */
import { type Printing, type RowSet, typeOf } from './context';
import type { OrderKey, Sql } from './dialects/dialect';

/** By date, then by the part of a union, then by columns in dictionary order; missing loses in both directions. */
export function chronological(printing: Printing, set: RowSet, descending: boolean): readonly OrderKey[] {
  const { source } = set;
  const date = source.date === null ? [] : [{ sql: set.column(source.date), descending }];
  const part = set.part === null ? [] : [{ sql: set.part, descending: false }];
  return [...date, ...part, ...columnOrder(printing, set, descending)];
}

function columnOrder(printing: Printing, set: RowSet, descending: boolean): readonly OrderKey[] {
  const { source } = set;
  const single = source.kind === 'table' && source.items?.names.length === 1 ? source.items.column : null;
  return source.columns
    .filter(({ name }) => name !== source.date && name !== single)
    .map(({ name }) => ({ sql: comparable(printing, set, name), descending }));
}

/** A column as it is put in order: an ordered category by rank, all else as it stands. */
export function comparable(printing: Printing, set: RowSet, name: string): Sql {
  const { category } = typeOf(set.source, name);
  return category?.ordered ? printing.dialect.rank(set.column(name), category.keys) : set.column(name);
}
