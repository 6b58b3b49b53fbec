/** Files that become tables: CSV with types inferred over the whole file, Parquet as it is. */
import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName, quoteText } from '@/cohort-dsl/source/sql-text';
import { WIDE } from './csv/ask-columns';
import { TEXT_NOTES } from './csv/column-notes';
import { csvFault } from './csv/csv-fault';
import { type CsvFile, openCsv } from './csv/csv-file';
import { dateCodeNotes } from './csv/date-codes';
import { inferColumns } from './csv/infer-columns';
import { numberNotes } from './csv/missing-codes';
import { type ColumnNote, ofColumn } from './csv/note-words';

/** A table file that cannot be read; the message names the file and what is wrong with it. */
export class FileTableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FileTableError';
  }
}

/** Something a reader should know of how a file was read; `column` is null where it is about all of it. */
export interface FileNote {
  readonly file: string;
  readonly column: string | null;
  readonly text: ColumnNote;
}

/**
 * Loads a `.csv` (or `.tsv`, `.txt`) or `.parquet` file as a table, rows in file order. In text files an empty field and `NA`
 * are missing, quoted or not; among numbers, dates and truth values so are the other words for it.
 * @returns what was decided that the file does not say by itself
 * @throws FileTableError
 */
export async function loadTable(connection: DuckDBConnection, table: string, file: string): Promise<readonly FileNote[]> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new FileTableError(`${file}: there is no such file.`);
  if (!found.isFile()) throw new FileTableError(`${file} is no file.`);
  try {
    if (!/\.parquet$/i.test(file)) return await loadCsv(connection, table, file);
    return await loadParquet(connection, table, file);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new FileTableError(`${file}: ${csvFault(error)?.en ?? ownWords(error.message)}`);
  }
}

const NUMERIC = /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|FLOAT|DOUBLE)$/;

async function loadParquet(connection: DuckDBConnection, table: string, file: string): Promise<readonly FileNote[]> {
  await connection.run(`CREATE TABLE ${quoteName(table)} AS SELECT * FROM read_parquet(${quoteText(file)})`);
  const columns = (await connection.runAndReadAll(`SELECT column_name, column_type FROM (DESCRIBE ${quoteName(table)})`)).getRows();
  const names = columns.flatMap(([name, type]) => (NUMERIC.test(String(type)) ? [String(name)] : []));
  const codes = await numberNotes(connection, quoteName(table), columns.length, names);
  return [...codes].map(([column, text]) => ({ file, column, text: ofColumn(text, column) }));
}

async function loadCsv(connection: DuckDBConnection, table: string, file: string): Promise<readonly FileNote[]> {
  const csv = await openCsv(connection, file, ['NA']);
  try {
    const names = distinct(csv.header);
    const notes = await createTable(connection, table, csv, names);
    const encoding = { en: 'the text is not UTF-8; it was read as GB 18030.', zh: '文本不是 UTF-8；已按 GB 18030 读取。' };
    const all = csv.encoding === 'UTF-8' ? notes : [{ column: null, text: encoding }, ...notes];
    return all.map((note) => ({ file, ...note }));
  } finally {
    await csv.close();
  }
}

async function createTable(
  connection: DuckDBConnection,
  table: string,
  csv: CsvFile,
  names: readonly string[],
): Promise<readonly Omit<FileNote, 'file'>[]> {
  const texts = csv.rows(names.map((name) => ({ name, type: 'VARCHAR' })));
  // A wide file is asked about some columns at a time: its fields are parted once and kept as text until then.
  const isKept = names.length > WIDE;
  const kept = quoteName(`${table} as text`);
  if (isKept) await connection.run(`CREATE TEMP TABLE ${kept} AS SELECT * FROM ${texts}`);
  const readings = await inferColumns(connection, isKept ? kept : texts, names, csv.hints, csv.delimiter);
  const fields = names.map((name, at) => ({ name, type: readings[at].value === null ? readings[at].type : 'VARCHAR' }));
  const columns = names.map((name, at) => {
    const { value, type } = readings[at];
    return `${value ?? (isKept ? `CAST(${quoteName(name)} AS ${type})` : quoteName(name))} AS ${quoteName(name)}`;
  });
  await connection.run(`CREATE TABLE ${quoteName(table)} AS SELECT ${columns.join(', ')} FROM ${isKept ? kept : csv.rows(fields)}`);
  if (isKept) await connection.run(`DROP TABLE ${kept}`);
  const numbers = names.filter((_, at) => readings[at].type === 'BIGINT' || readings[at].type === 'DOUBLE');
  const dates = names.filter((_, at) => readings[at].type === 'DATE' || readings[at].type === 'TIMESTAMP');
  const codes = new Map([
    ...(await numberNotes(connection, quoteName(table), names.length, numbers)),
    ...(await dateCodeNotes(connection, quoteName(table), names.length, dates)),
  ]);
  const [[isEmpty]] = (await connection.runAndReadAll(`SELECT count(*) = 0 FROM ${quoteName(table)}`)).getRows();
  return [
    ...(isEmpty ? [{ column: null, text: TEXT_NOTES.noRows }] : []),
    ...names.flatMap((column, at) =>
      [nameNote(column, csv.header[at]), readings[at].note, codes.get(column)].flatMap((text) =>
        text ? [{ column, text: ofColumn(text, column) }] : [],
      ),
    ),
  ];
}

/** Names that tell the columns apart: one without a name is called after its place, one whose name is taken gets a number. */
function distinct(header: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return header.map((written, at) => {
    const wish = written === '' ? `column${at + 1}` : written;
    let name = wish;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wish}_${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** A column that is not called as the file's first line has it. */
function nameNote(name: string, written: string): ColumnNote | null {
  if (name === written) return null;
  return written === '' ? TEXT_NOTES.unnamed(name) : TEXT_NOTES.twice(name, written);
}

/** The first line of an engine's message, without its kind. */
function ownWords(message: string): string {
  return message
    .replace(/^\w[\w ]* Error: /, '')
    .split('\n', 1)[0]
    .trim();
}
