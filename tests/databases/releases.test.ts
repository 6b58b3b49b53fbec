import { execFile } from 'node:child_process';
import { copyFile, open, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ensureEmbedded, openableDatabase } from '@/app/_server/databases/ensure-embedded';
import { ReleaseError } from '@/app/_server/databases/release-error';
import { listReleases, resolveDatabase } from '@/app/_server/databases/releases';
import { verifyRelease } from '@/app/_server/databases/verify';
import { ask, folderOf } from './folder';

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof ReleaseError ? error.code : String(error)),
  );

test('a missing embedded database is built once, whoever asks; the second time nothing is built', async () => {
  const data = await folderOf({});
  expect(await codeOf(resolveDatabase(data, 'breast_cancer'))).toBe('not_built');
  const built: string[] = [];
  const ask = () => openableDatabase(data, 'breast_cancer', (name, state) => built.push(`${name} ${state}`));
  const paths = await Promise.all([ask(), ask(), ask()]);
  expect(new Set(paths)).toEqual(new Set([join(data, 'databases', 'breast_cancer@2026.1.duckdb')]));
  expect(built).toEqual(['breast_cancer building', 'breast_cancer built']);
  expect((await readdir(join(data, 'databases'))).sort()).toEqual(['breast_cancer@2026.1.duckdb', 'breast_cancer@2026.1.manifest.json']);
  await ensureEmbedded(data, ['breast_cancer'], (name) => built.push(name));
  expect(built).toHaveLength(2);
});

test('a changed byte, a missing manifest and a foreign manifest are refused by name', async () => {
  const data = await folderOf({});
  const [path] = await ensureEmbedded(data, ['breast_cancer']);
  const manifest = path.replace('.duckdb', '.manifest.json');
  expect((await verifyRelease(path)).tables.patient.rows).toBe(3668);
  const file = await open(path, 'r+');
  await file.write(Buffer.from([0x5a]), 0, 1, 500_000);
  await file.close();
  await utimes(path, 1_900_000_000, 1_900_000_000);
  await expect(verifyRelease(path)).rejects.toThrow(/^breast_cancer@2026\.1\.duckdb is not the file its manifest describes/);
  const text = await readFile(manifest, 'utf8');
  await rm(manifest);
  expect(await codeOf(verifyRelease(path))).toBe('no_manifest');
  await writeFile(manifest, '{"format": 1}');
  expect(await codeOf(verifyRelease(path))).toBe('no_manifest');
  await writeFile(manifest, text);
  expect(await codeOf(verifyRelease(path))).toBe('hash_mismatch');
  // Asked for by name, the damaged embedded database is made again.
  await ensureEmbedded(data, ['breast_cancer']);
  expect((await verifyRelease(path)).database).toBe('breast_cancer');
});

test('a name is the newest release, NAME@RELEASE that one, FILE.duckdb the file', async () => {
  const data = await folderOf({});
  const [path] = await ensureEmbedded(data, ['breast_cancer']);
  for (const release of ['2026.10', '2026.2']) {
    for (const suffix of ['duckdb', 'manifest.json']) {
      await copyFile(
        path.replace('duckdb', suffix).replace(/\.manifest$/, ''),
        join(data, 'databases', `breast_cancer@${release}.${suffix}`),
      );
    }
  }
  expect((await listReleases(data)).map(({ release }) => release)).toEqual(['2026.10', '2026.2', '2026.1']);
  expect((await resolveDatabase(data, 'breast_cancer')).path).toContain('breast_cancer@2026.10.duckdb');
  expect((await resolveDatabase(data, 'breast_cancer@2026.2')).path).toContain('breast_cancer@2026.2.duckdb');
  expect((await resolveDatabase(data, path)).path).toBe(path);
  await expect(resolveDatabase(data, 'breast_cancer@3')).rejects.toThrow(
    'There is no database "breast_cancer@3"; there are breast_cancer@2026.10, breast_cancer@2026.2, breast_cancer@2026.1.',
  );
  await expect(resolveDatabase(data, 'lungs')).rejects.toThrow(
    'There is no database "lungs"; there are breast_cancer, cardiometabolic, renal, renal_flc.',
  );
  expect(await codeOf(verifyRelease(join(data, 'no.duckdb')))).toBe('not_built');
});

test('two processes at once build one whole release', async () => {
  const data = await folderOf({});
  const make = () =>
    promisify(execFile)('node_modules/.bin/tsx', ['--conditions=react-server', 'cli/main.ts', 'database', 'make', 'breast_cancer'], {
      env: { ...process.env, COHO_DATA: data },
    });
  const said = (await Promise.all([make(), make()])).map(({ stdout, stderr }) => {
    expect(stdout).toBe('');
    return stderr;
  });
  expect(said.filter((lines) => lines.includes('breast_cancer: built'))).toHaveLength(1);
  const path = join(data, 'databases', 'breast_cancer@2026.1.duckdb');
  expect((await verifyRelease(path)).tables.patient.rows).toBe(3668);
  expect(await ask(path, "SELECT unnest(map_values(tags)) AS version FROM duckdb_databases() WHERE database_name LIKE 'breast%'")).toEqual([
    { version: 'v1.2.0+' },
  ]);
});

test('a lock left by a builder that is gone does not stop the next one', async () => {
  const data = await folderOf({});
  await ensureEmbedded(data, ['renal_flc']);
  const [path] = await ensureEmbedded(data, ['renal_flc']);
  await rm(path);
  const lock = join(data, 'databases', '.renal_flc.lock');
  await writeFile(lock, '2147483646');
  await ensureEmbedded(data, ['renal_flc']);
  expect((await verifyRelease(path)).database).toBe('renal_flc');
  // The builder's number is another process's now, this one's: nobody has touched the lock for an hour.
  await rm(path);
  await writeFile(lock, String(process.pid));
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(lock, hourAgo, hourAgo);
  await ensureEmbedded(data, ['renal_flc']);
  expect((await verifyRelease(path)).database).toBe('renal_flc');
});
