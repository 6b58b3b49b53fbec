/** Other programs run by the start: quiet while they work, their words shown where they fail, ended with us even where we are killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const onWindows = process.platform === 'win32';
export const bin = (name) => join(root, 'node_modules', '.bin', onWindows ? `${name}.cmd` : name);

/** A reason not to start that is told in one sentence; 2 is the exit status of a wrong call or setting. */
export class CannotGoOn extends Error {
  constructor(sentence, said = '') {
    super(sentence);
    this.said = said;
  }
}

export const say = (line) => process.stderr.write(`${line}\n`);

const guard = join(root, 'cli', 'start', 'guard.mjs');
const running = new Set();

/** A group of its own takes its workers with it when it is ended. */
function endGroup(child, signal) {
  try {
    if (onWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

const PATIENCE = 3000;

/** Asks the programs that still run to end, makes those end that do not, and resolves once all are gone. */
export async function endChildren() {
  const ends = [...running].map((child) => once(child, 'close'));
  for (const child of running) endGroup(child, 'SIGTERM');
  const impatience = setTimeout(() => {
    for (const child of running) endGroup(child, 'SIGKILL');
  }, PATIENCE);
  await Promise.all(ends);
  clearTimeout(impatience);
}

/**
 * Runs a program to its end and gives what it wrote to standard output.
 * @param onLine told of each line the program writes to standard error; without it they are kept for a failure
 * @throws CannotGoOn with all it said, where it fails
 */
export function run(what, command, args, { environment = {}, onLine = null } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [guard, command, ...args], {
      cwd: root,
      stdio: 'pipe',
      env: { ...process.env, ...environment },
      detached: !onWindows,
    });
    running.add(child);
    let out = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
      if (!onLine) said += text;
    });
    let rest = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      if (!onLine) {
        said += text;
        return;
      }
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) onLine(line);
    });
    child.once('error', (error) => {
      running.delete(child);
      reject(new CannotGoOn(`${what} could not begin: ${error.message}.`));
    });
    child.once('close', (status) => {
      running.delete(child);
      if (onLine && rest) onLine(rest);
      if (status === 0) resolve(out);
      else reject(new CannotGoOn(`${what} did not work; mend what is said above and run npm start again.`, said));
    });
  });
}
