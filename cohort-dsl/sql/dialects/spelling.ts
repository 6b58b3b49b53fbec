/** What every dialect spells alike: literals, orders. */
import type { ValueType } from '../../plan/expressions';
import { quoteText as text } from '../../source/sql-text';
import type { OrderKey, Sql } from './dialect';

/** Missing loses in both directions, whatever the session's default order says. */
export function orderBy(keys: readonly OrderKey[]): Sql {
  return keys.map((key) => `${key.sql} ${key.descending ? 'DESC' : 'ASC'} NULLS LAST`).join(', ');
}

/** A key's place among the keys of an ordered category, from 1. */
export function rank(value: Sql, keys: readonly string[]): Sql {
  return `CASE ${value} ${keys.map((key, place) => `WHEN ${text(key)} THEN ${place + 1}`).join(' ')} END`;
}

/** Casts and literals, by a dialect's names of types. */
export function typed(types: Readonly<Record<ValueType['base'], string>>) {
  const cast = (value: Sql, base: ValueType['base']): Sql => `CAST(${value} AS ${types[base]})`;
  /** A literal of a type; a number carries an exponent, since `0.1` is read as a decimal. */
  const literal = (value: string | number | boolean | null, type: ValueType): Sql => {
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
  };
  return { cast, literal };
}

/** Beyond these no date of the calendar stays within it. */
export const longest = {
  minutes: 5_300_000_000,
  hours: 90_000_000,
  days: 3_660_000,
  weeks: 530_000,
  months: 121_000,
  years: 10_100,
} as const;
