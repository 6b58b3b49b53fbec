import type { Duration } from '../../../plan/expressions';
import { quoteName as quote, quoteText as text } from '../../../source/sql-text';
import type { Dialect, Sql } from '../dialect';
import { orderBy, rank } from '../spelling';
import { dates } from './dates';
import { finite, functions, greatest, least } from './functions';
import { cast, literal } from './types';

function overflow(expression: string): Sql {
  return cast(`fail(${text(`Integer overflow in: ${expression}`)})`, 'integer');
}

function distinctInOrder(date: Sql): Sql {
  return `array_sort(array_distinct(array_agg(${date})))`;
}

/** The greedy rule as a fold over the sorted dates; the state of a fold needs its type written out. */
function spacedCount(date: Sql, by: Duration, base: 'date' | 'datetime'): Sql {
  const state = `ROW(last ${base === 'date' ? 'DATE' : 'TIMESTAMP(6)'}, n BIGINT)`;
  const kept = `s.last IS NULL OR ${dates.advance('s.last', by, base)} <= d`;
  const step = `(s, d) -> IF(${kept}, CAST(ROW(d, s.n + 1) AS ${state}), s)`;
  return `reduce(${distinctInOrder(date)}, CAST(ROW(NULL, 0) AS ${state}), ${step}, s -> s.n)`;
}

function spacedDates(date: Sql, by: Duration, base: 'date' | 'datetime'): Sql {
  const list = `ARRAY(${base === 'date' ? 'DATE' : 'TIMESTAMP(6)'})`;
  const kept = `cardinality(s) = 0 OR ${dates.advance('element_at(s, -1)', by, base)} <= d`;
  return `reduce(${distinctInOrder(date)}, CAST(ARRAY[] AS ${list}), (s, d) -> IF(${kept}, s || d, s), s -> s)`;
}

/** Trino has no exact median: it is taken from the sorted list, which a list of one names. */
function median(value: Sql, window: Sql | null): Sql {
  const double = cast(value, 'number');
  const every = window === null ? `array_agg(${double})` : `array_agg(${double}) OVER (${window})`;
  const middle = '(element_at(s, (cardinality(s) + 1) / 2) + element_at(s, (cardinality(s) + 2) / 2)) / 2e0';
  const sorted = `array_sort(filter(${every}, v -> v IS NOT NULL))`;
  return `element_at(transform(ARRAY[${sorted}], s -> IF(cardinality(s) > 0, ${middle})), 1)`;
}

const makeTable = (name: string, query: Sql): readonly Sql[] => [
  // Not every connector can replace a table.
  `DROP TABLE IF EXISTS ${quote(name)}`,
  `CREATE TABLE ${quote(name)} AS\n${query}`,
];

/**
 * Trino 476 over a catalogue that can be written to. Names of tables and columns lose their case there, which is no matter:
 * those of a program are unique without regard to it.
 */
export const trino: Dialect = {
  name: 'trino',
  quote,
  text,
  literal,
  cast,
  functions,
  dates,
  least,
  greatest,
  // `/` of whole numbers truncates; there is no `//`.
  quotient: (dividend, divisor) => `(${dividend} / ${divisor})`,
  finite,
  rank,
  checkedInteger(expression, operands, written) {
    const checked = `coalesce(TRY(${expression}), ${overflow(written)})`;
    return operands.length === 0
      ? checked
      : `CASE WHEN ${operands.map((operand) => `${operand} IS NOT NULL`).join(' AND ')} THEN ${checked} END`;
  },
  // The sum of BIGINTs is one and would stop without naming the expression.
  integerSum: (value, written) =>
    `coalesce(TRY_CAST(sum(CAST(${value} AS DECIMAL(38, 0))) AS BIGINT), CASE WHEN count(${value}) > 0 THEN ${overflow(written)} END)`,
  normaliseCode: (value) => `upper(replace(CAST(${value} AS VARCHAR), '.', ''))`,
  // `contains` is of lists there.
  contains: (value, pattern) => `(strpos(${value}, ${pattern}) > 0)`,
  startsWith: (value, pattern) => `starts_with(${value}, ${pattern})`,
  orderBy,
  // There is no first of an order that keeps missing values: the ordered list's member.
  firstBy: (value, keys) => nth(value, orderBy(keys), 1),
  nthBy: (value, keys, n) => nth(value, orderBy(keys), n),
  // IGNORE NULLS stands outside the parentheses.
  firstKnown: (value, window) => `first_value(${value}) IGNORE NULLS OVER (${window})`,
  // The fields of a row have places; names would need their types.
  pack: (fields) => `ROW(${fields.map((field) => field.sql).join(', ')})`,
  unpack: (packed, names, name) => `${packed}[${names.indexOf(name) + 1}]`,
  median,
  // Overflowing squares give an infinite or no number here, not an error.
  deviation: (value) => `stddev_samp(${cast(value, 'number')})`,
  spacedCount,
  spacedDates,
  // A sequence that ends before it starts would count down; it has at most 10,000 members.
  counting: (upTo) => `CASE WHEN ${upTo} >= 0 THEN sequence(0, ${upTo}) END`,
  // `listagg` is cut at a megabyte and has no distinct order of its own.
  joinedTexts: (value, separator) =>
    `array_join(array_sort(array_distinct(array_agg(${value}) FILTER (WHERE ${value} IS NOT NULL))), ${text(separator)})`,
  anyTrue: (condition) => `bool_or(${condition})`,
  // Tables have no row numbers.
  rowIdentity: null,
  // No EXCLUDE, no REPLACE: the columns are listed.
  columns: (_every, { of, anew }, names) =>
    names
      .map((name) => {
        const replaced = anew.find((own) => own.name === name);
        if (replaced) return `${replaced.sql} AS ${name}`;
        return of === null ? name : `${of}.${name}`;
      })
      .join(', '),
  // A list is unnested beside its relation, not in the select list.
  unnest: (kept, list, as, relation) => `SELECT ${[...kept, as].join(', ')}\nFROM ${relation}\nCROSS JOIN UNNEST(${list}) AS u (${as})`,
  // WITH is a macro: what is read twice is computed twice, and rows numbered twice have two numbers.
  onceInQuery: false,
  once: (name, query) => `${name} AS (\n${query}\n)`,
  inline: (name, query) => `${name} AS (\n${query}\n)`,
  // No temporary tables.
  createTemporary: makeTable,
  createTable: makeTable,
  dropTemporary: (name) => `DROP TABLE IF EXISTS ${quote(name)}`,
};

function nth(value: Sql, order: Sql, n: number): Sql {
  return `element_at(array_agg(${value} ORDER BY ${order}), ${n})`;
}
