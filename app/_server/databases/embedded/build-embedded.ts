import 'server-only';
/** An embedded database: its SQL stages the rows, the common build writes the release. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quoteText } from '@/cohort-dsl/source/sql-text';
import { BuildFaults } from '../build/faults';
import { readDictionaryFile } from '../build/read-dictionary-file';
import { stageVocabulary } from '../build/stage-vocabulary';
import { type WrittenRelease, writeRelease } from '../build/write-release';
import { Engine } from '../engine';
import { ReleaseError } from '../release-error';
import type { EmbeddedDatabase } from './catalogue';

/** Bumped when the common build writes something new into a release. */
const buildVersion = 2;

/** A generated database is staged so many patients at a time: its rows are sorted in memory, whatever its size. */
const patientsAtOnce = 25_000;
/** What the engine may take in memory for it. */
const memoryLimit = '2GB';

/** The folder `data/` of the project, beside which the server and the command line are started. */
export function sourcesFolder(): string {
  return join(process.cwd(), 'data');
}

async function readSource(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw new ReleaseError('sources_missing', {
      en: `The source ${path} of an embedded database is missing; start from the project's folder.`,
      zh: `缺少内置数据库的来源文件 ${path}；请在项目目录中启动。`,
    });
  }
}

function parametersOf(database: EmbeddedDatabase, given: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(database.parameters).map(([name, value]) => [name, given[name] ?? value]));
}

function vocabularyOf(database: EmbeddedDatabase): readonly string[] {
  return database.vocabulary ? [`${database.name}/vocabulary.csv`] : [];
}

/** What decides an embedded release's contents: its files, its parameters and the build itself. */
export async function recipeOf(database: EmbeddedDatabase, given: Readonly<Record<string, number>>, folder: string): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([buildVersion, parametersOf(database, given)]));
  for (const path of [
    `${database.name}/dictionary.yaml`,
    ...database.sql,
    ...vocabularyOf(database),
    ...database.sources.map((source) => `sources/${source}`),
  ]) {
    hash.update(path).update(await readSource(join(folder, path)));
  }
  return hash.digest('hex');
}

/** Runs the database's SQL: afterwards schema `staged` holds its rows, of a generated database those of some patients. */
export async function stageEmbedded(
  engine: Engine,
  database: EmbeddedDatabase,
  given: Readonly<Record<string, number>>,
  folder: string,
  [first, last]: readonly [first: number, last: number] = [1, parametersOf(database, given).patients ?? 0],
): Promise<void> {
  await engine.run('CREATE SCHEMA source; CREATE SCHEMA IF NOT EXISTS staged;');
  await engine.run(`SET VARIABLE sources = ${quoteText(join(folder, 'sources'))}`);
  const variables = { ...parametersOf(database, given), first_patient: first, last_patient: last };
  for (const [name, value] of Object.entries(variables)) await engine.run(`SET VARIABLE ${name} = ${value}::BIGINT`);
  for (const path of database.sql) await engine.run((await readSource(join(folder, path))).toString('utf8'));
  await engine.run('DROP SCHEMA source CASCADE');
}

/** Puts the names of the database's codes into schema `staged`. */
async function stageNames(engine: Engine, database: EmbeddedDatabase, folder: string): Promise<void> {
  await engine.run('CREATE SCHEMA raw; CREATE SCHEMA staged;');
  if (!database.vocabulary) return;
  const faults = new BuildFaults();
  await stageVocabulary(engine, join(folder, database.name), new Set(['vocabulary']), faults);
  faults.stop();
}

/** A generated database in parts; of the others the whole. What is generated is sorted by all columns, so that the order it comes in says nothing. */
function partsOf(engine: Engine, database: EmbeddedDatabase, given: Readonly<Record<string, number>>, folder: string, atOnce: number) {
  const { patients } = parametersOf(database, given);
  if (patients === undefined) return [() => stageEmbedded(engine, database, given, folder)];
  return Array.from({ length: Math.ceil(patients / atOnce) }, (_, at) => {
    const range = [at * atOnce + 1, Math.min((at + 1) * atOnce, patients)] as const;
    return () => engine.onAllProcessors('in any order', () => stageEmbedded(engine, database, given, folder, range));
  });
}

/**
 * Builds an embedded database into a release file.
 * @param atOnce patients made at a time, of a generated one; the rows do not depend on it
 */
export async function buildEmbedded(
  database: EmbeddedDatabase,
  given: Readonly<Record<string, number>>,
  path: string,
  folder: string,
  atOnce = patientsAtOnce,
): Promise<WrittenRelease> {
  const { dictionary, about } = await readDictionaryFile(join(folder, database.name, 'dictionary.yaml'));
  const engine = await Engine.inMemory(memoryLimit);
  try {
    await stageNames(engine, database, folder);
    const recipe = await recipeOf(database, given, folder);
    const parameters = Object.keys(database.parameters).length > 0 ? parametersOf(database, given) : null;
    const parts = partsOf(engine, database, given, folder, atOnce);
    return await writeRelease(engine, { dictionary, about, recipe, parameters, parts }, path, new BuildFaults());
  } finally {
    engine.close();
  }
}
