/** The engine types a frame's columns are stored as. */

import { quoteName } from '@/cohort-dsl/source/sql-text';
import type { Frame, ValueType } from '../frame/column';

const STORED_AS: Readonly<Record<ValueType, string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  // Scales differ from column to column; the digits are what counts.
  decimal: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP',
};

/** The engine type of a column. */
function storedType(type: ValueType): string {
  return STORED_AS[type];
}

/** The statement that makes an empty table for a frame, in place of any table of that name. */
export function createTable(table: string, frame: Frame): string {
  const columns = frame.columns.map((column) => `${quoteName(column.name)} ${storedType(column.type)}`);
  return `CREATE OR REPLACE TABLE ${quoteName(table)} (${columns.join(', ')})`;
}
