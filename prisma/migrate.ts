import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { driverFor } from './client';

/** A migration that was applied and has since been edited: the database and the code no longer tell one story. */
export class MigrationChanged extends Error {
  constructor(readonly migration: string) {
    super(`migration ${migration} was changed after it had been applied to this database`);
  }
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

const LEDGER = `
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS "_coho_migration" ("name" TEXT PRIMARY KEY, "sha256" TEXT NOT NULL, "appliedAt" TEXT NOT NULL);
`;

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

/**
 * Brings the SQLite file up to the committed migrations, each in its own transaction, and returns the names applied now.
 * @throws MigrationChanged when an applied migration's text differs from the committed one.
 */
export async function migrate(file: string, directory: string, appliedAt: Date): Promise<readonly string[]> {
  const driver = await driverFor(file).connect();
  try {
    await driver.executeScript(LEDGER);
    const ledger = await driver.queryRaw({ sql: 'SELECT "name", "sha256" FROM "_coho_migration"', args: [], argTypes: [] });
    const applied = new Map(ledger.rows.map((row) => [String(row[0]), String(row[1])]));
    const done: string[] = [];
    for (const migration of readMigrations(directory)) {
      const known = applied.get(migration.name);
      if (known === migration.sha256) continue;
      if (known !== undefined) throw new MigrationChanged(migration.name);
      const mark = `INSERT INTO "_coho_migration" VALUES ('${migration.name}', '${migration.sha256}', '${appliedAt.toISOString()}');`;
      await driver.executeScript(`BEGIN IMMEDIATE;\n${migration.sql}\n${mark}\nCOMMIT;`);
      done.push(migration.name);
    }
    return done;
  } finally {
    await driver.dispose();
  }
}
