/**
 * Code and chart cells on the command line: the browser's own sandbox, bundled when the first such cell runs, in a fresh thread for
 * each cell. Nothing of Node is in its reach, and nothing is left behind for the next cell.
 */
import { Worker } from 'node:worker_threads';
import { type CodeAnswer, type CodeQuestion, resultOfAnswer } from '@/analysis-kernel/cells/code/answer';
import type { CodeRunner } from '@/analysis-kernel/cells/context';
import { cellError } from '@/analysis-kernel/cells/messages';
import { CellFailure } from '@/analysis-kernel/cells/outcome';
import { bundled } from './thread-worker';

const LONGEST_SECONDS = 60;
const MEGABYTES = 1024;

/**
 * Gives a thread the face of a browser's worker. Scripts are evaluated by `vm` without a way to import: neither the sandbox nor what
 * it evaluates can load a module.
 */
const BOOT = `
const { parentPort, workerData } = require('node:worker_threads');
const { runInThisContext } = require('node:vm');
const ofScope = globalThis.eval;
globalThis.self = globalThis;
globalThis.postMessage = (answer) => parentPort.postMessage(answer);
globalThis.addEventListener = (_, listener) => parentPort.once('message', (data) => listener({ data }));
globalThis.eval = (text) => runInThisContext(text);
runInThisContext(workerData, { filename: 'sandbox.js' });
globalThis.eval = ofScope;
`;

export class ThreadCodeRunner implements CodeRunner {
  readonly #scripts = new Map<string, Promise<string>>();

  async run(source: string, kind: 'chart' | 'code', scope: Parameters<CodeRunner['run']>[2], signal: AbortSignal) {
    const ml = /\bML\b/.test(source) ? await this.#script('ml.ts') : null;
    const answer = await ask(await this.#script('code.worker.ts'), { source, kind, ...scope }, ml, signal);
    return resultOfAnswer(answer, kind);
  }

  #script(file: string): Promise<string> {
    const made =
      this.#scripts.get(file) ??
      bundled(new URL(`../components/workbench/sandbox/${file}`, import.meta.url), { format: 'iife', external: ['crypto'] });
    this.#scripts.set(file, made);
    return made;
  }
}

async function ask(sandbox: string, question: CodeQuestion, ml: string | null, signal: AbortSignal): Promise<CodeAnswer> {
  signal.throwIfAborted();
  const limits = { maxOldGenerationSizeMb: MEGABYTES };
  const thread = new Worker(BOOT, { eval: true, workerData: sandbox, env: {}, resourceLimits: limits, stdout: true });
  // What the code prints is no result of the run.
  thread.stdout.pipe(process.stderr, { end: false });
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), LONGEST_SECONDS * 1000);
  try {
    return await new Promise<CodeAnswer>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('The cell was cancelled.', 'AbortError')), { signal: over.signal });
      over.signal.addEventListener('abort', () => reject(new CellFailure(cellError('code_too_long', { seconds: LONGEST_SECONDS }))));
      thread.once('message', resolve);
      thread.once('error', (error) => resolve({ kind: 'threw', message: error.message.split('\n')[0], line: null, column: null }));
      thread.postMessage({ question, ml });
    });
  } finally {
    clearTimeout(timer);
    over.abort();
    await thread.terminate();
  }
}
