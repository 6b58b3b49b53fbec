/** A run's end, whichever way it came. */
import { cellError } from '../cells/messages';
import { CellFailure, type CellOutcome } from '../cells/outcome';
import { EngineLost } from '../ports/query-engine';
import { WorkerLost } from '../ports/worker-pool';
import type { CellError } from '../results/result';

/** `lost`: the engine, or a worker, died under it. */
export type RunEnd = { readonly outcome: CellOutcome } | { readonly error: CellError } | 'cancelled' | 'lost';

/** Never rejects: an exception of nobody's making is an error in its first line. */
export async function attempt(work: () => Promise<CellOutcome>, signal: AbortSignal): Promise<RunEnd> {
  try {
    return { outcome: await work() };
  } catch (error) {
    if (signal.aborted) return 'cancelled';
    if (error instanceof EngineLost || error instanceof WorkerLost) return 'lost';
    if (error instanceof CellFailure) return { error: error.error };
    return { error: cellError('unexpected', { message: error instanceof Error ? error.message.split('\n')[0] : String(error) }) };
  }
}
