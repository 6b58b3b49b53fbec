/** The server is killed under people who type: what was acknowledged is there, what was not comes again, and nothing twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '@/app/_server/access/person';
import type { PrismaClient } from '@/prisma/generated/client';
import { addPerson, addProject, freshStore, type TestProject } from '../world';
import { addCells, signIn } from './live-server';
import { type LiveTab, openLiveTab, until } from './live-tab';

const WINDOWS = 8;
const KILLS = 3;

let database: PrismaClient;
let ann: Person;
let project: TestProject;
let child: ChildProcess | null = null;
let port = 0;
const tabs: LiveTab[] = [];

/** Outside Next the marker package throws: it is nothing here. */
const hook = `export const resolve = (name, context, next) =>
  name === 'server-only' ? { url: 'data:text/javascript,', shortCircuit: true } : next(name, context)`;
const register = `import { register } from 'node:module'; register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hook))})`;
const withoutMarker = `data:text/javascript,${encodeURIComponent(register)}`;

/** A process of its own that serves the rooms; resolves once it listens. */
async function serve(): Promise<void> {
  const reader = new URL('../../../cli/start/read-typescript.mjs', import.meta.url).href;
  const options = ['--import', reader, '--import', withoutMarker, 'tests/app/live/serve-live.ts', String(port)];
  const started = spawn(process.execPath, options, { env: process.env, stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  port = await new Promise<number>((resolve, reject) => {
    started.stdout.on('data', (said: Buffer) => {
      const told = /listening on (\d+)/u.exec(String(said))?.[1];
      if (told) resolve(Number(told));
    });
    started.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

async function kill(): Promise<void> {
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await ended;
}

beforeAll(async () => {
  database = await freshStore();
  ann = await addPerson(database, 'ann');
  project = await addProject(database, 'Study', { owner: ann });
  await addCells(database, project.notebook, 'aaaa');
  await serve();
});

afterAll(async () => {
  for (const tab of tabs) tab.close();
  await kill();
});

it('loses nothing it acknowledged, and does nothing twice', async () => {
  const cell = `${project.notebook.slice(-12)}-aaaa`;
  const { cookie } = await signIn(database, ann);
  const at = () => ({ address: `ws://127.0.0.1:${port}/live/${project.notebook}`, origin: `http://127.0.0.1:${port}` });
  for (let window = 0; window < WINDOWS; window += 1) {
    const tab = await openLiveTab({ database, notebook: project.notebook, project: project.id, person: ann, cookie, at });
    tab.live.openText(cell);
    tabs.push(tab);
  }
  await until(() => tabs.every(({ live }) => live.liveText(cell) !== null), 'everybody has the text open', 60_000);
  const said: string[] = [];
  for (let round = 0; round < KILLS * 20; round += 1) {
    for (const [window, { live }] of tabs.entries()) {
      const token = `<${window}.${round}>`;
      live.liveText(cell)?.edit([{ start: 0, end: 0, text: token }]);
      said.push(token);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (round % 20 !== 15) continue;
    await kill();
    await serve();
  }
  const isQuiet = ({ store, live }: LiveTab) => store.snapshot().waiting === 0 && live.connection() === 'live';
  await until(() => tabs.every(isQuiet), 'all is saved', 60_000);
  const stored = async () => (await database.cell.findUniqueOrThrow({ where: { id: cell } })).body;
  await until(async () => new Set([...tabs.map(({ body }) => body(cell)), await stored()]).size === 1, 'one text', 30_000);
  const text = await stored();
  expect(said.filter((token) => text.split(token).length !== 2)).toEqual([]);
}, 180_000);
