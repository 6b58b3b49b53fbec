/**
 * The type of a CSV column, from all its values. Quotes decide nothing.
 * Blanks around numbers, dates and truth values do not count; around texts they do.
 * Integers written with leading zeros (`007`) and digits beyond 64 bits stay text: they are identifiers.
 */
import { quoteName } from '../identifiers';

export type CsvType = 'BIGINT' | 'DOUBLE' | 'DATE' | 'TIMESTAMP' | 'BOOLEAN' | 'VARCHAR';

/** What a column may be, to go by its first known value; all others must then fit. */
export type Candidate = 'number' | 'moment' | 'boolean' | 'text';

const NUMBER = '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]?Inf(inity)?';
const DATE = '\\d{4}-\\d{2}-\\d{2}';
const DATETIME = `${DATE}([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?)?`;

/** A field without blanks around it, missing where nothing is left; what numbers, dates and truth values are read from. */
export function bare(column: string): string {
  return `nullif(nullif(trim(${quoteName(column)}), ''), 'NA')`;
}

/** The only types a column beginning with this value can have. */
export function candidateOf(first: string | null): Candidate {
  if (first === null) return 'text';
  if (new RegExp(`^(${NUMBER})$`).test(first)) return 'number';
  if (new RegExp(`^${DATETIME}$`).test(first)) return 'moment';
  return /^(true|false)$/i.test(first) ? 'boolean' : 'text';
}

/**
 * Counts that settle most columns quickly: known values, and those written as a machine writes them, without blanks, signs or zeros to
 * spare. `plainType` reads them in this order.
 */
export function plainCounts(column: string, candidate: Candidate): readonly string[] {
  const name = quoteName(column);
  if (candidate === 'number') {
    return [
      `count(${name})`,
      `count(*) FILTER (WHERE CAST(TRY_CAST(${name} AS BIGINT) AS VARCHAR) = ${name})`,
      `count(*) FILTER (WHERE regexp_full_match(${name}, '(0|-?[1-9]\\d{0,14}|-?0\\.\\d+)(\\.\\d+)?([eE][+-]?\\d{1,3})?') AND TRY_CAST(${name} AS DOUBLE) IS NOT NULL)`,
    ];
  }
  if (candidate !== 'moment') return [];
  return [`count(${name})`, `count(*) FILTER (WHERE regexp_full_match(${name}, '${DATE}') AND TRY_CAST(${name} AS DATE) IS NOT NULL)`];
}

/** The type of a column all of whose values are plain; null where a closer look is needed. */
export function plainType(candidate: Candidate, [known, first, second]: readonly number[]): CsvType | null {
  if (candidate === 'number') return first === known ? 'BIGINT' : second === known ? 'DOUBLE' : null;
  return candidate === 'moment' && first === known ? 'DATE' : null;
}

/** Counts that settle a candidate, as SQL over the texts of the column; `chosenType` reads them in this order. */
export function countsFor(column: string, candidate: Candidate): readonly string[] {
  const name = bare(column);
  const matching = (pattern: string, further = '') => `count(*) FILTER (WHERE regexp_full_match(${name}, '${pattern}')${further})`;
  const asType = (type: string) => ` AND TRY_CAST(${name} AS ${type}) IS NOT NULL`;
  switch (candidate) {
    case 'number':
      return [
        `count(${name})`,
        matching('[+-]?(0|[1-9]\\d*)', asType('BIGINT')),
        matching(NUMBER),
        // An identifier among numbers makes the column text: leading zeros, or more digits than 64 bits hold.
        matching('[+-]?0\\d+'),
        `count(*) FILTER (WHERE length(${name}) > 18 AND regexp_full_match(${name}, '[+-]?\\d+') AND TRY_CAST(${name} AS BIGINT) IS NULL)`,
      ];
    case 'moment':
      return [`count(${name})`, matching(DATE, asType('DATE')), matching(DATETIME, asType('TIMESTAMP'))];
    case 'boolean':
      return [`count(${name})`, `count(*) FILTER (WHERE lower(${name}) IN ('true', 'false'))`];
    case 'text':
      return [];
  }
}

/** The type that all known values fit. */
export function chosenType(candidate: Candidate, counts: readonly number[]): CsvType {
  const [known, first, second] = counts;
  switch (candidate) {
    case 'number':
      if (first === known) return 'BIGINT';
      return second === known && counts[3] === 0 && counts[4] === 0 ? 'DOUBLE' : 'VARCHAR';
    case 'moment':
      return first === known ? 'DATE' : second === known ? 'TIMESTAMP' : 'VARCHAR';
    case 'boolean':
      return first === known ? 'BOOLEAN' : 'VARCHAR';
    case 'text':
      return 'VARCHAR';
  }
}

/** The column converted, under its own name. */
export function converted(column: string, type: CsvType): string {
  if (type === 'VARCHAR') return quoteName(column);
  const source = type === 'DOUBLE' ? `replace(${bare(column)}, 'Infinity', 'inf')` : bare(column);
  return `CAST(${source} AS ${type}) AS ${quoteName(column)}`;
}
