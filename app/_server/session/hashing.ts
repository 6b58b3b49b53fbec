import 'server-only';
import { SECOND } from '../clock';
import { Refusal } from '../refusal';

/** Password checks take memory and a core each. They run on the pool of threads beside the main one, where files are read too: two at a time. */
const AT_ONCE = 2;
const MOST_WAITING = 200;
/** What one takes on a slow machine, for the wait that is told. */
const EACH = SECOND / 10;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Does a password check when it is its turn.
 * @throws Refusal `server-full` at once where too many wait already
 */
export async function inTurn<T>(check: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) {
      throw new Refusal('server-full', { seconds: Math.ceil((waiting.length * EACH) / AT_ONCE / SECOND) });
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await check();
  } finally {
    const next = waiting.shift();
    // The turn is handed on, so that nobody who comes now passes those who wait.
    if (next) next();
    else running -= 1;
  }
}
