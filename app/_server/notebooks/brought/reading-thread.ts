import 'server-only';
import { MINUTE, SECOND } from '../../clock';
import { threadFor } from '../../threads';

interface Reading {
  readonly thread: ReturnType<typeof threadFor>;
  phase: 'off' | 'starting' | 'stands';
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

/** @returns null where the thread has no time, or does not stand yet: nobody waits for its start */
export async function askThread<Answer>(name: 'keysOf' | 'broughtText' | 'labelsOf', task: unknown): Promise<Answer | null> {
  const own = reading();
  if (own.phase === 'off') void readyToRead();
  if (own.phase !== 'stands') return null;
  const done = await own.thread<Answer>(name, task);
  if ('answer' in done) return done.answer;
  own.phase = 'off';
  return null;
}
