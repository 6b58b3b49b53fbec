import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { driverFor } from './client';
import { driverForReading } from './driver';

/** Why an application database cannot be used as it stands. */
export type StoreFault = 'lost' | 'damaged' | 'newer' | 'changed';

/** The file is left as it was found; `what` is the migration, the mark or the file that tells. */
export class StoreUnusable extends Error {
  constructor(
    readonly fault: StoreFault,
    readonly what: string,
  ) {
    super(`the application database is ${fault} (${what})`);
  }
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

const LEDGER = `CREATE TABLE IF NOT EXISTS "_coho_migration" ("name" TEXT PRIMARY KEY, "sha256" TEXT NOT NULL, "appliedAt" TEXT NOT NULL);`;
const HEADER = 'SQLite format 3\0';

/** Committed migrations in order: `migrations/NAME/migration.sql`. */
function readMigrations(directory: string): readonly Migration[] {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return names.map((name) => {
    const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/** Left beside the file once it holds something: where the file is gone or empty later, it was lost and is not silently begun anew. */
export function markOf(file: string): string {
  return `${file}.made`;
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}

/** The first bytes of every SQLite file; looked at before SQLite opens it, which would write beside it. */
function demandHeader(file: string): void {
  const bytes = Buffer.alloc(HEADER.length);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, bytes, 0, HEADER.length, 0);
  } finally {
    closeSync(opened);
  }
  if (bytes.toString('latin1') !== HEADER) throw new StoreUnusable('damaged', basename(file));
}

type Applied = ReadonlyMap<string, string>;

async function readLedger(file: string): Promise<Applied> {
  const driver = await driverForReading(file);
  try {
    const ask = (sql: string) => driver.queryRaw({ sql, args: [], argTypes: [] });
    const { rows: tables } = await ask(`SELECT "name" FROM sqlite_master WHERE "name" = '_coho_migration'`);
    if (tables.length === 0) return new Map();
    const { rows } = await ask('SELECT "name", "sha256" FROM "_coho_migration"');
    return new Map(rows.map((row) => [String(row[0]), String(row[1])]));
  } finally {
    await driver.dispose();
  }
}

/**
 * Looks at the file without changing it.
 * @returns the migrations it lacks; all of them where there is no file yet
 * @throws StoreUnusable where it was lost, is no database, or was made by a newer or another version
 */
async function lackingMigrations(file: string, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const size = sizeOf(file);
  if (size === null || size === 0) {
    if (sizeOf(markOf(file)) !== null) throw new StoreUnusable('lost', markOf(file));
    return migrations;
  }
  demandHeader(file);
  const applied = await readLedger(file);
  for (const name of applied.keys()) if (!migrations.some((known) => known.name === name)) throw new StoreUnusable('newer', name);
  for (const { name, sha256 } of migrations) if ((applied.get(name) ?? sha256) !== sha256) throw new StoreUnusable('changed', name);
  return migrations.filter(({ name }) => !applied.has(name));
}

/**
 * Is the application database there and up to date? Nothing is written.
 * @throws StoreUnusable as `migrate` does
 */
export async function isMigrated(file: string, directory: string): Promise<boolean> {
  return (await lackingMigrations(file, readMigrations(directory))).length === 0;
}

/**
 * Brings the SQLite file up to the committed migrations, each in its own transaction, and returns the names applied now.
 * @throws StoreUnusable before anything is written
 */
export async function migrate(file: string, directory: string, appliedAt: Date): Promise<readonly string[]> {
  const done: string[] = [];
  const lacking = await lackingMigrations(file, readMigrations(directory));
  if (lacking.length > 0) {
    const driver = await driverFor(file).connect();
    try {
      await driver.executeScript(LEDGER);
      for (const { name, sql, sha256 } of lacking) {
        // The mark comes first: of two that migrate at once the second fails here, and finds it done.
        const mark = `INSERT INTO "_coho_migration" VALUES ('${name}', '${sha256}', '${appliedAt.toISOString()}');`;
        try {
          await driver.executeScript(`BEGIN IMMEDIATE;\n${mark}\n${sql}\nCOMMIT;`);
          done.push(name);
        } catch (error) {
          if ((await readLedger(file)).get(name) !== sha256) throw error;
        }
      }
    } finally {
      await driver.dispose();
    }
  }
  if (sizeOf(markOf(file)) === null)
    writeFileSync(markOf(file), `${basename(file)} holds accounts and projects since ${appliedAt.toISOString()}\n`);
  return done;
}
