import 'server-only';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { ContentAnswer } from '@/analysis-kernel/content/content';

/** How long a drawing may take, the start of its thread included, in milliseconds. */
const DEADLINE = 30_000;
const MOST_WAITING = 50;

let pool: Piscina<string, ContentAnswer> | null = null;

/** One thread beside the server's, bounded in memory, started when it is needed and ended when it is not. */
function drawingPool(): Piscina<string, ContentAnswer> {
  pool ??= new Piscina<string, ContentAnswer>({
    filename: join(process.cwd(), 'app', '_server', 'content', 'drawing.worker.ts'),
    execArgv: ['--import', 'tsx', '--conditions=react-server'],
    env: {},
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
    maxQueue: MOST_WAITING,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  return pool;
}

/** A chart's drawing as it may be kept, made safe off the server's own thread. What takes too long, or finds the queue full, is refused. */
export async function checkDrawing(svg: string): Promise<ContentAnswer> {
  const deadline = AbortSignal.timeout(DEADLINE);
  const threads = drawingPool();
  if (threads.queueSize >= MOST_WAITING) return { refusal: 'too_slow' };
  try {
    return await threads.run(svg, { signal: deadline });
  } catch (error) {
    if (deadline.aborted) return { refusal: 'too_slow' };
    // The thread's memory ran out over this drawing.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { refusal: 'too_long' };
    throw error;
  }
}
