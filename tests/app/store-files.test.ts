import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMigratedStore, readingStore } from '@/app/_server/start/migrated-store';
import { storeFault } from '@/app/_server/start/store-fault';
import { storeFile } from '@/app/_server/store';
import { openStore } from '@/prisma/client';
import { markOf, migrate } from '@/prisma/migrate';

const migrations = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');

async function madeFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'coho-files-'));
  await migrate(storeFile(folder), migrations, new Date(0));
  return folder;
}

/** Names and bytes of all that lies in a folder. */
const contents = (folder: string) =>
  readdirSync(folder)
    .filter((name) => !/-(?:wal|shm)$/u.test(name))
    .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);

async function refusedWith(folder: string, sentence: RegExp): Promise<void> {
  const before = contents(folder);
  await expect(openMigratedStore(folder)).rejects.toThrow(sentence);
  await expect(readingStore(folder, async () => undefined)).rejects.toThrow(sentence);
  expect(contents(folder)).toEqual(before);
}

const openFiles = (folder: string) =>
  readdirSync('/proc/self/fd').filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).startsWith(folder);
    } catch {
      return false;
    }
  }).length;

describe('an application database that cannot be used is said in one sentence and left as it is', () => {
  it('made by a newer version', async () => {
    const folder = await madeFolder();
    const store = openStore(storeFile(folder));
    await store.$executeRawUnsafe(`INSERT INTO "_coho_migration" VALUES ('9999_later', 'x', 'y')`);
    await store.$executeRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
    await store.$disconnect();
    await refusedWith(folder, /^The application database .* was made by a newer version of Coho \(9999_later\); use that version[^.]*\.$/u);
  });

  it('empty or gone where data once was', async () => {
    const folder = await madeFolder();
    for (const name of readdirSync(folder)) if (/-(?:wal|shm)$/u.test(name)) rmSync(join(folder, name));
    truncateSync(storeFile(folder));
    await refusedWith(folder, /^The application database .* is gone or empty, though it held data; put back a copy/u);
    rmSync(storeFile(folder));
    await refusedWith(folder, /is gone or empty, though it held data/u);
    rmSync(markOf(storeFile(folder)));
    await expect(openMigratedStore(folder)).resolves.toBeDefined();
  });

  it('no database at all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coho-files-'));
    writeFileSync(storeFile(folder), 'a letter to somebody, longer than a header');
    await refusedWith(folder, /^The application database .* is damaged; put back a copy of it, or set COHO_DATA to another folder\.$/u);
  });

  it('damaged in the middle, found by what reads it', async () => {
    const folder = await madeFolder();
    const store = openStore(storeFile(folder));
    await store.$executeRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
    await store.$disconnect();
    const bytes = readFileSync(storeFile(folder));
    bytes.fill(0x5a, 4096);
    writeFileSync(storeFile(folder), bytes);
    const reading = readingStore(folder, async () => openStore(storeFile(folder)).auditEntry.findMany());
    await expect(reading).rejects.toThrow(/is damaged; put back a copy/u);
    expect(readFileSync(storeFile(folder)).equals(bytes)).toBe(true);
  });

  it('a folder in its place, which cannot be opened', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coho-files-'));
    mkdirSync(storeFile(folder));
    const sentence = /^The application database .* cannot be opened to read and write; make it a file[^.]*\.$/u;
    await expect(openMigratedStore(folder)).rejects.toThrow(sentence);
    await expect(readingStore(folder, async () => undefined)).rejects.toThrow(sentence);
    expect(readdirSync(folder)).toEqual(['application.sqlite']);
  });

  it('on a full disk, or not the account\u2019s to write', () => {
    const said = (code: string) => storeFault(Object.assign(new Error('it failed'), { code }), '/data');
    expect(said('SQLITE_FULL')).toMatch(/^The disk that holds the application database .* is full; make room/u);
    for (const code of ['EACCES', 'EROFS', 'SQLITE_READONLY', 'SQLITE_CANTOPEN']) expect(said(code), code).toMatch(/cannot be opened/u);
    expect(said('E_OTHER')).toBeNull();
  });

  it('not there, for one who only reads', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coho-files-'));
    await expect(readingStore(folder, async () => undefined)).rejects.toThrow(/^There is no application database in /u);
    expect(existsSync(storeFile(folder))).toBe(false);
  });
});

describe('two that migrate at once', () => {
  it('make one database between them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coho-files-'));
    const done = await Promise.all([1, 2, 3].map(() => migrate(storeFile(folder), migrations, new Date(0))));
    expect(done.flat().length).toBe(readdirSync(migrations).length);
  });
});

describe('connections', () => {
  it('are two, however many transactions there were, and read what was committed while one writes', async () => {
    const folder = await madeFolder();
    const store = openStore(storeFile(folder));
    await store.installation.count();
    const before = openFiles(folder);
    const write = (key: string) => store.$transaction((tx) => tx.installation.create({ data: { key, value: '' } }));
    await Promise.all(Array.from({ length: 40 }, (_, place) => write(`key ${place}`)));
    expect(openFiles(folder)).toBe(before);
    await store.$transaction(async (tx) => {
      await tx.installation.create({ data: { key: 'one more', value: '' } });
      expect(await store.installation.count()).toBe(40);
      expect(await tx.installation.count()).toBe(41);
    });
    expect(await store.installation.count()).toBe(41);
  });

  it('leave nothing of a transaction that fails, and go on', async () => {
    const store = openStore(storeFile(await madeFolder()));
    const failing = store.$transaction(async (tx) => {
      await tx.installation.create({ data: { key: 'half', value: '' } });
      throw new Error('stopped');
    });
    await expect(failing).rejects.toThrow('stopped');
    expect(await store.installation.count()).toBe(0);
    await store.installation.create({ data: { key: 'whole', value: '' } });
    expect(await store.installation.count()).toBe(1);
  });
});
