/**
 * How the owner of a worker hears of its end, whatever ended it: a worker that ran out of memory or closed itself fires no event. The worker holds
 * a lock as long as it lives, and the browser lets go of it when it does not. Where a browser has no locks, only errors are heard.
 */

interface Alive {
  /** The lock that its worker holds. */
  readonly alive: string;
}

/** Whether a worker's message tells of its life and is no answer. */
export function isLifeline(data: unknown): data is Alive {
  return typeof data === 'object' && data !== null && 'alive' in data;
}

/** In a worker: takes its lock for life and tells the owner its name. */
export function holdLifeline(scope: Pick<DedicatedWorkerGlobalScope, 'postMessage'>): void {
  const { locks } = globalThis.navigator ?? {};
  if (locks === undefined) return;
  const alive = `coho-worker-${crypto.randomUUID()}`;
  void locks.request(alive, () => {
    scope.postMessage({ alive } satisfies Alive);
    return new Promise<never>(() => undefined);
  });
}

/** Calls `ended` once the worker lives no more, also when its owner has ended it. */
export function onWorkerEnd(worker: Pick<Worker, 'addEventListener'>, ended: () => void): void {
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isLifeline(data)) void navigator.locks.request(data.alive, () => ended());
  });
}
