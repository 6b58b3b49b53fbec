import type { ValueType } from '../../../plan/expressions';
import { quoteText as text } from '../../../source/sql-text';
import type { Argument, FunctionTable, Sql } from '../dialect';
import { rank } from '../spelling';
import { cast } from './types';

/** A computed number that is missing where it is not finite. */
export function finite(value: Sql): Sql {
  return `CASE WHEN is_finite(${value}) THEN ${value} END`;
}

/** Trino's `least` is missing as soon as one value is; of a list's known members it is not. */
export function least(values: readonly Sql[]): Sql {
  return `array_min(filter(ARRAY[${values.join(', ')}], v -> v IS NOT NULL))`;
}

/** As `least`. */
export function greatest(values: readonly Sql[]): Sql {
  return `array_max(filter(ARRAY[${values.join(', ')}], v -> v IS NOT NULL))`;
}

const as = (argument: Argument, base: ValueType['base']): Sql => (argument.type.base === base ? argument.sql : cast(argument.sql, base));

/** Rounding functions give a whole number: of an integer itself, of a number in the type the language gives it. */
function whole(name: 'round' | 'floor' | 'ceil', [value, digits]: readonly Argument[], type: ValueType): Sql {
  if (value.type.base === 'integer' && !digits) return value.sql;
  const double = as(value, 'number');
  const rounded = digits ? `${name}(${double}, CAST(${digits.sql} AS INTEGER))` : `${name}(${double})`;
  return type.base === 'integer' ? cast(rounded, 'integer') : finite(rounded);
}

/** The smallest or greatest of the known ones; keys of an ordered category by their place. */
function extreme(of: (values: readonly Sql[]) => Sql, args: readonly Argument[], type: ValueType): Sql {
  if (!type.category?.ordered) return of(args.map((argument) => as(argument, type.base)));
  const { keys } = type.category;
  return `element_at(ARRAY[${keys.map(text).join(', ')}], ${of(args.map((argument) => rank(argument.sql, keys)))})`;
}

/** Every function of the language in Trino's words. */
export const functions: FunctionTable = {
  abs: ([value]) => `abs(${value.sql})`,
  round: (args, type) => whole('round', args, type),
  floor: (args, type) => whole('floor', args, type),
  ceil: (args, type) => whole('ceil', args, type),
  // Trino gives NaN and -Infinity, which a comparison further on would take for numbers.
  sqrt: ([value]) => `CASE WHEN ${as(value, 'number')} >= 0 THEN sqrt(${as(value, 'number')}) END`,
  ln: ([value]) => `CASE WHEN ${as(value, 'number')} > 0 THEN ln(${as(value, 'number')}) END`,
  exp: ([value]) => finite(`exp(${as(value, 'number')})`),
  lowest_of: (args, type) => extreme(least, args, type),
  highest_of: (args, type) => extreme(greatest, args, type),
  earliest: (args, type) => extreme(least, args, type),
  latest: (args, type) => extreme(greatest, args, type),
  if_missing: (args, type) => `coalesce(${args.map((argument) => as(argument, type.base)).join(', ')})`,
};
