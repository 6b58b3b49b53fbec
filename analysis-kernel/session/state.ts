/** What is known of each cell of an open notebook. */
import type { RunProgress } from '../cells/context';
import type { CellOutcome } from '../cells/outcome';
import type { CellKind } from '../document/notebook';
import type { CellError } from '../results/result';

type Freshness = 'never' | 'fresh' | 'stale_code' | 'stale_input';
type Activity = 'idle' | 'queued' | 'running' | 'cancelled' | 'failed';

export interface CellState {
  readonly id: string;
  readonly kind: CellKind;
  readonly name: string;
  /** The text this is said of. */
  readonly body: string;
  /** Of the result shown, against the text and inputs as they are now. */
  readonly freshness: Freshness;
  readonly activity: Activity;
  /** Null while the cell cannot run at all. */
  readonly key: string | null;
  /** Last outcome, also while stale. */
  readonly outcome: CellOutcome | null;
  /** Of the text as it is, or of the last run. */
  readonly error: CellError | null;
  /** Whether its tables are in the engine as the outcome says. */
  readonly materialised: boolean;
  /** Whether the result may be kept: neither the cell nor what it reads depends on the clock or unseeded random numbers. */
  readonly keepable: boolean;
  /** Milliseconds of the last run here; null before it, and where the result shown is of a run elsewhere. */
  readonly duration: number | null;
  /** Of a running cell: since when, in milliseconds since 1970, and what it is at. */
  readonly since: number | null;
  readonly progress: RunProgress | null;
  /** Of a queued cell: names of the cells it waits for. */
  readonly waitsFor: readonly string[];
  /** Of a cell that does not run by itself: the slow cell that it waits for, itself or another, and how long that one took. */
  readonly held: Held | null;
}

/** What runs by itself, and what does not. */
export interface AutorunRequest {
  /** Milliseconds: a cell whose last runs took longer waits until it is asked for. */
  readonly budget: number;
  /** Cells whose result is being made elsewhere: they wait for it, and so does what reads them. */
  readonly elsewhere?: readonly string[];
  /** Cells that run only where something that runs reads them. */
  readonly unasked?: readonly string[];
}

export interface Held {
  readonly by: string;
  readonly milliseconds: number;
}

/** How the command line names the end of a run. */
export type CellStatus = 'ok' | 'error' | 'blocked' | 'cancelled';

/** Status of a cell that has been asked to run. */
export function statusOf(state: CellState): CellStatus {
  if (state.error !== null) return state.error.code === 'blocked' ? 'blocked' : 'error';
  if (state.activity === 'cancelled' || state.outcome === null) return 'cancelled';
  return 'ok';
}
