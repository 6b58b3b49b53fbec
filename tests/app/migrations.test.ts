import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '@/prisma/client';
import { migrate } from '@/prisma/migrate';
import { sqlOfSchema } from '@/prisma/schema-sql';

const prisma = join(import.meta.dirname, '..', '..', 'prisma');

type Named = { name: string };

async function shapeOf(file: string): Promise<unknown> {
  const database = openStore(file);
  const tables = await database.$queryRawUnsafe<Named[]>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_coho_migration' ORDER BY name`,
  );
  const shape: unknown[] = [];
  for (const { name } of tables) {
    const columns = await database.$queryRawUnsafe<Named[]>(
      `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${name}')`,
    );
    const indexes = await database.$queryRawUnsafe<Named[]>(`SELECT name, "unique" FROM pragma_index_list('${name}') WHERE origin = 'c'`);
    const byName = (a: Named, b: Named) => (a.name < b.name ? -1 : 1);
    shape.push({ name, columns: columns.sort(byName), indexes: indexes.sort(byName) });
  }
  await database.$disconnect();
  return JSON.parse(JSON.stringify(shape, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
}

describe('migrations', () => {
  it('make the database the schema says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coho-migrate-'));
    const sql = await sqlOfSchema(readFileSync(join(prisma, 'schema.prisma'), 'utf8'));
    const wanted = join(folder, 'migrations', '0001_schema');
    cpSync(join(prisma, 'migrations', '0001_first'), wanted, { recursive: true });
    writeFileSync(join(wanted, 'migration.sql'), sql);
    await migrate(join(folder, 'wanted.sqlite'), join(folder, 'migrations'), new Date(0));
    await migrate(join(folder, 'made.sqlite'), join(prisma, 'migrations'), new Date(0));
    expect(await shapeOf(join(folder, 'made.sqlite'))).toEqual(await shapeOf(join(folder, 'wanted.sqlite')));
  });

  it('are applied once', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'coho-migrate-')), 'a.sqlite');
    expect((await migrate(file, join(prisma, 'migrations'), new Date(0))).length).toBeGreaterThan(0);
    expect(await migrate(file, join(prisma, 'migrations'), new Date(0))).toEqual([]);
  });

  it('refuse one that was edited after it had been applied', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coho-migrate-'));
    const migrations = join(folder, 'migrations');
    cpSync(join(prisma, 'migrations'), migrations, { recursive: true });
    await migrate(join(folder, 'a.sqlite'), migrations, new Date(0));
    writeFileSync(join(migrations, '0001_first', 'migration.sql'), 'SELECT 1;');
    await expect(migrate(join(folder, 'a.sqlite'), migrations, new Date(0))).rejects.toThrow('0001_first');
  });

  it('leave nothing behind when one fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coho-migrate-'));
    const migrations = join(folder, 'migrations');
    cpSync(join(prisma, 'migrations'), migrations, { recursive: true });
    cpSync(join(migrations, '0001_first'), join(migrations, '9999_broken'), { recursive: true });
    writeFileSync(join(migrations, '9999_broken', 'migration.sql'), 'CREATE TABLE half (a INT); CREATE TABLE half (a INT);');
    const file = join(folder, 'a.sqlite');
    await expect(migrate(file, migrations, new Date(0))).rejects.toThrow();
    const database = openStore(file);
    const left = await database.$queryRawUnsafe<Named[]>(`SELECT name FROM sqlite_master WHERE name = 'half'`);
    expect(left).toEqual([]);
    await database.$disconnect();
  });
});
