import type { ValueType } from '../../../plan/nodes';
import type { Sql } from '../dialect';

const types: Readonly<Record<ValueType['base'], string>> = {
  boolean: 'BOOLEAN',
  integer: 'BIGINT',
  number: 'DOUBLE',
  text: 'VARCHAR',
  date: 'DATE',
  datetime: 'TIMESTAMP',
};

/** A quoted name. */
export function quote(name: string): Sql {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A quoted text. */
export function text(value: string): Sql {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A cast; DuckDB drops one to the type a value already has. */
export function cast(value: Sql, base: ValueType['base']): Sql {
  return `CAST(${value} AS ${types[base]})`;
}

/** A literal; a number carries an exponent, since DuckDB reads `0.1` as a decimal. */
export function literal(value: string | number | boolean | null, type: ValueType): Sql {
  if (value === null) return cast('NULL', type.base);
  switch (type.base) {
    case 'boolean':
      return value === true ? 'true' : 'false';
    case 'integer': {
      const digits = String(value);
      return /^\d{1,9}$/.test(digits) ? digits : cast(text(digits), 'integer');
    }
    case 'number': {
      const number = Number(value);
      if (!Number.isFinite(number)) return cast('NULL', 'number');
      const digits = String(number);
      const double = digits.includes('e') ? digits : `${digits}e0`;
      return number < 0 ? `(${double})` : double;
    }
    case 'text':
      return text(String(value));
    case 'date':
      return `DATE ${text(String(value))}`;
    case 'datetime':
      return `TIMESTAMP ${text(String(value).replace('T', ' '))}`;
  }
}
