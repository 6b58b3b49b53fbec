import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { databasesFolder } from '@/app/_server/databases/releases';
import { columnLabels } from '@/app/_server/notebooks/brought/brought-results';
import { readyToRead } from '@/app/_server/notebooks/brought/reading-thread';
import { settings } from '@/app/_server/settings/environment';
import type { Store } from '@/app/_server/store';
import { buildSmallDatabase } from '../../cli/cohort-database';
import { addPerson, addProject, freshStore } from '../world';

const RELEASE = 'small@2026.1';
const cohort = (label: string) =>
  `index at first diagnosis\ninclude "Adults": age at index >= 18\nvariable weight "${label}" = index.weight`;

let database: Store;
let notebook: string;

beforeAll(async () => {
  database = await freshStore();
  const person = await addPerson(database, 'owner', ['researcher']);
  ({ notebook } = await addProject(database, 'words', { owner: person }));
  const folder = databasesFolder(settings().dataDirectory);
  await mkdir(folder, { recursive: true });
  const file = await buildSmallDatabase(folder);
  await rename(file, join(folder, `${RELEASE}.duckdb`));
  await rename(file.replace(/\.duckdb$/, '.manifest.json'), join(dirname(file), `${RELEASE}.manifest.json`));
  await readyToRead();
});

it('the columns of a notebook’s picture are called as its cells call them now', async () => {
  const words = async (version: number) => (await columnLabels(database, { id: notebook, version, release: RELEASE }))?.get('weight')?.en;
  const changed = { position: 'a', changedAt: new Date('2026-01-01T00:00:00Z'), changedBy: 'owner' };
  await database.cell.create({
    data: { id: 'c1', notebookId: notebook, kind: 'cohort', name: 'adults', body: cohort('Body weight'), ...changed },
  });
  expect(await words(1)).toBe('Body weight');
  await database.cell.update({ where: { id: 'c1' }, data: { body: cohort('Mass') } });
  expect([await words(1), await words(2)]).toEqual(['Body weight', 'Mass']);
  expect(await columnLabels(database, { id: notebook, version: 3, release: 'none@1' })).toBeNull();
});
