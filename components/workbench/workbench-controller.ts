import type { Notebook } from '@/analysis-kernel/document/notebook';
import type { RefreshedNotebook } from '@/app/_contract/notebooks';
import type { EngineClient } from './engine/engine-client';
import type { EngineUrls } from './engine/protocol';
import { FocusStore } from './focus-store';
import { type KeptPorts, KeptResults } from './kept-results';
import { aloneHere, type LiveLink, type LiveText, type LiveTexts, type Presence } from './live/live-text';
import { NotebookEdits } from './notebook-edits';
import { RememberedEnds } from './remembered-ends';
import { Renaming } from './renaming';
import type { NotebookStore } from './store/notebook-store';

/** What the workbench asks of the server, beside saving. */
export interface WorkbenchPorts extends KeptPorts {
  readonly readNotebook: () => Promise<RefreshedNotebook>;
  /** Leaves what could not be sent to whoever opens the notebook next. */
  readonly closeDrafts: () => void;
  readonly newId: () => string;
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
  private stopUpdate: (() => void) | null = null;
  private stopRefresh: (() => void) | null = null;
  private seen: Notebook | null = null;
  private closed = false;
  private renewing: Promise<void> | null = null;
  readonly edits: NotebookEdits;
  readonly names: Renaming;
  readonly results: KeptResults;
  /** Who else is here. */
  readonly presence: Presence;
  /** Tells when a cell's shared text came. */
  readonly texts: LiveTexts;

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
      kept: (keys, withdrawn) => void this.keptElsewhere(keys, withdrawn),
      changedByOthers: () => undefined,
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
  }

  close(): void {
    this.closed = true;
    this.stopUpdate?.();
    this.stopRefresh?.();
    void this.store.flush();
    void this.results.flush();
    this.live.close();
    this.ports.closeDrafts();
    this.engine.close();
  }

  /** Asks for the shared text of a cell whose editor is opened. */
  openText(id: string): void {
    this.texts.openText(id);
  }

  /** The shared text of a cell; null until it is there. */
  liveText(id: string): LiveText | null {
    return this.texts.liveText(id);
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
    const shown = this.results.standing(this.engine.snapshot().cells.values());
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
    if (this.mayEdit && !this.closed) await this.engine.autorun(BUDGET_MS).catch(() => undefined);
    else this.engine.decided();
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
    this.store.refresh(dto);
    await this.results.takeAwayWithdrawn(dto.withdrawn);
    return true;
  }
}
