import type { Duration } from '../../../plan/expressions';
import { quoteName as quote, quoteText as text } from '../../../source/sql-text';
import type { Dialect, Sql } from '../dialect';
import { orderBy, rank } from '../spelling';
import { dates } from './dates';
import { finite, functions } from './functions';
import { cast, literal } from './types';

function overflow(expression: string): Sql {
  return cast(`error(${text(`Integer overflow in: ${expression}`)})`, 'integer');
}

function distinctInOrder(date: Sql): Sql {
  return `list_sort(list_distinct(list(${date})))`;
}

/** The greedy rule as a fold over the sorted dates: a recursive query would be an order of magnitude slower. */
function spacedCount(date: Sql, by: Duration, base: 'date' | 'datetime'): Sql {
  const start = `list_transform(${distinctInOrder(date)}, lambda d: {'last': d, 'n': 1})`;
  const kept = dates.advance(`a['last']`, by, base);
  return `list_reduce(${start}, lambda a, b: CASE WHEN ${kept} <= b['last'] THEN {'last': b['last'], 'n': a['n'] + 1} ELSE a END)['n']`;
}

function spacedDates(date: Sql, by: Duration, base: 'date' | 'datetime'): Sql {
  const start = `list_transform(${distinctInOrder(date)}, lambda d: [d])`;
  const kept = dates.advance('a[-1]', by, base);
  return `list_reduce(${start}, lambda a, b: CASE WHEN ${kept} <= b[1] THEN list_concat(a, b) ELSE a END)`;
}

/** DuckDB 1.4, native and in the browser: no ICU, no JSON, no Parquet. */
export const duckdb: Dialect = {
  name: 'duckdb',
  quote,
  text,
  literal,
  cast,
  functions,
  dates,
  // DuckDB's own skip missing values.
  least: (values) => `least(${values.join(', ')})`,
  greatest: (values) => `greatest(${values.join(', ')})`,
  quotient: (dividend, divisor) => `(${dividend} // ${divisor})`,
  finite,
  rank,
  // TRY turns an overflow into NULL; it refuses to hold `error`, so the operands' own checks stand before it.
  checkedInteger(expression, operands, written) {
    const checked = `coalesce(TRY(${expression}), ${overflow(written)})`;
    return operands.length === 0
      ? checked
      : `CASE WHEN ${operands.map((operand) => `${operand} IS NOT NULL`).join(' AND ')} THEN ${checked} END`;
  },
  integerSum: (value, written) =>
    `coalesce(TRY_CAST(sum(${value}) AS BIGINT), CASE WHEN count(${value}) > 0 THEN ${overflow(written)} END)`,
  normaliseCode: (value) => `upper(replace(CAST(${value} AS VARCHAR), '.', ''))`,
  contains: (value, pattern) => `contains(${value}, ${pattern})`,
  startsWith: (value, pattern) => `starts_with(${value}, ${pattern})`,
  orderBy,
  firstBy: (value, keys) => `first(${value} ORDER BY ${orderBy(keys)})`,
  nthBy: (value, keys, n) => `list(${value} ORDER BY ${orderBy(keys)})[${n}]`,
  pack: (fields) => `{${fields.map((field) => `${text(field.name)}: ${field.sql}`).join(', ')}}`,
  firstKnown: (value, window) => `first_value(${value} IGNORE NULLS) OVER (${window})`,
  unpack: (packed, _names, name) => `${packed}[${text(name)}]`,
  median: (value, window) => `median(${cast(value, 'number')})${window === null ? '' : ` OVER (${window})`}`,
  // DuckDB stops where squares leave the range of a double; the language wants missing.
  deviation(value) {
    const double = cast(value, 'number');
    return `CASE WHEN max(abs(${double})) < 1e150 THEN stddev_samp(${double}) FILTER (WHERE abs(${double}) < 1e150) END`;
  },
  spacedCount,
  spacedDates,
  counting: (upTo) => `range(0, ${upTo} + 1)`,
  joinedTexts: (value, separator) => `string_agg(DISTINCT ${value}, ${text(separator)} ORDER BY ${value})`,
  anyTrue: (condition) => `bool_or(${condition})`,
  rowIdentity: 'r.rowid',
  columns(every, { but, anew }) {
    const without = but.length === 0 ? '' : ` EXCLUDE (${but.join(', ')})`;
    const replaced = anew.length === 0 ? '' : ` REPLACE (${anew.map(({ name, sql }) => `${sql} AS ${name}`).join(', ')})`;
    return `${every}${without}${replaced}`;
  },
  unnest: (kept, list, as, relation) => `SELECT ${[...kept, `unnest(${list}) AS ${as}`].join(', ')}\nFROM ${relation}`,
  onceInQuery: true,
  createTemporary: (name, query) => [`CREATE OR REPLACE TEMP TABLE ${quote(name)} AS\n${query}`],
  createTable: (name, query) => [`CREATE OR REPLACE TABLE ${quote(name)} AS\n${query}`],
  dropTemporary: (name) => `DROP TABLE IF EXISTS temp.${quote(name)}`,
  once: (name, query) => `${name} AS MATERIALIZED (\n${query}\n)`,
  inline: (name, query) => `${name} AS NOT MATERIALIZED (\n${query}\n)`,
};
