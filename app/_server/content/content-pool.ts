import 'server-only';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { ContentAnswer, ContentQuestion } from '@/analysis-kernel/content/content';

/** How long a question may take, the start of its thread included, in milliseconds. */
const DEADLINE = 30_000;

let pool: Piscina<ContentQuestion, ContentAnswer> | null = null;

/** One thread beside the server's, bounded in memory, started when it is needed and ended when it is not. */
function contentPool(): Piscina<ContentQuestion, ContentAnswer> {
  pool ??= new Piscina<ContentQuestion, ContentAnswer>({
    filename: join(process.cwd(), 'app', '_server', 'content', 'content.worker.ts'),
    execArgv: ['--import', 'tsx', '--conditions=react-server'],
    env: {},
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
    maxQueue: 50,
    resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
  });
  return pool;
}

/** Sets or checks a text from outside, off the server's own thread. What takes too long, or finds the queue full, is refused. */
export async function askContent(question: ContentQuestion): Promise<ContentAnswer> {
  try {
    return await contentPool().run(question, { signal: AbortSignal.timeout(DEADLINE) });
  } catch {
    return { refusal: 'too_slow' };
  }
}
