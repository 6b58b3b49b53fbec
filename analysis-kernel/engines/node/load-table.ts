/** Files that become tables: CSV with types inferred over the whole file, Parquet as it is. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName, quoteText } from '../identifiers';
import { readCsvHeader } from './csv-header';
import { bare, type CsvType, candidateOf, chosenType, converted, countsFor, plainCounts, plainType } from './csv-types';

/** A table file that cannot be read; the message names the file and what is wrong with it. */
export class FileTableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FileTableError';
  }
}

const STAGING = 'coho_staging';
const MISSING = "['', 'NA']";

/**
 * Loads a `.csv` (or `.tsv`, `.txt`) or `.parquet` file as a table, rows in file order. In text files an empty field and `NA`
 * are missing, quoted or not.
 * @throws FileTableError
 */
export async function loadTable(connection: DuckDBConnection, table: string, file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new FileTableError(`${file}: there is no such file.`);
  if (!found.isFile()) throw new FileTableError(`${file} is no file.`);
  try {
    if (/\.parquet$/i.test(file)) {
      await connection.run(`CREATE TABLE ${quoteName(table)} AS SELECT * FROM read_parquet(${quoteText(file)})`);
    } else await loadCsv(connection, table, file);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new FileTableError(`${file}: ${fault(error.message)}`);
  }
}

async function loadCsv(connection: DuckDBConnection, table: string, file: string): Promise<void> {
  const { delimiter, names } = await readCsvHeader(file);
  const options = [
    'auto_detect = false',
    'header = true',
    `delim = ${quoteText(delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `comment = ''`,
    `nullstr = ${MISSING}`,
    'allow_quoted_nulls = true',
    'max_line_size = 16777216',
    `columns = {${names.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(', ')}}`,
  ];
  const stage = (source: string) =>
    connection.run(`CREATE TEMP TABLE ${STAGING} AS SELECT * FROM read_csv(${quoteText(source)}, ${options.join(', ')})`);
  try {
    await stage(file);
  } catch (error) {
    const text = await readFile(file, 'latin1');
    if (new Set(text.match(/\r\n?|\n/g)).size < 2) throw error;
    await withOneLineEnd(text, stage);
  }
  const types = await inferredTypes(connection, names);
  const columns = names.map((name, at) => converted(name, types[at]));
  await connection.run(`CREATE TABLE ${quoteName(table)} AS SELECT ${columns.join(', ')} FROM ${STAGING}`);
  await connection.run(`DROP TABLE ${STAGING}`);
}

/** The engine reads a file whose lines end in one way; files edited on two systems are read from a copy. */
async function withOneLineEnd(text: string, read: (copy: string) => Promise<unknown>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'coho-'));
  try {
    const copy = join(folder, 'table.csv');
    await writeFile(copy, text.replace(/\r\n?/g, '\n'), 'latin1');
    await read(copy);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The types of the staged columns: a look at the first known value of each, then all values, those written oddly more closely. */
async function inferredTypes(connection: DuckDBConnection, names: readonly string[]): Promise<readonly CsvType[]> {
  const firsts = await answers(
    connection,
    names.map((name) => [`any_value(${bare(name)})`]),
  );
  const candidates = firsts.map(([value]) => candidateOf(typeof value === 'string' ? value : null));
  const plain = await answers(
    connection,
    names.map((name, at) => plainCounts(name, candidates[at])),
  );
  const types = plain.map((counts, at) => plainType(candidates[at], counts.map(Number)));
  const counts = await answers(
    connection,
    names.map((name, at) => (types[at] === null ? countsFor(name, candidates[at]) : [])),
  );
  return types.map((type, at) => type ?? chosenType(candidates[at], counts[at].map(Number)));
}

/** Asks several questions a column in one pass over the staged rows. */
async function answers(connection: DuckDBConnection, questions: readonly (readonly string[])[]): Promise<readonly (readonly unknown[])[]> {
  const asked = questions.flat();
  if (asked.length === 0) return questions.map(() => []);
  const row = (await connection.runAndReadAll(`SELECT ${asked.join(', ')} FROM ${STAGING}`)).getRows()[0];
  let from = 0;
  return questions.map(({ length }) => {
    from += length;
    return row.slice(from - length, from);
  });
}

/** What the engine found wrong with the file, in our words where we know them. */
function fault(message: string): string {
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const fields = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (line && fields) return `line ${line} has ${fields[2]} ${fields[2] === '1' ? 'field' : 'fields'} where the header has ${fields[1]}.`;
  if (line && /unterminated quote/i.test(message)) return `line ${line}: a text in quotes is never closed.`;
  if (line && /unicode|utf-8/i.test(message)) return `line ${line} is not UTF-8 text; save the file as UTF-8.`;
  if (/state machine/.test(message)) return 'the file cannot be read as CSV: look for quotes that stand in the middle of a field.';
  return message
    .replace(/^\w[\w ]* Error: /, '')
    .split('\n', 1)[0]
    .trim();
}
