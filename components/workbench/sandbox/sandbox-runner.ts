import { type CodeAnswer, resultOfAnswer } from '@/analysis-kernel/cells/code/answer';
import type { CodeRunner } from '@/analysis-kernel/cells/context';
import { cellError } from '@/analysis-kernel/cells/messages';
import { CellFailure } from '@/analysis-kernel/cells/outcome';
import type { SandboxQuestion } from './question';

/** Addresses of the sandbox's scripts on this origin. */
export interface SandboxUrls {
  readonly worker: string;
  readonly ml: string;
}

const LONGEST_SECONDS = 60;

/** Runs chart and code cells in a browser: a fresh sandbox worker for each, so that no cell can leave anything behind for the next. */
export class SandboxCodeRunner implements CodeRunner {
  private ml: Promise<string> | null = null;

  constructor(private readonly urls: SandboxUrls) {}

  async run(source: string, kind: 'chart' | 'code', scope: Parameters<CodeRunner['run']>[2], signal: AbortSignal) {
    const ml = /\bML\b/.test(source) ? await this.readMl() : null;
    return resultOfAnswer(await this.ask({ question: { source, kind, ...scope }, ml }, signal), kind);
  }

  private async ask(question: SandboxQuestion, signal: AbortSignal): Promise<CodeAnswer> {
    if (signal.aborted) throw aborted();
    const worker = new Worker(this.urls.worker, { name: 'coho-code' });
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(), LONGEST_SECONDS * 1000);
    try {
      return await new Promise<CodeAnswer>((resolve, reject) => {
        const failed = (message: string) => reject(new CellFailure(cellError('code_failed', { message })));
        signal.addEventListener('abort', () => reject(aborted()), { once: true, signal: over.signal });
        over.signal.addEventListener('abort', () => reject(new CellFailure(cellError('code_too_long', { seconds: LONGEST_SECONDS }))));
        worker.addEventListener('message', ({ data }: MessageEvent<CodeAnswer>) => resolve(data));
        worker.addEventListener('messageerror', () => failed('the result could not be read'));
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          failed(event.message || 'the sandbox of code cells did not start');
        });
        worker.postMessage(question);
      });
    } finally {
      clearTimeout(timer);
      over.abort();
      worker.terminate();
    }
  }

  private readMl(): Promise<string> {
    this.ml ??= fetch(this.urls.ml).then((response) => {
      if (!response.ok) throw new CellFailure(cellError('code_failed', { message: `ML could not be read (${response.status})` }));
      return response.text();
    });
    // A failure is tried again by the next cell.
    this.ml.catch(() => {
      this.ml = null;
    });
    return this.ml;
  }
}

function aborted(): DOMException {
  return new DOMException('The cell was cancelled.', 'AbortError');
}
