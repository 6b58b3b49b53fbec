import 'server-only';
/** The embedded databases are built where they are missing or made from an older recipe. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdingLock } from './build-lock';
import { type EmbeddedDatabase, embeddedDatabases, findEmbedded } from './embedded/catalogue';
import { manifestFileSchema, manifestPath } from './manifest';
import { ReleaseError } from './release-error';
import { databasesFolder, isDatabaseFile, releasePath, resolveDatabase } from './releases';
import { verifyRelease } from './verify';

/** Told once before and once after a database is built; never for one that is there already. */
export type BuildProgress = (database: string, state: 'building' | 'built') => void;

async function recipeOnDisk(path: string): Promise<string | null> {
  const text = await readFile(manifestPath(path), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return manifestFileSchema.parse(JSON.parse(text)).recipe;
  } catch {
    return null;
  }
}

async function ensureOne(
  dataDirectory: string,
  database: EmbeddedDatabase,
  sources: string | null,
  onProgress: BuildProgress,
): Promise<string> {
  // The build is loaded only where something may have to be built: a run on a release that is there starts sooner without it.
  const { readDictionaryFile } = await import('./build/read-dictionary-file');
  const { buildEmbedded, recipeOf, sourcesFolder } = await import('./embedded/build-embedded');
  const folder = sources ?? sourcesFolder();
  const { dictionary } = await readDictionaryFile(join(folder, database.name, 'dictionary.yaml'));
  const path = releasePath(dataDirectory, database.name, dictionary.release);
  const recipe = await recipeOf(database, {}, folder);
  const isReady = async () =>
    (await recipeOnDisk(path)) === recipe &&
    (await verifyRelease(path).then(
      () => true,
      () => false,
    ));
  if (await isReady()) return path;
  await holdingLock(join(databasesFolder(dataDirectory), `.${database.name}.lock`), async () => {
    if (await isReady()) return; // another process built it meanwhile
    onProgress(database.name, 'building');
    await buildEmbedded(database, {}, path, folder);
    onProgress(database.name, 'built');
  });
  return path;
}

/**
 * Builds the embedded databases that are missing, changed on disk, or made from other sources than the project's.
 * Safe in several processes at once: one builds, the others wait.
 * @param names null for all
 * @param sources the folder `data/`; null for the project's
 * @returns the release files, in the order asked for
 */
export async function ensureEmbedded(
  dataDirectory: string,
  names: readonly string[] | null = null,
  onProgress: BuildProgress = () => {},
  sources: string | null = null,
): Promise<readonly string[]> {
  const wanted = names ?? embeddedDatabases.map(({ name }) => name);
  const paths: string[] = [];
  for (const name of wanted) {
    const database = findEmbedded(name);
    if (!database) {
      const known = embeddedDatabases.map((embedded) => embedded.name);
      throw new ReleaseError('unknown_database', {
        en: `"${name}" is no embedded database; there are ${known.join(', ')}.`,
        zh: `“${name}”不是内置数据库；现有：${known.join('、')}。`,
      });
    }
    paths.push(await ensureOne(dataDirectory, database, sources, onProgress));
  }
  return paths;
}

/**
 * The file a name stands for, built first where it is an embedded database that is missing, and checked against its manifest.
 * @throws ReleaseError where there is no such database or its file was changed
 */
export async function openableDatabase(dataDirectory: string, name: string, onProgress: BuildProgress = () => {}): Promise<string> {
  if (!isDatabaseFile(name)) {
    const found = await resolveDatabase(dataDirectory, name).catch((error: unknown) => {
      if (error instanceof ReleaseError && error.code === 'not_built') return null;
      throw error;
    });
    if (!found) await ensureEmbedded(dataDirectory, [name], onProgress);
  }
  const { path } = await resolveDatabase(dataDirectory, name);
  await verifyRelease(path);
  return path;
}
