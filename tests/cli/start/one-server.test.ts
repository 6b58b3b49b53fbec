import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const file = (name: string) => JSON.stringify(fileURLToPath(new URL(`../../../cli/start/${name}`, import.meta.url)));
const begun: ChildProcess[] = [];
let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'coho-serving-'));
});

afterEach(() => {
  for (const child of begun.splice(0)) child.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

/** A start without its build: it keeps the data directory, then answers at an address. */
const start = () => `
  import { CannotGoOn } from ${file('children.mjs')};
  import { keepForOneServer } from ${file('one-server.mjs')};
  import { listen } from ${file('serve.mjs')};
  import { stopWhenNpmIsGone } from ${file('npm-gone.mjs')};
  stopWhenNpmIsGone();
  try {
    const letGo = await keepForOneServer(${JSON.stringify(data)});
    const saves = [];
    process.once('SIGUSR2', () => { for (const response of saves) response.end('saved'); });
    const { port } = await listen({ host: '127.0.0.1', port: 0 }, (request, response) => {
      saves.push(response);
      console.log('asked');
    }, letGo);
    console.log('serving ' + port + ' ' + process.pid);
  } catch (error) {
    if (!(error instanceof CannotGoOn)) throw error;
    console.log(error.message);
  }`;

function linesOf(child: ChildProcess): () => Promise<string> {
  begun.push(child);
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return async () => String((await lines.next()).value);
}

function started() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', start()], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, line: linesOf(child) };
}

const contents = () => readdirSync(data).map((name) => [name, readFileSync(join(data, name), 'utf8')]);

describe('a second start on one data directory', () => {
  it('says so in one sentence and writes nothing', async () => {
    const first = started();
    expect(await first.line()).toMatch(/^serving/u);
    const before = contents();
    const second = started();
    const sentence = `Coho is already at work on ${data} (process ${first.child.pid}); stop it, or set COHO_DATA to another folder.`;
    expect(await second.line()).toBe(sentence);
    expect(contents()).toEqual(before);
  });

  it('takes it over from one that was killed, again and again', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { child, line } = started();
      expect(await line()).toMatch(/^serving/u);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  });

  it('begins while one that was asked to stop answers what it was asked before', async () => {
    const first = started();
    const [, port] = (await first.line()).split(' ');
    const save = fetch(`http://127.0.0.1:${port}/save`);
    expect(await first.line()).toBe('asked');
    first.child.kill('SIGTERM');
    expect(await started().line()).toMatch(/^serving/u);
    const ended = once(first.child, 'exit');
    first.child.kill('SIGUSR2');
    expect(await (await save).text()).toBe('saved');
    expect(await ended).toEqual([0, null]);
    // What the first let go of, the second keeps.
    expect(await started().line()).toMatch(/^Coho is already at work/u);
  });
});

describe('npm killed while its program serves', () => {
  it('three times in a row: each next start takes over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coho-npm-'));
    writeFileSync(join(folder, 'main.mjs'), start());
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'node main.mjs' } }));
    for (let time = 0; time < 3; time += 1) {
      const npm = spawn('npm', ['start', '--silent'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
      const line = await linesOf(npm)();
      expect(line).toMatch(/^serving/u);
      npm.kill('SIGKILL');
    }
    const [, , pid] = (await started().line()).split(' ');
    expect(readFileSync(join(data, '.serving'), 'utf8')).toBe(pid);
    rmSync(folder, { recursive: true, force: true });
  });
});
