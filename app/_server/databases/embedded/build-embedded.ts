import 'server-only';
/** An embedded database: its SQL stages the rows, the common build writes the release. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
const buildVersion = 1;

/** Above this, a generated database is staged on disk. */
const mostPatientsInMemory = 50_000;

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

/** Runs the database's SQL: afterwards schema `staged` holds its rows. */
export async function stageEmbedded(
  engine: Engine,
  database: EmbeddedDatabase,
  given: Readonly<Record<string, number>>,
  folder: string,
): Promise<void> {
  await engine.run('CREATE SCHEMA source; CREATE SCHEMA staged; CREATE SCHEMA raw;');
  await engine.run(`SET VARIABLE sources = ${quoteText(join(folder, 'sources'))}`);
  for (const [name, value] of Object.entries(parametersOf(database, given))) await engine.run(`SET VARIABLE ${name} = ${value}::BIGINT`);
  for (const path of database.sql) await engine.run((await readSource(join(folder, path))).toString('utf8'));
  await engine.run('DROP SCHEMA source CASCADE');
  if (database.vocabulary) {
    const faults = new BuildFaults();
    await stageVocabulary(engine, join(folder, database.name), new Set(['vocabulary']), faults);
    faults.stop();
  }
}

/** Builds an embedded database into a release file. */
export async function buildEmbedded(
  database: EmbeddedDatabase,
  given: Readonly<Record<string, number>>,
  path: string,
  folder: string,
): Promise<WrittenRelease> {
  const { dictionary, about } = await readDictionaryFile(join(folder, database.name, 'dictionary.yaml'));
  const isLarge = (parametersOf(database, given).patients ?? 0) > mostPatientsInMemory;
  const work = isLarge ? await mkdtemp(join(tmpdir(), 'coho-build-')) : null;
  const engine = work === null ? await Engine.inMemory() : await Engine.onDisk(join(work, 'work.duckdb'));
  try {
    // The release sorts what is staged, so a large database is drawn on every processor and is the same.
    const stage = () => stageEmbedded(engine, database, given, folder);
    await (isLarge ? engine.onAllProcessors('in any order', stage) : stage());
    const recipe = await recipeOf(database, given, folder);
    const parameters = Object.keys(database.parameters).length > 0 ? parametersOf(database, given) : null;
    return await writeRelease(engine, { dictionary, about, recipe, parameters }, path, new BuildFaults());
  } finally {
    engine.close();
    if (work !== null) await rm(work, { recursive: true, force: true });
  }
}
