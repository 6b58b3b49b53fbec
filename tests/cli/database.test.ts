import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { runCommandLine } from '@/cli/main';
import { ask, folderOf } from '../databases/folder';

async function coho(...words: readonly string[]) {
  const out: string[] = [];
  const progress: string[] = [];
  const status = await runCommandLine(words, { out: (line) => out.push(line), progress: (line) => progress.push(line) });
  return { status, out, progress };
}

const yaml =
  'database: ward\nrelease: "1"\ntables: {patient: {role: patient, key: id, columns: {sex: {type: category, values: [F, M]}}}}\n';

test('database build writes a release and says nothing on standard output', async () => {
  const folder = await folderOf({ 'dictionary.yaml': yaml, 'patient.csv': 'id,sex\n1,F\n2,M\n' });
  const out = join(folder, 'ward.duckdb');
  const { status, out: said, progress } = await coho('database', 'build', folder, '--out', out);
  expect([status, said]).toEqual([0, []]);
  expect(progress.at(-1)).toBe(`ward@1: 1 tables, 2 rows → ${out}`);
  expect(await ask(out, 'FROM patient')).toEqual([
    { id: '1', sex: 'F' },
    { id: '2', sex: 'M' },
  ]);
});

test('faults go to standard output and exit 1; nothing is written', async () => {
  const folder = await folderOf({ 'dictionary.yaml': yaml, 'patient.csv': 'id,sex\n1,F\n2,X\n' });
  const out = join(folder, 'ward.duckdb');
  expect(await coho('database', 'build', folder, '--out', out)).toMatchObject({
    status: 1,
    out: ['patient, row 2 (line 3), column sex: "X" is no key of the dictionary; it knows F, M.'],
  });
  expect(existsSync(out)).toBe(false);
});

test('database make takes a size and a seed for the synthetic database only', async () => {
  const folder = await folderOf({});
  const out = join(folder, 'renal.duckdb');
  expect((await coho('database', 'make', 'renal', '--patients', '50', '--seed', '3', '--out', out)).status).toBe(0);
  expect(await ask(out, 'SELECT count(*) AS n FROM patient')).toEqual([{ n: '50' }]);
});

test('database verify accepts a release as built and refuses one whose rows were changed', async () => {
  const folder = await folderOf({ 'dictionary.yaml': yaml, 'patient.csv': 'id,sex\n1,F\n2,M\n' });
  const out = join(folder, 'ward.duckdb');
  await coho('database', 'build', folder, '--out', out);
  expect(await coho('database', 'verify', out)).toMatchObject({ status: 0, out: [] });
  // A forger who also mends the file's own hash is found by the table's.
  const instance = await DuckDBInstance.create(out);
  const connection = await instance.connect();
  await connection.run("UPDATE patient SET sex = 'M' WHERE id = 1; CHECKPOINT;");
  connection.closeSync();
  instance.closeSync();
  expect(await coho('database', 'verify', out)).toMatchObject({
    status: 1,
    out: [expect.stringContaining('ward.duckdb is not the file its manifest describes')],
  });
  const manifestFile = join(folder, 'ward.manifest.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8'));
  const bytes = await readFile(out);
  manifest.file = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  await writeFile(manifestFile, JSON.stringify(manifest));
  expect(await coho('database', 'verify', out)).toMatchObject({
    status: 1,
    out: ['The rows of the table patient are not those of the manifest.'],
  });
});

test.each([
  [[], 'usage: coho COMMAND …'],
  [['frobnicate'], 'There is no command "frobnicate"; there are '],
  [['database'], 'coho database needs one of: build, make, list, verify.'],
  [['database', 'build', '/tmp'], 'usage: coho database build DIR --out FILE.duckdb'],
  [['database', 'build', '/tmp', '--out', 'x.db'], '--out names the release file, FILE.duckdb, not "x.db".'],
  [['database', 'build', '/no/such/folder', '--out', 'x.duckdb'], 'There is no readable folder /no/such/folder.'],
  [['database', 'make', 'lungs'], '"lungs" is no embedded database; there are breast_cancer, cardiometabolic, renal_flc, renal.'],
  [['database', 'make', 'renal_flc', '--patients', '3', '--out', 'x.duckdb'], 'The database renal_flc takes no --patients.'],
  [['database', 'make', 'renal', '--patients', '3'], 'Another size or seed makes another database: say where with --out FILE.duckdb.'],
  [['database', 'make', 'renal', '--patients', '0', '--out', 'x.duckdb'], '--patients must be from 1 to 5000000, not 0.'],
])('%j exits 2 with one sentence', async (words, message) => {
  const { status, out } = await coho(...words);
  expect(status).toBe(2);
  expect(out.join('\n')).toContain(message);
});
