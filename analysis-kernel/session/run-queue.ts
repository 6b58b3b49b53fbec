/** What is to run, and what runs. */
import { isLoadable } from './engine-tables';
import { type Entry, isReady } from './entry';
import type { NotebookReading } from './read-cells';

/** `asked`: it runs, whatever it has. `needed`: its tables are wanted, from a run or from its kept result. */
export type Wish = 'asked' | 'needed';

export interface Run {
  readonly id: string;
  readonly key: string;
  readonly wish: Wish;
  readonly abort: AbortController;
}

type Entries = ReadonlyMap<string, Entry>;

export class RunQueue {
  readonly queued = new Map<string, Wish>();
  readonly running = new Map<string, Run>();

  isBusy(id: string): boolean {
    return this.queued.has(id) || this.running.has(id);
  }

  enqueue(entry: Entry, wish: Wish): void {
    const { id } = entry.cell;
    // A run that has been called off ends on its own; the cell runs again after it.
    const run = this.running.get(id);
    if (run && run.key === entry.key && !run.abort.signal.aborted) return;
    entry.activity = 'queued';
    entry.held = null;
    if (this.queued.get(id) !== 'asked') this.queued.set(id, wish);
  }

  /** Queues what a cell reads and is not in the engine; a kept result that can be put there needs nothing below it. */
  enqueueNeeds(id: string, entries: Entries, reading: NotebookReading, rests: (entry: Entry) => boolean = () => false): void {
    const entry = entries.get(id);
    if (!entry || this.#isLoad(id, entry)) return;
    for (const needed of reading.graph.dependencies.get(id) ?? []) {
      const other = entries.get(needed);
      if (!other || isReady(other) || this.isBusy(needed) || rests(other)) continue;
      this.enqueue(other, 'needed');
      this.enqueueNeeds(needed, entries, reading, rests);
    }
  }

  /** Whether something a queued cell reads is still queued or running. */
  isWaiting(id: string, entry: Entry, reading: NotebookReading): boolean {
    if (reading.errors.has(id) || this.#isLoad(id, entry)) return false;
    return (reading.graph.dependencies.get(id) ?? []).some((needed) => this.isBusy(needed));
  }

  /** Takes cells out that are not there any more, and calls off runs of another text or other inputs. */
  keepOnly(entries: Entries): void {
    for (const id of [...this.queued.keys()]) if (!entries.has(id)) this.queued.delete(id);
    for (const run of this.running.values()) {
      const entry = entries.get(run.id);
      if (entry?.key === run.key) continue;
      if (entry?.activity === 'running') entry.activity = 'idle';
      run.abort.abort();
    }
  }

  /** Calls off a cell, queued or running; without an id, everything. Gives the ids that were asked to stop. */
  cancel(entries: Entries, id?: string): readonly string[] {
    const ids = id === undefined ? [...this.queued.keys()] : [id];
    for (const queued of ids) {
      if (!this.queued.delete(queued)) continue;
      const entry = entries.get(queued);
      if (entry) entry.activity = 'cancelled';
    }
    for (const run of this.running.values()) if (id === undefined || run.id === id) run.abort.abort();
    return ids;
  }

  #isLoad(id: string, entry: Entry): boolean {
    return this.queued.get(id) === 'needed' && isLoadable(entry);
  }
}
