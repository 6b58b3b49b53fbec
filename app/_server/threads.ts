import 'server-only';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';

/** Work for a thread beside the server's own, whose time and memory have bounds. */
export interface ThreadWork {
  /** The thread's module, from the root of the product. */
  readonly entry: string;
  /** How long a task may take, its wait and the start of its thread included, in milliseconds. */
  readonly deadline: number;
  /** Tasks that may wait; one more is refused. */
  readonly mostWaiting: number;
  /** Of the thread's heap, in megabytes. */
  readonly memory: number;
  /** How long a thread that has nothing to do is kept, in milliseconds. */
  readonly idle: number;
}

export type ThreadAnswer<Answer> = { readonly answer: Answer } | { readonly refusal: 'too_slow' | 'too_large' };

/**
 * A thread, one for all tasks, started with the first of them. What takes too long, needs too much memory or finds the queue full is
 * refused; the thread it took is ended.
 * @returns runs a function the module exports, with a task that can be cloned
 */
export function threadFor({ entry, deadline, mostWaiting, memory, idle }: ThreadWork) {
  const filename = join(process.cwd(), entry);
  const reader = pathToFileURL(join(process.cwd(), 'cli/start/read-typescript.mjs')).href;
  let pool: Piscina | null = null;
  return async <Answer>(name: string, task: unknown, within = deadline): Promise<ThreadAnswer<Answer>> => {
    pool ??= new Piscina({
      execArgv: ['--import', reader, '--conditions=react-server'],
      env: {},
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: idle,
      maxQueue: mostWaiting,
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    if (pool.queueSize >= mostWaiting) return { refusal: 'too_slow' };
    const signal = AbortSignal.timeout(within);
    try {
      return { answer: (await pool.run(task, { filename, name, signal })) as Answer };
    } catch (error) {
      if (signal.aborted) return { refusal: 'too_slow' };
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { refusal: 'too_large' };
      throw error;
    }
  };
}
