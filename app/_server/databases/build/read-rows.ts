import 'server-only';
/** A table's file (CSV, gzipped CSV or Parquet) as rows of text, in the file's order: read when they are asked for. */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { csvFault, openCsv } from '@/analysis-kernel/node';
import { quoteName, quoteText } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';
import type { BuildFaults } from './faults';

export interface RawRows {
  /** Column names as the file writes them. */
  readonly columns: readonly string[];
  readonly file: string;
  /** Whether semicolons stand between the fields, as where a comma is the decimal mark. */
  readonly bySemicolon: boolean;
  /** What a statement reads the rows from; it goes through the file each time. */
  readonly source: string;
  /** To be called when nothing reads the rows any more. */
  close(): Promise<void>;
}

const extensions = ['csv', 'csv.gz', 'parquet'];

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Says why a file could not be read. */
export function unreadable(table: string, file: string, error: unknown, faults: BuildFaults): void {
  const { en, zh } = csvFault(error) ?? { en: 'the file cannot be read.', zh: '文件无法读取。' };
  faults.add(`${table}: ${file}: ${en}`, `${table}：${file}：${zh}`);
}

async function openCsvRows(engine: Engine, table: string, path: string, faults: BuildFaults): Promise<RawRows | null> {
  const file = basename(path);
  const csv = await openCsv(engine.connection, path, []);
  const columns = csv.header;
  const folded = columns.map((name) => name.toLowerCase());
  const twice = columns.find((_, at) => folded.indexOf(folded[at]) !== at);
  if (twice !== undefined || columns.includes('')) {
    const what = twice === undefined || twice === '' ? 'a column without a name' : `the column "${twice}" twice`;
    faults.add(`${table}: the first line of ${file} has ${what}.`, `${table}：${file} 首行有重复或空的列名。`);
    await csv.close();
    return null;
  }
  if (csv.encoding !== 'UTF-8') {
    faults.warn(
      `${table}: ${file} is not UTF-8; it was read as ${csv.encoding}.`,
      `${table}：${file} 不是 UTF-8；已按 ${csv.encoding} 读取。`,
    );
  }
  const source = csv.rows(columns.map((name) => ({ name, type: 'VARCHAR' })));
  const breaks = columns.map((name) => `contains(${quoteName(name)}, chr(10))`).join(' OR ');
  faults.readsLines(table, async () => {
    const { broken } = await engine.row<{ broken: number }>(`SELECT coalesce(count_if(${breaks}), 0)::DOUBLE AS broken FROM ${source}`);
    return broken === 0;
  });
  return { columns, file, bySemicolon: csv.delimiter === ';', source, close: csv.close };
}

async function openParquet(engine: Engine, path: string): Promise<RawRows> {
  const source = `(SELECT COLUMNS(*)::VARCHAR FROM read_parquet(${quoteText(path)}))`;
  const described = await engine.rows<{ column_name: string }>(`SELECT column_name FROM (DESCRIBE FROM ${source})`);
  return {
    columns: described.map(({ column_name }) => column_name),
    file: basename(path),
    bySemicolon: false,
    source,
    close: async () => {},
  };
}

/**
 * Opens the file of a table (`TABLE.csv`, `TABLE.csv.gz` or `TABLE.parquet`) in a folder.
 * @returns null where there is no such file or it cannot be opened: a fault says which
 */
export async function openRows(engine: Engine, folder: string, table: string, faults: BuildFaults): Promise<RawRows | null> {
  const found: string[] = [];
  for (const extension of extensions) if (await isFile(join(folder, `${table}.${extension}`))) found.push(`${table}.${extension}`);
  if (found.length === 0) {
    faults.add(
      `${table}: the folder has no ${extensions.map((extension) => `${table}.${extension}`).join(', no ')}.`,
      `${table}：文件夹中没有 ${extensions.map((extension) => `${table}.${extension}`).join('、')}。`,
    );
    return null;
  }
  if (found.length > 1) {
    faults.add(
      `${table}: the folder has ${found.join(' and ')}; keep one of them.`,
      `${table}：文件夹中有 ${found.join('、')}；请只保留一个。`,
    );
    return null;
  }
  const [file] = found;
  const path = join(folder, file);
  try {
    return file.endsWith('.parquet') ? await openParquet(engine, path) : await openCsvRows(engine, table, path, faults);
  } catch (error) {
    unreadable(table, file, error, faults);
    return null;
  }
}
