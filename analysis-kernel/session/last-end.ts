/** How the last run of a cell ended where it is not to be begun again by itself, whoever opens the notebook next. */
import { type Entry, isFresh } from './entry';
import type { CellState } from './state';

/** Called off by a person, or ended for want of memory. */
export type LastEnd = 'cancelled' | 'out_of_memory' | 'engine_lost';

/** Ends of runs that another run as it is would come to again; null for every other state. */
export function lastEndOf({ activity, error }: Pick<CellState, 'activity' | 'error'>): LastEnd | null {
  if (activity === 'cancelled') return 'cancelled';
  return activity === 'failed' && (error?.code === 'out_of_memory' || error?.code === 'engine_lost') ? error.code : null;
}

/** Ends by key. */
export type LastEnds = readonly (readonly [key: string, end: LastEnd])[];

/**
 * Ends cells that do nothing and have no result of their text and inputs as they are in the way in which their key ended before. Gives
 * their ids.
 */
export function endAsBefore(
  entries: Iterable<Entry>,
  ends: LastEnds,
  fail: (entry: Entry, code: Exclude<LastEnd, 'cancelled'>) => void,
): readonly string[] {
  const known = new Map(ends);
  return [...entries].flatMap((entry) => {
    const end = entry.key === null || entry.activity !== 'idle' || isFresh(entry) ? undefined : known.get(entry.key);
    if (end === undefined) return [];
    if (end === 'cancelled') entry.activity = end;
    else fail(entry, end);
    return [entry.cell.id];
  });
}
