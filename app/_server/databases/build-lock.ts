import 'server-only';
/** One builder a release at a time, over processes: a file holding the builder's process id. */
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const pauseMilliseconds = 200;

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

/** Runs `work` while holding the lock file; waits for another builder, and takes over from one that is gone. */
export async function holdingLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  let emptyLooks = 0;
  while (!(await take(path))) {
    const holder = Number(await readFile(path, 'utf8').catch(() => '0'));
    // An empty file is one whose writer is between opening and writing, or died there.
    emptyLooks = holder === 0 ? emptyLooks + 1 : 0;
    if ((holder > 0 && !isAlive(holder)) || emptyLooks > 10) {
      await rm(path, { force: true });
      emptyLooks = 0;
    } else await delay(pauseMilliseconds);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
