import type { CellState } from '@/analysis-kernel/session/state';
import type { EngineState } from '@/components/workbench/engine/engine-client';

/** What a cell without its latest result waits for, told apart so that each has words of its own. */
export type Wait =
  /** The notebook is being read by the engine's worker. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'looking' }
  /** Bytes on their way, once; null where nobody knows how many. */
  | { readonly kind: 'engine'; readonly megabytes: number | null }
  | { readonly kind: 'reading'; readonly rows: number | null }
  | { readonly kind: 'making'; readonly done: number; readonly total: number }
  | { readonly kind: 'computing'; readonly percent: number | null }
  | { readonly kind: 'running' }
  | { readonly kind: 'behind'; readonly names: readonly string[] }
  /** A slow cell, itself or one it reads, waits to be asked for. */
  | { readonly kind: 'held'; readonly by: string; readonly seconds: number }
  /** The notebook has changed, and it is being found out what has to run. */
  | { readonly kind: 'deciding' }
  /** Nothing is under way: it has to be asked for. */
  | { readonly kind: 'none' };

/** What a cell waits for; null where its result is there and up to date, or where its error says why it has none. */
export function waitOf(state: CellState | null, engine: Pick<EngineState, 'phase' | 'total' | 'looking' | 'deciding'>): Wait | null {
  if (state === null) return engine.phase === 'failed' ? { kind: 'none' } : { kind: 'opening' };
  if (state.activity === 'running') return runningWait(state, engine);
  if (state.activity === 'queued') return { kind: 'behind', names: state.waitsFor };
  if (state.error !== null) return null;
  if (state.key !== null && state.freshness !== 'fresh' && engine.looking.has(state.key)) return { kind: 'looking' };
  if (state.held) return { kind: 'held', by: state.held.by, seconds: state.held.milliseconds / 1000 };
  if (state.outcome !== null) return null;
  return engine.deciding && state.activity === 'idle' ? { kind: 'deciding' } : { kind: 'none' };
}

function runningWait({ progress }: CellState, engine: Pick<EngineState, 'phase' | 'total'>): Wait {
  if (engine.phase === 'starting') return { kind: 'engine', megabytes: engine.total > 0 ? engine.total / 1e6 : null };
  if (progress === null) return { kind: 'running' };
  const { stage, done, total } = progress;
  if (stage === 'reading') return { kind: 'reading', rows: total };
  if (stage === 'computing') return { kind: 'computing', percent: done !== null && total ? Math.floor((100 * done) / total) : null };
  return done !== null && total !== null ? { kind: 'making', done: done + 1, total } : { kind: 'running' };
}
