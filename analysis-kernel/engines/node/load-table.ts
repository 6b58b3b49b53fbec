/** Files that become tables: CSV with types inferred over the whole file, Parquet as it is. */
import { access, constants, open } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName, quoteText } from '../identifiers';
import { chooseType, converted, countsOf } from './csv-types';

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
  const types = names.map((name) => `${quoteText(name)}: 'VARCHAR'`).join(', ');
  await connection.run(
    `CREATE TEMP TABLE ${STAGING} AS SELECT * FROM read_csv(${quoteText(file)}, ${options.filter((option) => option !== 'all_varchar = true').join(', ')}, columns = {${types}})`,
  );
  const counts = await connection.runAndReadAll(`SELECT ${names.flatMap(countsOf).join(', ')} FROM ${STAGING}`);
  const row = counts.getRows()[0].map(Number);
  const width = row.length / names.length;
  const columns = names.map((name, at) => converted(name, chooseType(row.slice(at * width, (at + 1) * width))));
  await connection.run(`CREATE TABLE ${quoteName(table)} AS SELECT ${columns.join(', ')} FROM ${STAGING}`);
  await connection.run(`DROP TABLE ${STAGING}`);
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
