import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { restoring } from '@/analysis-kernel/document/history/restore';
import { emptyNotebook, newCell } from '@/analysis-kernel/document/notebook';
import type { Envelope, Operation } from '@/analysis-kernel/document/operations';
import type { Person } from '@/app/_server/access/person';
import { attempt } from '@/app/_server/action';
import { firstVersion, keepSnapshot, notebookAt, standing } from '@/app/_server/cells/rebuild';
import { now } from '@/app/_server/clock';
import { nameVersion } from '@/app/_server/notebooks/history/marks';
import { readBlame } from '@/app/_server/notebooks/history/read-blame';
import { readHistory } from '@/app/_server/notebooks/history/read-history';
import { saveOperations } from '@/app/_server/notebooks/save';
import { createNotebook } from '@/app/_server/notebooks/write';
import type { PrismaClient } from '@/prisma/generated/client';
import { actionsOfProduct } from '../entrances';
import { addPerson, addProject, freshStore, type TestProject } from '../world';

let database: PrismaClient;
let owner: Person;
let analyst: Person;
let viewer: Person;
let stranger: Person;
let project: TestProject;
let sent = 0;
/** Ids are of one notebook alone. */
const cell = (name: string) => `${project.notebook}-${name}`;

beforeAll(async () => {
  database = await freshStore();
  [owner, analyst, viewer, stranger] = await Promise.all(
    ['owner', 'analyst', 'viewer', 'stranger'].map((name) => addPerson(database, name, ['researcher'])),
  );
  await addProject(database, 'Another', { owner: stranger });
});

beforeEach(async () => {
  project = await addProject(database, 'P', { owner, analyst, viewer });
});

const text = (id: string, base: number, body: string): Operation => ({ kind: 'text', id, base, change: { as: 'whole', body } });
const insert = (id: string, after: string | null, body: string): Operation => ({
  kind: 'insert',
  id,
  base: 0,
  cell: { kind: 'sql', name: id.split('-').at(-1) ?? id, body },
  after,
});

async function save(person: Person, ...operations: readonly Operation[]): Promise<number> {
  const envelopes = operations.map((operation): Envelope => {
    sent += 1;
    return { id: `operation${sent}`, operation };
  });
  return (await database.$transaction((tx) => saveOperations(person.id, project.notebook, envelopes, tx))).version;
}

async function ask(person: Person, name: string, input: object): Promise<unknown> {
  const definition = (await actionsOfProduct()).get(name);
  if (!definition) throw new Error(name);
  const outcome = await attempt(definition, person, { notebook: project.notebook, ...input }, database);
  return outcome.ok ? outcome.value : outcome.refusal.code;
}

const bodies = async (version: number) =>
  (await notebookAt(database, project.notebook, version)).cells.map(({ name, body }) => `${name}: ${body}`);

describe('a notebook at a version', () => {
  it('is what it was, from its operations alone', async () => {
    await save(owner, insert(cell('first'), null, 'one'));
    await save(owner, text(cell('first'), 1, 'two'), insert(cell('second'), null, 'first'));
    await save(owner, text(cell('first'), 2, 'three'), { kind: 'move', id: cell('second'), after: cell('first') });
    await save(owner, { kind: 'remove', id: cell('first'), base: 3 }, { kind: 'title', from: 'Notebook', title: 'Renamed' });
    expect(await bodies(0)).toEqual([]);
    expect(await bodies(1)).toEqual(['first: one']);
    expect(await bodies(3)).toEqual(['second: first', 'first: two']);
    expect(await bodies(5)).toEqual(['first: three', 'second: first']);
    expect(await bodies(7)).toEqual(['second: first']);
    expect((await notebookAt(database, project.notebook, 6)).title).toBe('Notebook');
    expect((await notebookAt(database, project.notebook, 7)).title).toBe('Renamed');
    expect(await database.notebookSnapshot.count({ where: { notebookId: project.notebook } })).toBe(0);
    await expect(notebookAt(database, project.notebook, 8)).rejects.toMatchObject({ code: 'version-unknown', parameters: { version: 8 } });
  });

  it('that began with cells has the texts it began with', async () => {
    const { notebook } = await database.$transaction((tx) => createNotebook(tx, project.id, 'Demo', owner.id, 'en'));
    const begun = await standing(database, notebook);
    expect(begun.cells.length).toBeGreaterThan(3);
    project = { ...project, notebook };
    await save(owner, text(begun.cells[1].id, 1, 'another'), { kind: 'remove', id: begun.cells[2].id, base: 1 });
    const { version: _, ...state } = begun;
    expect(await notebookAt(database, notebook, 0)).toEqual(state);
    expect(await firstVersion(database, notebook)).toBe(0);
  });

  it('is kept as it stands where the history has not been told all of it yet, and only then', async () => {
    await save(owner, insert(cell('first'), null, 'one'));
    expect(await keepSnapshot(database, project.notebook)).toBe(1);
    expect(await database.notebookSnapshot.count({ where: { notebookId: project.notebook } })).toBe(0);
    // Somebody is typing: the cell has a text that no row of the history has.
    await database.cell.updateMany({ where: { notebookId: project.notebook }, data: { body: 'one and a half', version: 2 } });
    await database.notebook.update({ where: { id: project.notebook }, data: { version: 4 } });
    await nameVersion(database, owner.id, { notebook: project.notebook, version: 4, name: 'Halfway', note: '' });
    await save(owner, text((await standing(database, project.notebook)).cells[0].id, 2, 'two'));
    expect(await bodies(4)).toEqual(['first: one and a half']);
    expect(await bodies(5)).toEqual(['first: two']);
  });

  it('of ten thousand operations is read without reading them all', async () => {
    const at = now();
    const rows = Array.from({ length: 10_000 }, (_, place) => ({
      notebookId: project.notebook,
      version: place + 1,
      userId: place % 3 === 0 ? analyst.id : owner.id,
      at: new Date(at.getTime() + place * 20_000),
      operation: JSON.parse(
        JSON.stringify(
          place < 50 ? insert(cell(`c${place}`), null, 'begun') : text(cell(`c${place % 50}`), 0, `text ${place}\n${'x'.repeat(500)}`),
        ),
      ),
    }));
    for (let from = 0; from < rows.length; from += 500) await database.notebookOperation.createMany({ data: rows.slice(from, from + 500) });
    await database.notebook.update({ where: { id: project.notebook }, data: { version: 10_000 } });
    const found = await notebookAt(database, project.notebook, 9_999);
    expect(found.cells.find(({ id }) => id === cell('c48'))?.body).toMatch(/^text 9998\n/u);
    expect(found.cells).toHaveLength(50);
    const pages = [];
    for (let before: number | null = null; ; ) {
      const page = await readHistory(database, project.notebook, before);
      pages.push(page);
      if (page.older === null) break;
      before = page.older;
    }
    expect(pages.length).toBeGreaterThan(1);
    // Every version stands in one spell, newest first, whole.
    const spells = pages.flatMap((page) => page.spells).toReversed();
    let next = 1;
    for (const { first, last, ended, begun } of spells) {
      expect(first).toBe(next);
      expect(ended - begun).toBeLessThan(600_000);
      next = last + 1;
    }
    expect(next).toBe(10_001);
  });
});

describe('the history', () => {
  it('says who changed which cells, and what people named, restored and locked', async () => {
    await save(owner, insert(cell('first'), null, 'one'));
    await save(analyst, text(cell('first'), 1, 'two'));
    expect(await ask(owner, 'notebook.name-version', { version: 1, name: ' As submitted ', note: 'To the committee' })).toBeUndefined();
    expect(await ask(owner, 'notebook.restore', { version: 1 })).toBeUndefined();
    expect(await ask(owner, 'notebook.lock', { reason: 'Under review' })).toBeUndefined();
    const page = await readHistory(database, project.notebook, null);
    expect(page).toMatchObject({ version: 2, begins: 0, older: null, cells: { [cell('first')]: 'first' } });
    expect(page.spells).toMatchObject([{ first: 1, last: 2, shares: [{ by: owner.id }, { by: analyst.id, cells: [{ done: ['text'] }] }] }]);
    expect(page.marks.map(({ kind, version, name, note, restored }) => [kind, version, name, note, restored])).toEqual(
      expect.arrayContaining([
        ['named', 1, 'As submitted', 'To the committee', null],
        ['restored', 2, '', '', 1],
        ['locked', 2, '', 'Under review', null],
      ]),
    );
    expect(page.people).toEqual({ [owner.id]: 'owner', [analyst.id]: 'analyst' });
  });

  it('names no version that is not there, and is nobody’s to name who only reads', async () => {
    expect(await ask(owner, 'notebook.name-version', { version: 7, name: 'x' })).toBe('version-unknown');
    expect(await ask(owner, 'notebook.restore', { version: 7 })).toBe('version-unknown');
    expect(await ask(owner, 'notebook.name-version', { version: 0, name: '  ' })).toBe('invalid-input');
    expect(await ask(viewer, 'notebook.name-version', { version: 0, name: 'x' })).toBe('needs-project-role');
    expect(await ask(stranger, 'notebook.history', {})).toBe('not-a-member');
    expect(await ask(stranger, 'notebook.version', { version: 0 })).toBe('not-a-member');
    expect(await ask(viewer, 'notebook.history', {})).toMatchObject({ version: 0 });
    expect(await database.notebookMark.count({ where: { notebookId: project.notebook } })).toBe(0);
  });

  it('only grows', async () => {
    await save(owner, insert(cell('first'), null, 'one'));
    await ask(owner, 'notebook.name-version', { version: 1, name: 'x' });
    await database.notebookSnapshot.create({ data: { notebookId: project.notebook, version: 1, state: {} } });
    for (const table of ['NotebookMark', 'NotebookSnapshot']) {
      await expect(database.$executeRawUnsafe(`UPDATE "${table}" SET "version" = 9`), table).rejects.toThrow();
      await expect(database.$executeRawUnsafe(`DELETE FROM "${table}"`), table).rejects.toThrow();
      await expect(database.$executeRawUnsafe(`INSERT OR REPLACE INTO "${table}" SELECT * FROM "${table}"`), table).rejects.toThrow();
    }
  });
});

describe('two who restore at once', () => {
  /** What a window that has seen the notebook so sends to restore a version. */
  const asked = async (version: number) => {
    const { version: _, ...now } = await standing(database, project.notebook);
    const cells = now.cells.map((one) => newCell(one.id, one, one.version));
    const open = { ...emptyNotebook(), settings: { title: now.title, database: null }, cells };
    return restoring(open, await notebookAt(database, project.notebook, version));
  };
  const send = (person: Person, operations: readonly Operation[]) => {
    const envelopes = operations.map((operation): Envelope => {
      sent += 1;
      return { id: `operation${sent}`, operation };
    });
    return database.$transaction((tx) => saveOperations(person.id, project.notebook, envelopes, tx));
  };

  beforeEach(async () => {
    await save(owner, insert(cell('first'), null, 'one'), insert(cell('second'), cell('first'), 'one'));
    await save(owner, text(cell('first'), 1, 'two'), { kind: 'remove', id: cell('second'), base: 1 });
    await save(owner, text(cell('first'), 2, 'three'), insert(cell('third'), null, 'three'));
  });

  it('the same version leave it, once', async () => {
    const [ours, theirs] = [await asked(2), await asked(2)];
    expect((await send(owner, ours)).conflicts).toEqual([]);
    expect((await send(analyst, theirs)).conflicts).toEqual([]);
    expect(await bodies((await standing(database, project.notebook)).version)).toEqual(['first: one', 'second: one']);
  });

  it('two versions have one order, with a word where they collide, and every cell once', async () => {
    const [ours, theirs] = [await asked(2), await asked(3)];
    await send(owner, ours);
    const { conflicts } = await send(analyst, theirs);
    expect(conflicts.map(({ id }) => id)).toEqual([cell('first')]);
    expect(await bodies((await standing(database, project.notebook)).version)).toEqual(['first: one', 'second: one']);
  });

  it('and restoring again what was there before leaves it', async () => {
    const before = (await standing(database, project.notebook)).version;
    await send(owner, await asked(2));
    await send(analyst, await asked(before));
    expect(await bodies((await standing(database, project.notebook)).version)).toEqual(await bodies(before));
  });
});

describe('who wrote a line', () => {
  it('is told for each line as it stands', async () => {
    await save(owner, insert(cell('first'), null, 'one\ntwo'));
    await save(analyst, text(cell('first'), 1, 'one\ntwo words\nthree'));
    const { lines, people, cut } = await readBlame(database, project.notebook, cell('first'));
    expect(lines.map((line) => [line.text, people[line.by ?? ''], line.version])).toEqual([
      ['one', 'owner', 1],
      ['two words', 'analyst', 2],
      ['three', 'analyst', 2],
    ]);
    expect(cut).toBe(false);
    await expect(readBlame(database, project.notebook, 'nobody00')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is nobody for what the notebook was made with, and whoever types for what the history has not heard of', async () => {
    const { notebook } = await database.$transaction((tx) => createNotebook(tx, project.id, 'Demo', owner.id, 'en'));
    project = { ...project, notebook };
    const [{ id, body }] = (await standing(database, notebook)).cells;
    expect(new Set((await readBlame(database, notebook, id)).lines.map(({ by }) => by))).toEqual(new Set([null]));
    await save(analyst, text(id, 1, `${body}\nlast`));
    await database.cell.update({ where: { id }, data: { body: `first\n${body}\nlast`, changedBy: owner.id } });
    const { lines } = await readBlame(database, notebook, id);
    expect([lines[0].by, lines[1].by, lines[lines.length - 1].by]).toEqual([owner.id, null, analyst.id]);
  });

  it('of a cell that is rewritten for ever is told of its last texts, and that it is', async () => {
    const long = 'x'.repeat(150_000);
    await save(owner, insert(cell('first'), null, long));
    for (let base = 1; base < 20; base += 1) await save(base === 1 ? analyst : owner, text(cell('first'), base, `${long}\n${base}`));
    const { cut, lines } = await readBlame(database, project.notebook, cell('first'));
    expect(cut).toBe(true);
    expect(lines.at(-1)?.text).toBe('19');
  });
});

describe('a locked notebook', () => {
  it('refuses each write with who locked it and why, on record, until it is unlocked', async () => {
    await save(owner, insert(cell('first'), null, 'one'));
    expect(await ask(viewer, 'notebook.lock', { reason: 'mine' })).toBe('needs-project-role');
    expect(await ask(analyst, 'notebook.lock', { reason: ' ' })).toBe('invalid-input');
    expect(await ask(analyst, 'notebook.lock', { reason: 'Under review' })).toBeUndefined();
    expect(await ask(owner, 'notebook.read', {})).toMatchObject({
      mayEdit: false,
      mayLock: true,
      lock: { by: 'analyst', reason: 'Under review' },
    });
    expect(await ask(viewer, 'notebook.read', {})).toMatchObject({ mayEdit: false, mayLock: false });
    const operations = [{ id: 'operation-late', operation: text(cell('first'), 1, 'two') }];
    expect(await ask(owner, 'notebook.save', { person: owner.id, operations })).toBe('notebook-locked');
    const last = await database.auditEntry.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
    expect(last).toMatchObject({ action: 'notebook.save', outcome: 'denied', reason: 'notebook-locked' });
    for (const [name, input] of [
      ['notebook.lock', { reason: 'again' }],
      ['notebook.restore', { version: 0 }],
      ['notebook.delete', {}],
    ] as const) {
      expect(await ask(owner, name, input), name).toBe('notebook-locked');
    }
    expect(await bodies(1)).toEqual(['first: one']);
    // To name a version changes nothing.
    expect(await ask(owner, 'notebook.name-version', { version: 1, name: 'Reviewed' })).toBeUndefined();
    expect(await ask(owner, 'notebook.unlock', {})).toBeUndefined();
    expect(await ask(owner, 'notebook.unlock', {})).toBeUndefined();
    expect(await ask(owner, 'notebook.read', {})).toMatchObject({ mayEdit: true, lock: null });
    expect(await ask(owner, 'notebook.save', { person: owner.id, operations })).toMatchObject({ version: 2 });
    const marks = await database.notebookMark.findMany({ where: { notebookId: project.notebook }, orderBy: { at: 'asc' } });
    expect(marks.map(({ kind }) => kind).sort()).toEqual(['locked', 'named', 'unlocked']);
    const log = await database.auditEntry.findMany({ where: { objectId: project.notebook, outcome: 'done' } });
    expect(log.map(({ action }) => action)).toEqual(expect.arrayContaining(['notebook.lock', 'notebook.unlock', 'notebook.name-version']));
  });

  it('that two lock at once is locked by one of them', async () => {
    const both = await Promise.all([ask(owner, 'notebook.lock', { reason: 'first' }), ask(analyst, 'notebook.lock', { reason: 'second' })]);
    expect(both.filter((told) => told === 'notebook-locked')).toHaveLength(1);
    expect(await database.notebookMark.count({ where: { notebookId: project.notebook } })).toBe(1);
  });
});
