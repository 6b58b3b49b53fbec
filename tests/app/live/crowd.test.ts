/** A crowd that types, undoes, moves, renames, loses its connection and its server: all windows end up with one notebook, and nothing said is lost or doubled. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '@/app/_server/access/person';
import type { PrismaClient } from '@/prisma/generated/client';
import { addPerson, addProject, freshStore, type TestProject } from '../world';
import { addCells, LiveServer, signIn } from './live-server';
import { type LiveTab, openLiveTab, until } from './live-tab';
import { randomOf } from './random-of';

const WINDOWS = 20;
const ROUNDS = 50;

let database: PrismaClient;
let server: LiveServer;
let people: Person[];
let project: TestProject;
const tabs: LiveTab[] = [];

beforeAll(async () => {
  database = await freshStore();
  people = [];
  for (const name of ['ann', 'bob', 'cai', 'dan']) people.push(await addPerson(database, name));
  server = await LiveServer.open(database);
});

afterAll(async () => {
  for (const tab of tabs) tab.close();
  await server.stop();
});

const id = (name: string) => `${project.notebook.slice(-12)}-${name}`;

it('ends with one notebook, in which all that was said is there once', async () => {
  const [owner, analyst, statistician] = people;
  project = await addProject(database, 'Crowd', { owner, analyst, statistician });
  await database.member.create({
    data: { projectId: project.id, userId: people[3].id, role: 'analyst', centre: '', addedAt: new Date(0) },
  });
  await addCells(database, project.notebook, 'wild', 'kept', 'third');
  const { port } = server;
  const at = () => ({ address: server.address(project.notebook), origin: server.origin });
  for (let window = 0; window < WINDOWS; window += 1) {
    const person = people[window % people.length];
    const { cookie } = await signIn(database, person);
    const tab = await openLiveTab({ database, notebook: project.notebook, project: project.id, person, cookie, at });
    tab.live.openText(id(window % 2 === 0 ? 'kept' : 'wild'));
    tabs.push(tab);
  }
  await until(
    () => tabs.every(({ live }, window) => live.liveText(id(window % 2 === 0 ? 'kept' : 'wild')) !== null),
    'everybody has the text open',
    60_000,
  );
  const tokens: string[] = [];
  const random = randomOf(7);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [window, tab] of tabs.entries()) {
      if (window % 2 === 0) keep(tab, `<${window}.${round}>`, random, tokens);
      else beWild(tab, random);
      if (random(120) === 0) tab.drop();
    }
    await new Promise((resolve) => setTimeout(resolve, 12));
    if (round === 15 || round === 35) {
      await server.stop();
      server = await LiveServer.open(database, port);
    }
  }
  await until(
    () => tabs.every(({ store, live }) => store.snapshot().waiting === 0 && live.connection() === 'live'),
    'all is saved',
    60_000,
  );
  const shown = (tab: LiveTab) => JSON.stringify(tab.store.snapshot().notebook.cells.map(({ id, name, body }) => [id, name, body]));
  const stored = async () => {
    const rows = await database.cell.findMany({
      where: { notebookId: project.notebook, deletedAt: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    return JSON.stringify(rows.map(({ id, name, body }) => [id, name, body]));
  };
  await until(async () => new Set([...tabs.map(shown), await stored()]).size === 1, 'one notebook in all windows', 30_000);
  const kept = tabs[0].body(id('kept')) ?? '';
  expect(tokens.filter((token) => kept.split(token).length !== 2)).toEqual([]);
  expect(tabs.flatMap(({ store }) => [...store.snapshot().conflicts.keys()])).toEqual([]);
  await tabs[0].live.close();
  // What was typed is on record by who typed it, calmly: far fewer rows than keys.
  await server.stop();
  server = await LiveServer.open(database, port);
  const history = await database.notebookOperation.findMany({ where: { notebookId: project.notebook }, select: { operation: true } });
  const texts = history.flatMap(({ operation }) => (JSON.stringify(operation).includes('"text"') ? [operation] : []));
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.length).toBeLessThan((WINDOWS * ROUNDS) / 4);
  expect(JSON.stringify(history)).not.toContain('"merge"');
}, 180_000);

/** Writes something that nobody else writes, where nobody takes anything away. */
function keep(tab: LiveTab, token: string, random: (below: number) => number, tokens: string[]): void {
  const text = tab.live.liveText(id('kept'));
  if (!text) return;
  // Between what others wrote, so that none is split.
  const places = [...text.value().matchAll(/(?=<)|$/gu)].map(({ index }) => index);
  const start = places[random(places.length)];
  text.edit([{ start, end: start, text: token }]);
  tokens.push(token);
}

function beWild(tab: LiveTab, random: (below: number) => number): void {
  const text = tab.live.liveText(id('wild'));
  if (!text) return;
  const { length } = text.value();
  const start = random(length + 1);
  switch (random(10)) {
    case 0:
      tab.store.undo();
      break;
    case 1:
      tab.store.redo();
      break;
    case 2:
      tab.store.dispatch({ kind: 'move', id: id('third'), after: random(2) === 0 ? null : id('wild') });
      break;
    case 3:
      text.edit([{ start, end: Math.min(length, start + random(4)), text: '' }]);
      break;
    default:
      text.edit([{ start, end: start, text: '字'.repeat(random(2)) + String.fromCharCode(97 + random(26)) }]);
  }
}
