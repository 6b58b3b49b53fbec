/** A CSV file as DuckDB's sniffer sees it, and the SQL that reads it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '@/cohort-dsl/source/sql-text';
import { CsvFault, emptyFile, noCsv } from './csv-fault';
import { openTextFile, type TextFile, wholeFile, withOneLineEnd } from './text-file';

interface CsvColumn {
  readonly name: string;
  readonly type: string;
}

export interface CsvFile {
  /** What the header calls the columns, without blanks around; some may be empty or repeated. */
  readonly header: readonly string[];
  /** The engine's type of each column, from the file's first rows: a guess to be tried on all of them. */
  readonly hints: readonly string[];
  readonly delimiter: string;
  readonly encoding: TextFile['encoding'];
  /** SQL that reads the rows; `columns` are as many as the header's. */
  rows(columns: readonly CsvColumn[]): string;
  /** To be called when the rows are read. */
  close(): Promise<void>;
}

interface Dialect {
  readonly delimiter: string;
  readonly hints: readonly string[];
}

/** What a file of ours is like whatever the sniffer thinks: the first line names the columns, quotes are doubled inside quotes. */
const FIXED = `quote = '"', escape = '"', comment = '', allow_quoted_nulls = true, max_line_size = 16777216`;
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Looks at a CSV file. Comma, tab, semicolon or bar delimit.
 * @param missing what stands for a missing field; an empty field always does
 * @throws CsvFault, or an error of the engine of which `csvFault` knows the words
 */
export async function openCsv(connection: DuckDBConnection, file: string, missing: readonly string[]): Promise<CsvFile> {
  let text = await openTextFile(file);
  try {
    let dialect = await sniff(connection, text.path);
    if (dialect === null) {
      const copy = await withOneLineEnd(text);
      if (copy !== null) {
        text = copy;
        dialect = await sniff(connection, text.path);
      }
    }
    if (dialect === null) throw new CsvFault((await wholeFile(text.path)).toString('utf8').trim() === '' ? emptyFile : noCsv);
    const named = delimiterLine(await firstLine(connection, text.path));
    const skip = named === null ? 0 : 1;
    if (named !== null) dialect = (await sniff(connection, text.path, named)) ?? dialect;
    const { delimiter, hints } = dialect;
    const read = (header: boolean, nulls: readonly string[], columns: readonly CsvColumn[]) =>
      `read_csv(${quoteText(text.path)}, auto_detect = false, header = ${header}, skip = ${skip}, delim = ${quoteText(delimiter)}, ${FIXED},
        nullstr = [${['', ...nulls].map(quoteText).join(', ')}],
        columns = {${columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`).join(', ')}})`;
    const texts = hints.map((_, at) => ({ name: `c${at}`, type: 'VARCHAR' }));
    const [first] = (await connection.runAndReadAll(`SELECT * FROM ${read(false, [], texts)} LIMIT 1`)).getRows();
    // Nothing stands below the line that names the delimiter.
    if (first === undefined) throw new CsvFault(emptyFile);
    const header = first.map((name) =>
      String(name ?? '')
        .replace(/^\uFEFF/u, '')
        .trim(),
    );
    return { header, hints, delimiter, encoding: text.encoding, rows: (columns) => read(true, missing, columns), close: text.close };
  } catch (error) {
    await text.close();
    throw error;
  }
}

/** The first line of a file, as it stands. */
async function firstLine(connection: DuckDBConnection, path: string): Promise<string> {
  const whole = `read_csv(${quoteText(path)}, auto_detect = false, header = false, delim = chr(1), quote = '', escape = '', strict_mode = false,
    ignore_errors = true, max_line_size = 16777216, columns = {'line': 'VARCHAR'})`;
  const [row] = (await connection.runAndReadAll(`SELECT line FROM ${whole} LIMIT 1`)).getRows();
  return String(row?.[0] ?? '').replace(/^\uFEFF/u, '');
}

/** The delimiter that a spreadsheet names in a line before all others (`sep=;`); null where the first line is no such. */
function delimiterLine(line: string): string | null {
  return DELIMITERS.find((mark) => line.replace(/\r$/, '').toLowerCase() === `sep=${mark}`) ?? null;
}

/**
 * Delimiter and first types; null where the sniffer makes nothing of the file. Rows that do not fit are found when all are read.
 * @param named the delimiter, where the first line names it and no column
 */
async function sniff(connection: DuckDBConnection, path: string, named: string | null = null): Promise<Dialect | null> {
  const skip = named === null ? 0 : 1;
  const ask = async (delimiter: string | null): Promise<(Dialect & { readonly name: string }) | null> => {
    const given = delimiter === null ? '' : `, delim = ${quoteText(delimiter)}`;
    const sql = `SELECT "Delimiter", "Columns" FROM sniff_csv(${quoteText(path)}, header = true, skip = ${skip}, ignore_errors = true, nullstr = ['', 'NA'], ${FIXED}${given})`;
    try {
      const [row] = (await connection.runAndReadAll(sql)).getRowObjectsJson();
      const columns = row.Columns as unknown as readonly { readonly name: string; readonly type: string }[];
      return { delimiter: String(row.Delimiter), hints: columns.map(({ type }) => type), name: columns[0].name };
    } catch (error) {
      if (error instanceof Error && /sniff/i.test(error.message)) return null;
      throw error;
    }
  };
  const found = await ask(named);
  // One column whose name holds a delimiter: the rows disagree with the header, and reading them will say where.
  const inside = found?.hints.length === 1 ? DELIMITERS.find((mark) => found.name.includes(mark)) : undefined;
  if (inside === undefined || found === null) return found;
  return (await ask(inside)) ?? { delimiter: inside, hints: found.name.split(inside).map(() => 'VARCHAR') };
}
