import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Operation } from '@/analysis-kernel/document/operations';
import type { LiveTold } from '@/app/_contract/live';
import type { Person } from '@/app/_server/access/person';
import type { PrismaClient } from '@/prisma/generated/client';
import { addPerson, addProject, freshStore, type TestProject } from '../world';
import { addCells, BareWindow, LiveServer, signIn } from './live-server';

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
});
