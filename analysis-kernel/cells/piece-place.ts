/** Pieces of one analysis in workers of their own, beside the worker that has split it; they end with it. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { WorkerMessage, WorkerPool } from '../ports/worker-pool';
import { MethodUnavailable } from '../registry/fetched';
import type { Pool } from '../registry/pool';
import { loadTask } from '../registry/registry';

/** So many pieces are under way at once, where there are as many workers. */
export const MOST_PIECES = 8;

/** One piece: the name of its task and plain data. */
export interface PieceQuestion {
  readonly task: string;
  readonly input: unknown;
}

export type PieceAnswer =
  | { readonly kind: 'gave'; readonly output: unknown }
  /** The code of the task did not come. */
  | { readonly kind: 'unavailable'; readonly text: Localised }
  | { readonly kind: 'threw'; readonly message: string };

/** Answers in the worker. Never rejects: what a task throws is an answer. */
export async function answerPiece(
  { task: name, input }: PieceQuestion,
  post: (message: WorkerMessage<PieceAnswer>) => void,
): Promise<void> {
  try {
    const task = await loadTask(name);
    if (task === null) throw new Error(`no method has a task ${name}`);
    post({ kind: 'answer', answer: { kind: 'gave', output: task.run(input as never) } });
  } catch (error) {
    if (error instanceof MethodUnavailable) post({ kind: 'answer', answer: { kind: 'unavailable', text: error.text } });
    else post({ kind: 'answer', answer: { kind: 'threw', message: error instanceof Error ? error.message : String(error) } });
  }
}

/**
 * A pool of which every piece is asked of a worker; rejects with MethodUnavailable where a worker cannot fetch the code of the task. The outputs stand in the order of the
 * inputs, whoever was first.
 */
export function piecesElsewhere(workers: WorkerPool<PieceQuestion, PieceAnswer>): Pool {
  return {
    async map<In, Out>(
      task: { readonly name: string; readonly run: (input: In) => Out },
      inputs: readonly In[],
      { signal, progress }: { readonly signal: AbortSignal; readonly progress: (share: number) => void },
    ) {
      let [next, done] = [0, 0];
      const outputs = new Array<Out>(inputs.length);
      const failed = new AbortController();
      const over = AbortSignal.any([signal, failed.signal]);
      const lane = async () => {
        while (next < inputs.length) {
          const at = next++;
          const answer = await workers.ask({ task: task.name, input: inputs[at] }, over);
          if (answer.kind === 'unavailable') throw new MethodUnavailable(answer.text, null);
          if (answer.kind === 'threw') throw new Error(answer.message);
          // Both ends run the task of this name, so its output comes back as one of its outputs.
          outputs[at] = answer.output as Out;
          progress(++done / inputs.length);
        }
      };
      try {
        await Promise.all(Array.from({ length: MOST_PIECES }, lane));
        return outputs;
      } catch (error) {
        failed.abort();
        throw error;
      }
    },
  };
}
