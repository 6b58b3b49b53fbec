/** What stands in a cell's way: pure questions about a session's queue. */
import { cellError } from '../cells/messages';
import type { CellError } from '../results/result';
import { type Entry, isFresh, isShown, isSlow } from './entry';
import type { NotebookReading } from './read-cells';
import type { Held } from './state';

export interface Board {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly queue: ReadonlyMap<string, unknown>;
  readonly running: ReadonlyMap<string, unknown>;
  readonly reading: NotebookReading;
}

/**
 * What keeps a cell from running as things stand: its own text, or a cell it reads that failed. A queued cell, of which everything it
 * reads was queued too, is also kept by one that was called off.
 */
export function faultOf(board: Board, id: string): CellError | null {
  const { entries, queue, running, reading } = board;
  const own = reading.errors.get(id);
  if (own) return own;
  for (const needed of reading.graph.dependencies.get(id) ?? []) {
    const other = entries.get(needed);
    if (!other || isShown(other) || queue.has(needed) || running.has(needed)) continue;
    const failed = hasFailed(other, reading);
    if (!failed && !queue.has(id)) continue;
    // The message names the cell to mend, not the one between.
    const by = (other.error?.code === 'blocked' ? other.error.by : undefined) ?? other.name;
    return { ...cellError('blocked', { by, isError: failed }), by };
  }
  return null;
}

/** Whether a cell stands in error as its text and inputs are. */
export function hasFailed(entry: Entry, reading: NotebookReading): boolean {
  if (reading.errors.has(entry.cell.id)) return true;
  return entry.activity === 'failed' && (isFresh(entry) || entry.error?.code === 'blocked');
}

/** The slow cell that a cell waits for before it runs by itself: one it would have to run first, else itself. */
export function heldBy({ entries, reading }: Board, id: string, budget: number): Held | null {
  for (const needed of reading.graph.dependencies.get(id) ?? []) {
    const other = entries.get(needed);
    if (!other) continue;
    if (!isShown(other) && other.held) return other.held;
    if (isShown(other) && !other.materialised && isSlow(other, budget)) return { by: other.name, milliseconds: other.durations[0] };
  }
  const entry = entries.get(id);
  return entry && isSlow(entry, budget) ? { by: entry.name, milliseconds: entry.durations[0] } : null;
}

/** Names of the cells a queued cell waits for: those it reads, else those that have the lines. */
export function awaited({ entries, queue, running, reading }: Board, id: string): readonly string[] {
  if (!queue.has(id)) return [];
  const names = (ids: Iterable<string>) => [...ids].flatMap((other) => entries.get(other)?.name ?? []);
  const read = (reading.graph.dependencies.get(id) ?? []).filter((other) => queue.has(other) || running.has(other));
  return names(read.length > 0 ? read : [...running.keys()].filter((other) => other !== id));
}
