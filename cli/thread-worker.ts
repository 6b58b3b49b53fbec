/** Threads of Node with the face of the pool. */
import { Worker } from 'node:worker_threads';
import type { PoolWorker } from '@/analysis-kernel/ports/worker-pool';

/** Starts a thread; it does not keep the command from ending. */
export function threadWorker(file: URL): PoolWorker {
  const thread = new Worker(file, { env: {} });
  thread.unref();
  return {
    postMessage: (question) => {
      // While it has something to answer, the command waits for it.
      thread.ref();
      thread.postMessage(question);
    },
    listen: ({ message, died }) => {
      thread.on('message', (data: { readonly kind: string }) => {
        if (data.kind === 'answer') thread.unref();
        message(data);
      });
      thread.on('error', (error) => died(error.message.split('\n')[0]));
    },
    terminate: () => void thread.terminate(),
  };
}
