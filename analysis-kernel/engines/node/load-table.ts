/** Files that become tables: CSV with types inferred over the whole file, Parquet as it is. */
import { access, constants, open } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName, quoteText } from '../identifiers';
import { type CsvType, candidateOf, chosenType, converted, countsFor } from './csv-types';

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
  try {
    await access(file, constants.R_OK);
  } catch {
    throw new FileTableError(`${file}: there is no such file, or it may not be read.`);
  }
  try {
    if (/\.parquet$/i.test(file)) {
      await connection.run(`CREATE TABLE ${quoteName(table)} AS SELECT * FROM read_parquet(${quoteText(file)})`);
    } else await loadCsv(connection, table, file);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new FileTableError(`${file}: ${firstSentence(error.message)}`);
  }
}

async function loadCsv(connection: DuckDBConnection, table: string, file: string): Promise<void> {
  const options = [
    'header = true',
    'all_varchar = true',
    'auto_detect = false',
    `delim = ${quoteText(await delimiterOf(file))}`,
    `quote = '"'`,
    `escape = '"'`,
    `nullstr = ${MISSING}`,
    'allow_quoted_nulls = true',
    'max_line_size = 16777216',
  ];
  const header = await connection.runAndReadAll(
    `SELECT * FROM read_csv(${quoteText(file)}, ${options.map((option) => option.replace('auto_detect = false', 'auto_detect = true, sample_size = 1')).join(', ')}) LIMIT 0`,
  );
  const names = header.columnNames();
  const texts = names.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(', ');
  await connection.run(
    `CREATE TEMP TABLE ${STAGING} AS SELECT * FROM read_csv(${quoteText(file)}, ${options.filter((option) => option !== 'all_varchar = true').join(', ')}, columns = {${texts}})`,
  );
  const types = await inferredTypes(connection, names);
  const columns = names.map((name, at) => converted(name, types[at]));
  await connection.run(`CREATE TABLE ${quoteName(table)} AS SELECT ${columns.join(', ')} FROM ${STAGING}`);
  await connection.run(`DROP TABLE ${STAGING}`);
}

/** The types of the staged columns: a look at the first known value of each, then all values in one pass. */
async function inferredTypes(connection: DuckDBConnection, names: readonly string[]): Promise<readonly CsvType[]> {
  const firsts = names.map((name) => `any_value(${quoteName(name)})`);
  const first = (await connection.runAndReadAll(`SELECT ${firsts.join(', ')} FROM ${STAGING}`)).getRows()[0];
  const candidates = first.map((value) => candidateOf(typeof value === 'string' ? value : null));
  const counts = names.map((name, at) => countsFor(name, candidates[at]));
  const asked = counts.flat();
  if (asked.length === 0) return names.map(() => 'VARCHAR');
  const found = (await connection.runAndReadAll(`SELECT ${asked.join(', ')} FROM ${STAGING}`)).getRows()[0].map(Number);
  let from = 0;
  return counts.map((own, at) => {
    const type = chosenType(candidates[at], found.slice(from, from + own.length));
    from += own.length;
    return type;
  });
}

/** Comma, unless the first line has none and has tabs or semicolons. */
async function delimiterOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    if (bytesRead === 0) throw new Error('the file is empty.');
    const line = buffer
      .toString('utf8', 0, bytesRead)
      .split(/\r?\n|\r/, 1)[0]
      .replace(/"[^"]*"/g, '');
    return [',', '\t', ';'].find((mark) => line.includes(mark)) ?? ',';
  } finally {
    await handle.close();
  }
}

/** The engine's first sentences, without its advice about options that our users do not set. */
function firstSentence(message: string): string {
  const lines = message
    .replace(/^\w[\w ]* Error: /, '')
    .split('\n')
    .map((line) => line.trim());
  const end = lines.findIndex((line) => line === '' || /^Possible (fixes|solutions)/i.test(line));
  return (end > 0 ? lines.slice(0, end) : lines).join(' ');
}
