import { cpSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstVersion, notebookAt } from '@/app/_server/cells/rebuild';
import type { Store } from '@/app/_server/store';
import { driverFor, openStore } from '@/prisma/client';
import { migrate } from '@/prisma/migrate';

const committed = join(import.meta.dirname, '..', '..', '..', 'prisma', 'migrations');

const quoted = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'`;

it('a notebook of an earlier version can be rebuilt from its beginning where that is known, else from how it stood', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'coho-history-'));
  const file = join(folder, 'application.sqlite');
  const earlier = join(folder, 'migrations');
  mkdirSync(earlier);
  for (const name of readdirSync(committed)) if (name < '0010') cpSync(join(committed, name), join(earlier, name), { recursive: true });
  await migrate(file, earlier, new Date(0));
  const driver = await driverFor(file).connect();
  const made = { kind: 'insert', id: 'cell-made', base: 0, cell: { kind: 'sql', name: 'made', body: 'first' }, after: null };
  const changed = { kind: 'text', id: 'cell-made', base: 1, change: { as: 'whole', body: 'then' } };
  const titled = { kind: 'title', from: 'Begun', title: 'Titled' };
  const row = (notebook: string, version: number, operation: object) =>
    `INSERT INTO "NotebookOperation" ("notebookId", "version", "userId", "at", "operation") VALUES ('${notebook}', ${version}, 'u', '1970-01-01T00:00:00.000Z', ${quoted(operation)});`;
  const cell = (id: string, notebook: string, kind: string, body: string, position: string) =>
    `INSERT INTO "Cell" ("id", "notebookId", "kind", "name", "body", "position", "version", "changedAt", "changedBy")
     VALUES ('${id}', '${notebook}', '${kind}', '${kind === 'text' ? '' : 'made'}', '${body}', '${position}', 2, 0, 'u');`;
  const notebook = (id: string, version: number) =>
    `INSERT INTO "Notebook" ("id", "projectId", "title", "settings", "createdAt", "updatedAt", "version") VALUES ('${id}', 'p', 'Titled', '{}', 0, 0, ${version});`;
  await driver.executeScript(`
    INSERT INTO "Project" ("id", "name", "question", "release", "createdAt", "updatedAt") VALUES ('p', 'P', '', 'r@1', 0, 0);
    ${notebook('empty', 3)} ${row('empty', 1, made)} ${row('empty', 2, changed)} ${row('empty', 3, titled)}
    ${cell('cell-made', 'empty', 'sql', 'then', '000001')}
    ${notebook('demo', 4)} ${row('demo', 4, { ...changed, id: 'cell-demo' })}
    ${cell('cell-demo', 'demo', 'sql', 'then', '000002')} ${cell('cell-words', 'demo', 'text', 'Words', '000001')}
  `);
  await driver.dispose();
  expect(await migrate(file, committed, new Date(0))).toContain('0010_versions');
  const database = openStore(file);
  const store: Store = database;
  expect(await firstVersion(store, 'empty')).toBe(0);
  expect(await notebookAt(store, 'empty', 0)).toEqual({ title: 'Begun', cells: [] });
  expect(await notebookAt(store, 'empty', 1)).toMatchObject({ title: 'Begun', cells: [{ id: 'cell-made', body: 'first' }] });
  expect(await firstVersion(store, 'demo')).toBe(4);
  await database.notebook.update({ where: { id: 'demo' }, data: { version: 5 } });
  await database.cell.update({ where: { id: 'cell-demo' }, data: { body: 'later' } });
  expect(await notebookAt(store, 'demo', 4)).toEqual({
    title: 'Titled',
    cells: [
      { id: 'cell-words', version: 2, kind: 'text', name: null, body: 'Words' },
      { id: 'cell-demo', version: 2, kind: 'sql', name: 'made', body: 'then' },
    ],
  });
  await expect(notebookAt(store, 'demo', 3)).rejects.toMatchObject({ code: 'version-unknown' });
  await database.$disconnect();
});
