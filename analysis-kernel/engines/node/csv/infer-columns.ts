/** The types of a CSV file's columns, by questions to the engine about all their values: two passes over the file at most. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName } from '../../identifiers';
import { type ColumnNote, TEXT_NOTES } from './column-notes';
import { type ColumnReading, closelyRead, closerLook, firstLook, settled } from './column-type';
import type { CsvFile } from './csv-file';
import { MISSING_CODES } from './missing-words';

/** Columns asked about in one statement: the engine plans long lists of aggregates slower than their number. */
const BATCH = 250;

/** How each column is to be read. */
export async function inferColumns(
  connection: DuckDBConnection,
  file: CsvFile,
  names: readonly string[],
): Promise<readonly ColumnReading[]> {
  const rows = file.rows(names.map((name) => ({ name, type: 'VARCHAR' })));
  const looks = await answers(
    connection,
    rows,
    names.map((name, at) => firstLook(name, file.hints[at])),
  );
  const first = looks.map((counts, at) => settled(file.hints[at], counts));
  const closer = await answers(
    connection,
    rows,
    names.map((name, at) => (first[at] === null ? closerLook(name) : [])),
  );
  return first.map((reading, at) => reading ?? closelyRead(names[at], closer[at]));
}

/**
 * Numbers that may stand for missing ones: -99 where nothing else is below nought.
 * @param source the rows as SQL names them
 */
export async function codeNotes(
  connection: DuckDBConnection,
  source: string,
  columns: readonly string[],
): Promise<ReadonlyMap<string, ColumnNote>> {
  const lowest = await answers(
    connection,
    source,
    columns.map((name) => [`min(${quoteName(name)})`]),
  );
  const suspects = columns.flatMap((name, at) => (MISSING_CODES.includes(lowest[at][0]) ? [{ name, code: lowest[at][0] }] : []));
  const counts = await answers(
    connection,
    source,
    suspects.map(({ name, code }) => [`count_if(${quoteName(name)} = ${code})`, `count_if(${quoteName(name)} < 0)`]),
  );
  return new Map(
    suspects.flatMap(({ name, code }, at) => (counts[at][0] === counts[at][1] ? [[name, TEXT_NOTES.code(counts[at][0], code)]] : [])),
  );
}

/** Asks several questions a column of a source, some columns at a time. */
async function answers(
  connection: DuckDBConnection,
  source: string,
  questions: readonly (readonly string[])[],
): Promise<readonly (readonly number[])[]> {
  const found: (readonly number[])[] = questions.map(() => []);
  const asked = questions.flatMap((list, at) => (list.length > 0 ? [at] : []));
  for (let from = 0; from < asked.length; from += BATCH) {
    const batch = asked.slice(from, from + BATCH);
    const sql = `SELECT ${batch.flatMap((at) => questions[at]).join(', ')} FROM ${source}`;
    const row = (await connection.runAndReadAll(sql)).getRows()[0].map(Number);
    let taken = 0;
    for (const at of batch) {
      found[at] = row.slice(taken, taken + questions[at].length);
      taken += questions[at].length;
    }
  }
  return found;
}
