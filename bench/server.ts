import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';

const PATIENCE = 15 * 60_000;

/** A start of the product, and how long it took until the first page answered. */
export interface Started {
  readonly address: string;
  readonly milliseconds: number;
  /** CPU time of the product's processes until now, in milliseconds; null where the system does not tell. */
  readonly cpu: () => number | null;
  readonly stop: () => Promise<void>;
}

/** Starts the product of a folder as a newcomer does, on a free port. */
export async function startProduct(folder: string, dataDirectory: string): Promise<Started> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const child = spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['start'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', COHO_DATA: dataDirectory, COHO_MODE: 'demo' },
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString('utf8')).slice(-2000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  while (!(await answers(`${address}/signin`))) {
    if (child.exitCode !== null || performance.now() - begun > PATIENCE)
      throw new Error(`The product did not start in ${folder}. ${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const milliseconds = performance.now() - begun;
  return {
    address,
    milliseconds,
    cpu: () => cpuOfGroup(child.pid),
    stop: () => {
      stopGroup(child);
      return ended;
    },
  };
}

/** Linux counts in hundredths of a second, for each process of the group npm leads. */
function cpuOfGroup(group: number | undefined): number | null {
  if (group === undefined || process.platform !== 'linux') return null;
  const spent = readdirSync('/proc').map((name) => {
    if (!/^\d+$/u.test(name)) return 0;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // What follows the command's name in brackets: state, parent, group, and from the twelfth on user and system time.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(fields[2]) === group ? Number(fields[11]) + Number(fields[12]) : 0;
    } catch {
      return 0;
    }
  });
  return 10 * spent.reduce((sum, one) => sum + one, 0);
}

/** npm starts a shell that starts Node: the signal goes to all of them. */
function stopGroup(child: ChildProcess): void {
  if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGTERM');
  else child.kill();
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was given.');
  return address.port;
}
