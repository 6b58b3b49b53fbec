/** A cell's state as others see it. */
import type { CellReading } from '../cells/reading';
import { nameKey } from '../document/names';
import type { CellError } from '../results/result';
import { type Entry, isFresh, isShown } from './entry';
import { shownError, shownOutcome } from './shown';
import type { CellState } from './state';
import type { TableMetas } from './table-metas';

interface Around {
  readonly own: CellReading | undefined;
  /** What its text alone tells. */
  readonly fault: CellError | null;
  readonly metas: TableMetas;
  readonly keepable: boolean;
  readonly awaited: readonly string[];
}

/** The state of an entry, words joined. */
export function stateOf(entry: Entry, { own, fault, metas, keepable, awaited }: Around): CellState {
  const { cell, name, key, ran, activity, outcome, compiled, materialised, durations, since, progress, held } = entry;
  const fresh = isFresh(entry);
  // An error of an earlier text is no longer true of this one.
  const error = fault ?? (fresh || entry.error?.code === 'blocked' ? entry.error : null);
  return {
    id: cell.id,
    kind: cell.kind,
    name,
    body: cell.body,
    freshness: ran === null ? 'never' : fresh ? 'fresh' : ran.source === entry.source ? 'stale_input' : 'stale_code',
    activity,
    key,
    outcome: outcome && shownOutcome(outcome, compiled, own, metas, cell.kind === 'sql' ? (metas.get(nameKey(name)) ?? null) : null),
    error: shownError(error, own, metas),
    materialised,
    keepable,
    duration: durations[0] ?? null,
    since: activity === 'running' ? since : null,
    progress: activity === 'running' ? progress : null,
    waitsFor: awaited,
    held: activity === 'idle' && !isShown(entry) ? held : null,
  };
}
