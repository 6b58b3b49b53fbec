import { freeName, isCellName, nameKey } from '@/analysis-kernel/document/names';
import type { Cell, CellContent, CellKind, Notebook } from '@/analysis-kernel/document/notebook';
import { fromKept, type KeptCell, type KeptOutcome } from '@/analysis-kernel/session/kept';
import { sameOutcome } from '@/analysis-kernel/session/same-outcome';
import type { CellState } from '@/analysis-kernel/session/state';
import type { BroughtResults, KeptEntry, KeptResult } from '@/app/_contract/kept-results';
import type { RefreshedNotebook } from '@/app/_contract/notebooks';
import type { Dictionary } from '@/cohort-dsl';
import { ColumnNames } from './column-names';
import type { EngineClient } from './engine/engine-client';
import type { EngineUrls } from './engine/protocol';
import { FocusStore } from './focus-store';
import { KeptOrigins } from './kept-origins';
import type { NotebookStore } from './store/notebook-store';

/** What the workbench asks of the server, beside saving. */
export interface WorkbenchPorts {
  readonly readNotebook: () => Promise<RefreshedNotebook>;
  readonly readKept: (keys: readonly string[]) => Promise<readonly KeptEntry[]>;
  readonly withdraw: (key: string) => Promise<void>;
  readonly keep: (results: KeptResult[]) => Promise<void>;
  /** Leaves what could not be sent to whoever opens the notebook next. */
  readonly closeDrafts: () => void;
  readonly newId: () => string;
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

/** Counts beside the criteria come first: the cells that follow run when they are there. */
const UPDATE_AFTER_MS = 700;
/** What is kept is drawn first: only then is computed what is not. */
const RUN_AFTER_OPENING_MS = 500;
const REFRESH_EVERY_MS = 15_000;
const REFRESH_AT_MOST_MS = 300_000;
/** A worker that has not heard a cancellation by then is in the middle of a computation. */
const CANCEL_WITHIN_MS = 700;
/** Cells that take no longer than this run by themselves; slower ones wait until asked, and with them all that read them. */
const BUDGET_MS = 2000;
/** A worker that dies again and again is not started again by itself. */
const MOST_RESTARTS = 3;

/** Joins the notebook of this window, the engine and the server; React only shows what it says. */
export class WorkbenchController {
  /** Where the person is in the notebook. */
  readonly focus = new FocusStore();
  /** What columns were called before. */
  readonly columnNames = new ColumnNames();
  private stopUpdate: (() => void) | null = null;
  private stopRefresh: (() => void) | null = null;
  private readonly asked = new Set<string>();
  /** Where results come from. */
  readonly origins = new KeptOrigins();
  /** Results kept on the server, as they were sent or read: a new worker is given them. */
  private readonly kept = new Map<string, KeptOutcome>();
  private seen: Notebook | null = null;
  private closed = false;
  private renewing: Promise<void> | null = null;
  /** Resolves once what the page brought along is shown. */
  private brought: Promise<void> = Promise.resolve();
  /** Of it, what the worker has not been given yet. */
  private toGive: readonly (readonly [string, KeptOutcome])[] = [];

  constructor(
    readonly store: NotebookStore,
    readonly engine: EngineClient,
    readonly ports: WorkbenchPorts,
    readonly mayEdit: boolean,
  ) {}

  /**
   * Opens the engine, shows kept results, takes up unsent drafts, and follows the notebook from then on.
   * @param brought kept results that the page brings along
   */
  async start(urls: EngineUrls, brought: Promise<string | null> = Promise.resolve(null)): Promise<void> {
    this.brought = this.showBrought(brought);
    if (this.mayEdit) await this.store.restoreDrafts();
    this.engine.listen({
      kept: (cells) => void this.keep(cells),
      lost: () => this.engine.countRestart(),
      died: (message) => this.died(message),
    });
    await this.engine.open(urls);
    if (this.closed) return;
    this.store.subscribe(() => this.changed());
    await this.syncEngine();
    this.updateLater(RUN_AFTER_OPENING_MS);
    this.refreshLater();
  }

  private async showBrought(brought: Promise<string | null>): Promise<void> {
    // What React hands a page has `then` alone.
    const text = await Promise.resolve(brought).catch(() => null);
    if (text === null || this.closed) return;
    const { looked, entries, states } = JSON.parse(text) as BroughtResults;
    for (const key of looked) this.asked.add(key);
    const standing = this.note(entries, new Map(states.map(({ key, kind }) => [key, kind])));
    this.toGive = standing;
    const outcomes = new Map(standing);
    this.engine.show(
      states.flatMap(({ said, ...state }) => {
        const outcome = state.key === null ? undefined : outcomes.get(state.key);
        // A draft may have given the cell another text.
        return outcome && this.cell(state.id)?.body === state.body ? [{ ...state, outcome: { ...fromKept(outcome), ...said } }] : [];
      }),
    );
  }

  /** Remembers where results come from, and gives those that stand and are of their cell's kind. */
  private note(entries: readonly KeptEntry[], kinds: ReadonlyMap<string | null, CellKind>): readonly (readonly [string, KeptOutcome])[] {
    for (const { key, origin } of entries) this.origins.set(key, { kept: origin });
    const standing = entries.flatMap(({ key, kind, outcome }) =>
      outcome === null || kinds.get(key) !== kind ? [] : [[key, outcome] as const],
    );
    for (const [key, outcome] of standing) this.kept.set(key, outcome);
    return standing;
  }

  close(): void {
    this.closed = true;
    this.stopUpdate?.();
    this.stopRefresh?.();
    void this.store.flush();
    this.ports.closeDrafts();
    this.engine.close();
  }

  /** Runs cells and what they need, then what waited for them; resolves too when they are called off. */
  run(ids: readonly string[]): Promise<void> {
    return this.unlessCalledOff(async () => {
      await this.engine.run(ids);
      void this.runByItself();
    });
  }

  runAll(): Promise<void> {
    return this.unlessCalledOff(() => this.engine.runAll(null));
  }

  private async unlessCalledOff(work: () => Promise<void>): Promise<void> {
    try {
      await this.renewing;
      await this.syncEngine();
      await work();
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    }
  }

  /** Calls a cell off, or everything. A worker too deep in a computation to hear it is ended and another takes its place. */
  async cancel(id: string | null): Promise<void> {
    const off = new Set(id === null ? this.busy() : [id]);
    const heard = this.engine.cancel(id).then(
      () => true,
      () => true,
    );
    const waited = new Promise<boolean>((resolve) => {
      this.ports.later(() => resolve(false), CANCEL_WITHIN_MS);
    });
    if (await Promise.race([heard, waited])) return;
    this.engine.showCancelled(off);
    await this.renew(off);
  }

  /** Cells that run or wait to. */
  private busy(): string[] {
    return [...this.engine.snapshot().cells.values()].flatMap(({ id, activity }) =>
      activity === 'running' || activity === 'queued' ? [id] : [],
    );
  }

  /**
   * Another worker for the same notebook: what was up to date is shown again, and what ran or waited is queued again.
   * @param off cells that are called off
   */
  renew(off: ReadonlySet<string> = new Set()): Promise<void> {
    this.renewing ??= this.openAnew(off).finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  private died(message: string | null): void {
    if (this.engine.snapshot().restarts >= MOST_RESTARTS) {
      this.engine.fail(message);
      return;
    }
    this.engine.countRestart();
    void this.renew();
  }

  private async openAnew(off: ReadonlySet<string>): Promise<void> {
    if (this.closed) return;
    const busy = this.busy().filter((id) => !off.has(id));
    const shown = [...this.engine.snapshot().cells.values()].flatMap((state) => {
      const outcome = state.key === null || state.freshness !== 'fresh' ? null : (this.kept.get(state.key) ?? wholeOf(state));
      return outcome && state.key !== null ? [[state.key, outcome] as const] : [];
    });
    this.seen = null;
    try {
      await this.engine.reopen();
      await this.syncEngine();
      if (shown.length > 0) await this.engine.restore(shown);
      for (const id of off) void this.engine.cancel(id).catch(() => undefined);
      if (busy.length > 0) void this.engine.run(busy).catch(() => undefined);
    } catch {
      // The engine's state says that it could not be opened, and offers to try again.
    }
  }

  /** Inserts a cell of a kind with a name of its own behind another, in the place of an empty one where `replacing` says so; gives its id. */
  insert(kind: CellKind, after: string | null, body: string, wish: string, replacing: string | null = null): string {
    const id = this.ports.newId();
    const { cells } = this.store.snapshot().notebook;
    const taken = cells.flatMap(({ name }) => (name === null ? [] : [name]));
    const cell = { kind, name: kind === 'text' ? null : freeName(wish, taken), body };
    const given = replacing === null ? undefined : this.cell(replacing);
    this.store.dispatch(
      { kind: 'insert', id, base: 0, cell, after },
      ...(given ? [{ kind: 'remove' as const, id: given.id, base: given.version }] : []),
    );
    return id;
  }

  /** Adds cells of a file at the end, with names that are free here, as one step. */
  append(contents: readonly CellContent[]): void {
    const { notebook, order } = this.store.snapshot();
    const taken = notebook.cells.flatMap(({ name }) => (name === null ? [] : [name]));
    let after = order.at(-1) ?? null;
    const operations = contents.map(({ kind, name: wish, body }) => {
      const name = wish === null ? null : freeName(wish, taken);
      if (name !== null) taken.push(name);
      const operation = { kind: 'insert' as const, id: this.ports.newId(), base: 0, cell: { kind, name, body }, after };
      after = operation.id;
      return operation;
    });
    if (operations.length > 0) this.store.dispatch(...operations);
  }

  edit(id: string, body: string): void {
    const cell = this.cell(id);
    if (!cell) return;
    this.store.dispatch({ kind: 'text', id, base: cell.version, change: { as: 'whole', body } });
  }

  remove(id: string): void {
    const cell = this.cell(id);
    if (cell) this.store.dispatch({ kind: 'remove', id, base: cell.version });
  }

  /**
   * Renames a cell, and in every cell that reads it, as one step. What reads every kind of cell is fetched with the first renaming.
   * @throws where it cannot be fetched; nothing is renamed then
   */
  async rename(id: string, name: string, dictionary: Dictionary | null): Promise<void> {
    const { renameOperations } = await import('@/analysis-kernel/cells/rename');
    const operations = renameOperations(this.store.snapshot().notebook, id, name, dictionary);
    if (operations.length > 0) this.store.dispatch(...operations);
  }

  /** Renames the input that gives a parameter of cohorts its value, with all that reads it; false where there is none to rename. */
  async renameInput(parameter: string, name: string, dictionary: Dictionary | null): Promise<boolean> {
    const { cells } = this.store.snapshot().notebook;
    const input = cells.find((cell) => cell.kind === 'input' && cell.name !== null && nameKey(cell.name) === nameKey(parameter));
    if (!input || !isCellName(name) || cells.some((cell) => cell !== input && cell.name !== null && nameKey(cell.name) === nameKey(name))) {
      return false;
    }
    await this.rename(input.id, name, dictionary);
    return true;
  }

  /**
   * A cohort's program with columns renamed, and every cell that reads them, as one step.
   * @param program the text the new one was made from; where it is not the cell's any more, nothing is done
   */
  async renameColumns(
    id: string,
    program: { readonly from: string; readonly to: string },
    columns: ReadonlyMap<string, string>,
  ): Promise<boolean> {
    const { columnOperations } = await import('@/analysis-kernel/cells/rename-columns');
    const cell = this.cell(id);
    if (!cell?.name || cell.body !== program.from || columns.size === 0) return false;
    const own = { kind: 'text' as const, id, base: cell.version, change: { as: 'whole' as const, body: program.to } };
    this.store.endTyping();
    this.store.dispatch(own, ...columnOperations(this.store.snapshot().notebook, cell.name, columns));
    this.store.endTyping();
    this.columnNames.rename(cell.name, columns);
    return true;
  }

  /** Moves a cell one place up or down. */
  shift(id: string, by: -1 | 1): void {
    const { order } = this.store.snapshot();
    const at = order.indexOf(id);
    if (at < 0 || at + by < 0 || at + by >= order.length) return;
    this.store.dispatch({ kind: 'move', id, after: (by > 0 ? order[at + 1] : order[at - 2]) ?? null });
  }

  /** Takes a step back or does it again, and gives the focus to the cell it was in. */
  turn(direction: 'undo' | 'redo'): void {
    const id = this.store[direction]();
    if (id !== null && this.focus.snapshot().id !== id) this.focus.set(id);
  }

  private cell(id: string): Cell | undefined {
    return this.store.snapshot().cells.get(id);
  }

  private changed(): void {
    if (this.store.snapshot().notebook !== this.seen) this.updateLater(UPDATE_AFTER_MS);
  }

  private updateLater(milliseconds: number): void {
    this.stopUpdate?.();
    this.stopUpdate = this.ports.later(() => {
      // A worker that ended meanwhile is no fault of the text; what else keeps it from answering, the engine's state says.
      this.syncEngine()
        .then(() => this.runByItself())
        .catch(() => undefined);
    }, milliseconds);
  }

  /** Gives the engine the notebook as it stands and looks for kept results of keys not asked for yet. */
  private async syncEngine(): Promise<void> {
    const { notebook } = this.store.snapshot();
    if (notebook !== this.seen) {
      this.seen = notebook;
      try {
        await this.engine.update(notebook);
      } catch (error) {
        this.seen = null;
        throw error;
      }
      this.engine.tables(null).then(
        (tables) => this.columnNames.note(tables),
        () => undefined,
      );
    }
    await this.brought;
    if (this.toGive.length > 0) {
      const given = this.toGive;
      this.toGive = [];
      await this.engine.restore(given);
      this.engine.forgetShown();
    }
    const keys = [...this.engine.snapshot().cells.values()].flatMap(({ key, freshness, kind }) =>
      key !== null && kind !== 'input' && freshness !== 'fresh' && !this.asked.has(key) ? [key] : [],
    );
    if (keys.length === 0) return;
    for (const key of keys) this.asked.add(key);
    this.engine.lookFor(keys, false);
    const kept = await this.ports.readKept(keys).catch(() => []);
    const standing = this.note(kept, new Map([...this.engine.snapshot().cells.values()].map(({ key, kind }) => [key, kind])));
    if (standing.length > 0) await this.engine.restore(standing);
    this.engine.lookFor(keys, true);
  }

  /** Takes a kept result from everybody's sight, this window's own first; the cell's next run is kept anew. */
  async withdraw(key: string): Promise<void> {
    await this.ports.withdraw(key);
    await this.takeAway(key);
  }

  private async takeAway(key: string): Promise<void> {
    this.kept.delete(key);
    this.toGive = this.toGive.filter(([given]) => given !== key);
    void this.engine.forget(key).catch(() => undefined);
    // Who withdrew it, when, and whose it was: as the server has it on record.
    const [entry] = await this.ports.readKept([key]).catch(() => []);
    this.origins.set(key, { kept: entry?.origin ?? null, differsFrom: null });
  }

  /** Runs what is not up to date and quick. Who only reads a notebook may not be let at its data: for them it runs when they ask. */
  private async runByItself(): Promise<void> {
    if (this.mayEdit && !this.closed) await this.engine.autorun(BUDGET_MS).catch(() => undefined);
    else this.engine.decided();
  }

  /** Sends what this window's runs gave, though a result is kept already: one that differs takes its place. */
  private async keep(results: readonly KeptCell[]): Promise<void> {
    for (const { key, outcome } of results) {
      const before = this.kept.get(key);
      const { kept } = this.origins.of(key);
      // The run a withdrawal spoke of.
      if (kept?.withdrawn) this.origins.set(key, { kept: null });
      if (before && kept && !sameOutcome(before, outcome)) this.origins.set(key, { differsFrom: kept });
      this.kept.set(key, outcome);
    }
    // A result that could not be kept is computed again next time: nothing is lost.
    if (results.length > 0) await this.ports.keep([...results]).catch(() => undefined);
  }

  private refreshLater(after = REFRESH_EVERY_MS): void {
    this.stopRefresh = this.ports.later(async () => {
      const answered = await this.refresh();
      if (!this.closed) this.refreshLater(answered ? REFRESH_EVERY_MS : Math.min(after * 2, REFRESH_AT_MOST_MS));
    }, after);
  }

  /** Takes in what other windows changed, and what was withdrawn of what this one shows. False where nobody answers, or this person is not told. */
  async refresh(): Promise<boolean> {
    const dto = await this.ports.readNotebook().catch(() => null);
    if (dto === null || this.closed) return dto !== null;
    this.store.refresh(dto);
    for (const key of dto.withdrawn) {
      const { kept } = this.origins.of(key);
      if (kept && kept.withdrawn === null) await this.takeAway(key);
    }
    return true;
  }
}

/** A fresh outcome whose rows are all here, so that it stands without its table in the engine. */
function wholeOf({ outcome, error }: CellState): KeptOutcome | null {
  if (!outcome || error) return null;
  if ([...outcome.totals].some(([name, total]) => total > (outcome.tables.get(name)?.rows.length ?? 0))) return null;
  return { ...outcome, tables: [...outcome.tables], totals: [...outcome.totals], stored: [...outcome.stored] };
}
