/** A file that says which process is at work, touched by it while it is. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

const BEAT = 1000;
/** A mark nobody has touched for so long was left behind by a process that was killed. */
const ABANDONED = 15_000;

export function markedBy(mark) {
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

/** One that was killed can do nothing more, so its mark is free at once; the beat tells where another process has its number. */
function isAbandoned(mark) {
  const pid = markedBy(mark);
  if (pid === process.pid || !isAlive(pid)) return true;
  const age = performance.timeOrigin + performance.now() - (statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return age > ABANDONED;
}

/**
 * Makes the mark, unless somebody has; one left behind is taken over.
 * @returns ends it; null where another process is at work
 */
export function takeMark(mark) {
  try {
    writeFileSync(mark, String(process.pid), { flag: 'wx' });
  } catch (error) {
    // Where nothing can be written nothing can be done either that two would do at once.
    if (error.code === 'EROFS' || error.code === 'EACCES') return () => {};
    if (error.code !== 'EEXIST') throw error;
    if (!isAbandoned(mark)) return null;
    rmSync(mark, { force: true });
    return takeMark(mark);
  }
  const beat = setInterval(() => {
    if (markedBy(mark) === process.pid) writeFileSync(mark, String(process.pid));
  }, BEAT);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (markedBy(mark) === process.pid) rmSync(mark, { force: true });
  };
}
