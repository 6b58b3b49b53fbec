import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';

const start = (file: string) => fileURLToPath(new URL(`../../../cli/start/${file}`, import.meta.url));
const begun: ChildProcess[] = [];

afterEach(() => {
  for (const child of begun.splice(0)) child.kill('SIGKILL');
});

/** A process of its own that uses the start's files. */
function script(text: string): { readonly child: ChildProcess; readonly lines: AsyncIterator<string> } {
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], { stdio: ['ignore', 'pipe', 'inherit'] });
  begun.push(child);
  return { child, lines: createInterface({ input: child.stdout! })[Symbol.asyncIterator]() };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /u.test(readStat(pid));
  } catch {
    return false;
  }
};

function readStat(pid: number): string {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ') Z ';
  }
}

describe('a start that is killed', () => {
  it('takes the programs it runs with it, and what those began', async () => {
    // A program with one of its own; both tell their numbers and would go on for minutes.
    const program = `console.error(process.pid); const child = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 300000)']); console.error(child.pid); setTimeout(() => {}, 300000)`;
    const { child, lines } = script(
      `import { run } from ${JSON.stringify(start('children.mjs'))};
       await run('It', process.execPath, ['-e', ${JSON.stringify(program)}], { onLine: (line) => console.log(line) });`,
    );
    const pids = [Number((await lines.next()).value), Number((await lines.next()).value)];
    expect(pids.map(isAlive)).toEqual([true, true]);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(pids.map(isAlive)).toEqual([false, false]), { timeout: 20_000 });
  });

  it('leaves its turn to the next at once', async () => {
    const mark = fileURLToPath(new URL('../../../.starting', import.meta.url));
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    writeFileSync(mark, String(gone.pid));
    try {
      const { lines } = script(
        `import { takeTurn } from ${JSON.stringify(start('turn.mjs'))}; const end = await takeTurn(); end(); console.log('taken');`,
      );
      expect((await lines.next()).value).toBe('taken');
      expect(existsSync(mark)).toBe(false);
    } finally {
      rmSync(mark, { force: true });
    }
  });

  it('ends what npm had started when npm is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coho-npm-'));
    const main = `import { stopWhenNpmIsGone } from ${JSON.stringify(start('npm-gone.mjs'))};
      stopWhenNpmIsGone(); console.log(process.pid); setTimeout(() => {}, 300000);`;
    writeFileSync(join(folder, 'main.mjs'), main);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'node main.mjs' } }));
    const npm = spawn('npm', ['start', '--silent'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    begun.push(npm);
    const line = await createInterface({ input: npm.stdout })[Symbol.asyncIterator]().next();
    const pid = Number(line.value);
    expect(isAlive(pid)).toBe(true);
    npm.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('a server asked to stop', () => {
  const serving = () =>
    script(
      `import { listen } from ${JSON.stringify(start('serve.mjs'))};
       const { port } = await listen({ host: '127.0.0.1', port: 0 }, (request, response) => {
         console.log('asked');
         process.once('SIGTERM', () => setImmediate(() => response.end('saved')));
       });
       console.log(port);`,
    );

  it('answers what it was asked before, takes nothing new and ends', async () => {
    const { child, lines } = serving();
    const port = Number((await lines.next()).value);
    const answer = fetch(`http://127.0.0.1:${port}/save`);
    await lines.next();
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await (await answer).text()).toBe('saved');
    expect(await ended).toEqual([0, null]);
    const socket = createConnection(port, '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });

  it('does not wait for connections on which nothing is asked', async () => {
    const { child, lines } = serving();
    const port = Number((await lines.next()).value);
    const idle = createConnection(port, '127.0.0.1');
    await once(idle, 'connect');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    idle.destroy();
  });
});
