/**
 * The type of a CSV column, from all its values. Quotes decide nothing.
 * Blanks around numbers, dates and truth values do not count; around texts they do.
 * Integers written with leading zeros (`007`) and digits beyond 64 bits stay text: they are identifiers.
 */
import { quoteName } from '@/cohort-dsl/source/sql-text';
import { share, TEXT_NOTES } from './column-notes';
import {
  compactMoment,
  DAY_NUMBER,
  type DateOrder,
  LIKE_A_DATE,
  NAMED_MONTH,
  orderedMoment,
  shortMoment,
  spelledMoment,
  ZONED,
} from './date-forms';
import { DATE_NOTES, type DateStyle } from './date-notes';
import { isAnyOf, isMissingText, isMissingWord } from './missing-words';
import type { ColumnNote } from './note-words';

type CsvType = 'BIGINT' | 'DOUBLE' | 'DATE' | 'TIMESTAMP' | 'BOOLEAN' | 'VARCHAR';

export interface ColumnReading {
  readonly type: CsvType;
  /** SQL of the value, from the field's text; null where the reader itself casts the field. */
  readonly value: string | null;
  readonly note: ColumnNote | null;
  /** Whether the values are written with a decimal comma. */
  readonly isDecimalComma?: boolean;
}

/** Numbers without a sign or a zero to spare, which every cast takes. */
const PLAIN_NUMBER = '-?(0|[1-9]\\d{0,14})\\.\\d+|-?[1-9]\\d{0,14}|0';
const NUMBER = '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(?i:inf(inity)?)';
const DATE = '\\d{4}-\\d{2}-\\d{2}';
const TIME = '([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?)?';
/** How a value begins that is no plain text. */
const NO_TEXT = `^\\s*([-+.,]?\\d|[<>≤≥]=?\\s*\\d|(?i:[-+]?inf(inity)?|true|false)\\s*$)|${NAMED_MONTH}`;
/** Digits that may name a day, the year first. */
const COMPACT = (name: string) => `count_if(CASE WHEN length(${name}) IN (8, 12, 14) THEN ${name} BETWEEN '19' AND '21' ELSE false END)`;

const plainly = (type: CsvType): ColumnReading => ({ type, value: null, note: null });

/**
 * Counts that settle most columns: known values; those written as a machine writes them, without blanks, signs or zeros to spare, or in a
 * column that seems text those that seem none; missing words.
 */
export function firstLook(name: string, hint: string): readonly string[] {
  switch (hint) {
    case 'BIGINT':
      return [`count(${name})`, `count_if(CAST(TRY_CAST(${name} AS BIGINT) AS VARCHAR) = ${name})`, COMPACT(name)];
    case 'DOUBLE':
      return [`count(${name})`, `count_if(regexp_full_match(${name}, '${PLAIN_NUMBER}'))`];
    case 'DATE':
      return [`count(${name})`, `count_if(regexp_full_match(${name}, '${DATE}') AND TRY_CAST(${name} AS DATE) IS NOT NULL)`];
    case 'TIMESTAMP': {
      const plain = `regexp_full_match(${name}, '${DATE}${TIME}') AND TRY_CAST(${name} AS TIMESTAMP) IS NOT NULL`;
      return [`count(${name})`, `count_if(${plain})`, `count_if(length(${name}) = 10)`];
    }
    default: {
      const first = `ascii(${name})`;
      const maybeNone = `(${first} < 58 OR ${isAnyOf(first, 'ADFIJMNOSTadfijmnost<>≤≥')})`;
      return [
        `count_if(CASE WHEN ${first} > 32 THEN true ELSE trim(${name}) <> '' END)`,
        `count_if(CASE WHEN ${maybeNone} THEN regexp_matches(${name}, '${NO_TEXT}') ELSE false END)`,
        `count_if(${isMissingWord(name)})`,
        `count_if(${isMissingText(name)})`,
      ];
    }
  }
}

/** The reading that the first look settles; null where a closer look is needed. */
export function settled(hint: string, [known, plain, ...more]: readonly number[]): ColumnReading | null {
  const [first = 0, texts = 0] = more;
  if (hint === 'BIGINT') return plain === known && (first < known || known === 0) ? plainly(hint) : null;
  if (hint === 'DOUBLE' || hint === 'DATE') return plain === known ? plainly(hint) : null;
  if (hint === 'TIMESTAMP') return plain === known && first < known ? plainly(hint) : null;
  // Half of them will do: dates in several forms are told apart by the closer look alone.
  if (plain > 0 && plain + first >= 0.5 * known) return null;
  return { type: 'VARCHAR', value: null, note: texts > 0 ? TEXT_NOTES.words(texts) : null };
}

/** The names of the counts of the closer look, and SQL for each over a field without blanks and missing words. */
const CLOSER = {
  integers: matches('[+-]?(0|[1-9]\\d*)', 'BIGINT'),
  numbers: matches(NUMBER),
  // An identifier among numbers makes the column text: leading zeros, or more digits than 64 bits hold.
  zeros: matches('[+-]?0\\d+'),
  long: (v: string) => `count_if(length(${v}) > 18 AND regexp_full_match(${v}, '[+-]?\\d+') AND TRY_CAST(${v} AS BIGINT) IS NULL)`,
  // Infinity in words, or more than a number holds (1e400).
  infinite: (v: string) => `count_if(isinf(TRY_CAST(${v} AS DOUBLE)))`,
  points: (v: string) => `count_if(contains(${v}, '.'))`,
  commas: matches('[+-]?\\d*,\\d+'),
  thousands: matches('[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?'),
  spelled: (v: string) => `count(${spelledMoment(v)})`,
  compact: (v: string) => `count(${compactMoment(v)})`,
  dayFirst: (v: string) => `count(${orderedMoment(v, 'dmy')})`,
  monthFirst: (v: string) => `count(${orderedMoment(v, 'mdy')})`,
  eitherOrder: (v: string) => `count(coalesce(${orderedMoment(v, 'dmy')}, ${orderedMoment(v, 'mdy')}))`,
  shortDayFirst: (v: string) => `count(${shortMoment(v, 'dmy')})`,
  shortMonthFirst: (v: string) => `count(${shortMoment(v, 'mdy')})`,
  shortYearFirst: (v: string) => `count(${shortMoment(v, 'ymd')})`,
  slashes: (v: string) => `count_if(contains(${v}, '/'))`,
  dashes: (v: string) => `count_if(contains(${v}, '-'))`,
  clocks: matches('.*\\d[:：时點点]\\d.*|\\d{12}|\\d{14}'),
  seconds: matches('.*\\d:\\d{2}:\\d{2}.*'),
  zoned: matches(ZONED),
  dayNumbers: matches(DAY_NUMBER),
  alike: matches(LIKE_A_DATE),
  grouped: matches('[+-]?\\d{1,3}((\\.\\d{3})+,\\d+|(\\.\\d{3}){2,}|([ \u00a0\u2009\u202f]\\d{3})+([.,]\\d+)?)'),
  limits: matches(`[<>≤≥]=?\\s*(${NUMBER})`),
  percents: matches(`(${NUMBER})\\s*[%％]`),
  booleans: (v: string) => `count_if(lower(${v}) IN ('true', 'false'))`,
} as const satisfies Record<string, (value: string) => string>;

type Closer = Readonly<Record<keyof typeof CLOSER | 'fields' | 'known' | 'words' | 'texts', number>>;

function matches(pattern: string, type?: CsvType): (value: string) => string {
  return (v) => `count_if(regexp_full_match(${v}, '${pattern}')${type === undefined ? '' : ` AND TRY_CAST(${v} AS ${type}) IS NOT NULL`})`;
}

/** The field without blanks around it, missing where nothing or a missing word is left. */
export function bareField(field: string): string {
  return `(CASE WHEN ${isMissingWord(field)} THEN NULL ELSE nullif(trim(${field}), '') END)`;
}

/** All counts of the closer look, in the order `closerCounts` reads, over a field and its `bareField`. */
export function closerLook(field: string, value: string): readonly string[] {
  const words = `count_if(${isMissingWord(field)} AND trim(${field}) <> 'NA')`;
  return [
    `count(${field})`,
    `count(${value})`,
    words,
    `count_if(${isMissingText(field)})`,
    ...Object.values(CLOSER).map((count) => count(value)),
  ];
}

function closerCounts(found: readonly number[]): Closer {
  return Object.fromEntries(['fields', 'known', 'words', 'texts', ...Object.keys(CLOSER)].map((name, at) => [name, found[at]])) as Closer;
}

/** The type that all known values fit; where they fit two, or nearly all fit one, the column stays text and the note says so. */
export function closelyRead(column: string, found: readonly number[]): ColumnReading {
  const n = closerCounts(found);
  const value = n.fields === n.known ? `trim(${quoteName(column)})` : bareField(quoteName(column));
  const words = n.words > 0 ? TEXT_NOTES.missing(n.words) : null;
  const infinite = n.infinite > 0 ? TEXT_NOTES.infinite(n.infinite, n.words) : null;
  const read = (type: CsvType, sql: string, note: ColumnNote | null = null): ColumnReading => ({
    type,
    value: `CAST(${sql} AS ${type})`,
    note: note ?? words,
  });
  const text = (note: ColumnNote | null): ColumnReading => ({ type: 'VARCHAR', value: null, note });
  if (n.known === 0) return text(n.words > 0 ? TEXT_NOTES.words(n.words) : null);
  const date = dateReading(n, value);
  if (date !== null) return 'sql' in date ? read(n.clocks > 0 ? 'TIMESTAMP' : 'DATE', date.sql, date.note) : text(date.note);
  if (n.integers === n.known) return read('BIGINT', value);
  if (n.numbers === n.known) return n.zeros + n.long > 0 ? text(null) : read('DOUBLE', value, infinite);
  if (n.booleans === n.known) return read('BOOLEAN', value);
  if (n.commas > 0 && n.numbers + n.commas === n.known && n.zeros + n.long + n.points === 0) {
    if (n.thousands === n.commas) return text(TEXT_NOTES.comma(n.commas));
    return { ...read('DOUBLE', `replace(${value}, ',', '.')`, TEXT_NOTES.decimalComma(n.commas, n.words)), isDecimalComma: true };
  }
  if (n.commas + n.thousands > 0 && n.numbers + Math.max(n.commas, n.thousands) >= n.known) return text(TEXT_NOTES.thousands(n.known));
  return text(keptAsText(n));
}

/** How a column of dates is to be read, or why it stays text; null where not all its values are dates. */
function dateReading(
  n: Closer,
  value: string,
): { readonly sql: string; readonly note: ColumnNote | null } | { readonly note: ColumnNote } | null {
  if (n.spelled === n.known) return { sql: spelledMoment(value), note: null };
  if (n.compact === n.known) return { sql: compactMoment(value), note: DATE_NOTES.compact(n.known, n.words, n.clocks > 0) };
  if (n.spelled > 0 && n.spelled + n.compact === n.known)
    return { sql: `coalesce(${spelledMoment(value)}, ${compactMoment(value)})`, note: null };
  const orders = ordersOf({ dmy: n.dayFirst, mdy: n.monthFirst, ymd: 0 }, n.known);
  if (orders.length > 1) return { note: DATE_NOTES.dayOrMonth(n.known, styleOf(n, orders, false)) };
  if (n.dayFirst === n.known) return { sql: orderedMoment(value, 'dmy'), note: DATE_NOTES.ordered('dmy', n.known, n.monthFirst, n.words) };
  if (n.monthFirst === n.known) return { sql: orderedMoment(value, 'mdy'), note: DATE_NOTES.ordered('mdy', n.known, n.dayFirst, n.words) };
  return null;
}

function ordersOf(counts: Readonly<Record<DateOrder, number>>, wanted: number): readonly DateOrder[] {
  return (['dmy', 'mdy', 'ymd'] as const).filter((order) => counts[order] > 0 && counts[order] >= wanted);
}

/** How the dates are written that begin with day or month, or have a year of two digits. */
function styleOf(n: Closer, orders: readonly DateOrder[], isShort: boolean): DateStyle {
  const marks = (['/', '.', '-'] as const).filter((_, at) => [n.slashes, n.points, n.dashes][at] >= n.known);
  return {
    mark: marks.length === 1 ? marks[0] : null,
    orders,
    isShort,
    clocks: ([' %H:%M:%S', ' %H:%M', ''] as const).filter((_, at) => [n.seconds, n.clocks - n.seconds, n.known - n.clocks][at] > 0),
    hasWords: n.words > 0,
  };
}

/** Why a column stays text in which nearly all values are numbers, or half of them dates. */
function keptAsText(n: Closer): ColumnNote | null {
  if (n.grouped > 0 && n.grouped + n.numbers + n.commas >= share(n.known)) return TEXT_NOTES.thousands(n.known);
  if (n.numbers >= share(n.known) && n.spelled === 0) return TEXT_NOTES.nearlyNumbers(n.numbers, n.known);
  if (n.limits > 0 && n.limits + n.numbers >= share(n.known)) return TEXT_NOTES.limits(n.limits);
  if (n.percents > 0 && n.percents + n.numbers >= share(n.known)) return TEXT_NOTES.percents(n.percents);
  return datesAsText(n) ?? (n.texts > 0 ? TEXT_NOTES.words(n.texts) : null);
}

function datesAsText(n: Closer): ColumnNote | null {
  const short = { dmy: n.shortDayFirst, mdy: n.shortMonthFirst, ymd: n.shortYearFirst };
  const most = Math.max(...Object.values(short));
  if (most >= 0.5 * n.known) return DATE_NOTES.shortYears(most, styleOf(n, ordersOf(short, n.known), true));
  if (n.zoned >= 0.5 * n.known) return DATE_NOTES.zoned(n.zoned);
  if (n.spelled > 0 && n.dayNumbers > 0 && n.spelled + n.dayNumbers >= share(n.known)) return DATE_NOTES.dayNumbers(n.dayNumbers, n.known);
  const dates = n.spelled + n.eitherOrder;
  if (dates < 0.5 * n.known) return n.alike >= 0.5 * n.known ? DATE_NOTES.alike(n.alike, n.known) : null;
  if (n.spelled > 0 && n.eitherOrder > 0 && dates >= share(n.known)) return DATE_NOTES.severalForms(dates, n.spelled);
  if (n.eitherOrder > Math.max(n.dayFirst, n.monthFirst)) return DATE_NOTES.bothOrders(n.eitherOrder);
  return DATE_NOTES.nearly(dates, n.known);
}

/** Whether points stand in a column of numbers, and how many of them could divide thousands ("1.234"). */
export function pointLook(name: string): readonly string[] {
  return [`count_if(contains(${name}, '.'))`, `count_if(regexp_full_match(trim(${name}), '[+-]?[1-9]\\d{0,2}(\\.\\d{3})+'))`];
}
