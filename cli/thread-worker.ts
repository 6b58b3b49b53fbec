/** Threads of Node with the face of the pool, and the scripts they run: bundled when first needed, since a thread reads plain JavaScript. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type BuildOptions, build } from 'esbuild';
import type { PoolWorker } from '@/analysis-kernel/ports/worker-pool';

/** A script with all it imports. */
export async function bundled(entry: URL, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...options, entryPoints: [fileURLToPath(entry)], bundle: true, write: false });
  return outputFiles?.[0].text ?? '';
}

/** Gives a function that starts threads of one script. They do not keep the command from ending. */
export function threadsOf(entry: URL): () => PoolWorker {
  let script: Promise<string> | null = null;
  return () => {
    script ??= bundled(entry, { platform: 'node', format: 'cjs', logLevel: 'error' });
    return threadWorker(script);
  };
}

function threadWorker(script: Promise<string>): PoolWorker {
  const thread = script.then((text) => {
    const started = new Worker(text, { eval: true, env: {} });
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
