import { normalisedSource } from '@/analysis-kernel/session/normalised-source';
import type { CellState } from '@/analysis-kernel/session/state';

/** A cell's state for the text it has now: a result of another text is stale from the change on, before the engine has heard of it. */
export function asWritten(state: CellState | null, body: string | undefined): CellState | null {
  if (state?.freshness !== 'fresh' || body === undefined || state.body === body) return state;
  return normalisedSource(state.body) === normalisedSource(body) ? state : { ...state, freshness: 'stale_code' };
}
