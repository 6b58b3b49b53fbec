import { typed } from '../spelling';

/** A cast is dropped by DuckDB where a value has the type already. */
export const { cast, literal } = typed({
  boolean: 'BOOLEAN',
  integer: 'BIGINT',
  number: 'DOUBLE',
  text: 'VARCHAR',
  date: 'DATE',
  datetime: 'TIMESTAMP',
});
