import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CannotGoOn } from './children.mjs';
import { markedBy, takeMark } from './mark.mjs';

const PAUSE = 250;
/** A server whose npm was killed, or that was asked to stop, has let go by then. */
const PATIENCE = 4000;

/**
 * Keeps a data directory for this process, from the first thing a start does to the end of its serving: what is counted in memory, as wrong
 * passwords in a row, would be counted twice by two.
 * @returns lets go of it
 * @throws CannotGoOn where another process has it; nothing is written then
 */
export async function keepForOneServer(dataDirectory) {
  const mark = join(dataDirectory, '.serving');
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  } catch {
    // The preparation says what is wrong with the folder.
    return () => {};
  }
  const until = performance.now() + PATIENCE;
  for (;;) {
    const end = takeMark(mark);
    if (end) {
      process.once('exit', end);
      return end;
    }
    if (performance.now() > until) {
      const pid = markedBy(mark);
      throw new CannotGoOn(
        `Coho is already at work on ${dataDirectory}${pid > 0 ? ` (process ${pid})` : ''}; stop it, or set COHO_DATA to another folder.`,
      );
    }
    await delay(PAUSE);
  }
}
