import 'server-only';
import { LRUCache } from 'lru-cache';
import { MINUTE, SECOND } from '../../clock';
import { threadFor } from '../../threads';

interface Reading {
  readonly thread: ReturnType<typeof threadFor>;
  phase: 'off' | 'starting' | 'stands';
  /** Marks of what the thread had no time for lately: nobody's thread is ended for the same text again. */
  readonly tooSlow: LRUCache<string, true>;
}

const holder = globalThis as typeof globalThis & { cohoReading?: Reading };

/** One for all route bundles. */
function reading(): Reading {
  holder.cohoReading ??= {
    thread: threadFor({
      entry: 'app/_server/notebooks/brought/reading.worker.ts',
      // A page's own worker has read the notebook by then: an answer that comes later is worth nothing to it.
      deadline: 3 * SECOND,
      mostWaiting: 50,
      memory: 512,
      idle: Number.POSITIVE_INFINITY,
    }),
    phase: 'off',
    tooSlow: new LRUCache({ max: 1000, ttl: 10 * MINUTE }),
  };
  return holder.cohoReading;
}

/** Starts the thread, which loads much, and resolves once it stands. */
export async function readyToRead(): Promise<void> {
  const own = reading();
  own.phase = 'starting';
  const started = await own.thread('ready', null, MINUTE).catch(() => null);
  own.phase = started !== null && 'answer' in started ? 'stands' : 'off';
}

/**
 * Asks the thread; one that had no time is replaced at once.
 * @param mark of the text the task is about
 * @returns null where it has no time, or does not stand yet: nobody waits for its start
 */
export async function askThread<Answer>(
  name: 'keysOf' | 'cellKeysOf' | 'broughtText' | 'labelsOf',
  mark: string,
  task: unknown,
): Promise<Answer | null> {
  const own = reading();
  if (own.phase === 'off') void readyToRead();
  if (own.phase !== 'stands' || own.tooSlow.has(mark)) return null;
  const done = await own.thread<Answer>(name, task);
  if ('answer' in done) return done.answer;
  own.tooSlow.set(mark, true);
  if (own.phase === 'stands') void readyToRead();
  return null;
}
