/** Code and chart cells on the command line: evaluated in a thread of their own, which ends with the run. */
import { Worker } from 'node:worker_threads';
import { type CodeAnswer, type CodeQuestion, resultOfAnswer } from '@/analysis-kernel/cells/code/answer';
import type { CodeRunner } from '@/analysis-kernel/cells/context';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { Value } from '@/analysis-kernel/results/result';

const MEGABYTES = 1024;

/** A thread begins as plain JavaScript: TypeScript is read once its loader is there. */
const BOOT = `
const { loader, thread } = require('node:worker_threads').workerData;
import(loader).then(({ register }) => { register(); return import(thread); });
`;

export class ThreadCodeRunner implements CodeRunner {
  #thread: Worker | null = null;

  async run(
    source: string,
    kind: 'chart' | 'code',
    scope: { readonly tables: ReadonlyMap<string, Frame>; readonly values: ReadonlyMap<string, Value> },
    signal: AbortSignal,
  ) {
    const answer = await this.#ask({ source, kind, ...scope }, signal);
    return resultOfAnswer(answer, kind);
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = null;
  }

  #ask(question: CodeQuestion, signal: AbortSignal): Promise<CodeAnswer> {
    this.#thread ??= new Worker(BOOT, {
      eval: true,
      workerData: { loader: import.meta.resolve('tsx/esm/api'), thread: new URL('./code-thread.ts', import.meta.url).href },
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    const thread = this.#thread;
    return new Promise<CodeAnswer>((resolve, reject) => {
      const stop = () => {
        void this.close();
        finish(() => reject(new DOMException('The cell was cancelled.', 'AbortError')));
      };
      const answered = (answer: CodeAnswer) => finish(() => resolve(answer));
      const failed = (error: Error) => {
        this.#thread = null;
        finish(() => resolve({ kind: 'threw', message: error.message.split('\n')[0], line: null, column: null }));
      };
      thread.once('message', answered);
      thread.once('error', failed);
      signal.addEventListener('abort', stop, { once: true });
      thread.postMessage(question);

      function finish(settle: () => void): void {
        thread.off('message', answered);
        thread.off('error', failed);
        signal.removeEventListener('abort', stop);
        settle();
      }
    });
  }
}
