/** A notebook that runs: cells in the order of what they read, one at a time, late answers dropped. Serves browser and command line alike. */
import type { Compilers, DatabaseFacts } from '../cells/context';
import { cellError } from '../cells/messages';
import { CellFailure, type CellOutcome } from '../cells/outcome';
import { quoted } from '../cells/stored-table';
import { nameKey } from '../document/names';
import type { Cell, Notebook } from '../document/notebook';
import { ancestors, descendants } from '../graph/graph';
import type { QueryEngine } from '../ports/query-engine';
import type { CellError } from '../results/result';
import { normalisedSource } from './key';
import { keepable, keysOf } from './keys-of';
import { type NotebookReading, readCells } from './read-cells';
import { runCell, runContext } from './run-cell';
import type { CellState } from './state';

export interface SessionOptions {
  readonly engine: QueryEngine;
  readonly compilers: Compilers;
  readonly database: DatabaseFacts;
  /** Version of the disclosure policy results were made under. */
  readonly policy?: string;
  /** Rows of tables an outcome holds; null, the default, for all. */
  readonly rowLimit?: number | null;
  /** Values for input cells from outside, by name. */
  readonly settings?: ReadonlyMap<string, string>;
  /** Called with the ids whose state has changed. */
  readonly onChange?: (ids: readonly string[]) => void;
}

interface Entry {
  readonly cell: Cell;
  readonly name: string;
  key: string | null;
  source: string;
  /** Key and source of the outcome shown. */
  ran: { readonly key: string; readonly source: string } | null;
  activity: CellState['activity'];
  outcome: CellOutcome | null;
  /** Of the last run; static errors are kept apart. */
  error: CellError | null;
  materialised: boolean;
  duration: number | null;
}

export class NotebookSession {
  readonly #options: SessionOptions;
  #reading: NotebookReading | null = null;
  #entries = new Map<string, Entry>();
  #keepable: ReadonlyMap<string, boolean> = new Map();
  readonly #queue = new Set<string>();
  #running: { readonly id: string; readonly key: string; readonly abort: AbortController } | null = null;
  #pump: Promise<void> | null = null;
  #updates: Promise<void> = Promise.resolve();
  /** Engine tables of cells that are gone or renamed. */
  readonly #leftovers = new Set<string>();

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** The dependency graph and readings of the notebook as last updated; null before the first. */
  get reading(): NotebookReading | null {
    return this.#reading;
  }

  /** Takes over a notebook, new or changed: reads what is new, marks what is stale, calls off a run whose cell has changed. */
  update(notebook: Notebook): Promise<void> {
    this.#updates = this.#updates.then(() => this.#takeOver(notebook));
    return this.#updates;
  }

  /** State of every cell with a name, in file order. */
  states(): readonly CellState[] {
    return [...this.#entries.values()].map((entry) => this.#stateOf(entry));
  }

  /** State of one cell, or null. */
  state(id: string): CellState | null {
    const entry = this.#entries.get(id);
    return entry ? this.#stateOf(entry) : null;
  }

  /** Runs cells and what they need that is not fresh; resolves when all have ended. Fresh cells asked for run again. */
  async run(ids: readonly string[]): Promise<void> {
    await this.#updates;
    const reading = this.#reading;
    if (reading === null) return;
    const changed = new Set<string>();
    for (const id of ids) {
      if (!this.#entries.has(id)) continue;
      for (const needed of ancestors(reading.graph, id)) if (!this.#isReady(needed)) changed.add(needed);
      changed.add(id);
    }
    for (const id of changed) this.#enqueue(id);
    this.#tell([...changed]);
    await this.#work();
  }

  /** Runs every cell that is not fresh. */
  async runAll(): Promise<void> {
    await this.#updates;
    await this.run([...this.#entries.keys()].filter((id) => !this.#isReady(id)));
  }

  /**
   * Runs the stale cells that were quick last time or have never run; a cell that took longer or was called off waits, and with it all that read it.
   * @param budget milliseconds
   */
  async runStale(budget: number): Promise<void> {
    await this.#updates;
    const reading = this.#reading;
    if (reading === null) return;
    const slow = new Set<string>();
    const due: string[] = [];
    for (const id of reading.graph.order) {
      const entry = this.#entries.get(id);
      if (!entry || slow.has(id) || this.#isReady(id)) continue;
      if (entry.activity === 'cancelled' || (entry.duration ?? 0) > budget) {
        slow.add(id);
        for (const later of descendants(reading.graph, id)) slow.add(later);
      } else due.push(id);
    }
    await this.run(due);
  }

  /** Calls off a cell, queued or running; without an id, everything. Resolves when nothing of it runs any more. */
  async cancel(id?: string): Promise<void> {
    const ids = id === undefined ? [...this.#queue] : [id];
    for (const queued of ids) {
      if (!this.#queue.delete(queued)) continue;
      const entry = this.#entries.get(queued);
      if (entry) entry.activity = 'cancelled';
    }
    this.#tell(ids);
    if (this.#running && (id === undefined || this.#running.id === id)) {
      this.#running.abort.abort();
      if (id === undefined) await this.#pump;
    }
  }

  /** Shows kept outcomes for cells whose key they carry, without running anything. Gives the ids restored. */
  async restore(kept: ReadonlyMap<string, CellOutcome>): Promise<readonly string[]> {
    await this.#updates;
    const restored: string[] = [];
    for (const [id, entry] of this.#entries) {
      const outcome = entry.key === null ? undefined : kept.get(entry.key);
      if (!outcome || entry.key === null || entry.ran?.key === entry.key) continue;
      entry.outcome = outcome;
      entry.ran = { key: entry.key, source: entry.source };
      entry.error = null;
      entry.activity = 'idle';
      entry.materialised = outcome.stored.size === 0;
      restored.push(id);
    }
    this.#tell(restored);
    return restored;
  }

  /** Calls everything off and closes the engine. */
  async close(): Promise<void> {
    await this.cancel();
    await this.#options.engine.close();
  }

  async #takeOver(notebook: Notebook): Promise<void> {
    const { compilers, database, settings } = this.#options;
    const asked = new Map([...(settings ?? [])].map(([name, value]) => [nameKey(name), value]));
    const reading = await readCells(notebook, compilers, database, asked, this.#reading);
    const cells = notebook.cells.filter((cell) => cell.name !== null);
    const keys = await keysOf(cells, reading, this.#options);
    // From here on nothing waits: no answer can arrive between the old entries and the new.
    const entries = new Map<string, Entry>();
    for (const cell of cells) {
      const name = cell.name ?? '';
      const before = this.#entries.get(cell.id);
      const kept = before?.cell.kind === cell.kind && before.name === name ? before : null;
      if (before && !kept) this.#leave(before);
      entries.set(cell.id, {
        cell,
        name,
        key: keys.get(cell.id) ?? null,
        source: normalisedSource(cell.body),
        ran: kept?.ran ?? null,
        // What was called off waits until asked; its new text does not.
        activity: kept?.activity === 'cancelled' && kept.key !== keys.get(cell.id) ? 'idle' : (kept?.activity ?? 'idle'),
        outcome: kept?.outcome ?? null,
        error: kept?.error ?? null,
        materialised: kept?.materialised ?? false,
        duration: before?.duration ?? null,
      });
    }
    for (const [id, entry] of this.#entries) if (!entries.has(id)) this.#leave(entry);
    this.#reading = reading;
    this.#entries = entries;
    this.#keepable = keepable(reading);
    for (const id of [...this.#queue]) if (!entries.has(id)) this.#queue.delete(id);
    if (this.#running && entries.get(this.#running.id)?.key !== this.#running.key) {
      const entry = entries.get(this.#running.id);
      if (entry) entry.activity = 'idle';
      this.#running.abort.abort();
    }
    this.#tell([...entries.keys()]);
  }

  #leave(entry: Entry): void {
    for (const table of entry.outcome?.stored.values() ?? []) if (entry.materialised) this.#leftovers.add(table);
  }

  #enqueue(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    // A run that has been called off ends on its own; the cell runs again after it.
    const running = this.#running?.id === id && this.#running.key === entry.key && !this.#running.abort.signal.aborted;
    if (running) return;
    entry.activity = 'queued';
    this.#queue.add(id);
  }

  /** Fresh, without error, and with its tables in the engine. */
  #isReady(id: string): boolean {
    const entry = this.#entries.get(id);
    return entry !== undefined && entry.key !== null && entry.ran?.key === entry.key && entry.error === null && entry.materialised;
  }

  #work(): Promise<void> {
    this.#pump ??= this.#runQueue().finally(() => {
      this.#pump = null;
    });
    return this.#pump;
  }

  async #runQueue(): Promise<void> {
    for (let id = this.#next(); id !== null; id = this.#next()) {
      this.#queue.delete(id);
      const entry = this.#entries.get(id);
      if (entry) await this.#runCell(id, entry);
      await this.#updates;
    }
  }

  #next(): string | null {
    for (const id of this.#reading?.graph.order ?? []) if (this.#queue.has(id)) return id;
    return null;
  }

  async #runCell(id: string, entry: Entry): Promise<void> {
    const reading = this.#reading;
    if (reading === null) return;
    const fault = reading.errors.get(id) ?? this.#blockedBy(id, reading);
    if (fault || entry.key === null) {
      entry.activity = 'failed';
      entry.error = fault ?? cellError('unexpected', { message: 'no key' });
      this.#tell([id]);
      return;
    }
    const run = { id, key: entry.key, abort: new AbortController() };
    this.#running = run;
    entry.activity = 'running';
    this.#tell([id]);
    const started = performance.now();
    const result = await this.#outcomeOf(entry, reading, run.abort.signal);
    this.#running = null;
    // An update may have put a new entry in the place; an answer to an old question is dropped.
    const now = this.#entries.get(id);
    if (now && now.key === run.key) {
      now.duration = performance.now() - started;
      if (result === 'cancelled') now.activity = this.#queue.has(id) ? 'queued' : 'cancelled';
      else if ('error' in result) {
        now.activity = 'failed';
        now.error = result.error;
        now.outcome = null;
        now.materialised = false;
        now.ran = { key: run.key, source: entry.source };
      } else {
        for (const table of now.outcome?.stored.values() ?? [])
          if (![...result.outcome.stored.values()].includes(table)) this.#leftovers.add(table);
        now.activity = 'idle';
        now.error = null;
        now.outcome = result.outcome;
        now.materialised = true;
        now.ran = { key: run.key, source: entry.source };
      }
    } else if (now && now.activity === 'running') now.activity = 'idle';
    this.#tell([id]);
  }

  async #outcomeOf(
    entry: Entry,
    reading: NotebookReading,
    signal: AbortSignal,
  ): Promise<{ readonly outcome: CellOutcome } | { readonly error: CellError } | 'cancelled'> {
    try {
      await this.#dropLeftovers();
      return { outcome: await runCell(entry, reading, runContext(this.#options, reading, this.#entries.values(), signal)) };
    } catch (error) {
      if (signal.aborted) return 'cancelled';
      if (error instanceof CellFailure) return { error: error.error };
      return { error: cellError('unexpected', { message: error instanceof Error ? error.message.split('\n')[0] : String(error) }) };
    }
  }

  async #dropLeftovers(): Promise<void> {
    const alive = new Set([...this.#entries.values()].flatMap((entry) => [...(entry.outcome?.stored.values() ?? [])].map(nameKey)));
    for (const table of [...this.#leftovers]) {
      this.#leftovers.delete(table);
      if (!alive.has(nameKey(table))) await this.#options.engine.execute(`DROP TABLE IF EXISTS ${quoted(table)}`);
    }
  }

  /** The error of a cell that reads one in error: it names the cell to mend, not the one between. */
  #blockedBy(id: string, reading: NotebookReading): CellError | null {
    for (const needed of reading.graph.dependencies.get(id) ?? []) {
      const entry = this.#entries.get(needed);
      if (!entry || this.#isReady(needed)) continue;
      const by = entry.error?.by ?? entry.name;
      const isError = entry.error !== null || reading.errors.has(needed);
      return { ...cellError('blocked', { by, isError }), by };
    }
    return null;
  }

  #stateOf(entry: Entry): CellState {
    const { cell, name, key, ran, activity, outcome, materialised, duration } = entry;
    const fault = this.#reading?.errors.get(cell.id) ?? null;
    const isFresh = ran !== null && key !== null && ran.key === key;
    const freshness = ran === null ? 'never' : isFresh ? 'fresh' : ran.source === entry.source ? 'stale_input' : 'stale_code';
    // An error of an earlier text is no longer true of this one.
    const error = fault ?? (isFresh || entry.error?.code === 'blocked' ? entry.error : null);
    const keepable = this.#keepable.get(cell.id) ?? false;
    return { id: cell.id, kind: cell.kind, name, freshness, activity, key, outcome, error, materialised, keepable, duration };
  }

  #tell(ids: readonly string[]): void {
    if (ids.length > 0) this.#options.onChange?.(ids);
  }
}
