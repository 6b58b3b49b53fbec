/** `coho database …`: releases of databases. */
import { resolve } from 'node:path';
import { buildFolder } from '@/app/_server/databases/build/build-folder';
import { buildEmbedded, sourcesFolder } from '@/app/_server/databases/embedded/build-embedded';
import { embeddedDatabases, findEmbedded } from '@/app/_server/databases/embedded/catalogue';
import { ensureEmbedded } from '@/app/_server/databases/ensure-embedded';
import { ReleaseError } from '@/app/_server/databases/release-error';
import { listReleases, resolveDatabase } from '@/app/_server/databases/releases';
import { verifyTables } from '@/app/_server/databases/verify-tables';
import { settings } from '@/app/_server/settings/environment';
import type { Command, ExitStatus, Terminal } from './command';
import { parseArguments, UsageError } from './options';

/** Faults of the work exit 1; a folder or file that cannot be read, or a name that is none, 2. */
function report(error: unknown, terminal: Terminal): ExitStatus {
  if (!(error instanceof ReleaseError)) throw error;
  terminal.out(error.message);
  return error.code === 'faults' || error.code === 'hash_mismatch' ? 1 : 2;
}

function releaseFile(out: string): string {
  if (!out.endsWith('.duckdb')) throw new UsageError(`--out names the release file, FILE.duckdb, not "${out}".`);
  return resolve(out);
}

const build: Command = async (words, terminal) => {
  const { positions, options } = parseArguments(words, { out: 'text' });
  if (positions.length !== 1 || options.out === undefined) throw new UsageError('usage: coho database build DIR --out FILE.duckdb');
  const path = releaseFile(options.out);
  try {
    const { manifest, warnings } = await buildFolder(positions[0], path, (step) => terminal.progress(`reading ${step}`));
    for (const { en } of warnings) terminal.out(`warning: ${en}`);
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    terminal.progress(`${manifest.database}@${manifest.release}: ${Object.keys(manifest.tables).length} tables, ${rows} rows → ${path}`);
    return 0;
  } catch (error) {
    return report(error, terminal);
  }
};

const make: Command = async (words, terminal) => {
  const { positions, options } = parseArguments(words, { patients: 'integer', seed: 'integer', out: 'text' });
  const [name] = positions;
  const known = embeddedDatabases.map((database) => database.name).join(', ');
  if (positions.length !== 1) {
    throw new UsageError(`usage: coho database make NAME [--patients N] [--seed S] [--out FILE.duckdb]; NAME is one of ${known}`);
  }
  const database = findEmbedded(name);
  if (!database) throw new UsageError(`"${name}" is no embedded database; there are ${known}.`);
  const given = Object.fromEntries(
    Object.entries({ patients: options.patients, seed: options.seed }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(database.parameters, key)) throw new UsageError(`The database ${name} takes no --${key}.`);
  }
  if (given.patients !== undefined && (given.patients < 1 || given.patients > 5_000_000)) {
    throw new UsageError(`--patients must be from 1 to 5000000, not ${given.patients}.`);
  }
  if (Object.keys(given).length > 0 && options.out === undefined) {
    throw new UsageError('Another size or seed makes another database: say where with --out FILE.duckdb.');
  }
  try {
    if (options.out === undefined) {
      const [path] = await ensureEmbedded(settings().dataDirectory, [name], (built, state) => terminal.progress(`${built}: ${state}`));
      terminal.progress(path);
    } else {
      const path = releaseFile(options.out);
      terminal.progress(`${name}: building`);
      await buildEmbedded(database, given, path, sourcesFolder());
      terminal.progress(path);
    }
    return 0;
  } catch (error) {
    return report(error, terminal);
  }
};

const list: Command = async (words, terminal) => {
  const { positions } = parseArguments(words, {});
  if (positions.length > 0) throw new UsageError('usage: coho database list');
  const releases = await listReleases(settings().dataDirectory);
  for (const { database, release, path } of releases) terminal.out(`${database}@${release}\t${path}`);
  for (const { name } of embeddedDatabases) {
    if (!releases.some((release) => release.database === name)) terminal.out(`${name}\tnot built yet; built when first used`);
  }
  return 0;
};

const verify: Command = async (words, terminal) => {
  const { positions } = parseArguments(words, {});
  if (positions.length !== 1) throw new UsageError('usage: coho database verify NAME|FILE.duckdb');
  try {
    const { path } = await resolveDatabase(settings().dataDirectory, positions[0]);
    const faults = await verifyTables(path);
    for (const { en } of faults) terminal.out(en);
    if (faults.length === 0) terminal.progress(`${path}: the file and every table are those of the manifest`);
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    return report(error, terminal);
  }
};

const actions: Readonly<Record<string, Command>> = { build, make, list, verify };

export const database: Command = async (words, terminal) => {
  const [action, ...rest] = words;
  if (action === undefined || !Object.hasOwn(actions, action)) {
    throw new UsageError(`coho database needs one of: ${Object.keys(actions).join(', ')}.`);
  }
  return actions[action](rest, terminal);
};
