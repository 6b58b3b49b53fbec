import type { Duration } from '../plan/expressions';
import { shift } from './calendar';
import type { Entry } from './context';

/**
 * Entries of one patient joined, within an observation period, where the start of one lies at most `within` after the latest exit so far. A joined entry keeps the
 * first one's index, with the exit and reason of the one that exits last (the earlier one's on equal exits).
 * @param entries with known exits
 */
export function mergeEntries(entries: readonly Entry[], within: Duration): Entry[] {
  const merged: Entry[] = [];
  for (const entry of [...entries].sort((a, b) => (a.index < b.index ? -1 : 1))) {
    const open = merged.at(-1);
    const due = open?.exit ? shift(open.exit, within) : null;
    if (!open || open.period?.start !== entry.period?.start || (due !== null && entry.index > due)) merged.push(entry);
    else if ((entry.exit ?? '') > (open.exit ?? ''))
      merged[merged.length - 1] = { ...open, exit: entry.exit, exitReason: entry.exitReason };
  }
  return merged;
}
