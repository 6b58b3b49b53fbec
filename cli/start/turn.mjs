import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root, say } from './children.mjs';

const mark = join(root, '.starting');
const BEAT = 1000;
/** A mark nobody has touched for so long was left behind by a start that was killed. */
const ABANDONED = 15_000;

/** A start that was killed ends its programs with it, so its turn is free at once; the beat tells where another process has its number. */
function isAbandoned() {
  if (!isAlive(markedBy())) return true;
  const age = performance.timeOrigin + performance.now() - (statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return age > ABANDONED;
}

function markedBy() {
  try {
    return Number(readFileSync(mark, 'utf8'));
  } catch {
    return 0;
  }
}

/** Without a number, as in the moment in which a mark is made, a process counts as alive. */
function isAlive(pid) {
  if (!(pid > 0)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function take() {
  try {
    writeFileSync(mark, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    // Where nothing can be written nothing can be built either: there is nothing to take turns at.
    if (error.code === 'EROFS' || error.code === 'EACCES') return true;
    throw error;
  }
}

/** One start of this folder at a time prepares; another waits, then finds everything done. Gives the function that ends the turn. */
export async function takeTurn() {
  for (let told = false; !take(); ) {
    if (isAbandoned()) {
      rmSync(mark, { force: true });
      continue;
    }
    if (!told) say('Another start in this folder is at work; waiting for it.');
    told = true;
    await delay(BEAT / 4);
  }
  const beat = setInterval(() => {
    if (statSync(mark, { throwIfNoEntry: false })) writeFileSync(mark, String(process.pid));
  }, BEAT);
  return () => {
    clearInterval(beat);
    rmSync(mark, { force: true });
  };
}
