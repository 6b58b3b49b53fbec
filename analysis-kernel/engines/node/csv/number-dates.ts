/** Numbers that may be dates: said, and kept as numbers. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { askColumns } from './ask-columns';
import { DATE_NOTES } from './date-notes';
import type { ColumnNote } from './note-words';

type Kind = keyof typeof DATE_NOTES.numbers;

/** What a column of dates is called, in the languages its header may be in. */
const DATE_NAME = /(?<!candi|up|vali|man)dates?(?![a-z])|(?<![a-z])(?:dob|dod|dt|born|birthday|at)(?![a-z])|日期|生日|时间|出生年月/i;
/** `visitDate` is `visit date`. */
const parted = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/gu, ' ');

/** Of how many values months must be right, where the column's name says nothing. */
const ENOUGH = 3;

function kindOf(name: string, [least, greatest]: readonly number[]): Kind | null {
  const within = (from: number, to: number) => least >= from && greatest <= to;
  if (within(19000101, 21001231)) return 'compact';
  if (within(190001, 210012)) return 'months';
  if (!DATE_NAME.test(parted(name))) return null;
  // Days from 1940 to 2100 and seconds from 1980 to 2100.
  if (within(14611, 73050)) return 'dayNumbers';
  return within(315532800, 4102444800) ? 'seconds' : null;
}

/** How many values there are, and how many are what the kind says. */
const QUESTIONS: Readonly<Record<Kind, (value: string) => readonly string[]>> = {
  compact: (v) => [
    `count(${v})`,
    `count_if(${v} = floor(${v}) AND TRY_STRPTIME(CAST(CAST(${v} AS BIGINT) AS VARCHAR), '%Y%m%d') IS NOT NULL)`,
  ],
  months: (v) => [`count(${v})`, `count_if(${v} = floor(${v}) AND ${v} % 100 BETWEEN 1 AND 12)`],
  dayNumbers: (v) => [`count(${v})`, `count(${v})`],
  seconds: (v) => [`count(${v})`, `count(${v})`],
};

/**
 * What is to be said of columns of numbers.
 * @param source the rows as SQL names them, `width` columns wide
 * @param extremes least and greatest value of each column
 */
export async function numberDateNotes(
  connection: DuckDBConnection,
  source: string,
  width: number,
  columns: readonly string[],
  extremes: readonly (readonly number[])[],
): Promise<ReadonlyMap<string, ColumnNote>> {
  const suspects = columns.flatMap((column, at) => {
    const kind = kindOf(column, extremes[at]);
    return kind === null ? [] : [{ column, kind }];
  });
  const value = (field: string) => `CAST(${field} AS DOUBLE)`;
  const looks = suspects.map(({ column, kind }) => ({ column, kind, questions: (_: string, v: string) => QUESTIONS[kind](v), value }));
  const answers = await askColumns(connection, source, width, looks);
  return new Map(
    suspects.flatMap(({ column, kind }, at) => {
      const [known, fitting] = answers[at];
      const isEnough = kind !== 'months' || known >= ENOUGH || DATE_NAME.test(parted(column));
      return fitting === known && isEnough ? [[column, DATE_NOTES.numbers[kind]] as const] : [];
    }),
  );
}
