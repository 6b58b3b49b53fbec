import { typed } from '../spelling';

/** Without a precision Trino's timestamps end at milliseconds, and instants that differ would be equal. */
export const { cast, literal } = typed({
  boolean: 'BOOLEAN',
  integer: 'BIGINT',
  number: 'DOUBLE',
  text: 'VARCHAR',
  date: 'DATE',
  datetime: 'TIMESTAMP(6)',
});
