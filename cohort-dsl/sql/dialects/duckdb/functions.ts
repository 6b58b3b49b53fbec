import type { ValueType } from '../../../plan/expressions';
import { quoteText as text } from '../../../source/sql-text';
import type { Argument, FunctionTable, Sql } from '../dialect';
import { rank } from '../spelling';
import { cast } from './types';

/** A computed number that is missing where it is not finite. */
export function finite(value: Sql): Sql {
  return `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

const double = (argument: Argument): Sql => (argument.type.base === 'number' ? argument.sql : cast(argument.sql, 'number'));

/** Rounding functions give a whole number: of an integer itself, of a number in the type the language gives it. */
function whole(name: 'round' | 'floor' | 'ceil', [value, digits]: readonly Argument[], type: ValueType): Sql {
  if (value.type.base === 'integer' && !digits) return value.sql;
  const rounded = digits ? `${name}(${double(value)}, CAST(${digits.sql} AS INTEGER))` : `${name}(${double(value)})`;
  return type.base === 'integer' ? cast(rounded, 'integer') : finite(rounded);
}

/** The smallest or greatest of the known ones; keys of an ordered category by their place. */
function extreme(name: 'least' | 'greatest', args: readonly Argument[], type: ValueType): Sql {
  if (type.category?.ordered) {
    const { keys } = type.category;
    return `[${keys.map(text).join(', ')}][${name}(${args.map((argument) => rank(argument.sql, keys)).join(', ')})]`;
  }
  return `${name}(${args.map((argument) => (argument.type.base === type.base ? argument.sql : cast(argument.sql, type.base))).join(', ')})`;
}

/** Every function of the language in DuckDB's words. */
export const functions: FunctionTable = {
  abs: ([value]) => `abs(${value.sql})`,
  round: (args, type) => whole('round', args, type),
  floor: (args, type) => whole('floor', args, type),
  ceil: (args, type) => whole('ceil', args, type),
  // DuckDB refuses roots of negative numbers and logarithms of zero; here they are missing.
  sqrt: ([value]) => `CASE WHEN ${double(value)} >= 0 THEN sqrt(${double(value)}) END`,
  ln: ([value]) => `CASE WHEN ${double(value)} > 0 THEN ln(${double(value)}) END`,
  exp: ([value]) => finite(`exp(${double(value)})`),
  lowest_of: (args, type) => extreme('least', args, type),
  highest_of: (args, type) => extreme('greatest', args, type),
  earliest: (args, type) => extreme('least', args, type),
  latest: (args, type) => extreme('greatest', args, type),
  if_missing: (args, type) =>
    `coalesce(${args.map((argument) => (argument.type.base === type.base ? argument.sql : cast(argument.sql, type.base))).join(', ')})`,
};
