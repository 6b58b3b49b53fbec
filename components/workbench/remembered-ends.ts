import { type LastEnd, type LastEnds, lastEndOf } from '@/analysis-kernel/session/last-end';
import type { CellState } from '@/analysis-kernel/session/state';

const PLACE = 'coho-last-ends';
/** Of older ones the key has most likely changed since. */
const MOST = 300;

/** What of the browser's storage is used. */
type TextPlace = Pick<Storage, 'getItem' | 'setItem'>;

/** Storage of this browser; null where there is none, or it is not allowed. */
function browserTexts(): TextPlace | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/**
 * Keys of cells that were called off or ran out of memory in this browser, with how they ended: what was no use once is not begun again
 * by the next opening. Without storage nothing is remembered.
 */
export class RememberedEnds {
  constructor(private readonly place: TextPlace | null = browserTexts()) {}

  /** The latest last. */
  all(): LastEnds {
    try {
      const read: unknown = JSON.parse(this.place?.getItem(PLACE) ?? '[]');
      return Array.isArray(read) ? read.filter(isEnd) : [];
    } catch {
      return [];
    }
  }

  /** Takes down what cells have ended with, and forgets those that have a result since. */
  note(states: Iterable<CellState>): void {
    const known = new Map(this.all());
    const before = JSON.stringify([...known]);
    for (const state of states) {
      const { key, freshness, outcome } = state;
      if (key === null) continue;
      const end = lastEndOf(state);
      if (end !== null && known.get(key) !== end) known.set(key, end);
      else if (end === null && freshness === 'fresh' && outcome !== null) known.delete(key);
    }
    const after = JSON.stringify([...known].slice(-MOST));
    if (after === before) return;
    try {
      this.place?.setItem(PLACE, after);
    } catch {
      // A full storage remembers nothing: the cell runs once more.
    }
  }
}

function isEnd(entry: unknown): entry is readonly [string, LastEnd] {
  return Array.isArray(entry) && typeof entry[0] === 'string' && ['cancelled', 'out_of_memory', 'engine_lost'].includes(entry[1]);
}
