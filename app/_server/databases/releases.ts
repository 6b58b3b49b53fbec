import 'server-only';
/** The releases of a data directory: `databases/NAME@RELEASE.duckdb` with `NAME@RELEASE.manifest.json`. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { embeddedDatabases, findEmbedded } from './embedded/catalogue';
import { ReleaseError } from './release-error';

export interface ReleaseFile {
  readonly database: string;
  readonly release: string;
  /** Absolute. */
  readonly path: string;
}

export function databasesFolder(dataDirectory: string): string {
  return resolve(dataDirectory, 'databases');
}

export function releasePath(dataDirectory: string, database: string, release: string): string {
  return join(databasesFolder(dataDirectory), `${database}@${release}.duckdb`);
}

/** Orders release names as people count: 2026.2 before 2026.10. */
function compareReleases(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Every release of the data directory with its manifest beside it, by name, newest first. */
export async function listReleases(dataDirectory: string): Promise<readonly ReleaseFile[]> {
  const folder = databasesFolder(dataDirectory);
  const files = await readdir(folder).catch(() => []);
  const present = new Set(files);
  return files
    .flatMap((file) => {
      const match = /^([a-z][a-z0-9_]*)@([A-Za-z0-9][A-Za-z0-9._-]*)\.duckdb$/.exec(file);
      if (!match || !present.has(file.replace(/\.duckdb$/, '.manifest.json'))) return [];
      return [{ database: match[1], release: match[2], path: join(folder, file) }];
    })
    .sort((a, b) => (a.database === b.database ? compareReleases(b.release, a.release) : a.database < b.database ? -1 : 1));
}

/** Whether a database is named by its file. */
export function isDatabaseFile(name: string): boolean {
  return name.endsWith('.duckdb') || name.includes('/') || name.includes('\\');
}

/**
 * The release a name stands for: `renal` is the newest, `renal@2026.1` that one, `path.duckdb` a file (relative to the working directory).
 * The file is not opened; check it with `verifyRelease`.
 * @throws ReleaseError `not_built` for an embedded database not built yet, `unknown_database` otherwise
 */
export async function resolveDatabase(dataDirectory: string, name: string): Promise<{ readonly path: string }> {
  if (isDatabaseFile(name)) return { path: resolve(name) };
  const releases = await listReleases(dataDirectory);
  const [database, release] = name.split('@', 2);
  const found = releases.find((file) => file.database === database && (release === undefined || file.release === release));
  if (found) return found;
  const known = [...new Set([...releases.map((file) => file.database), ...embeddedDatabases.map((embedded) => embedded.name)])].sort();
  if (findEmbedded(database) && release === undefined) {
    throw new ReleaseError('not_built', {
      en: `The database "${name}" is not built yet; run "coho database make ${database}".`,
      zh: `数据库“${name}”尚未构建；请运行 “coho database make ${database}”。`,
    });
  }
  const others = releases.filter((file) => file.database === database).map((file) => `${file.database}@${file.release}`);
  const offered = others.length > 0 ? others : known;
  throw new ReleaseError('unknown_database', {
    en: `There is no database "${name}"; there are ${offered.join(', ')}.`,
    zh: `没有数据库“${name}”；现有：${offered.join('、')}。`,
  });
}
