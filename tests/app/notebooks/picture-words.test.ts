import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openRelease } from '@/app/_server/catalogue/open-release';
import { findRelease } from '@/app/_server/catalogue/releases';
import { cellDto } from '@/app/_server/cells/cell-rows';
import { databasesFolder } from '@/app/_server/databases/releases';
import { columnLabels } from '@/app/_server/notebooks/brought/brought-results';
import { keysOf } from '@/app/_server/notebooks/brought/reading.worker';
import { readyToRead } from '@/app/_server/notebooks/brought/reading-thread';
import { settings } from '@/app/_server/settings/environment';
import type { Store } from '@/app/_server/store';
import { buildSmallDatabase } from '../../cli/cohort-database';
import { addPerson, addProject, freshStore } from '../world';

const RELEASE = 'small@2026.1';
const cohort = (label: string) =>
  `index at first diagnosis\ninclude "Adults": age at index >= 18\nvariable weight "${label}" = index.weight`;

const NO_CELL = '0'.repeat(64);

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
  const words = async (version: number) =>
    (await columnLabels(database, { id: notebook, version, release: RELEASE }, NO_CELL))?.get('weight')?.en;
  const changed = { position: 'a', changedAt: new Date('2026-01-01T00:00:00Z'), changedBy: 'owner' };
  await database.cell.create({
    data: { id: 'c1', notebookId: notebook, kind: 'cohort', name: 'adults', body: cohort('Body weight'), ...changed },
  });
  expect(await words(1)).toBe('Body weight');
  await database.cell.update({ where: { id: 'c1' }, data: { body: cohort('Mass') } });
  expect([await words(1), await words(2)]).toEqual(['Body weight', 'Mass']);
  expect(await columnLabels(database, { id: notebook, version: 3, release: 'none@1' }, NO_CELL)).toEqual(new Map());
});

it('a column that two cohorts call differently is called as the pictured cell reads it', async () => {
  const changed = { notebookId: notebook, changedAt: new Date('2026-01-01T00:00:00Z'), changedBy: 'owner' };
  await database.cell.create({ data: { id: 'c2', kind: 'cohort', name: 'others', body: cohort('Kilograms'), position: 'b', ...changed } });
  const body = 'method: describe\ndata: others';
  await database.cell.create({ data: { id: 'd1', kind: 'analysis', name: 'described', body, position: 'c', ...changed } });
  const text = await database.cell.findMany({ where: { notebookId: notebook }, orderBy: { position: 'asc' } });
  const { dictionary, manifest, name } = await openRelease(await findRelease(RELEASE));
  const keyed = await keysOf({ release: `${name} ${manifest.file.sha256}`, dictionary, cells: text.map(cellDto) });
  const [key] = keyed.find(([, kind]) => kind === 'analysis') ?? [NO_CELL];
  const words = async (of: string) => (await columnLabels(database, { id: notebook, version: 4, release: RELEASE }, of))?.get('weight')?.en;
  expect(await words(key)).toBe('Kilograms');
  expect(await words(NO_CELL)).not.toBe('Kilograms');
});
