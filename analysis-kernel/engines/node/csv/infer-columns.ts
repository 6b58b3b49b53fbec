/** The types of a CSV file's columns, by questions to the engine about all their values: two passes over the file, three where points may divide thousands. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName } from '../../../results/sql-text';
import { type ColumnNote, TEXT_NOTES } from './column-notes';
import { bareField, type ColumnReading, closelyRead, closerLook, firstLook, pointLook, settled } from './column-type';
import { MISSING_CODES } from './missing-words';

/** Columns asked about in one statement: the engine plans long lists of aggregates slower than their number. */
export const BATCH = 50;

/**
 * How each column is to be read.
 * @param source rows of text as SQL names them, with columns of these names
 * @param hints the engine's guess of each type
 * @param delimiter what stands between the fields
 */
export async function inferColumns(
  connection: DuckDBConnection,
  source: string,
  names: readonly string[],
  hints: readonly string[],
  delimiter: string,
): Promise<readonly ColumnReading[]> {
  const looks = await answers(
    connection,
    () => source,
    names.map((name, at) => firstLook(name, hints[at])),
  );
  const first = looks.map((counts, at) => settled(hints[at], counts));
  const bare = (batch: readonly number[]) => {
    const fields = batch.map((at) => `${quoteName(names[at])} AS f${at}, ${bareField(quoteName(names[at]))} AS v${at}`);
    return `(SELECT ${fields.join(', ')} FROM ${source})`;
  };
  const closer = await answers(
    connection,
    bare,
    first.map((reading, at) => (reading === null ? closerLook(`f${at}`, `v${at}`) : [])),
  );
  const readings = first.map((reading, at) => reading ?? closelyRead(names[at], closer[at]));
  const beside = readings.some(({ isDecimalComma }) => isDecimalComma);
  if (!beside && delimiter !== ';') return readings;
  const notes = await pointNotes(
    connection,
    source,
    names.filter((_, at) => readings[at].type === 'DOUBLE' && !readings[at].isDecimalComma),
    beside,
  );
  return readings.map((reading, at) => {
    const note = notes.get(names[at]);
    if (note === undefined) return reading;
    return beside ? { type: 'VARCHAR', value: null, note } : { ...reading, note };
  });
}

/**
 * Columns of numbers whose points may all divide thousands: nothing but three digits stands behind any.
 * @param beside whether other columns of the file have a decimal comma
 */
export async function pointNotes(
  connection: DuckDBConnection,
  source: string,
  columns: readonly string[],
  beside = false,
): Promise<ReadonlyMap<string, ColumnNote>> {
  const found = await answers(connection, () => source, columns.map(pointLook));
  const say = beside ? TEXT_NOTES.point : TEXT_NOTES.pointKept;
  return new Map(columns.flatMap((name, at) => (found[at][0] > 0 && found[at][0] === found[at][1] ? [[name, say(found[at][0])]] : [])));
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
    () => source,
    columns.map((name) => [`min(${quoteName(name)})`]),
  );
  const suspects = columns.flatMap((name, at) => (MISSING_CODES.includes(lowest[at][0]) ? [{ name, code: lowest[at][0] }] : []));
  const counts = await answers(
    connection,
    () => source,
    suspects.map(({ name, code }) => [`count_if(${quoteName(name)} = ${code})`, `count_if(${quoteName(name)} < 0)`]),
  );
  return new Map(
    suspects.flatMap(({ name, code }, at) => (counts[at][0] === counts[at][1] ? [[name, TEXT_NOTES.code(counts[at][0], code)]] : [])),
  );
}

/** Asks several questions a column, some columns at a time; `source` is SQL of the rows for those asked about. */
async function answers(
  connection: DuckDBConnection,
  source: (batch: readonly number[]) => string,
  questions: readonly (readonly string[])[],
): Promise<readonly (readonly number[])[]> {
  const found: (readonly number[])[] = questions.map(() => []);
  const asked = questions.flatMap((list, at) => (list.length > 0 ? [at] : []));
  for (let from = 0; from < asked.length; from += BATCH) {
    const batch = asked.slice(from, from + BATCH);
    const sql = `SELECT ${batch.flatMap((at) => questions[at]).join(', ')} FROM ${source(batch)}`;
    const row = (await connection.runAndReadAll(sql)).getRows()[0].map(Number);
    let taken = 0;
    for (const at of batch) {
      found[at] = row.slice(taken, taken + questions[at].length);
      taken += questions[at].length;
    }
  }
  return found;
}
