/**
 * Analyses computed in a worker of their own: the one that holds the tables stays free to hear a cancel, which ends a fit of any
 * length at once and leaves every table where it is.
 */
import type { Frame } from '../frame/column';
import type { CellError, Value } from '../results/result';
import type { AnalysisCompiler, AnalysisRun } from './context';

/** One analysis to run: plain data that can be posted to a worker. */
interface AnalysisQuestion {
  readonly source: string;
  /** Values of input cells, as the compiler reads them. */
  readonly inputs: ReadonlyMap<string, Value>;
  readonly frame: Frame;
  readonly tables: ReadonlyMap<string, Frame>;
}

type AnalysisAnswer =
  | { readonly kind: 'gave'; readonly run: AnalysisRun | CellError }
  | { readonly kind: 'threw'; readonly message: string };

/** What is needed of a worker; a browser's Worker is one. */
export interface AnalysisWorker {
  postMessage(question: unknown): void;
  addEventListener(type: 'message' | 'error', listener: (event: Event) => void, options: { readonly signal: AbortSignal }): void;
  terminate(): void;
}

/** Answers in the worker. Never rejects: what a method throws is an answer. */
export async function answerAnalysis(compiler: AnalysisCompiler, question: AnalysisQuestion): Promise<AnalysisAnswer> {
  const { source, inputs, frame, tables } = question;
  try {
    const { analysis, errors } = await compiler.read(source, inputs);
    if (analysis === null) throw new Error(errors[0]?.message.en ?? 'the analysis cannot be read');
    return { kind: 'gave', run: await analysis.run(frame, tables, new AbortController().signal) };
  } catch (error) {
    return { kind: 'threw', message: error instanceof Error ? error.message : String(error) };
  }
}

/** A compiler that reads here and runs in a worker: one after another in the same, a new one after a cancel. */
export function analysesElsewhere(compiler: AnalysisCompiler, start: () => AnalysisWorker): AnalysisCompiler {
  let standing: AnalysisWorker | null = null;

  function ask(question: AnalysisQuestion, signal: AbortSignal): Promise<AnalysisAnswer> {
    signal.throwIfAborted();
    standing ??= start();
    const worker = standing;
    const over = new AbortController();
    return new Promise<AnalysisAnswer>((resolve, reject) => {
      const end = (error: Error) => {
        worker.terminate();
        standing = null;
        reject(error);
      };
      const still = { signal: over.signal };
      signal.addEventListener('abort', () => end(new DOMException('The analysis was cancelled.', 'AbortError')), still);
      worker.addEventListener('message', (event) => resolve((event as MessageEvent<AnalysisAnswer>).data), still);
      const failed = (event: Event) => {
        event.preventDefault();
        end(new Error((event as ErrorEvent).message || 'the worker of analyses did not start'));
      };
      worker.addEventListener('error', failed, still);
      worker.postMessage(question);
    }).finally(() => over.abort());
  }

  return {
    async read(source, inputs) {
      const reading = await compiler.read(source, inputs);
      if (reading.analysis === null) return reading;
      const run = async (frame: Frame, tables: ReadonlyMap<string, Frame>, signal: AbortSignal) => {
        const answer = await ask({ source, inputs, frame, tables }, signal);
        if (answer.kind === 'threw') throw new Error(answer.message);
        return answer.run;
      };
      return { ...reading, analysis: { ...reading.analysis, run } };
    },
  };
}
