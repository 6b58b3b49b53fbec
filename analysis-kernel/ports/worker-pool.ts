/** Work in other threads, browser or Node alike: whoever starts a worker gives it this face. */

/** A worker of a browser or of Node, as the pool sees it. */
export interface PoolWorker {
  postMessage(question: unknown): void;
  /** Hears every message, and the end of a worker that nobody ended. */
  listen(listener: { readonly message: (data: unknown) => void; readonly died: (message: string) => void }): void;
  terminate(): void;
}

/** What a worker posts: how far it is, any number of times, then its answer. */
export type WorkerMessage<Answer> =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'answer'; readonly answer: Answer };

/** A worker died in the middle of a question. Nothing is wrong with the question: it may be asked again. */
export class WorkerLost extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WorkerLost';
  }
}

export interface WorkerPool<Question, Answer> {
  /**
   * Asks a worker; where all are busy, the next that is free. A cancel ends the worker, however deep in its work it is.
   * @throws AbortError when `signal` fires; WorkerLost
   */
  ask(question: Question, signal: AbortSignal, progress?: (share: number) => void): Promise<Answer>;
  /** Ends all workers. */
  close(): void;
}

/**
 * A pool that starts a worker when it is first needed, keeps it for the next question, and never has more than `most`.
 * @param start starts a worker that answers one question after another
 */
export function workerPool<Question, Answer>(start: () => PoolWorker, most: number): WorkerPool<Question, Answer> {
  const idle: Standing<Answer>[] = [];
  const waiting: (() => void)[] = [];
  const alive = new Set<Standing<Answer>>();

  function take(): Standing<Answer> | null {
    const free = idle.pop();
    if (free || alive.size >= most) return free ?? null;
    const begun: Standing<Answer> = { worker: start(), hear: null };
    begun.worker.listen({
      message: (data) => begun.hear?.message(data as WorkerMessage<Answer>),
      died: (message) => {
        drop(begun);
        begun.hear?.died(message);
      },
    });
    alive.add(begun);
    return begun;
  }

  function drop(standing: Standing<Answer>): void {
    alive.delete(standing);
    if (idle.includes(standing)) idle.splice(idle.indexOf(standing), 1);
    standing.worker.terminate();
  }

  async function free(signal: AbortSignal): Promise<Standing<Answer>> {
    for (;;) {
      signal.throwIfAborted();
      const standing = take();
      if (standing) return standing;
      await new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.push(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    }
  }

  return {
    async ask(question, signal, progress) {
      const standing = await free(signal);
      const over = new AbortController();
      try {
        // It may have been called off while the worker was found.
        signal.throwIfAborted();
        return await new Promise<Answer>((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new DOMException('The work was cancelled.', 'AbortError')), {
            signal: over.signal,
          });
          standing.hear = {
            message: (message) => (message.kind === 'progress' ? progress?.(message.share) : resolve(message.answer)),
            died: (message) => reject(new WorkerLost(message)),
          };
          standing.worker.postMessage(question);
        });
      } finally {
        over.abort();
        standing.hear = null;
        if (signal.aborted) drop(standing);
        else if (alive.has(standing)) idle.push(standing);
        for (const wake of waiting.splice(0)) wake();
      }
    },
    close() {
      for (const standing of [...alive]) drop(standing);
    },
  };
}

interface Standing<Answer> {
  readonly worker: PoolWorker;
  hear: { readonly message: (message: WorkerMessage<Answer>) => void; readonly died: (message: string) => void } | null;
}
