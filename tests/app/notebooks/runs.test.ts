import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '@/analysis-kernel/document/operations';
import { DUCKDB_VERSION, KERNEL_VERSION } from '@/analysis-kernel/version';
import type { VersionDto } from '@/app/_contract/history';
import type { RunRecordDto } from '@/app/_contract/runs';
import type { Person } from '@/app/_server/access/person';
import { attempt } from '@/app/_server/action';
import { databasesFolder } from '@/app/_server/databases/releases';
import { readyToRead } from '@/app/_server/notebooks/brought/reading-thread';
import { readHistory } from '@/app/_server/notebooks/history/read-history';
import { saveOperations } from '@/app/_server/notebooks/save';
import { settings } from '@/app/_server/settings/environment';
import type { PrismaClient } from '@/prisma/generated/client';
import { buildSmallDatabase } from '../../cli/cohort-database';
import { actionsOfProduct } from '../entrances';
import { addPerson, addProject, freshStore, type TestProject } from '../world';
import { attrition, keepResults, key, result } from './kept';

const RELEASE = 'small@2026.1';

let database: PrismaClient;
let owner: Person;
let viewer: Person;
let stranger: Person;
let project: TestProject;
let sent = 0;

beforeAll(async () => {
  database = await freshStore();
  [owner, viewer, stranger] = await Promise.all(['owner', 'viewer', 'stranger'].map((name) => addPerson(database, name, ['researcher'])));
  await addProject(database, 'Another', { owner: stranger });
  const folder = databasesFolder(settings().dataDirectory);
  await mkdir(folder, { recursive: true });
  const file = await buildSmallDatabase(folder);
  await rename(file, join(folder, `${RELEASE}.duckdb`));
  await rename(file.replace(/\.duckdb$/, '.manifest.json'), join(dirname(file), `${RELEASE}.manifest.json`));
  await readyToRead();
});

beforeEach(async () => {
  project = await addProject(database, 'Runs', { owner, viewer });
  await database.project.update({ where: { id: project.id }, data: { release: RELEASE } });
  const insert = (name: string, kind: 'cohort' | 'sql', body: string): Operation => ({
    kind: 'insert',
    id: cell(name),
    base: 0,
    cell: { kind, name, body },
    after: null,
  });
  await save(insert('adults', 'cohort', 'index at first diagnosis'), insert('counted', 'sql', 'SELECT count(*) AS n FROM adults'));
});

const cell = (name: string) => `${project.notebook}-${name}`;

async function save(...operations: readonly Operation[]): Promise<void> {
  const envelopes = operations.map((operation) => {
    sent += 1;
    return { id: `operation${sent}`, operation };
  });
  await database.$transaction((tx) => saveOperations(owner.id, project.notebook, envelopes, tx));
}

async function ask<Value>(person: Person, name: string, input: object): Promise<Value | string> {
  const definition = (await actionsOfProduct()).get(name);
  if (!definition) throw new Error(name);
  const outcome = await attempt(definition, person, { notebook: project.notebook, ...input }, database);
  return outcome.ok ? (outcome.value as Value) : outcome.refusal.code;
}

async function keysAt(version: number): Promise<ReadonlyMap<string, string>> {
  const found = await ask<VersionDto>(owner, 'notebook.version', { version });
  if (typeof found === 'string' || found.keys === null) throw new Error(`version ${version}: ${found}`);
  return new Map(found.keys);
}

async function record(person: Person, input: object): Promise<RunRecordDto> {
  const told = await ask<{ run: string }>(person, 'run.record', { version: 2, trigger: 'all', ...input });
  if (typeof told === 'string') throw new Error(told);
  const found = await ask<RunRecordDto>(viewer, 'run.read', { run: told.run });
  if (typeof found === 'string') throw new Error(found);
  return found;
}

describe('the record of a run', () => {
  it('has names, kinds and counts of the server, and says of each key whether the server names it too', async () => {
    const keys = await keysAt(2);
    const adults = keys.get(cell('adults')) ?? '';
    expect(adults).toMatch(/^[0-9a-f]{64}$/u);
    const kept = { ...result('a', 'cohort', { tables: [['attrition', attrition()]], totals: [['table', 42]] }), key: adults };
    const of = { projectId: project.id, release: RELEASE, notebookId: project.notebook };
    await keepResults(owner, of, [kept], database, () => false);
    const found = await record(viewer, {
      cells: [
        { cell: cell('adults'), key: adults, status: 'ok', milliseconds: 120 },
        { cell: cell('counted'), key: key('f'), status: 'error', milliseconds: null },
        { cell: 'nobody-of-this', key: key('e'), status: 'ok', milliseconds: 1 },
      ],
    });
    expect(found).toMatchObject({
      by: 'viewer',
      trigger: 'all',
      release: RELEASE,
      version: 2,
      versions: { kernel: KERNEL_VERSION, engine: `duckdb ${DUCKDB_VERSION}`, policy: 'controlled' },
    });
    expect(found.cells).toEqual([
      {
        id: cell('adults'),
        name: 'adults',
        kind: 'cohort',
        key: adults,
        checked: true,
        status: 'ok',
        milliseconds: 120,
        rows: [['table', 42]],
        warnings: [],
      },
      {
        id: cell('counted'),
        name: 'counted',
        kind: 'sql',
        key: key('f'),
        checked: false,
        status: 'error',
        milliseconds: null,
        rows: [],
        warnings: [],
      },
    ]);
  });

  it('shows the notebook as it was, whatever became of it', async () => {
    const { id } = await record(owner, {
      cells: [{ cell: cell('adults'), key: null, status: 'cancelled', milliseconds: null }],
      trigger: 'cells',
    });
    await save({ kind: 'text', id: cell('adults'), base: 1, change: { as: 'whole', body: 'index at last diagnosis' } });
    await save({ kind: 'remove', id: cell('counted'), base: 1 });
    const found = await ask<RunRecordDto>(viewer, 'run.read', { run: id });
    expect(typeof found === 'string' ? found : found.notebook.cells.map(({ name, body }) => `${name}: ${body}`)).toEqual([
      'counted: SELECT count(*) AS n FROM adults',
      'adults: index at first diagnosis',
    ]);
    expect(await keysAt(2)).not.toEqual(await keysAt(3));
    const page = await readHistory(database, project.notebook, null);
    expect(page.runs).toMatchObject([{ id, trigger: 'cells', version: 2, cells: 1, failed: 1 }]);
  });

  it('of an earlier version is held to the keys of that version', async () => {
    const then = await keysAt(2);
    await save({ kind: 'text', id: cell('adults'), base: 1, change: { as: 'whole', body: 'index at last diagnosis' } });
    const told = (keys: ReadonlyMap<string, string>) => ({
      cells: [{ cell: cell('adults'), key: keys.get(cell('adults')) ?? null, status: 'ok', milliseconds: 1 }],
    });
    expect((await record(owner, told(then))).cells[0].checked).toBe(true);
    expect((await record(owner, told(await keysAt(3)))).cells[0].checked).toBe(false);
  });

  it('is of cells and versions that are there, and for members alone', async () => {
    const cells = [{ cell: cell('adults'), key: null, status: 'ok', milliseconds: 1 }];
    expect(await ask(owner, 'run.record', { version: 9, trigger: 'all', cells })).toBe('version-unknown');
    expect(await ask(owner, 'run.record', { version: 2, trigger: 'all', cells: [{ ...cells[0], cell: 'nobody-of-this' }] })).toBe(
      'invalid-input',
    );
    expect(await ask(owner, 'run.record', { version: 2, trigger: 'by itself', cells })).toBe('invalid-input');
    expect(await ask(stranger, 'run.record', { version: 2, trigger: 'all', cells })).toBe('not-a-member');
    const { id } = await record(owner, { cells });
    expect(await ask(stranger, 'run.read', { run: id })).toBe('not-a-member');
    const other = await addProject(database, 'Mine', { owner: stranger });
    expect(await ask(stranger, 'run.read', { notebook: other.notebook, run: id })).toBe('not-found');
    expect(await ask(owner, 'run.read', { run: 'none' })).toBe('not-found');
  });

  it('is made of a locked notebook too', async () => {
    await ask(owner, 'notebook.lock', { reason: 'Under review' });
    const found = await record(viewer, { cells: [{ cell: cell('adults'), key: null, status: 'ok', milliseconds: 1 }] });
    expect(found.cells).toHaveLength(1);
  });
});
