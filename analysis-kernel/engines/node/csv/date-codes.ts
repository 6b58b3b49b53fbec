/** Dates that may stand for an open end or for missing, such as 9999-12-31: said, and kept as dates. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { askColumns } from './ask-columns';
import { DATE_NOTES } from './date-notes';
import { COLUMN, type ColumnNote } from './note-words';

/** What spreadsheets and registries write, the last first to be said; `away` is true of what lies near no patient's date, `near` of others that would explain it. */
const CODES = [
  {
    day: '1900-01-01',
    away: (v: string) => `CAST(${v} AS DATE) = DATE '1900-01-01'`,
    near: (v: string) => `${v} < DATE '1910-01-01'`,
    others: `${COLUMN} > DATE '1900-01-01'`,
  },
  { day: '9999-12-31', away: (v: string) => `${v} >= DATE '9000-01-01'`, near: null, others: `${COLUMN} < DATE '9000-01-01'` },
] as const;

/**
 * What is to be said of columns of dates.
 * @param source the rows as SQL names them, `width` columns wide
 */
export async function dateCodeNotes(
  connection: DuckDBConnection,
  source: string,
  width: number,
  columns: readonly string[],
): Promise<ReadonlyMap<string, ColumnNote>> {
  const questions = (v: string) =>
    CODES.flatMap(({ away, near }) => [`count_if(${away(v)})`, near === null ? '0' : `count_if(${near(v)} AND NOT ${away(v)})`]);
  const looks = columns.map((column) => ({ column, kind: '', questions }));
  const answers = await askColumns(connection, source, width, looks);
  return new Map(
    columns.flatMap((column, place) =>
      CODES.flatMap(({ day, others }, at) => {
        const [count, beside] = answers[place].slice(2 * at, 2 * at + 2);
        return count > 0 && beside === 0 ? [[column, DATE_NOTES.code(count, day, others)] as const] : [];
      }),
    ),
  );
}
