/**
 * Analyses computed in workers of their own: the one that holds the tables stays free to hear a cancel, which ends a fit of any
 * length at once and leaves every table where it is.
 */
import type { Frame } from '../frame/column';
import { WorkerLost, type WorkerMessage, type WorkerPool } from '../ports/worker-pool';
import type { Pool } from '../registry/pool';
import type { CellError, Value } from '../results/result';
import type { AnalysisCompiler, AnalysisRun, AnalysisWork } from './context';

/** One analysis to run: plain data that can be posted to a worker. */
export interface AnalysisQuestion {
  readonly source: string;
  /** Values of input cells, as the compiler reads them. */
  readonly inputs: ReadonlyMap<string, Value>;
  readonly frame: Frame;
  readonly tables: ReadonlyMap<string, Frame>;
}

export type AnalysisAnswer =
  | { readonly kind: 'gave'; readonly run: AnalysisRun | CellError }
  /** A worker that computed a piece of it died: it may be asked again. */
  | { readonly kind: 'lost'; readonly message: string }
  | { readonly kind: 'threw'; readonly message: string };

const PROGRESS_STEP = 0.01;

/** Answers in the worker. Never rejects: what a method throws is an answer. */
export async function answerAnalysis(
  compiler: AnalysisCompiler,
  question: AnalysisQuestion,
  post: (message: WorkerMessage<AnalysisAnswer>) => void,
  pool?: Pool,
): Promise<void> {
  const { source, inputs, frame, tables } = question;
  let told = 0;
  const progress = (share: number) => {
    if (share - told < PROGRESS_STEP) return;
    told = share;
    post({ kind: 'progress', share });
  };
  try {
    const { analysis, errors } = await compiler.read(source, inputs);
    // It was read before it was asked for: here it may lack code that does not come.
    if (analysis === null && errors.length === 0) throw new Error('the analysis cannot be read');
    // A cancel ends the worker: no signal is needed here.
    const run =
      analysis === null
        ? errors[0]
        : await analysis.run(frame, tables, { signal: new AbortController().signal, progress, ...(pool ? { pool } : {}) });
    post({ kind: 'answer', answer: { kind: 'gave', run } });
  } catch (error) {
    const kind = error instanceof WorkerLost ? 'lost' : 'threw';
    post({ kind: 'answer', answer: { kind, message: error instanceof Error ? error.message : String(error) } });
  }
}

/** A compiler that reads here and runs in the workers of a pool. */
export function analysesElsewhere(compiler: AnalysisCompiler, pool: WorkerPool<AnalysisQuestion, AnalysisAnswer>): AnalysisCompiler {
  return {
    async read(source, inputs) {
      const reading = await compiler.read(source, inputs);
      if (reading.analysis === null) return reading;
      const run = async (frame: Frame, tables: ReadonlyMap<string, Frame>, { signal, progress }: AnalysisWork) => {
        const answer = await pool.ask({ source, inputs, frame, tables }, signal, progress);
        if (answer.kind === 'lost') throw new WorkerLost(answer.message);
        if (answer.kind === 'threw') throw new Error(answer.message);
        return answer.run;
      };
      return { ...reading, analysis: { ...reading.analysis, run } };
    },
  };
}
