/** A thread of Node with the face of the pool. */
import { Worker } from 'node:worker_threads';
import type { PoolWorker } from '@/analysis-kernel/ports/worker-pool';

/** Starts a thread of this script, which it finds as its `workerData` too, to start threads of its own. It does not keep the command from ending. */
export function threadWorker(script: Promise<string>): PoolWorker {
  const thread = script.then((text) => {
    const started = new Worker(text, { eval: true, env: {}, workerData: text });
    started.unref();
    return started;
  });
  return {
    postMessage: (question) =>
      void thread.then((started) => {
        // While it has something to answer, the command waits for it.
        started.ref();
        started.postMessage(question);
      }),
    listen: ({ message, died }) =>
      void thread.then(
        (started) => {
          started.on('message', (data: { readonly kind: string }) => {
            if (data.kind === 'answer') started.unref();
            message(data);
          });
          started.on('error', (error) => died(error.message.split('\n')[0]));
        },
        (error: unknown) => died(String(error)),
      ),
    terminate: () =>
      void thread.then(
        (started) => started.terminate(),
        () => undefined,
      ),
  };
}
