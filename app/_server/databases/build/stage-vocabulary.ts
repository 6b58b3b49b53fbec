import 'server-only';
/** `vocabulary.csv` and `mapping.csv` beside a dictionary: concepts of the code systems, and codes mapped between them. */
import { quoteName } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';
import type { BuildFaults } from './faults';
import { openRows, type RawRows, unreadable } from './read-rows';

interface VocabularyTable {
  readonly file: string;
  readonly target: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const vocabularyTables: readonly VocabularyTable[] = [
  {
    file: 'vocabulary',
    target: '_coho_concept',
    required: ['system', 'code'],
    optional: ['en', 'zh', 'parents', 'valid_from', 'valid_to'],
  },
  { file: 'mapping', target: '_coho_mapping', required: ['system', 'code', 'to_system', 'to_code'], optional: [] },
];

/** Names the build reads besides the dictionary's tables. */
export const vocabularyFiles: readonly string[] = vocabularyTables.map(({ file }) => file);

/** A file's rows as they are written. */
function raw(table: VocabularyTable): string {
  return `raw.${table.file}`;
}

function expression(name: string, source: string | null): string {
  if (source === null) return `NULL AS ${name}`;
  const field = quoteName(source);
  if (name === 'valid_from' || name === 'valid_to') return `TRY_CAST(nullif(${field}, 'NA') AS DATE) AS ${name}`;
  // Several parents are written with blanks, commas, semicolons or bars between them; the release keeps bars.
  if (name === 'parents') return `nullif(regexp_replace(trim(${field}), '\\s*[|;,\\s]\\s*', '|', 'g'), '') AS parents`;
  return `${field} AS ${name}`;
}

async function checkRequired(engine: Engine, table: VocabularyTable, rows: RawRows, faults: BuildFaults): Promise<boolean> {
  const absent = table.required.filter((name) => !rows.columns.includes(name));
  for (const name of absent) {
    faults.add(`${table.file}, column ${name}: ${rows.file} has no such column.`, `${table.file} ${name} 列：${rows.file} 没有此列。`);
  }
  if (absent.length > 0) return false;
  for (const name of table.required) {
    const empty = await engine.rows<{ row: number; value: string | null; total: number }>(
      `SELECT (rowid + 1)::DOUBLE AS row, NULL AS value, (count(*) OVER ())::DOUBLE AS total FROM ${raw(table)} WHERE ${quoteName(name)} IS NULL LIMIT 3`,
    );
    await faults.rows(table.file, name, empty, empty[0]?.total ?? 0, () => ({ en: 'the field is empty.', zh: '字段为空。' }));
  }
  return true;
}

async function stageFile(engine: Engine, table: VocabularyTable, rows: RawRows, faults: BuildFaults): Promise<void> {
  try {
    await engine.run(`CREATE TABLE ${raw(table)} AS SELECT * FROM ${rows.source}`);
  } catch (error) {
    unreadable(table.file, rows.file, error, faults);
    return;
  }
  if (!(await checkRequired(engine, table, rows, faults))) return;
  const columns = [...table.required, ...table.optional].map((name) => expression(name, rows.columns.includes(name) ? name : null));
  await engine.run(`CREATE TABLE staged.${table.target} AS SELECT ${columns.join(', ')} FROM ${raw(table)}`);
}

/** Stages the vocabulary files a folder has; without one the release's table is empty. */
export async function stageVocabulary(engine: Engine, folder: string, present: ReadonlySet<string>, faults: BuildFaults): Promise<void> {
  for (const table of vocabularyTables) {
    if (!present.has(table.file)) continue;
    const rows = await openRows(engine, folder, table.file, faults);
    if (rows === null) continue;
    try {
      await stageFile(engine, table, rows, faults);
    } finally {
      await rows.close();
    }
  }
}
