/** Building result tables from rows written by column name. */
import type { ValueType } from '../frame/column';
import type { ResultTable, Value } from './result';

interface TableShape {
  readonly columns: readonly { readonly name: string; readonly type: ValueType }[];
}

/**
 * A table of the declared columns, with `leading` text columns before them. A value a row does not give is null; a non-finite number that stands for "not
 * estimable" must be given as null by the method.
 */
export function tableOf(shape: TableShape, rows: readonly Readonly<Record<string, Value>>[], leading: readonly string[] = []): ResultTable {
  const columns = [...leading, ...shape.columns.map((column) => column.name)];
  const types: ValueType[] = [...leading.map((): ValueType => 'text'), ...shape.columns.map((column) => column.type)];
  return { columns, types, rows: rows.map((row) => columns.map((name) => row[name] ?? null)) };
}
