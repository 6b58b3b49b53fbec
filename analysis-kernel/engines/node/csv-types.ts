/**
 * The type of a CSV column, from all its values. Quotes decide nothing.
 * Integers written with leading zeros (`007`) and digits beyond 64 bits stay text: they are identifiers.
 */
import { quoteName } from '../identifiers';

export type CsvType = 'BIGINT' | 'DOUBLE' | 'DATE' | 'TIMESTAMP' | 'BOOLEAN' | 'VARCHAR';

const NUMBER = "'[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]?Inf(inity)?'";
const DATE = "'\\d{4}-\\d{2}-\\d{2}'";
const DATETIME = "'\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?'";

/** One row of counts a column: how many known values fit each type. The order is that of `chooseType`. */
export function countsOf(column: string): readonly string[] {
  const name = quoteName(column);
  const all = (condition: string) => `count(*) FILTER (WHERE ${condition})`;
  return [
    `count(${name})`,
    all(`regexp_full_match(${name}, '[+-]?(0|[1-9]\\d*)') AND TRY_CAST(${name} AS BIGINT) IS NOT NULL`),
    all(`regexp_full_match(${name}, ${NUMBER})`),
    // An identifier among numbers makes the column text.
    all(`regexp_full_match(${name}, '[+-]?0\\d+') OR (regexp_full_match(${name}, '[+-]?\\d+') AND TRY_CAST(${name} AS BIGINT) IS NULL)`),
    all(`regexp_full_match(${name}, ${DATE}) AND TRY_CAST(${name} AS DATE) IS NOT NULL`),
    all(`regexp_full_match(${name}, ${DATETIME}) AND TRY_CAST(${name} AS TIMESTAMP) IS NOT NULL`),
    all(`lower(${name}) IN ('true', 'false')`),
  ];
}

/** The type that all known values fit; a column without known values is text. */
export function chooseType(counts: readonly number[]): CsvType {
  const [known, integers, numbers, identifiers, dates, datetimes, booleans] = counts;
  if (known === 0) return 'VARCHAR';
  if (integers === known) return 'BIGINT';
  if (numbers === known && identifiers === 0) return 'DOUBLE';
  if (dates === known) return 'DATE';
  if (dates + datetimes === known) return 'TIMESTAMP';
  if (booleans === known) return 'BOOLEAN';
  return 'VARCHAR';
}

/** The column converted, under its own name. */
export function converted(column: string, type: CsvType): string {
  const name = quoteName(column);
  if (type === 'VARCHAR') return name;
  const source = type === 'DOUBLE' ? `replace(${name}, 'Infinity', 'inf')` : name;
  return `CAST(${source} AS ${type}) AS ${name}`;
}
