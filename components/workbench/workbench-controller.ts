import type { Notebook } from '@/analysis-kernel/document/notebook';
import type { RefreshedNotebook } from '@/app/_contract/notebooks';
import { clockNow } from '@/components/ui/clock';
import type { EngineClient } from './engine/engine-client';
import type { EngineUrls } from './engine/protocol';
import { FocusStore } from './focus-store';
import { type KeptPorts, KeptResults } from './kept-results';
import { Following } from './live/following';
import { tellPlace } from './live/live-place';
import { aloneHere, type LiveLink, type LiveTexts, type Presence } from './live/live-text';
import { RunTurns } from './live/run-turns';
import { NotebookEdits } from './notebook-edits';
import { RememberedEnds } from './remembered-ends';
import { Renaming } from './renaming';
import { RunRecords, type ToldRun } from './run-records';
import type { NotebookStore } from './store/notebook-store';

/** What the workbench asks of the server, beside saving. */
export interface WorkbenchPorts extends KeptPorts {
  readonly readNotebook: () => Promise<RefreshedNotebook>;
  /** Leaves what could not be sent to whoever opens the notebook next. */
  readonly closeDrafts: () => void;
  /** Rejects where the server could not be reached. */
  readonly beginRun: () => Promise<number>;
  readonly recordRun: (run: ToldRun) => Promise<void>;
  readonly newId: () => string;
}

/** Counts beside the criteria come first: the cells that follow run when they are there. */
const UPDATE_AFTER_MS = 700;
/** What is kept is drawn first: only then is computed what is not. */
const RUN_AFTER_OPENING_MS = 500;
/** While a colleague's result is awaited. */
const LOOK_AGAIN_MS = 1000;
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
  private stopUpdate: (() => void) | null = null;
  private stopRefresh: (() => void) | null = null;
  private stopWaiting: (() => void) | null = null;
  private stopTelling: (() => void) | null = null;
  private seen: Notebook | null = null;
  private closed = false;
  private commented: () => void = () => undefined;
  private renewing: Promise<void> | null = null;
  readonly edits: NotebookEdits;
  readonly names: Renaming;
  readonly results: KeptResults;
  private readonly runs: RunRecords;
  /** Who else is here. */
  readonly presence: Presence;
  /** Tells when a cell's shared text came. */
  readonly texts: LiveTexts;
  /** Whom the person goes along with. */
  readonly following = new Following();
  /** Whose turn it is to run what is not up to date. */
  private readonly turns = new RunTurns();
  /** Cells whose text or name is another since it was last decided what runs. */
  private changedCells = new Set<string>();

  constructor(
    readonly store: NotebookStore,
    readonly engine: EngineClient,
    readonly ports: WorkbenchPorts,
    readonly mayEdit: boolean,
    private readonly lastEnds = new RememberedEnds(),
    private readonly live: LiveLink = aloneHere,
  ) {
    this.edits = new NotebookEdits(store, this.focus, ports.newId);
    this.names = new Renaming(store);
    this.results = new KeptResults(engine, ports);
    this.runs = new RunRecords(store, engine, ports.beginRun, ports.recordRun);
    this.presence = live;
    this.texts = live;
  }

  /**
   * Opens the engine, shows kept results, takes up unsent drafts, and follows the notebook from then on.
   * @param brought kept results that the page brings along
   */
  async start(urls: EngineUrls, brought: Promise<string | null> = Promise.resolve(null)): Promise<void> {
    this.results.show(
      brought,
      (id) => this.store.snapshot().cells.get(id)?.body,
      () => this.closed,
    );
    if (this.mayEdit) await this.store.restoreDrafts();
    if (this.closed) return;
    this.live.start(this.store, {
      // What cannot be fetched now is asked for again with the next look.
      kept: (keys, withdrawn) => void this.keptElsewhere(keys, withdrawn).catch(() => undefined),
      commented: () => this.commented(),
      changed: (ids) => this.turns.changedByOthers(ids),
    });
    this.engine.listen({
      kept: (cells) => this.results.keep(cells),
      states: (states) => this.lastEnds.note(states),
      lost: () => this.engine.countRestart(),
      died: (message) => this.died(message),
    });
    await this.engine.open(urls);
    if (this.closed) return;
    this.store.subscribe(() => this.changed());
    await this.syncEngine();
    this.updateLater(RUN_AFTER_OPENING_MS);
    this.refreshLater();
    this.stopTelling = tellPlace(this.focus, this.engine, this.presence);
  }

  close(): void {
    this.closed = true;
    this.stopUpdate?.();
    this.stopRefresh?.();
    this.stopWaiting?.();
    this.stopTelling?.();
    void this.store.flush();
    void this.results.flush();
    this.live.close();
    this.ports.closeDrafts();
    this.engine.close();
  }

  /** Runs cells and what they need, then what waited for them; resolves too when they are called off. */
  run(ids: readonly string[]): Promise<void> {
    return this.recorded(ids, async () => {
      await this.engine.run(ids);
      void this.runByItself();
    });
  }

  runAll(): Promise<void> {
    return this.recorded(null, () => this.engine.runAll(null));
  }

  /** A run that a person asked for: its record is told once its results are on the server, which reads them off there. */
  private async recorded(ids: readonly string[] | null, work: () => Promise<void>): Promise<void> {
    try {
      await this.unlessCalledOff(() => this.runs.during(ids, work));
    } finally {
      void this.results
        .flush()
        .catch(() => undefined)
        .then(() => this.runs.flush());
    }
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
    const cells = this.engine.snapshot().cells;
    const shown = this.results.standing(cells.values());
    // What is up to date ran for its tables alone: whoever reads them asks for them again.
    const standing = new Set(shown.map(([key]) => key));
    const busy = this.busy().filter((id) => !off.has(id) && !standing.has(cells.get(id)?.key ?? ''));
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
      if (this.seen) for (const id of differing(this.seen, notebook)) this.changedCells.add(id);
      this.seen = notebook;
      try {
        await this.engine.update(notebook);
      } catch (error) {
        this.seen = null;
        throw error;
      }
      this.engine.tables(null).then(
        (tables) => this.names.columns.note(tables),
        () => undefined,
      );
    }
    await this.results.giveEngine();
    const ends = this.lastEnds.all();
    if (ends.length > 0) await this.engine.rest(ends);
  }

  /** Runs what is not up to date and quick. Who only reads a notebook may not be let at its data: for them it runs when they ask. */
  private async runByItself(): Promise<void> {
    this.stopWaiting?.();
    this.stopWaiting = null;
    if (!this.mayEdit || this.closed) {
      this.engine.decided();
      return;
    }
    const states = this.engine.snapshot().cells.values();
    const { elsewhere, unasked, late } = this.turns.decide(clockNow(), states, this.presence.people(), this.changedCells);
    this.changedCells = new Set();
    if (late.length > 0 && this.results.came(late)) await this.results.giveEngine();
    await this.engine.autorun({ budget: BUDGET_MS, elsewhere, unasked }).catch(() => undefined);
    if (elsewhere.length > 0 && !this.closed)
      this.stopWaiting = this.ports.later(() => void this.runByItself().catch(() => undefined), LOOK_AGAIN_MS);
  }

  private refreshLater(after = REFRESH_EVERY_MS): void {
    this.stopRefresh = this.ports.later(async () => {
      // Whoever is connected is told.
      const answered = this.presence.connection() === 'live' || (await this.refresh());
      if (!this.closed) this.refreshLater(answered ? REFRESH_EVERY_MS : Math.min(after * 2, REFRESH_AT_MOST_MS));
    }, after);
  }

  /** Tries to send and to connect now, as when the network is back. */
  wake(): void {
    void this.store.flush();
    this.live.wake();
  }

  /** Told when somebody said something about the notebook. */
  listenComments(listener: () => void): () => void {
    this.commented = listener;
    return () => {
      this.commented = () => undefined;
    };
  }

  /** Takes up results that others kept, and takes away what they withdrew. */
  private async keptElsewhere(keys: readonly string[], withdrawn: boolean): Promise<void> {
    if (this.closed) return;
    if (withdrawn) await this.results.takeAwayWithdrawn(keys);
    else if (this.results.came(keys)) await this.syncEngine();
  }

  /** Takes in what other windows changed, and what was withdrawn of what this one shows. False where nobody answers, or this person is not told. */
  async refresh(): Promise<boolean> {
    const dto = await this.ports.readNotebook().catch(() => null);
    if (dto === null || this.closed) return dto !== null;
    const before = this.store.snapshot();
    this.store.refresh(dto);
    if (before.waiting === 0) this.turns.changedByOthers(differing(before.notebook, this.store.snapshot().notebook));
    await this.results.takeAwayWithdrawn(dto.withdrawn);
    void this.runs.flush();
    return true;
  }
}

/** Cells whose text or name is another in a later notebook, and those that are new in it. */
function differing(before: Notebook, after: Notebook): readonly string[] {
  const known = new Map(before.cells.map((cell) => [cell.id, cell]));
  return after.cells.flatMap((cell) => {
    const was = known.get(cell.id);
    return was === cell || (was?.body === cell.body && was.name === cell.name) ? [] : [cell.id];
  });
}
