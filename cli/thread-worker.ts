/** The scripts of threads: bundled when first needed, since a thread reads plain JavaScript. */
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import type { PoolWorker } from '@/analysis-kernel/ports/worker-pool';
import { threadWorker } from './started-thread';

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
