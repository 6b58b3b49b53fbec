import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { driverFor, openStore } from '@/prisma/client';
import { migrate } from '@/prisma/migrate';

const committed = join(import.meta.dirname, '..', '..', '..', 'prisma', 'migrations');
const cell = 'cell-aaaa';

/** Operations in the words of earlier versions, and what they are now. */
const told: readonly (readonly [then: object, now: object])[] = [
  [
    { kind: 'insert', id: cell, cell: { kind: 'sql', name: 'a', body: 'SELECT "x"' }, after: null },
    { kind: 'insert', id: cell, base: 0, cell: { kind: 'sql', name: 'a', body: 'SELECT "x"' }, after: null },
  ],
  [
    { kind: 'insert', id: 'cell-note', cell: { kind: 'text', name: '', body: '' }, after: cell },
    { kind: 'insert', id: 'cell-note', base: 0, cell: { kind: 'text', name: null, body: '' }, after: cell },
  ],
  [
    { kind: 'edit', id: cell, base: 1, body: '年龄 \\ \n"quoted"' },
    { kind: 'text', id: cell, base: 1, change: { as: 'whole', body: '年龄 \\ \n"quoted"' } },
  ],
  [
    { kind: 'rename', id: cell, base: 2, name: '年龄' },
    { kind: 'rename', id: cell, base: 2, name: '年龄' },
  ],
  [
    { kind: 'remove', id: cell, base: 3 },
    { kind: 'remove', id: cell, base: 3 },
  ],
  [
    { kind: 'bring_back', id: cell, after: 'cell-note' },
    { kind: 'insert', id: cell, base: 0, cell: { kind: 'sql', name: 'now', body: '年龄 \\ \n"quoted"' }, after: 'cell-note' },
  ],
  [
    { kind: 'move', id: cell, after: null },
    { kind: 'move', id: cell, after: null },
  ],
  [
    { kind: 'title', title: 'T' },
    { kind: 'title', from: null, title: 'T' },
  ],
  [
    { kind: 'title', title: 'U' },
    { kind: 'title', from: 'T', title: 'U' },
  ],
];

it('operations stored by earlier versions are said in the words of this one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'coho-operations-'));
  const file = join(folder, 'application.sqlite');
  const earlier = join(folder, 'migrations');
  mkdirSync(earlier);
  for (const name of ['0001_first', '0002_results_of_projects']) cpSync(join(committed, name), join(earlier, name), { recursive: true });
  await migrate(file, earlier, new Date(0));
  const driver = await driverFor(file).connect();
  const quoted = (value: unknown) => `'${String(value).replaceAll("'", "''")}'`;
  await driver.executeScript(`
    INSERT INTO "Project" ("id", "name", "question", "release", "createdAt", "updatedAt") VALUES ('p', 'p', '', 'renal@1', '2026-01-01', '2026-01-01');
    INSERT INTO "Notebook" ("id", "projectId", "title", "settings", "createdAt", "updatedAt") VALUES ('n', 'p', 't', '{}', '2026-01-01', '2026-01-01');
    INSERT INTO "Cell" ("id", "notebookId", "kind", "name", "body", "position", "changedAt", "changedBy") VALUES (${quoted(cell)}, 'n', 'sql', 'now', 'now', '000001', '2026-01-01', 'u');
    ${told.map(([then], at) => `INSERT INTO "NotebookOperation" VALUES ('n', ${at + 1}, 'u', '2026-01-01', ${quoted(JSON.stringify(then))});`).join('\n')}
  `);
  await driver.dispose();
  await migrate(file, committed, new Date(0));
  const database = openStore(file);
  const rows = await database.notebookOperation.findMany({ orderBy: { version: 'asc' } });
  await database.$disconnect();
  expect(rows.map(({ operation }) => operation)).toEqual(told.map(([, now]) => now));
  expect(new Set(rows.map(({ operationId }) => operationId))).toEqual(new Set([null]));
});
