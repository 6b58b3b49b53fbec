/** What a session remembers of one cell. */
import type { CompiledCohort } from '../cells/cohort/compiled';
import type { RunProgress } from '../cells/context';
import type { CellOutcome } from '../cells/outcome';
import type { Cell } from '../document/notebook';
import type { CellError } from '../results/result';
import { normalisedSource } from './normalised-source';
import type { CellState, Held } from './state';

export interface Entry {
  readonly cell: Cell;
  readonly name: string;
  readonly key: string | null;
  readonly source: string;
  /** Key and source of the outcome shown, or of the error, and whether a run of this session gave it. */
  ran: { readonly key: string; readonly source: string; readonly isOwn: boolean } | null;
  activity: CellState['activity'];
  /** As the run gave it, or as it was kept: without the words that are joined when it is shown. */
  outcome: CellOutcome | null;
  /** Of a cohort: the program the outcome is of, in its latest wording. */
  compiled: CompiledCohort | null;
  /** Of the last run; static errors are kept apart. */
  error: CellError | null;
  /** Whether its tables are in the engine. */
  materialised: boolean;
  /** Milliseconds of the last runs, the latest first. */
  durations: readonly number[];
  since: number | null;
  progress: RunProgress | null;
  held: Held | null;
  /** Times the engine died under it. */
  losses: number;
}

/** What an entry shows of a cell that has not run. */
export const NOTHING_RUN: Pick<Entry, 'ran' | 'outcome' | 'compiled' | 'error' | 'materialised'> = {
  ran: null,
  outcome: null,
  compiled: null,
  error: null,
  materialised: false,
};

const REMEMBERED_RUNS = 2;
/** A first run reads what later ones find in memory: it tells of a slow cell only where it is slower by far. */
const FIRST_RUN_FACTOR = 10;

/** The entry of a cell, with what was known of it before. */
export function entryOf(cell: Cell, key: string | null, compiled: CompiledCohort | null, before: Entry | undefined): Entry {
  const name = cell.name ?? '';
  const same = before?.cell.kind === cell.kind && before.name === name ? before : undefined;
  const isSameQuestion = same?.key === key;
  const entry: Entry = {
    cell,
    name,
    key,
    source: normalisedSource(cell.body),
    ran: same?.ran ?? null,
    // A run called off or failed says nothing of another text.
    activity: same && (isSameQuestion || same.activity === 'running' || same.activity === 'queued') ? same.activity : 'idle',
    outcome: same?.outcome ?? null,
    compiled: same?.compiled ?? null,
    // A cell that blocks another may run with its new text.
    error: isSameQuestion || same?.error?.code !== 'blocked' ? (same?.error ?? null) : null,
    materialised: same?.materialised ?? false,
    durations: before?.durations ?? [],
    since: isSameQuestion ? (same?.since ?? null) : null,
    progress: isSameQuestion ? (same?.progress ?? null) : null,
    held: isSameQuestion ? (same?.held ?? null) : null,
    losses: isSameQuestion ? (same?.losses ?? 0) : 0,
  };
  if (isFresh(entry)) entry.compiled = compiled;
  return entry;
}

/** Whether its result or error is of the text and inputs as they are. */
export function isFresh({ key, ran }: Entry): boolean {
  return key !== null && ran?.key === key;
}

/** Whether its result stands and may be shown, wherever its tables are. */
export function isShown(entry: Entry): boolean {
  return isFresh(entry) && entry.error === null;
}

/** Whether other cells can read it. */
export function isReady(entry: Entry): boolean {
  return isShown(entry) && entry.materialised;
}

/** Takes down how long a run took. */
export function noteDuration(entry: Entry, milliseconds: number): void {
  entry.durations = [milliseconds, ...entry.durations].slice(0, REMEMBERED_RUNS);
}

/** Whether its last runs say that it takes longer than a budget; one run alone may have been slow for what it found cold. */
export function isSlow({ durations }: Entry, budget: number): boolean {
  if (durations.length === 0) return false;
  return durations.length === 1 ? durations[0] > budget * FIRST_RUN_FACTOR : Math.min(...durations) > budget;
}
