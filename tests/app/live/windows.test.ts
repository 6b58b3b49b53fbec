import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '@/app/_server/access/person';
import type { PrismaClient } from '@/prisma/generated/client';
import { addPerson, addProject, freshStore, type TestProject } from '../world';
import { addCells, LiveServer, signIn } from './live-server';
import { type LiveTab, openLiveTab, until } from './live-tab';

let database: PrismaClient;
let server: LiveServer;
let ann: Person;
let bob: Person;
let project: TestProject;
let projects = 0;
let tabs: LiveTab[] = [];

beforeAll(async () => {
  database = await freshStore();
  [ann, bob] = [await addPerson(database, 'ann'), await addPerson(database, 'bob')];
  server = await LiveServer.open(database);
});

afterAll(() => server.stop());

beforeEach(async () => {
  for (const tab of tabs) tab.close();
  tabs = [];
  projects += 1;
  project = await addProject(database, `Study ${projects}`, { owner: ann, analyst: bob });
  await addCells(database, project.notebook, 'aaaa', 'bbbb');
});

const id = (name: string) => `${project.notebook.slice(-12)}-${name}`;
const at = () => ({ address: server.address(project.notebook), origin: server.origin });

async function open(person: Person, browser?: LiveTab['browser'], fetched?: Promise<void>): Promise<LiveTab> {
  const { cookie } = await signIn(database, person);
  const tab = await openLiveTab({ database, notebook: project.notebook, project: project.id, person, cookie, at, browser, fetched });
  tabs.push(tab);
  await until(() => tab.live.connection() === 'live', 'a connection');
  return tab;
}

async function share(tab: LiveTab, name: string) {
  tab.live.openText(id(name));
  await until(() => tab.live.liveText(id(name)) !== null, 'a shared text');
  const text = tab.live.liveText(id(name));
  if (!text) throw new Error('no text');
  return text;
}

const stored = async (name: string) => (await database.cell.findUniqueOrThrow({ where: { id: id(name) } })).body;
const calm = (tab: LiveTab) => until(() => tab.store.snapshot().waiting === 0, 'all is saved');

describe('windows of a notebook', () => {
  it('show at once what others type, and each undoes its own', async () => {
    const [left, right] = [await open(ann), await open(bob)];
    const [mine, theirs] = [await share(left, 'aaaa'), await share(right, 'aaaa')];
    mine.edit([{ start: 0, end: 0, text: 'Ann ' }]);
    theirs.edit([{ start: 4, end: 4, text: ' Bob' }]);
    await until(() => [left, right].every(({ body }) => body(id('aaaa')) === 'Ann aaaa Bob'), 'both texts in both windows');
    expect(await stored('aaaa')).toBe('Ann aaaa Bob');
    left.store.undo();
    await until(() => right.body(id('aaaa')) === 'aaaa Bob', 'the undo in the other window');
    left.store.redo();
    await until(() => right.body(id('aaaa')) === 'Ann aaaa Bob', 'the redo in the other window');
    await calm(left);
    expect(left.store.snapshot().conflicts.size).toBe(0);
  });

  it('show cells added, moved, renamed and removed, and another title', async () => {
    const [left, right] = [await open(ann), await open(bob)];
    left.store.dispatch({ kind: 'insert', id: id('cccc'), base: 0, cell: { kind: 'text', name: null, body: 'note' }, after: id('aaaa') });
    left.store.dispatch({ kind: 'rename', id: id('aaaa'), base: 1, name: 'first' });
    left.store.dispatch({ kind: 'move', id: id('bbbb'), after: null });
    left.store.dispatch({ kind: 'title', from: 'Notebook', title: 'Ours' });
    await left.store.flush();
    await until(() => right.store.snapshot().notebook.settings.title === 'Ours', 'the title');
    expect(right.store.snapshot().order).toEqual([id('bbbb'), id('aaaa'), id('cccc')]);
    expect(right.store.snapshot().cells.get(id('aaaa'))?.name).toBe('first');
    right.store.dispatch({ kind: 'remove', id: id('cccc'), base: 1 });
    await until(() => left.body(id('cccc')) === undefined, 'the removal');
  });

  it('changes over to the shared text without losing what was typed before it came', async () => {
    const [left, right] = [await open(ann), await open(bob)];
    const cell = left.store.snapshot().cells.get(id('aaaa'));
    left.live.openText(id('aaaa'));
    left.store.dispatch({ kind: 'text', id: id('aaaa'), base: cell?.version ?? 0, change: { as: 'whole', body: 'aaaa typed' } });
    await until(() => left.live.liveText(id('aaaa')) !== null, 'a shared text');
    expect(left.live.liveText(id('aaaa'))?.value()).toBe('aaaa typed');
    await until(() => right.body(id('aaaa')) === 'aaaa typed', 'the text in the other window');
    expect(left.store.snapshot().conflicts.size).toBe(0);
  });

  it('a cell is renamed while another types in it', async () => {
    const [left, right] = [await open(ann), await open(bob)];
    const mine = await share(left, 'aaaa');
    for (const key of 'typing') mine.edit([{ start: mine.value().length, end: mine.value().length, text: key }]);
    right.store.dispatch({ kind: 'rename', id: id('aaaa'), base: 1, name: 'renamed' });
    await right.store.flush();
    await until(() => left.store.snapshot().cells.get(id('aaaa'))?.name === 'renamed', 'the name');
    await until(() => right.body(id('aaaa')) === 'aaaatyping', 'the text');
    expect([left, right].map(({ store }) => store.snapshot().conflicts.size)).toEqual([0, 0]);
  });

  it('miss nothing that is typed between the question for a text and the documents’ coming', async () => {
    let fetched: () => void = () => undefined;
    const coming = new Promise<void>((resolve) => {
      fetched = resolve;
    });
    const [left, right] = [await open(ann), await open(bob, undefined, coming)];
    const mine = await share(left, 'aaaa');
    right.live.openText(id('aaaa'));
    // What is asked later is answered later.
    right.store.dispatch({ kind: 'title', from: 'Notebook', title: 'Asked' });
    await calm(right);
    mine.edit([{ start: 4, end: 4, text: ' one' }]);
    await until(() => right.body(id('aaaa')) === 'aaaa one', 'what was typed meanwhile');
    fetched();
    await until(() => right.live.liveText(id('aaaa')) !== null, 'a shared text');
    mine.edit([{ start: 8, end: 8, text: ' two' }]);
    await until(() => right.body(id('aaaa')) === 'aaaa one two', 'what was typed then');
    expect(right.live.liveText(id('aaaa'))?.value()).toBe('aaaa one two');
  });

  it('what was typed off line merges when one is back', async () => {
    const [left, right] = [await open(ann), await open(bob)];
    const [mine, theirs] = [await share(left, 'aaaa'), await share(right, 'aaaa')];
    left.plug(false);
    mine.edit([{ start: 0, end: 0, text: 'off line ' }]);
    theirs.edit([{ start: 4, end: 4, text: ' on line' }]);
    await calm(right);
    left.plug(true);
    await until(() => [left, right].every(({ body }) => body(id('aaaa')) === 'off line aaaa on line'), 'both texts in both windows');
    expect(left.store.snapshot()).toMatchObject({ waiting: 0, saving: 'saved' });
  });

  it('takes over what a closed window typed off line', async () => {
    const left = await open(ann);
    const mine = await share(left, 'aaaa');
    left.plug(false);
    mine.edit([{ start: 4, end: 4, text: ' kept' }]);
    await new Promise((resolve) => setImmediate(resolve));
    left.close();
    const right = await open(ann, left.browser);
    await until(() => right.body(id('aaaa')) === 'aaaa kept', 'the text of the closed window');
    await calm(right);
    await until(async () => (await stored('aaaa')) === 'aaaa kept', 'the text on the server');
  });

  it('bring a cell back whose text others just typed in, when its removal is undone', async () => {
    const [left, right] = [await open(ann), await open(bob)];
    const theirs = await share(right, 'aaaa');
    await share(left, 'aaaa');
    theirs.edit([{ start: 4, end: 4, text: ' typed' }]);
    await until(() => left.body(id('aaaa')) === 'aaaa typed', 'the text');
    await calm(right);
    const version = left.store.snapshot().cells.get(id('aaaa'))?.version ?? 0;
    left.store.dispatch({ kind: 'remove', id: id('aaaa'), base: version });
    await until(() => right.body(id('aaaa')) === undefined, 'the removal');
    left.store.undo();
    await until(() => right.body(id('aaaa')) === 'aaaa typed', 'the cell');
    await until(() => right.live.liveText(id('aaaa')) !== null, 'its text');
    right.live.liveText(id('aaaa'))?.edit([{ start: 0, end: 0, text: 'on ' }]);
    await until(() => left.body(id('aaaa')) === 'on aaaa typed', 'what is typed in it then');
  });

  it('takes what was typed while the cell was removed, once it is back', async () => {
    const [left, right] = [await open(ann), await open(bob)];
    const theirs = await share(right, 'aaaa');
    theirs.edit([{ start: 0, end: 0, text: 'late ' }]);
    left.store.dispatch({ kind: 'remove', id: id('aaaa'), base: 1 });
    await left.store.flush();
    await until(() => right.store.snapshot().conflicts.has(id('aaaa')), 'the conflict');
    left.store.undo();
    await until(() => [left, right].every(({ body }) => body(id('aaaa')) === 'late aaaa'), 'the cell with the text in both');
    await calm(right);
    expect(right.store.snapshot().conflicts.size).toBe(0);
  });
});
