import type { PoolWorker } from '@/analysis-kernel/ports/worker-pool';
import { isLifeline, onWorkerEnd } from './lifeline';

const STOPPED = 'the worker of analyses stopped';

/** A browser's worker with the face of the pool. */
export function browserWorker(worker: Worker): PoolWorker {
  return {
    postMessage: (question) => worker.postMessage(question),
    listen: ({ message, died }) => {
      worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (!isLifeline(data)) message(data);
      });
      onWorkerEnd(worker, () => died(STOPPED));
      worker.addEventListener('messageerror', () => died('an answer could not be read'));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        died(event.message || STOPPED);
      });
    },
    terminate: () => worker.terminate(),
  };
}
