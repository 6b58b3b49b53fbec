import 'server-only';
import { MINUTE, SECOND } from '../../clock';
import { Refusal } from '../../refusal';
import { threadFor } from '../../threads';

const holder = globalThis as typeof globalThis & { cohoResults?: ReturnType<typeof threadFor> };

/**
 * What the thread answers. It is one for all route bundles.
 * @throws Refusal `server-full` where it has no time, `too-large` where it has no room
 */
export async function askResults<Answer>(
  name: 'permitted' | 'agreements' | 'entries' | 'verdict' | 'shows',
  task: unknown,
): Promise<Answer> {
  holder.cohoResults ??= threadFor({
    entry: 'app/_server/notebooks/results/results.worker.ts',
    deadline: 30 * SECOND,
    mostWaiting: 50,
    memory: 512,
    idle: 10 * MINUTE,
  });
  const done = await holder.cohoResults<Answer>(name, task);
  if ('answer' in done) return done.answer;
  throw done.refusal === 'too_slow' ? new Refusal('server-full', { seconds: 10 }) : new Refusal('too-large', {});
}
