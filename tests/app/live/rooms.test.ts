import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Operation } from '@/analysis-kernel/document/operations';
import { LARGEST_MESSAGE, type LiveTold } from '@/app/_contract/live';
import { CLOSED } from '@/app/_contract/live-ends';
import type { Person } from '@/app/_server/access/person';
import { keepSnapshot, notebookAt } from '@/app/_server/cells/rebuild';
import { endTyping } from '@/app/_server/live-news';
import { lockNotebook, unlockNotebook } from '@/app/_server/notebooks/history/marks';
import type { PrismaClient } from '@/prisma/generated/client';
import { addPerson, addProject, freshStore, type TestProject } from '../world';
import { addCells, BareWindow, LiveServer, signIn } from './live-server';
import { until } from './live-tab';

let database: PrismaClient;
let server: LiveServer;
let people: Record<'ann' | 'bob' | 'vera' | 'eve', Person>;
let cookies: Record<string, string>;
let project: TestProject;
let projects = 0;
let sent = 0;

beforeAll(async () => {
  database = await freshStore();
  people = {
    ann: await addPerson(database, 'ann'),
    bob: await addPerson(database, 'bob'),
    vera: await addPerson(database, 'vera'),
    eve: await addPerson(database, 'eve'),
  };
  cookies = {};
  server = await LiveServer.open(database);
});

afterAll(() => server.stop());

beforeEach(async () => {
  projects += 1;
  const { ann, bob, vera } = people;
  project = await addProject(database, `Study ${projects}`, { owner: ann, analyst: bob, viewer: vera });
  await addCells(database, project.notebook, 'aaaa', 'bbbb');
  for (const [name, person] of Object.entries(people)) cookies[name] = (await signIn(database, person)).cookie;
});

const id = (name: string) => `${project.notebook.slice(-12)}-${name}`;
const join = (name: keyof typeof people, headers: Record<string, string> = {}) =>
  BareWindow.open(server.address(project.notebook), { origin: server.origin, cookie: cookies[name], ...headers });

/** A window's own document of a cell's text. */
async function write(
  window: BareWindow,
  cell: string,
): Promise<{ readonly document: Y.Doc; readonly type: (at: number, text: string) => Operation }> {
  window.say({ type: 'open', cell, since: null });
  const text = await window.hears('text', (told) => told.cell === cell);
  const { writer } = await window.hears('welcome');
  const document = new Y.Doc();
  document.clientID = writer.number;
  Y.applyUpdate(document, Buffer.from(text.update ?? '', 'base64'));
  const type = (at: number, typed: string): Operation => {
    let update: Uint8Array = new Uint8Array();
    document.once('update', (made: Uint8Array) => {
      update = made;
    });
    document.getText('text').insert(at, typed);
    return { kind: 'text', id: cell, change: { as: 'merge', update: Buffer.from(update).toString('base64') } };
  };
  return { document, type };
}

function save(window: BareWindow, ...operations: readonly Operation[]): Promise<LiveTold> {
  sent += 1;
  const ask = sent;
  window.say({ type: 'save', ask, operations: operations.map((operation, place) => ({ id: `operation-${ask}-${place}`, operation })) });
  return Promise.race([window.hears('saved', (told) => told.ask === ask), window.hears('refused', (told) => told.ask === ask)]);
}

const body = async (name: string) => (await database.cell.findUniqueOrThrow({ where: { id: id(name) } })).body;

describe('a room', () => {
  it('takes in what two type in one text at once, stores it before it answers, and tells the others', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const [left, right] = [await write(ann, id('aaaa')), await write(bob, id('aaaa'))];
    const answers = await Promise.all([save(ann, left.type(0, 'Ann ')), save(bob, right.type(4, ' Bob'))]);
    expect(answers.map(({ type }) => type)).toEqual(['saved', 'saved']);
    expect(await body('aaaa')).toBe('Ann aaaa Bob');
    const { version } = await database.notebook.findUniqueOrThrow({ where: { id: project.notebook } });
    for (const window of [ann, bob]) await window.hears('news', ({ to }) => to === version);
    const news = bob.told.flatMap((told) => (told.type === 'news' ? told.cells : []));
    for (const cell of news) if ('update' in cell && cell.update) Y.applyUpdate(right.document, Buffer.from(cell.update, 'base64'));
    expect(right.document.getText('text').toString()).toBe('Ann aaaa Bob');
    for (const window of [ann, bob]) window.socket.close();
  });

  it('puts a stretch of typing on record as one text, by who typed it', async () => {
    const ann = await join('ann');
    const mine = await write(ann, id('aaaa'));
    for (const key of 'typed') await save(ann, mine.type(0, key));
    expect(await database.notebookOperation.count({ where: { notebookId: project.notebook } })).toBe(0);
    ann.socket.close();
    await until(async () => (await database.notebookOperation.count({ where: { notebookId: project.notebook } })) === 1, 'the stretch');
    const [row] = await database.notebookOperation.findMany({ where: { notebookId: project.notebook } });
    expect(row).toMatchObject({ userId: people.ann.id, operation: { kind: 'text', change: { as: 'whole', body: 'depytaaaa' } } });
  });

  it('has what is being typed in its history for who runs or looks back: that version can be rebuilt after more was typed', async () => {
    await keepSnapshot(database, project.notebook);
    const ann = await join('ann');
    const mine = await write(ann, id('aaaa'));
    for (const key of 'ab') await save(ann, mine.type(0, key));
    await endTyping(project.notebook);
    const { version } = await database.notebook.findUniqueOrThrow({ where: { id: project.notebook } });
    await save(ann, mine.type(0, 'c'));
    await endTyping(project.notebook);
    const { cells } = await notebookAt(database, project.notebook, version);
    expect(cells.find((cell) => cell.id === id('aaaa'))?.body).toBe('baaaaa');
    ann.socket.close();
  });

  it('stamps who is where itself, and gives one person one colour', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    ann.say({ type: 'here', cell: id('bbbb'), selection: null, running: [id('aaaa')] });
    const { here } = await bob.hears('here', (told) => told.here.some(({ cell }) => cell === id('bbbb')));
    // What is told at once may name the other window too.
    expect(here.filter(({ cell }) => cell === id('bbbb'))).toMatchObject([{ person: people.ann.id, running: [id('aaaa')] }]);
    const { people: there } = await bob.hears('people', (told) => told.people.length === 2);
    expect(new Set(there.map(({ colour }) => colour)).size).toBe(2);
  });
});

describe('who may not', () => {
  const status = (opened: Promise<BareWindow>) => opened.then(() => 'open').catch((error: Error) => error.message);

  it('does not get in: another site’s page, nobody, a member of another project', async () => {
    expect(await status(join('ann', { origin: 'http://evil.example' }))).toBe('403');
    expect(await status(BareWindow.open(server.address(project.notebook), { origin: server.origin }))).toBe('401');
    expect(await status(join('eve'))).toBe('404');
    expect(await status(BareWindow.open(server.address(project.notebook), { cookie: cookies.ann }))).toBe('403');
    const refused = await database.auditEntry.findMany({ where: { action: 'live.join' }, select: { reason: true } });
    expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['wrong-origin', 'signed-out', 'not-a-member']));
  });

  it('writes in a notebook that was locked meanwhile: it is told by whom and why, and nothing is written', async () => {
    const ann = await join('ann');
    const mine = await write(ann, id('aaaa'));
    await database.$transaction((tx) => lockNotebook(tx, people.bob.id, project.notebook, 'Under review'));
    const typed = mine.type(0, 'x');
    expect(await save(ann, typed)).toMatchObject({
      type: 'refused',
      code: 'notebook-locked',
      message: expect.stringContaining('Under review'),
    });
    expect((await database.cell.findUniqueOrThrow({ where: { id: id('aaaa') } })).body).toBe('aaaa');
    await database.$transaction((tx) => unlockNotebook(tx, people.bob.id, project.notebook));
    await until(async () => (await save(ann, typed)).type === 'saved', 'the lock taken off');
    expect((await database.cell.findUniqueOrThrow({ where: { id: id('aaaa') } })).body).toBe('xaaaa');
    ann.socket.close();
  });

  it('sees and writes nothing: a viewer is refused each time, and it is on record', async () => {
    const vera = await join('vera');
    const mine = await write(vera, id('aaaa'));
    expect(await save(vera, mine.type(0, 'x'))).toMatchObject({ type: 'refused', code: 'needs-project-role' });
    expect(await save(vera, { kind: 'move', id: id('aaaa'), after: null })).toMatchObject({ type: 'refused' });
    expect(await body('aaaa')).toBe('aaaa');
    expect(await database.auditEntry.count({ where: { action: 'notebook.save', userId: people.vera.id, outcome: 'denied' } })).toBe(2);
  });

  it('is out within a second: a member who was removed while typing, and one whose session was ended', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const mine = await write(bob, id('aaaa'));
    await save(bob, mine.type(0, 'before '));
    await database.member.delete({ where: { projectId_userId: { projectId: project.id, userId: people.bob.id } } });
    bob.say({ type: 'save', ask: 9999, operations: [{ id: 'after-removal', operation: mine.type(0, 'after ') }] });
    expect(await bob.ends()).toBe(CLOSED.ended);
    await database.session.updateMany({ where: { userId: people.ann.id }, data: { revokedAt: new Date(0) } });
    expect(await ann.ends()).toBe(CLOSED.ended);
    expect((await body('aaaa')).startsWith('after')).toBe(false);
  });

  it('writes as nobody else: under another’s number, in another cell, or more than text', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const [mine, theirs] = [await write(ann, id('aaaa')), await write(bob, id('aaaa'))];
    const wrong = { type: 'refused', code: 'invalid-input' };
    expect(await save(ann, theirs.type(0, 'as bob'))).toMatchObject(wrong);
    expect(await save(ann, { ...mine.type(0, 'elsewhere'), id: id('bbbb') } as Operation)).toMatchObject(wrong);
    const { writer } = await ann.hears('welcome');
    const rich = (make: (text: Y.Text, document: Y.Doc) => void): Operation => {
      const document = new Y.Doc();
      document.clientID = writer.number;
      make(document.getText('text'), document);
      return {
        kind: 'text',
        id: id('aaaa'),
        change: { as: 'merge', update: Buffer.from(Y.encodeStateAsUpdate(document)).toString('base64') },
      };
    };
    for (const operation of [
      rich((text) => text.insert(0, 'bold', { bold: true })),
      rich((text) => text.insertEmbed(0, { image: 'x' })),
      rich((_, document) => document.getText('other').insert(0, 'x')),
      rich((_, document) => document.getMap('map').set('sub', new Y.Doc())),
      rich((text) => text.insert(0, 'x'.repeat(200_001))),
      rich((text) => text.insert(0, 'nul\0')),
      { kind: 'text', id: id('aaaa'), change: { as: 'merge', update: '////' } } as Operation,
    ])
      expect(await save(ann, operation)).toMatchObject(wrong);
    expect(await body('aaaa')).toBe('aaaa');
  });

  it('is ended for rubbish and for floods, with the reason on record', async () => {
    const ends = async (sent: (window: BareWindow) => void) => {
      const window = await join('ann');
      sent(window);
      return window.ends();
    };
    expect(await ends((window) => window.socket.send('{'))).toBe(CLOSED.unread);
    expect(await ends((window) => window.socket.send(Buffer.from([1, 2, 3])))).toBe(CLOSED.unread);
    expect(await ends((window) => window.socket.send(JSON.stringify({ type: 'here', cell: 7 })))).toBe(CLOSED.unread);
    expect(await ends((window) => window.socket.send('x'.repeat(LARGEST_MESSAGE + 1)))).toBe(1009);
    const flood = (window: BareWindow) => {
      for (let time = 0; time < 1000; time += 1) window.say({ type: 'ping' });
    };
    expect(await ends(flood)).toBe(CLOSED.flood);
    await until(async () => (await database.auditEntry.count({ where: { action: 'live.flood' } })) > 0, 'the flood on record');
    expect(await database.auditEntry.count({ where: { action: 'live.unread' } })).toBe(3);
  });
});

describe('two at once', () => {
  it('bring one removed cell back once, and a text typed in a cell that is gone is in conflict', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const mine = await write(bob, id('aaaa'));
    await save(ann, { kind: 'remove', id: id('aaaa'), base: 1 });
    expect(await save(bob, mine.type(0, 'late '))).toMatchObject({ answer: { conflicts: [{ id: id('aaaa'), theirs: null }] } });
    const back: Operation = { kind: 'insert', id: id('aaaa'), base: 2, cell: { kind: 'sql', name: 'aaaa', body: 'aaaa' }, after: null };
    const answers = await Promise.all([save(ann, back), save(bob, back)]);
    expect(answers.map((told) => told.type === 'saved' && told.answer.conflicts)).toEqual([[], []]);
    expect(await database.cell.count({ where: { notebookId: project.notebook, deletedAt: null } })).toBe(2);
  });

  it('an update that is sent again, and in another order, is done once', async () => {
    const ann = await join('ann');
    const mine = await write(ann, id('aaaa'));
    const [first, second] = [mine.type(0, 'one '), mine.type(4, 'two ')];
    expect(await save(ann, second)).toMatchObject({ type: 'refused' });
    for (const operation of [first, second, first, second]) expect(await save(ann, operation)).toMatchObject({ type: 'saved' });
    expect(await body('aaaa')).toBe('one two aaaa');
  });
});
