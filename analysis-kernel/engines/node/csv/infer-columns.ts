/** The types of a CSV file's columns, by questions to the engine about all their values: two passes over the file, three where points may divide thousands. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { askColumns } from './ask-columns';
import { TEXT_NOTES } from './column-notes';
import { bareField, type ColumnReading, closelyRead, closerLook, firstLook, pointLook, settled } from './column-type';
import type { ColumnNote } from './note-words';

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
  const looks = names.map((column, at) => ({ column, kind: hints[at], questions: (field: string) => firstLook(field, hints[at]) }));
  const first = (await askColumns(connection, source, names.length, looks)).map((counts, at) => settled(hints[at], counts));
  const open = names.flatMap((column, at) => (first[at] === null ? [{ column, kind: '', questions: closerLook, value: bareField }] : []));
  const closer = await askColumns(connection, source, names.length, open);
  let asked = 0;
  const readings = first.map((reading, at) => reading ?? closelyRead(names[at], closer[asked++]));
  const beside = readings.some(({ isDecimalComma }) => isDecimalComma);
  if (!beside && delimiter !== ';') return readings;
  const numbers = names.filter((_, at) => readings[at].type === 'DOUBLE' && !readings[at].isDecimalComma);
  const notes = await pointNotes(connection, source, names.length, numbers, beside);
  return readings.map((reading, at) => {
    const note = notes.get(names[at]);
    if (note === undefined) return reading;
    return beside ? { type: 'VARCHAR', value: null, note } : { ...reading, note };
  });
}

/**
 * Columns of numbers whose points may all divide thousands: nothing but three digits stands behind any.
 * @param source the rows as SQL names them, `width` columns wide
 * @param beside whether other columns of the file have a decimal comma
 */
export async function pointNotes(
  connection: DuckDBConnection,
  source: string,
  width: number,
  columns: readonly string[],
  beside = false,
): Promise<ReadonlyMap<string, ColumnNote>> {
  const looks = columns.map((column) => ({ column, kind: '', questions: pointLook }));
  const found = await askColumns(connection, source, width, looks);
  const say = beside ? TEXT_NOTES.point : TEXT_NOTES.pointKept;
  return new Map(columns.flatMap((name, at) => (found[at][0] > 0 && found[at][0] === found[at][1] ? [[name, say(found[at][0])]] : [])));
}
