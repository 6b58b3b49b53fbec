/**
 * The type of a CSV column, from all its values. Quotes decide nothing.
 * Blanks around numbers, dates and truth values do not count; around texts they do.
 * Integers written with leading zeros (`007`) and digits beyond 64 bits stay text: they are identifiers.
 */
import { quoteName } from '@/cohort-dsl/source/sql-text';
import { type ColumnNote, share, TEXT_NOTES } from './column-notes';
import { isAnyOf, isMissingText, isMissingWord } from './missing-words';

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
const NUMBER = '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?Inf(inity)?';
const DATE = '\\d{4}-\\d{2}-\\d{2}';
const TIME = '([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?)?';
/** How a value begins that is no plain text. */
const NO_TEXT = '^\\s*([-+.,]?\\d|[<>≤≥]=?\\s*\\d|[-+]?Inf|(?i:true|false)\\s*$)';

const plainly = (type: CsvType): ColumnReading => ({ type, value: null, note: null });

/**
 * Counts that settle most columns: known values; those written as a machine writes them, without blanks, signs or zeros to spare, or in a
 * column that seems text those that seem none; missing words.
 */
export function firstLook(name: string, hint: string): readonly string[] {
  switch (hint) {
    case 'BIGINT':
      return [`count(${name})`, `count_if(CAST(TRY_CAST(${name} AS BIGINT) AS VARCHAR) = ${name})`];
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
      const maybeNone = `(${first} < 58 OR ${isAnyOf(first, 'FITfit<>≤≥')})`;
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
export function settled(hint: string, [known, plain, words = 0, texts = 0]: readonly number[]): ColumnReading | null {
  if (hint === 'BIGINT' || hint === 'DOUBLE' || hint === 'DATE') return plain === known ? plainly(hint) : null;
  if (hint === 'TIMESTAMP') return plain === known && words < known ? plainly(hint) : null;
  if (plain > 0 && plain + words >= share(known)) return null;
  return { type: 'VARCHAR', value: null, note: texts > 0 ? TEXT_NOTES.words(texts) : null };
}

/** The names of the counts of the closer look, and SQL for each over a field without blanks and missing words. */
const CLOSER = {
  integers: matches('[+-]?(0|[1-9]\\d*)', 'BIGINT'),
  numbers: matches(NUMBER),
  // An identifier among numbers makes the column text: leading zeros, or more digits than 64 bits hold.
  zeros: matches('[+-]?0\\d+'),
  long: (v: string) => `count_if(length(${v}) > 18 AND regexp_full_match(${v}, '[+-]?\\d+') AND TRY_CAST(${v} AS BIGINT) IS NULL)`,
  infinite: matches('[+-]?Inf(inity)?'),
  points: (v: string) => `count_if(contains(${v}, '.'))`,
  commas: matches('[+-]?\\d*,\\d+'),
  thousands: matches('[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?'),
  dates: matches(DATE, 'DATE'),
  times: matches(`${DATE}${TIME}`, 'TIMESTAMP'),
  yearFirst: (v: string) => `count_if(${yearFirst(v)} IS NOT NULL)`,
  dayFirst: (v: string) => `count_if(${ordered(v, '%d/%m/%Y')} IS NOT NULL)`,
  monthFirst: (v: string) => `count_if(${ordered(v, '%m/%d/%Y')} IS NOT NULL)`,
  eitherOrder: (v: string) => `count_if(coalesce(${ordered(v, '%d/%m/%Y')}, ${ordered(v, '%m/%d/%Y')}) IS NOT NULL)`,
  orderedTimes: matches('\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}[ T]\\d{1,2}:\\d{2}(:\\d{2})?'),
  grouped: matches('[+-]?\\d{1,3}((\\.\\d{3})+,\\d+|(\\.\\d{3}){2,}|([ \u00a0\u2009\u202f]\\d{3})+([.,]\\d+)?)'),
  limits: matches(`[<>≤≥]=?\\s*(${NUMBER})`),
  percents: matches(`(${NUMBER})\\s*[%％]`),
  twoDigitYears: matches('\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2}'),
  booleans: (v: string) => `count_if(lower(${v}) IN ('true', 'false'))`,
} as const satisfies Record<string, (value: string) => string>;

type Closer = Readonly<Record<keyof typeof CLOSER | 'fields' | 'known' | 'words', number>>;

function matches(pattern: string, type?: CsvType): (value: string) => string {
  return (v) => `count_if(regexp_full_match(${v}, '${pattern}')${type === undefined ? '' : ` AND TRY_CAST(${v} AS ${type}) IS NOT NULL`})`;
}

function yearFirst(v: string): string {
  return `CASE WHEN regexp_full_match(${v}, '\\d{4}([/.]\\d{1,2}[/.]\\d{1,2}|年\\d{1,2}月\\d{1,2}日)') THEN
    CAST(TRY_STRPTIME(rtrim(regexp_replace(${v}, '[./年月]', '-', 'g'), '日'), '%Y-%m-%d') AS DATE) END`;
}

function ordered(v: string, format: string): string {
  return `CASE WHEN regexp_full_match(${v}, '\\d{1,2}(/\\d{1,2}/|\\.\\d{1,2}\\.|-\\d{1,2}-)\\d{4}') THEN
    CAST(TRY_STRPTIME(regexp_replace(${v}, '[.-]', '/', 'g'), '${format}') AS DATE) END`;
}

/** The field without blanks around it, missing where nothing or a missing word is left. */
export function bareField(field: string): string {
  return `(CASE WHEN ${isMissingWord(field)} THEN NULL ELSE nullif(trim(${field}), '') END)`;
}

/** All counts of the closer look, in the order `closerCounts` reads, over a field and its `bareField`. */
export function closerLook(field: string, value: string): readonly string[] {
  const words = `count_if(${isMissingWord(field)} AND trim(${field}) <> 'NA')`;
  return [`count(${field})`, `count(${value})`, words, ...Object.values(CLOSER).map((count) => count(value))];
}

function closerCounts(found: readonly number[]): Closer {
  return Object.fromEntries(['fields', 'known', 'words', ...Object.keys(CLOSER)].map((name, at) => [name, found[at]])) as Closer;
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
  if (n.integers === n.known) return read('BIGINT', value);
  if (n.numbers === n.known) return n.zeros + n.long > 0 ? text(null) : read('DOUBLE', `replace(${value}, 'Infinity', 'inf')`, infinite);
  if (n.dates === n.known) return read('DATE', value);
  if (n.times === n.known) return read('TIMESTAMP', value);
  if (n.booleans === n.known) return read('BOOLEAN', value);
  if (n.yearFirst === n.known) return read('DATE', yearFirst(value));
  if (n.commas > 0 && n.numbers + n.commas === n.known && n.zeros + n.long + n.points === 0) {
    if (n.thousands === n.commas) return text(TEXT_NOTES.comma(n.commas));
    return { ...read('DOUBLE', `replace(${value}, ',', '.')`, TEXT_NOTES.decimalComma(n.commas, n.words)), isDecimalComma: true };
  }
  if (n.commas + n.thousands > 0 && n.numbers + Math.max(n.commas, n.thousands) >= n.known) return text(TEXT_NOTES.thousands(n.known));
  if (n.dayFirst === n.known && n.monthFirst === n.known) return text(TEXT_NOTES.dayOrMonth(n.known));
  if (n.dayFirst === n.known) return read('DATE', ordered(value, '%d/%m/%Y'), TEXT_NOTES.dayFirst(n.known, n.monthFirst, n.words));
  if (n.monthFirst === n.known) return read('DATE', ordered(value, '%m/%d/%Y'), TEXT_NOTES.monthFirst(n.known, n.dayFirst, n.words));
  return text(keptAsText(n));
}

/** Why a column stays text in which nearly all values are numbers or dates. */
function keptAsText(n: Closer): ColumnNote | null {
  const dates = Math.max(n.times, n.yearFirst, n.dayFirst, n.monthFirst);
  if (n.twoDigitYears >= share(n.known)) return TEXT_NOTES.twoDigitYears(n.twoDigitYears);
  if (n.grouped > 0 && n.grouped + n.numbers + n.commas >= share(n.known)) return TEXT_NOTES.thousands(n.known);
  if (n.orderedTimes >= share(n.known)) return TEXT_NOTES.dayOrMonthTimes(n.orderedTimes);
  if (n.eitherOrder >= share(n.known) && n.eitherOrder > Math.max(n.dayFirst, n.monthFirst)) return TEXT_NOTES.bothOrders(n.eitherOrder);
  if (n.numbers >= share(n.known)) return TEXT_NOTES.nearlyNumbers(n.numbers, n.known);
  if (n.limits > 0 && n.limits + n.numbers >= share(n.known)) return TEXT_NOTES.limits(n.limits);
  if (n.percents > 0 && n.percents + n.numbers >= share(n.known)) return TEXT_NOTES.percents(n.percents);
  if (dates >= share(n.known)) return TEXT_NOTES.nearlyDates(dates, n.known);
  return n.words > 0 ? TEXT_NOTES.words(n.words) : null;
}

/** Whether points stand in a column of numbers, and how many of them could divide thousands ("1.234"). */
export function pointLook(name: string): readonly string[] {
  return [`count_if(contains(${name}, '.'))`, `count_if(regexp_full_match(trim(${name}), '[+-]?[1-9]\\d{0,2}(\\.\\d{3})+'))`];
}
