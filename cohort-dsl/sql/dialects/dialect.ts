/** What a SQL dialect must know. The printer owns meaning and shape; a dialect only spells. */
import type { Duration, FunctionName, ValueType } from '../../plan/expressions';
import type { All, Sql } from '../tree';

export type { Sql };

/** One key of an order; a missing key loses in either direction. */
export interface OrderKey {
  readonly sql: Sql;
  readonly descending: boolean;
}

/** An argument of a function with its type; numbers are finite or missing. */
export interface Argument {
  readonly sql: Sql;
  readonly type: ValueType;
}

export interface DateSpelling {
  /** The day of a date or datetime. */
  day(value: Sql, base: ValueType['base']): Sql;
  instant(value: Sql, base: ValueType['base']): Sql;
  /** Date ± duration; months and years keep the day or take the month's last; beyond year 9999 missing. */
  shift(value: Sql, by: Duration, base: 'date' | 'datetime'): Sql;
  /** As `shift`, without the check of year 9999: for comparisons with dates that lie before it. */
  advance(value: Sql, by: Duration, base: 'date' | 'datetime'): Sql;
  /** Date + times · duration, each counted from the date. */
  repeated(value: Sql, by: Duration, times: Sql): Sql;
  /** Completed units from one to another; negative when reversed. Days and longer are given days, hours and minutes instants. */
  elapsed(unit: Duration['unit'], from: Sql, to: Sql): Sql;
  part(part: 'year' | 'month', day: Sql): Sql;
  /** Whole days from one day to another. */
  days(from: Sql, to: Sql): Sql;
  /** A day as written in a program. */
  literal(iso: string): Sql;
}

export type FunctionTable = Readonly<Record<FunctionName, (args: readonly Argument[], type: ValueType) => Sql>>;

export interface Dialect {
  readonly name: 'duckdb' | 'trino';
  quote(name: string): Sql;
  text(value: string): Sql;
  /** A literal of a type; null is a typed missing. */
  literal(value: string | number | boolean | null, type: ValueType): Sql;
  cast(value: Sql, base: ValueType['base']): Sql;
  readonly functions: FunctionTable;
  readonly dates: DateSpelling;
  /** The smallest of those that are known. */
  least(values: readonly Sql[]): Sql;
  /** The greatest of those that are known. */
  greatest(values: readonly Sql[]): Sql;
  /** Of whole numbers, towards zero. */
  quotient(dividend: Sql, divisor: Sql): Sql;
  /** A number that is missing where the computed one is not finite. */
  finite(value: Sql): Sql;
  /** A key's place in an ordered category. */
  rank(value: Sql, keys: readonly string[]): Sql;
  /**
   * An integer expression, missing where an operand is; an overflow stops the query with the text.
   * @param expression without checks inside
   * @param operands with their own checks
   */
  checkedInteger(expression: Sql, operands: readonly Sql[], text: string): Sql;
  /** Sum of integers in 64 bits; an overflow stops the query with the text. */
  integerSum(value: Sql, text: string): Sql;
  normaliseCode(value: Sql): Sql;
  contains(value: Sql, pattern: Sql): Sql;
  startsWith(value: Sql, pattern: Sql): Sql;
  orderBy(keys: readonly OrderKey[]): Sql;
  /** Aggregate: the value of the first row in an order, missing values included. */
  firstBy(value: Sql, keys: readonly OrderKey[]): Sql;
  /** Aggregate: the value of the nth row in an order. */
  nthBy(value: Sql, keys: readonly OrderKey[], n: number): Sql;
  /** Over a window: the first value that is known. */
  firstKnown(value: Sql, window: Sql): Sql;
  /** Several values of one row as one value, and one of them back. */
  pack(fields: readonly { readonly name: string; readonly sql: Sql }[]): Sql;
  unpack(packed: Sql, names: readonly string[], name: string): Sql;
  /** Aggregate; over a window where one is given. */
  median(value: Sql, window: Sql | null): Sql;
  deviation(value: Sql): Sql;
  /** Aggregate: number of dates kept when each lies at least `by` after the last kept one, from the earliest. */
  spacedCount(date: Sql, by: Duration, base: 'date' | 'datetime'): Sql;
  /** Aggregate: the kept dates as a list. */
  spacedDates(date: Sql, by: Duration, base: 'date' | 'datetime'): Sql;
  /** The whole numbers 0 … upTo as a list, empty below 0. */
  counting(upTo: Sql): Sql;
  /** Aggregate: distinct known texts in order, joined. */
  joinedTexts(value: Sql, separator: string): Sql;
  /** Aggregate: whether a condition holds for any row. */
  anyTrue(condition: Sql): Sql;
  /** A column that tells the rows of a table `r` apart; null where there is none and rows have to be numbered. */
  readonly rowIdentity: Sql | null;
  /**
   * All columns of a relation but some, others computed anew.
   * @param every all of them, as written
   * @param names those that are left
   */
  columns(every: Sql, all: All, names: readonly Sql[]): Sql;
  /** A SELECT of the kept columns with one row a member of the list. */
  unnest(kept: readonly Sql[], list: Sql, as: Sql, relation: Sql): Sql;
  /** True where `once` holds inside a query; else what must be computed once becomes a table. */
  readonly onceInQuery: boolean;
  /** An intermediate result that must be computed once. */
  once(name: Sql, query: Sql): Sql;
  /** An intermediate result the engine may arrange as it likes. */
  inline(name: Sql, query: Sql): Sql;
  createTemporary(name: string, query: Sql): readonly Sql[];
  createTable(name: string, query: Sql): readonly Sql[];
  dropTemporary(name: string): Sql;
}
