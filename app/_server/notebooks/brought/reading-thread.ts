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
 * @param patience how long somebody waits for this very answer, the thread's own start included; a page does not wait
 * @returns null where it has no time, or does not stand yet: nobody waits for its start
 */
export async function askThread<Answer>(
  name: 'keysOf' | 'cellKeysOf' | 'broughtText' | 'labelsOf',
  mark: string,
  task: unknown,
  patience: number | null = null,
): Promise<Answer | null> {
  const own = reading();
  const tried = patience === null ? mark : `${mark} ${patience}`;
  if (own.tooSlow.has(tried)) return null;
  if (patience !== null && own.phase !== 'stands') await readyToRead();
  else if (own.phase === 'off') void readyToRead();
  if (own.phase !== 'stands') return null;
  const done = await own.thread<Answer>(name, task, patience ?? undefined);
  if ('answer' in done) return done.answer;
  own.tooSlow.set(tried, true);
  if (own.phase === 'stands') void readyToRead();
  return null;
}
