/** A notebook that runs: cells in the order of what they read, as many beside each other as the engine has lines, late answers dropped. */
import type { Compilers, DatabaseFacts } from '../cells/context';
import { cellError } from '../cells/messages';
import type { CellOutcome, TableMeta } from '../cells/outcome';
import { nameKey } from '../document/names';
import type { Notebook } from '../document/notebook';
import type { EngineLine, QueryEngine } from '../ports/query-engine';
import type { CellError } from '../results/result';
import { attempt, type RunEnd } from './attempt';
import { awaited, type Board, faultOf, hasFailed, heldBy } from './board';
import { wallClock } from './clock';
import { Condition } from './condition';
import { EngineTables, isLoadable, loadTables } from './engine-tables';
import { type Entry, entryOf, isFresh, isShown, NOTHING_RUN, noteDuration } from './entry';
import { keepable, keysOf } from './keys-of';
import { endAsBefore, type LastEnds } from './last-end';
import { Memory } from './memory';
import { isRead, type NotebookReading, readCells } from './read-cells';
import { runCell, runContext } from './run-cell';
import { type Run, RunQueue, type Wish } from './run-queue';
import type { AutorunRequest, CellState } from './state';
import { isSameState, type ShownBefore, stateOf } from './state-of';
import { type TableMetas, tableMetas } from './table-metas';

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
  /** The engine, or a worker, died under a cell that runs; the cell is queued again. */
  readonly onLost?: () => void;
}

/** Times a cell is queued again after the engine died under it. */
const MOST_LOSSES = 1;

export class NotebookSession {
  readonly #options: SessionOptions;
  readonly #free: EngineLine[];
  #notebook: Notebook | null = null;
  #reading: NotebookReading | null = null;
  #entries = new Map<string, Entry>();
  #keepable: ReadonlyMap<string, boolean> = new Map();
  #metas: TableMetas | null = null;
  readonly #metasBefore = new Memory<TableMeta>();
  readonly #shown: ShownBefore = { outcomes: new Memory(), errors: new Memory() };
  /** States as they were last told of. */
  readonly #told = new Map<string, CellState>();
  readonly #queue = new RunQueue();
  #updates: Promise<void> = Promise.resolve();
  #updating = 0;
  readonly #condition = new Condition();
  /** Keys of results that were taken away: their cells run where somebody asks for them. */
  readonly #forgotten = new Set<string>();
  readonly #tables = new EngineTables();

  constructor(options: SessionOptions) {
    this.#options = options;
    const { lines } = options.engine;
    // The last line is left for what a page asks between the cells.
    this.#free = lines.slice(0, Math.max(1, lines.length - 1));
    options.engine.onLost(() => this.#forgetTables());
  }

  /** The dependency graph and readings of the notebook as last updated; null before the first. */
  get reading(): NotebookReading | null {
    return this.#reading;
  }

  /** Takes over a notebook, new or changed: reads what is new, marks what is stale, calls off a run whose cell has changed. */
  update(notebook: Notebook): Promise<void> {
    this.#updating += 1;
    this.#updates = this.#updates
      .catch(() => undefined)
      .then(() => this.#takeOver(notebook))
      .finally(() => {
        this.#updating -= 1;
        this.#dispatch();
      });
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

  /** A cell's outcome without the words that are joined when it is shown: equal keys give equal ones. */
  outcome(id: string): CellOutcome | null {
    return this.#entries.get(id)?.outcome ?? null;
  }

  /**
   * Runs cells and what they need that is not there; resolves when all have ended. Cells asked for run again though they are fresh, and what
   * could not be read is read again.
   */
  async run(ids: readonly string[]): Promise<void> {
    await this.#updates;
    if (this.#notebook && [...(this.#reading?.readings.values() ?? [])].some((one) => !isRead(one))) await this.update(this.#notebook);
    const reading = this.#reading;
    if (reading === null) return;
    await this.#runAs('asked', ids, reading);
  }

  /** Puts the table of this name into the engine, where a cell makes it and only shows its result, as one restored does. */
  async need(table: string): Promise<void> {
    await this.#updates;
    const makes = (entry: Entry) =>
      isShown(entry) && [...(entry.outcome?.stored.values() ?? [])].some((own) => nameKey(own) === nameKey(table));
    const maker = [...this.#entries.values()].find(makes);
    if (maker && !maker.materialised && this.#reading) await this.#runAs('needed', [maker.cell.id], this.#reading);
  }

  async #runAs(wish: Wish, ids: readonly string[], reading: NotebookReading): Promise<void> {
    const wanted = ids.filter((id) => this.#entries.has(id));
    for (const id of wanted) this.#enqueue(id, wish);
    for (const id of wanted) this.#queue.enqueueNeeds(id, this.#entries, reading);
    this.#tell([...this.#queue.queued.keys()]);
    this.#dispatch();
    await this.#condition.until(() => !wanted.some((id) => this.#queue.isBusy(id)));
  }

  /** Runs every cell whose result is not of the text and inputs as they stand. */
  async runAll(): Promise<void> {
    await this.#updates;
    await this.run([...this.#entries.values()].filter((entry) => !isShown(entry)).map(({ cell }) => cell.id));
  }

  /**
   * Runs what is not up to date by itself: not what was called off, taken away or failed as it stands, not a cell whose last runs took longer than the
   * budget, and nothing that reads one of these.
   */
  async autorun({ budget, elsewhere = [], unasked = [] }: AutorunRequest): Promise<void> {
    await this.#updates;
    const [waiting, whereNeeded] = [new Set(elsewhere), new Set(unasked)];
    const reading = this.#reading;
    if (reading === null) return;
    const due: string[] = [];
    const resting = new Set<string>();
    const changed: string[] = [];
    for (const id of reading.graph.order) {
      const entry = this.#entries.get(id);
      if (!entry || isShown(entry) || this.#queue.isBusy(id)) continue;
      const fault = faultOf(this.#board(reading), id);
      if (fault) {
        if (entry.activity !== 'failed' || entry.error?.code !== fault.code || entry.error.by !== fault.by) changed.push(id);
        this.#fail(entry, fault);
        continue;
      }
      const isGivenUp = entry.activity === 'cancelled' || (entry.key !== null && this.#forgotten.has(entry.key));
      if ((entry.activity === 'failed' && isFresh(entry)) || isGivenUp) {
        resting.add(id);
        continue;
      }
      const held = heldBy(this.#board(reading), id, budget);
      const rests = held !== null || waiting.has(id) || (reading.graph.dependencies.get(id) ?? []).some((needed) => resting.has(needed));
      if (rests) resting.add(id);
      else if (!whereNeeded.has(id)) due.push(id);
      if (held?.by !== entry.held?.by) changed.push(id);
      entry.held = held;
    }
    this.#tell(changed);
    await this.run(due);
  }

  /** Calls off a cell, queued or running; without an id, everything. Resolves when nothing of it runs any more. */
  async cancel(id?: string): Promise<void> {
    this.#tell(this.#queue.cancel(this.#entries, id));
    const { running } = this.#queue;
    await this.#condition.until(() => (id === undefined ? running.size === 0 : !running.has(id)));
  }

  /** Shows kept outcomes for cells whose key they carry, without running anything. Gives the ids restored. */
  async restore(kept: ReadonlyMap<string, CellOutcome>): Promise<readonly string[]> {
    await this.#updates;
    const restored: string[] = [];
    for (const [id, entry] of this.#entries) {
      const outcome = entry.key === null ? undefined : kept.get(entry.key);
      if (!outcome || entry.key === null || entry.ran?.key === entry.key || this.#queue.isBusy(id)) continue;
      this.#tables.leave(entry);
      const reading = this.#reading?.readings.get(id);
      entry.outcome = { ...outcome, rScript: reading?.analysis?.rScript(outcome.conventions) ?? null };
      entry.ran = { key: entry.key, source: entry.source, isOwn: false };
      entry.compiled = reading?.cohort ?? null;
      entry.error = null;
      entry.activity = 'idle';
      entry.materialised = outcome.stored.size === 0;
      restored.push(id);
    }
    this.#tell(restored);
    return restored;
  }

  /** Takes a result away that does not stand any more: its cell has not run. Gives the ids of cells that showed it. */
  async forget(key: string): Promise<readonly string[]> {
    this.#forgotten.add(key);
    await this.#updates;
    const forgotten: string[] = [];
    for (const [id, entry] of this.#entries) {
      if (entry.ran?.key !== key) continue;
      this.#tables.leave(entry);
      Object.assign(entry, NOTHING_RUN);
      forgotten.push(id);
    }
    this.#tell(forgotten);
    return forgotten;
  }

  /** Leaves what has not run as it ended elsewhere, by key, until somebody asks for it. */
  async rest(ends: LastEnds): Promise<void> {
    await this.#updates;
    this.#tell(endAsBefore(this.#entries.values(), ends, (entry, code) => this.#fail(entry, cellError(code, {}), entry.key)));
  }

  /** Calls everything off and closes the engine. */
  async close(): Promise<void> {
    await this.cancel();
    await this.#options.engine.close();
  }

  async #takeOver(notebook: Notebook): Promise<void> {
    const { compilers, database, settings } = this.#options;
    const asked = new Map([...(settings ?? [])].map(([name, value]) => [nameKey(name), value]));
    this.#notebook = notebook;
    const reading = await readCells(notebook, compilers, database, asked, this.#reading);
    const cells = notebook.cells.filter((cell) => cell.name !== null);
    const keys = keysOf(cells, reading, this.#options);
    // From here on nothing waits: no answer can arrive between the old entries and the new.
    const entries = new Map<string, Entry>();
    for (const cell of cells) {
      const before = this.#entries.get(cell.id);
      const entry = entryOf(cell, keys.get(cell.id) ?? null, reading.readings.get(cell.id)?.cohort ?? null, before);
      if (before && before.outcome !== entry.outcome) this.#tables.leave(before);
      entries.set(cell.id, entry);
    }
    for (const [id, entry] of this.#entries) if (!entries.has(id)) this.#tables.leave(entry);
    this.#reading = reading;
    this.#entries = entries;
    this.#keepable = keepable(reading);
    this.#queue.keepOnly(entries);
    for (const memory of [this.#metasBefore, this.#shown.outcomes, this.#shown.errors]) memory.keepOnly(entries);
    for (const id of this.#told.keys()) if (!entries.has(id)) this.#told.delete(id);
    this.#tell([...entries.keys()]);
  }

  /** The engine has begun anew: no table of a cell is in it. */
  #forgetTables(): void {
    for (const entry of this.#entries.values()) entry.materialised = entry.outcome?.stored.size === 0;
    this.#tables.clear();
    this.#tell([...this.#entries.keys()]);
  }

  #enqueue(id: string, wish: Wish): void {
    const entry = this.#entries.get(id);
    if (entry) this.#queue.enqueue(entry, wish);
  }

  /** Starts what can start: a cell of which nothing is still to come, on every line that is free. */
  #dispatch(): void {
    const reading = this.#reading;
    if (this.#updating > 0 || reading === null) return;
    const failed: string[] = [];
    // What was kept only, or went with an engine, is wanted again; what failed or was called off meanwhile is not.
    const rests = (entry: Entry) => hasFailed(entry, reading) || entry.activity === 'cancelled';
    for (const id of [...this.#queue.queued.keys()]) this.#queue.enqueueNeeds(id, this.#entries, reading, rests);
    for (const id of reading.graph.order) {
      const wish = this.#queue.queued.get(id);
      const entry = this.#entries.get(id);
      if (wish === undefined || !entry || this.#queue.running.has(id) || this.#queue.isWaiting(id, entry, reading)) continue;
      const fault = faultOf(this.#board(reading), id);
      if (fault || entry.key === null) {
        this.#queue.queued.delete(id);
        this.#fail(entry, fault ?? cellError('unexpected', { message: 'no key' }));
        failed.push(id);
        continue;
      }
      const line = this.#free.pop();
      if (!line) continue;
      this.#queue.queued.delete(id);
      void this.#start(entry, line, { id, key: entry.key, wish, abort: new AbortController() }, reading);
    }
    this.#tell(failed);
  }

  async #start(entry: Entry, line: EngineLine, run: Run, reading: NotebookReading): Promise<void> {
    this.#queue.running.set(run.id, run);
    entry.activity = 'running';
    entry.since = wallClock();
    entry.progress = null;
    this.#tell([run.id]);
    let started = performance.now();
    const result = await attempt(async () => {
      if (entry.cell.kind !== 'input') {
        await this.#options.engine.ready(run.abort.signal);
        // What a start of the engine takes is not the cell's own.
        started = performance.now();
        await this.#tables.tidy(line, this.#entries, this.#queue.running);
      }
      if (run.wish === 'needed' && isLoadable(entry)) return loadTables(entry, line);
      return this.#outcomeOf(entry, reading, line, run);
    }, run.abort.signal);
    this.#queue.running.delete(run.id);
    this.#free.push(line);
    // An update may have put a new entry in the place; an answer to an old question is dropped.
    const now = this.#entries.get(run.id);
    if (now && now.key === run.key) this.#settle(now, run, result, performance.now() - started);
    else if (now && now.activity === 'running') now.activity = 'idle';
    this.#tell([run.id]);
    this.#dispatch();
  }

  #settle(entry: Entry, run: Run, result: RunEnd, milliseconds: number): void {
    entry.since = null;
    entry.progress = null;
    if (result === 'lost') {
      this.#options.onLost?.();
      entry.losses += 1;
      if (entry.losses <= MOST_LOSSES) this.#enqueue(run.id, run.wish);
      else this.#fail(entry, cellError('engine_lost', {}), run.key);
    } else if (result === 'cancelled') {
      entry.activity = this.#queue.queued.has(run.id) ? 'queued' : 'cancelled';
    } else if ('error' in result) {
      noteDuration(entry, milliseconds);
      this.#fail(entry, result.error, run.key);
    } else {
      noteDuration(entry, milliseconds);
      this.#forgotten.delete(run.key);
      this.#tables.leave(entry);
      entry.activity = this.#queue.queued.has(run.id) ? 'queued' : 'idle';
      entry.error = null;
      entry.losses = 0;
      entry.outcome = result.outcome;
      entry.compiled = this.#reading?.readings.get(run.id)?.cohort ?? null;
      entry.materialised = true;
      entry.ran = { key: run.key, source: entry.source, isOwn: true };
    }
  }

  /** @param key of the run that failed; without one it did not come to run */
  #fail(entry: Entry, error: CellError, key: string | null = null): void {
    entry.activity = 'failed';
    entry.error = error;
    if (key === null) return;
    this.#tables.leave(entry);
    entry.outcome = null;
    entry.materialised = false;
    entry.ran = { key, source: entry.source, isOwn: true };
  }

  #outcomeOf(entry: Entry, reading: NotebookReading, engine: EngineLine, run: Run): Promise<CellOutcome> {
    const { compilers, database, rowLimit = null } = this.#options;
    const ground = { code: compilers.code, database, rowLimit, reading, metas: this.#metasNow(reading) };
    const progress = (progress: Entry['progress']) => {
      const now = this.#entries.get(run.id);
      if (now?.key !== run.key || run.abort.signal.aborted) return;
      now.progress = progress;
      this.#tell([run.id]);
    };
    return runCell(entry, reading, runContext(ground, this.#entries.values(), { engine, signal: run.abort.signal, progress }));
  }

  #metasNow(reading: NotebookReading): TableMetas {
    this.#metas ??= tableMetas(this.#options.database, reading, this.#entries, this.#metasBefore);
    return this.#metas;
  }

  #stateOf(entry: Entry): CellState {
    const reading = this.#reading;
    const around = {
      own: reading?.readings.get(entry.cell.id),
      fault: reading?.errors.get(entry.cell.id) ?? null,
      metas: reading ? this.#metasNow(reading) : new Map(),
      keepable: this.#keepable.get(entry.cell.id) ?? false,
      awaited: reading ? awaited(this.#board(reading), entry.cell.id) : [],
    };
    return stateOf(entry, around, this.#shown);
  }

  #board(reading: NotebookReading): Board {
    return { entries: this.#entries, queue: this.#queue.queued, running: this.#queue.running, reading };
  }

  /** @param ids whose state may have changed */
  #tell(ids: readonly string[]): void {
    const { onChange } = this.#options;
    this.#metas = null;
    const changed = onChange ? ids.filter((id) => this.#isNews(id)) : [];
    if (changed.length > 0) onChange?.(changed);
    this.#condition.changed();
  }

  /** Whether a state is another than was told, which it is from now on. */
  #isNews(id: string): boolean {
    const [before, now] = [this.#told.get(id), this.state(id)];
    if (now === null || (before && isSameState(before, now))) return false;
    this.#told.set(id, now);
    return true;
  }
}
