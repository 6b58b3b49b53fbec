import 'server-only';
import type { Column, ColumnType, Table } from '@/cohort-dsl/schema/dictionary';
import { quoteName } from '@/cohort-dsl/source/sql-text';

/** The engine type each dictionary type is stored as. */
export const storageType: Readonly<Record<ColumnType, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  category: 'VARCHAR',
  code: 'VARCHAR',
};

/** Rows as the build makes them, before units are converted: schema `staged`, one table a dictionary table. */
export function staged(table: string): string {
  return `staged.${quoteName(table)}`;
}

/** Rows as the release holds them: the attached file. */
export function released(table: string): string {
  return `release.${quoteName(table)}`;
}

/** The columns of a table in dictionary order, quoted. */
export function columnList(table: Table): string {
  return table.columns.map(({ name }) => quoteName(name)).join(', ');
}

/** A column the build adds beside those of the source. */
export function addedColumn(name: string, type: ColumnType, label: Column['label'], rule: Column['rule']): Column {
  return {
    name,
    type,
    label,
    role: null,
    unit: null,
    molarMass: null,
    values: null,
    ordered: false,
    system: null,
    precision: null,
    plausible: null,
    level: null,
    genetic: false,
    synonyms: [],
    rule,
  };
}
