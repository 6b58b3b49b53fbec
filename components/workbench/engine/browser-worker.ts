import type { PoolWorker } from '@/analysis-kernel/ports/worker-pool';

/** A browser's worker with the face of the pool. */
export function browserWorker(worker: Worker): PoolWorker {
  return {
    postMessage: (question) => worker.postMessage(question),
    listen: ({ message, died }) => {
      worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => message(data));
      worker.addEventListener('messageerror', () => died('an answer could not be read'));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        died(event.message || 'the worker of analyses stopped');
      });
    },
    terminate: () => worker.terminate(),
  };
}
