import 'server-only';
/** One builder a release at a time, over processes: a file holding the builder's process id, touched while it works. */
import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { now, SECOND } from '../clock';

const pauseMilliseconds = 200;
const beat = SECOND;
/** A lock nobody has touched for so long was left behind, though its number may be another process's by now (a container started again). */
const abandoned = 20 * SECOND;

async function isAbandoned(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && now().getTime() - found.mtimeMs > abandoned;
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Runs `work` while holding the lock file; waits for another builder, told of once, and takes over from one that is gone. */
export async function holdingLock<T>(path: string, work: () => Promise<T>, onWait: () => void = () => undefined): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  let emptyLooks = 0;
  let told = false;
  while (!(await take(path))) {
    const holder = Number(await readFile(path, 'utf8').catch(() => '0'));
    // An empty file is one whose writer is between opening and writing, or died there.
    emptyLooks = holder === 0 ? emptyLooks + 1 : 0;
    if ((holder > 0 && !isAlive(holder)) || emptyLooks > 10 || (await isAbandoned(path))) {
      await rm(path, { force: true });
      emptyLooks = 0;
    } else {
      if (!told && holder > 0) onWait();
      told ||= holder > 0;
      await delay(pauseMilliseconds);
    }
  }
  const beating = setInterval(() => void utimes(path, now(), now()).catch(() => undefined), beat);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    await rm(path, { force: true });
  }
}
