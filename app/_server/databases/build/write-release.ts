import 'server-only';
/** Staged rows and a dictionary → one release file with its manifest beside it. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { columnOfRole, type Dictionary, type Table } from '@/cohort-dsl/schema/dictionary';
import { dictionaryToRows } from '@/cohort-dsl/schema/release-rows';
import { quoteName, quoteText } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';
import { fileHash } from '../file-hash';
import { type About, type Manifest, type ManifestFile, manifestPath, manifestToRows } from '../manifest';
import { checkRows } from './check-rows';
import { convertValues, type StagedRows } from './convert-values';
import type { BuildFaults } from './faults';
import { profileTable } from './profile-table';
import { released, staged, storageType } from './storage';
import { TableHash } from './table-hash';

export interface ReleaseSource {
  readonly dictionary: Dictionary;
  readonly about: About;
  /** See {@link Manifest.recipe}. */
  readonly recipe: string | null;
  readonly parameters: Readonly<Record<string, number>> | null;
  /**
   * Each puts rows into schema `staged`, one table a dictionary table, columns already of their types: all rows of some patients, whose keys come
   * after those of the part before. Empty where all rows stand there already.
   */
  readonly parts: readonly (() => Promise<void>)[];
}

export interface WrittenRelease {
  readonly path: string;
  readonly manifest: ManifestFile;
}

/** A category without keys in the dictionary gets those found in its rows, in the order of their code points. */
async function withFoundKeys(engine: Engine, table: Table): Promise<Table> {
  const columns = [];
  for (const column of table.columns) {
    if (column.type !== 'category' || column.values !== null) {
      columns.push(column);
      continue;
    }
    const name = quoteName(column.name);
    const found = await engine.rows<{ key: string }>(
      `SELECT DISTINCT ${name}::VARCHAR AS key FROM ${released(table.name)} WHERE ${name} IS NOT NULL ORDER BY 1`,
    );
    columns.push({ ...column, values: found.map(({ key }) => ({ key, label: { en: key, zh: key } })) });
  }
  return { ...table, columns };
}

/** The order of a table's rows in the release: by patient and date, so that range reads stay local, then by all columns. */
function rowOrder(table: Table): readonly string[] {
  const date = columnOfRole(table, 'date');
  return [...new Set([table.key, ...(date ? [date.name] : []), ...table.columns.map(({ name }) => name)])];
}

/** Copies one staged table into the release, behind what is there: dictionary types and order. */
async function copyTable(engine: Engine, { table, rows }: StagedRows, isFirst: boolean): Promise<void> {
  const columns = table.columns.map(({ name, type }) => `${quoteName(name)}::${storageType[type]} AS ${quoteName(name)}`).join(', ');
  const order = rowOrder(table).map(quoteName).join(', ');
  const into = isFirst ? `CREATE TABLE ${released(table.name)} AS` : `INSERT INTO ${released(table.name)}`;
  await engine.run(`${into} SELECT ${columns} FROM ${rows} ORDER BY ${order}`);
}

async function insertPairs(
  engine: Engine,
  table: string,
  names: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): Promise<void> {
  await engine.run(`CREATE TABLE ${released(table)} (${names[0]} VARCHAR, ${names[1]} VARCHAR)`);
  if (rows.length === 0) return;
  // One statement: a statement a row would write the file's log to disk each time.
  await engine.run(
    `INSERT INTO ${released(table)} VALUES ${rows.map(([first, second]) => `(${quoteText(first)}, ${quoteText(second)})`).join(', ')}`,
  );
}

/** The vocabulary tables every release has; empty where the source brought none. */
const vocabulary = [
  {
    name: '_coho_concept',
    columns: 'system VARCHAR, code VARCHAR, en VARCHAR, zh VARCHAR, parents VARCHAR, valid_from DATE, valid_to DATE',
  },
  { name: '_coho_mapping', columns: 'system VARCHAR, code VARCHAR, to_system VARCHAR, to_code VARCHAR' },
] as const;

async function copyVocabulary(engine: Engine): Promise<void> {
  for (const { name, columns } of vocabulary) {
    await engine.run(`CREATE TABLE release.${name} (${columns})`);
    await engine.run(`INSERT INTO release.${name} BY NAME SELECT * FROM staged.${name} ORDER BY ALL`);
  }
}

/** A table as it grows in the release. */
interface Growing {
  readonly table: Table;
  readonly hash: TableHash;
  rows: number;
}

/** Checks what is staged and adds it to the release. */
async function addPart(
  engine: Engine,
  { dictionary }: ReleaseSource,
  faults: BuildFaults,
  folder: string,
  grown: Growing[],
): Promise<void> {
  const sources: StagedRows[] = [];
  for (const table of dictionary.tables) {
    await checkRows(engine, dictionary, table, faults);
    sources.push(await convertValues(engine, table, faults));
  }
  faults.stop();
  const isFirst = grown.length === 0;
  for (const [at, source] of sources.entries()) {
    const { table } = source;
    if (isFirst) grown.push({ table, hash: new TableHash(engine, table, folder, rowOrder(table)), rows: 0 });
    await copyTable(engine, source, isFirst);
    await grown[at].hash.add(grown[at].rows);
    grown[at].rows = (await engine.row<{ rows: number }>(`SELECT count(*)::DOUBLE AS rows FROM ${released(table.name)}`)).rows;
    await engine.run(`DROP TABLE ${staged(table.name)}`);
  }
}

async function writeTables(engine: Engine, source: ReleaseSource, faults: BuildFaults, folder: string): Promise<Manifest> {
  const grown: Growing[] = [];
  const add = () => engine.onAllProcessors('in order', () => addPart(engine, source, faults, folder, grown));
  if (source.parts.length === 0) await add();
  for (const stage of source.parts) {
    await stage();
    await add();
  }
  for (const { name, columns } of vocabulary) await engine.run(`CREATE TABLE IF NOT EXISTS staged.${name} (${columns})`);
  const tables: Table[] = [];
  const hashes: Manifest['tables'] = {};
  const profile: (readonly [string, string])[] = [];
  for (const { table: staged, hash, rows } of grown) {
    const table = await withFoundKeys(engine, staged);
    tables.push(table);
    hashes[table.name] = { rows, sha256: await hash.digest() };
    for (const { path, json } of await profileTable(engine, released(table.name), table)) profile.push([path, json]);
  }
  const readNotes = faults.warnings.length > 0 ? { readNotes: [...faults.warnings] } : {};
  const dictionary: Dictionary = { ...source.dictionary, tables, ...readNotes };
  const { version } = await engine.row<{ version: string }>('SELECT version() AS version');
  const manifest: Manifest = {
    format: 1,
    database: dictionary.database,
    release: dictionary.release,
    title: dictionary.title,
    calendar: dictionary.calendar,
    coverage: dictionary.coverage,
    about: source.about,
    tables: hashes,
    recipe: source.recipe,
    parameters: source.parameters === null ? null : { ...source.parameters },
    engine: `DuckDB ${version}`,
  };
  const dictionaryRows = dictionaryToRows(dictionary).map(({ path, json }) => [path, json] as const);
  const manifestRows = manifestToRows(manifest).map(({ key, json }) => [key, json] as const);
  await insertPairs(engine, '_coho_dictionary', ['path', 'json'], dictionaryRows);
  await insertPairs(engine, '_coho_manifest', ['key', 'json'], manifestRows);
  await insertPairs(engine, '_coho_profile', ['path', 'json'], profile);
  await copyVocabulary(engine);
  return manifest;
}

/**
 * Writes the release of the rows that come through schema `staged`.
 * The file appears under its name only when it is whole; a fault leaves nothing behind.
 * @throws ReleaseError `faults`
 */
export async function writeRelease(engine: Engine, source: ReleaseSource, path: string, faults: BuildFaults): Promise<WrittenRelease> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `.${basename(path)}.${randomUUID()}`);
  try {
    await engine.run(`ATTACH ${quoteText(unfinished)} AS release (STORAGE_VERSION 'v1.2.0')`);
    const manifest = await writeTables(engine, source, faults, folder);
    await engine.run('CHECKPOINT release');
    await engine.run('DETACH release');
    const { size } = await stat(unfinished);
    const file: ManifestFile = { ...manifest, file: { bytes: size, sha256: await fileHash(unfinished) } };
    await writeFile(`${unfinished}.json`, `${JSON.stringify(file, null, 2)}\n`);
    await rename(unfinished, path);
    await rename(`${unfinished}.json`, manifestPath(path));
    return { path, manifest: file };
  } finally {
    for (const suffix of ['', '.wal', '.json']) await rm(`${unfinished}${suffix}`, { force: true });
  }
}
