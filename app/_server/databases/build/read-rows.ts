import 'server-only';
/** A table's file (CSV, gzipped CSV or Parquet) as text rows in schema `raw`, in the file's order. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { type Engine, identifier, literal } from '../engine';
import type { BuildFaults } from './faults';

/** A table's raw rows in SQL. */
export function raw(table: string): string {
  return `raw.${identifier(table)}`;
}

export interface RawRows {
  /** Column names as the file writes them. */
  readonly columns: readonly string[];
  readonly file: string;
  readonly path: string;
}

const extensions = ['csv', 'csv.gz', 'parquet'];

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** The fields of the first CSV record; null where the file has none. */
async function headerOf(path: string): Promise<readonly string[] | null> {
  const file = createReadStream(path);
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  let text = '';
  try {
    for await (const chunk of bytes) {
      text += (chunk as Buffer).toString('utf8');
      const fields = firstRecord(text, false);
      if (fields) return fields;
    }
  } finally {
    file.destroy();
  }
  return firstRecord(text, true);
}

/** The first record of a CSV text; null while it is not complete. */
function firstRecord(text: string, whole: boolean): readonly string[] | null {
  const source = text.replace(/^\uFEFF/, '');
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (quoted) {
      if (char !== '"') field += char;
      else if (source[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      fields.push(field);
      field = '';
    } else if (char === '\n' || char === '\r') return [...fields, field];
    else field += char;
  }
  return whole && source !== '' ? [...fields, field] : null;
}

/** What the engine says of a file it cannot read, without its contents. */
function unreadable(error: unknown): { line: string; en: string; zh: string } {
  const text = error instanceof Error ? error.message : '';
  const line = /CSV Error on Line: (\d+)/.exec(text)?.[1] ?? '';
  const columns = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(text);
  if (columns)
    return {
      line,
      en: `${columns[1]} fields are expected, ${columns[2]} found.`,
      zh: `应有 ${columns[1]} 个字段，实有 ${columns[2]} 个。`,
    };
  if (/unterminated quote/.test(text)) return { line, en: 'a quote is opened and not closed.', zh: '引号未闭合。' };
  if (/not utf-8/.test(text))
    return { line, en: 'the text is not UTF-8; save the file as UTF-8.', zh: '文本不是 UTF-8 编码；请另存为 UTF-8。' };
  return { line, en: 'the file cannot be read in this place.', zh: '文件此处无法读取。' };
}

async function readCsv(engine: Engine, table: string, path: string, faults: BuildFaults): Promise<readonly string[] | null> {
  const file = basename(path);
  const columns = (await headerOf(path))?.map((name) => name.trim());
  if (!columns) {
    faults.add(`${table}: ${file} is empty; its first line must name the columns.`, `${table}：${file} 为空；首行应为列名。`);
    return null;
  }
  const folded = columns.map((name) => name.toLowerCase());
  const twice = columns.find((_, at) => folded.indexOf(folded[at]) !== at);
  if (twice !== undefined || columns.includes('')) {
    const what = twice === undefined || twice === '' ? 'a column without a name' : `the column "${twice}" twice`;
    faults.add(`${table}: the first line of ${file} has ${what}.`, `${table}：${file} 首行有重复或空的列名。`);
    return null;
  }
  const separator = columns.length === 1 ? /[;\t|]/.exec(columns[0])?.[0] : undefined;
  if (separator !== undefined) {
    const shown = separator === '\t' ? { en: 'tabs', zh: '制表符' } : { en: `"${separator}"`, zh: `“${separator}”` };
    faults.add(
      `${table}: the fields of ${file} are separated by ${shown.en}; save the file with commas instead.`,
      `${table}：${file} 的字段以${shown.zh}分隔；请另存为逗号分隔的文件。`,
    );
    return null;
  }
  const types = columns.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  await engine.run(
    `CREATE TABLE ${raw(table)} AS SELECT * FROM read_csv(${literal(path)}, auto_detect = false, header = true, columns = {${types}},
       delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true)`,
  );
  const breaks = columns.map((name) => `contains(${identifier(name)}, chr(10))`).join(' OR ');
  const { broken } = await engine.row<{ broken: number }>(`SELECT count(*) FILTER (WHERE ${breaks})::DOUBLE AS broken FROM ${raw(table)}`);
  if (broken === 0) faults.readsLines(table);
  return columns;
}

async function readParquet(engine: Engine, table: string, path: string): Promise<readonly string[]> {
  await engine.run(`CREATE TABLE ${raw(table)} AS SELECT COLUMNS(*)::VARCHAR FROM read_parquet(${literal(path)})`);
  const described = await engine.rows<{ column_name: string }>(`SELECT column_name FROM (DESCRIBE ${raw(table)})`);
  return described.map(({ column_name }) => column_name);
}

/**
 * Reads the file of a table (`TABLE.csv`, `TABLE.csv.gz` or `TABLE.parquet`) from a folder.
 * @returns null where there is no such file or it cannot be read: a fault says which
 */
export async function readRows(engine: Engine, folder: string, table: string, faults: BuildFaults): Promise<RawRows | null> {
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
    const columns = file.endsWith('.parquet') ? await readParquet(engine, table, path) : await readCsv(engine, table, path, faults);
    return columns && { columns, file, path };
  } catch (error) {
    const { line, en, zh } = unreadable(error);
    faults.add(`${table}: ${file}${line && `, line ${line}`}: ${en}`, `${table}：${file}${line && ` 第 ${line} 行`}：${zh}`);
    return null;
  }
}
