import { type Cell, cellOfId, emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { apply, cellOf, type Envelope, type Operation, rebased, versionAfter } from '@/analysis-kernel/document/operations';
import type { SaveAnswer } from '@/app/_contract/notebook-operations';
import type { CellDto, NotebookDto } from '@/app/_contract/notebooks';
import type { Drafts } from './drafts';
import { batchOf, type Entry, enqueue, forced, marksOf, parted, shifted, withVersion } from './queue';
import { Timeline, typingOf } from './timeline';

/** A cell that this window and another changed: the own text stands in the cell and is held back until the person has chosen. */
export interface Conflict {
  readonly id: string;
  /** Null: removed by someone else. */
  readonly theirs: CellDto | null;
  /** This window removed it: theirs stands in its place. */
  readonly removed: boolean;
}

/** The server answered, and will not take the operations: signed out, a right that is gone, a text too long. */
export class SaveRefused extends Error {
  constructor(
    message: string,
    readonly signedOut: boolean,
  ) {
    super(message);
  }
}

export interface StoreState {
  readonly notebook: Notebook;
  readonly cells: ReadonlyMap<string, Cell>;
  /** Ids in reading order; another array only where the order is another. */
  readonly order: readonly string[];
  readonly saving: 'saved' | 'saving' | 'offline' | 'refused';
  /** Why the server does not take the operations; they are kept here and offered to it again and again. */
  readonly refusal: SaveRefused | null;
  /** Operations that the server does not have yet. */
  readonly waiting: number;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What the store needs from outside: the server, a place for drafts, ids, and time. */
export interface StorePorts {
  /** Rejects with `SaveRefused` when the server will not take them, otherwise when it cannot be reached. */
  readonly save: (operations: readonly Envelope[]) => Promise<SaveAnswer>;
  readonly drafts: Pick<Drafts, 'take' | 'write'>;
  readonly newId: () => string;
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

export type StoredNotebook = Pick<NotebookDto, 'title' | 'release' | 'cells' | 'version' | 'reader'>;

const SAVE_AFTER_MS = 500;
/** Longer without a key, and what follows is another thought. */
const PAUSE_MS = 1500;
/** Each refusal is on record: it is asked seldom, and when the person comes back to the tab. */
const REFUSED_RETRY_MS = 60_000;
const RETRY_MS = [1000, 2000, 5000, 10_000, 20_000];

/**
 * The notebook of one open window: every operation is applied at once, can be undone, and is sent to the server soon after.
 * Until the server has it, it rests in the drafts, so nothing typed is lost by a closed window or a dropped connection.
 * A cell's version here is the server's, raised by each operation that is still under way.
 */
export class NotebookStore {
  private state: StoreState;
  private readonly reader: string;
  private version: number;
  private waiting: readonly Entry[] = [];
  /** Sent and not answered; sent again word for word until it is. */
  private sending: readonly Entry[] = [];
  /** Of cells in conflict: kept in the drafts, sent when the person has chosen. */
  private held: readonly Entry[] = [];
  private readonly timeline = new Timeline();
  private asking: Promise<void> | null = null;
  private failures = 0;
  private refusal: SaveRefused | null = null;
  private cancelTimer: (() => void) | null = null;
  private cancelPause: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    dto: StoredNotebook,
    private readonly ports: StorePorts,
  ) {
    this.version = dto.version;
    this.reader = dto.reader;
    const cells = dto.cells.map((cell) => newCell(cell.id, cell, cell.version));
    const notebook: Notebook = { ...emptyNotebook(), settings: { title: dto.title, database: dto.release }, cells };
    this.state = {
      notebook,
      cells: new Map(cells.map((cell) => [cell.id, cell])),
      order: cells.map(({ id }) => id),
      saving: 'saved',
      refusal: null,
      waiting: 0,
      conflicts: new Map(),
      canUndo: false,
      canRedo: false,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): StoreState => this.state;

  /** Takes up what an earlier window could not send, as it was made: the server knows what of it had arrived, and what is in conflict. */
  async restoreDrafts(): Promise<void> {
    const { entries, cells } = await this.ports.drafts.take();
    if (entries.length === 0) return;
    const marks = new Map(cells.map((mark) => [mark.id, mark]));
    const notebook = entries.reduce((state, { operation }) => forced(state, operation, marks), this.state.notebook);
    this.waiting = [...this.waiting, ...entries.map((entry) => ({ ...entry, sent: true }))];
    this.publish({ notebook });
    await this.flush();
  }

  /** Does operations as one step to undo, and sends them soon. */
  dispatch(...operations: readonly Operation[]): void {
    const [first] = operations;
    const cell = operations.length === 1 && first.kind === 'text' ? this.state.cells.get(first.id) : undefined;
    const typing = cell && first.kind === 'text' ? typingOf(cell.body, first.change.body) : null;
    this.timeline.did(this.perform(operations), typing);
    this.cancelPause?.();
    this.cancelPause = typing ? this.ports.later(() => this.endTyping(), PAUSE_MS) : null;
    this.publish({});
  }

  /** Ends a step of typing: what follows is undone apart. */
  endTyping(): void {
    this.timeline.pause();
  }

  /** Takes the last step back; gives the cell it was in. */
  undo(): string | null {
    return this.turn('undo');
  }

  redo(): string | null {
    return this.turn('redo');
  }

  private turn(direction: 'undo' | 'redo'): string | null {
    const step = this.timeline.turn(direction, (operations) => this.perform(operations));
    this.publish({});
    return step?.map(cellOf).find((id) => id !== null && this.state.cells.has(id)) ?? null;
  }

  /** Settles a conflict: the own text is sent over theirs, or theirs is taken. */
  resolve(id: string, choice: 'mine' | 'theirs'): void {
    const conflict = this.state.conflicts.get(id);
    if (!conflict) return;
    const conflicts = new Map(this.state.conflicts);
    conflicts.delete(id);
    this.held = parted(this.held, new Set([id])).others;
    const cell = this.state.cells.get(id);
    const { theirs, removed } = conflict;
    this.publish({ conflicts });
    if (choice === 'theirs') this.standAs(id, theirs);
    else if (theirs === null) this.bringBack(id);
    else if (removed) this.dispatch({ kind: 'remove', id, base: theirs.version });
    else if (cell) this.sayAgain(cell, theirs);
    this.rest();
    this.publish({});
  }

  private sayAgain(mine: Cell, theirs: CellDto): void {
    this.publish({ notebook: withVersion(this.state.notebook, mine.id, theirs.version) });
    this.perform([
      { kind: 'text', id: mine.id, base: theirs.version, change: { as: 'whole', body: mine.body } },
      ...(mine.name !== null && mine.name !== theirs.name
        ? [{ kind: 'rename' as const, id: mine.id, base: theirs.version + 1, name: mine.name }]
        : []),
    ]);
  }

  private bringBack(id: string): void {
    const { notebook } = this.state;
    const at = notebook.cells.findIndex((cell) => cell.id === id);
    if (at < 0) return;
    this.publish({ notebook: { ...notebook, cells: notebook.cells.toSpliced(at, 1) } });
    const { kind, name, body } = notebook.cells[at];
    this.perform([{ kind: 'insert', id, base: 0, cell: { kind, name, body }, after: notebook.cells[at - 1]?.id ?? null }]);
  }

  /** The cell is as someone else left it. */
  private standAs(id: string, theirs: CellDto | null): void {
    const { notebook } = this.state;
    const cells = theirs
      ? notebook.cells.map((cell) => (cell.id === id ? newCell(id, theirs, theirs.version) : cell))
      : notebook.cells.filter((cell) => cell.id !== id);
    this.timeline.changedByOthers(new Set([id]));
    this.publish({ notebook: { ...notebook, cells } });
  }

  /** Takes in what others changed; what this window has not sent yet is done again on top of it. */
  refresh(dto: StoredNotebook): void {
    // An answer that is older than the last save, or was given to another person, says nothing of this window's notebook.
    if (this.asking || dto.version < this.version || dto.reader !== this.reader) return;
    const pending = [...this.held, ...this.sending, ...this.waiting];
    const own = new Set(pending.map(({ operation }) => cellOf(operation) ?? ''));
    const { notebook, cells: known } = this.state;
    const cells = dto.cells.map((theirs) => {
      const mine = known.get(theirs.id);
      return mine && isSame(mine, theirs) ? mine : newCell(theirs.id, theirs, theirs.version);
    });
    const there = new Set(cells.map(({ id }) => id));
    const changed = [...cells.filter((cell) => known.get(cell.id) !== cell), ...notebook.cells.filter(({ id }) => !there.has(id))];
    this.timeline.changedByOthers(new Set(changed.map(({ id }) => id).filter((id) => !own.has(id))));
    const marks = new Map(marksOf(notebook, pending).map((mark) => [mark.id, mark]));
    const theirs: Notebook = { ...notebook, settings: { ...notebook.settings, title: dto.title }, cells };
    this.version = dto.version;
    const mine = pending.reduce((state, { operation }) => forced(state, operation, marks), theirs);
    this.publish({ notebook: this.withRemovedInConflict(mine) });
  }

  /** Cells that this window removed and others changed stand until it is chosen. */
  private withRemovedInConflict(notebook: Notebook): Notebook {
    const missing = [...this.state.conflicts.values()].flatMap(({ id, theirs, removed }) =>
      removed && theirs && !cellOfId(notebook, id) ? [newCell(id, theirs, theirs.version)] : [],
    );
    return missing.length > 0 ? { ...notebook, cells: [...notebook.cells, ...missing] } : notebook;
  }

  /** Sends what waits now; resolves when the server has answered or could not be reached. */
  flush(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.asking ??= this.send().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async send(): Promise<void> {
    if (this.sending.length === 0) {
      this.sending = batchOf(this.waiting).map((entry) => ({ ...entry, sent: true }));
      this.waiting = this.waiting.slice(this.sending.length);
    }
    if (this.sending.length === 0) return;
    this.publish({});
    try {
      this.answered(await this.ports.save(this.sending.map(({ id, operation }) => ({ id, operation }))));
    } catch (error) {
      this.refusal = error instanceof SaveRefused ? error : null;
      this.failures += 1;
      this.publish({});
      this.schedule(this.refusal ? REFUSED_RETRY_MS : RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1]);
    }
  }

  private answered(answer: SaveAnswer): void {
    this.failures = 0;
    this.refusal = null;
    this.version = Math.max(this.version, answer.version);
    const sent = new Map(this.sending.map((entry) => [entry.id, entry]));
    this.sending = [];
    const refused = answer.conflicts.flatMap(({ operation }) => sent.get(operation) ?? []);
    const disputed = new Set(answer.conflicts.map(({ id }) => id));
    // What was typed on a text that the server does not have waits with it.
    const { about, others } = parted(this.waiting, disputed);
    this.held = [...this.held, ...refused, ...about];
    this.waiting = others;
    let { notebook } = this.state;
    const conflicts = new Map(this.state.conflicts);
    for (const { id, theirs } of answer.conflicts) {
      const removed = theirs !== null && !cellOfId(notebook, id);
      conflicts.set(id, { id, theirs, removed });
      if (theirs && removed) notebook = { ...notebook, cells: [...notebook.cells, newCell(id, theirs, theirs.version)] };
    }
    for (const [id, by] of shiftsOf(answer, sent)) {
      this.waiting = shifted(this.waiting, id, by);
      notebook = withVersion(notebook, id, (cellOfId(notebook, id)?.version ?? 0) + by);
    }
    this.publish({ conflicts, notebook });
    this.rest();
    if (this.waiting.length > 0) this.schedule(SAVE_AFTER_MS);
  }

  /** Applies operations and queues them; gives what takes them back. */
  private perform(operations: readonly Operation[]): readonly Operation[] {
    const back: Operation[] = [];
    for (const wanted of operations) {
      const operation = rebased(wanted, this.state.notebook);
      const { notebook, inverse } = apply(this.state.notebook, operation);
      if (inverse === null) continue;
      back.unshift(inverse);
      this.publish({ notebook: this.queue(operation, notebook) }, false);
    }
    if (back.length > 0) this.schedule(SAVE_AFTER_MS);
    return back;
  }

  private queue(operation: Operation, notebook: Notebook): Notebook {
    const id = cellOf(operation);
    const isHeld = id !== null && this.state.conflicts.has(id);
    const queue = enqueue(isHeld ? this.held : this.waiting, { id: this.ports.newId(), operation });
    if (isHeld) this.held = queue;
    else this.waiting = queue;
    this.rest();
    const version = versionAfter(queue[queue.length - 1].operation);
    return id === null || version === null ? notebook : withVersion(notebook, id, version);
  }

  /** Puts what the server does not have to rest. */
  private rest(): void {
    const entries = [...this.held, ...this.sending, ...this.waiting];
    void this.ports.drafts.write({ entries, cells: marksOf(this.state.notebook, entries) });
  }

  private schedule(milliseconds: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.ports.later(() => void this.flush(), milliseconds);
  }

  private publish(change: Partial<Pick<StoreState, 'notebook' | 'conflicts'>>, tell = true): void {
    const waiting = this.waiting.length + this.sending.length;
    const { refusal } = this;
    const saving = refusal ? 'refused' : this.failures > 0 ? 'offline' : waiting > 0 ? 'saving' : 'saved';
    const { canUndo, canRedo } = this.timeline;
    const shape = change.notebook && change.notebook.cells !== this.state.notebook.cells ? shapeOf(change.notebook, this.state.order) : {};
    this.state = { ...this.state, ...change, ...shape, waiting, saving, refusal, canUndo, canRedo };
    if (tell) for (const listener of this.listeners) listener();
  }
}

function shapeOf({ cells }: Notebook, known: readonly string[]): Pick<StoreState, 'cells' | 'order'> {
  const isKnown = cells.length === known.length && cells.every(({ id }, at) => id === known[at]);
  return { cells: new Map(cells.map((cell) => [cell.id, cell])), order: isKnown ? known : cells.map(({ id }) => id) };
}

/** By how much the server's versions differ from those foreseen, for what follows on them. */
function shiftsOf(answer: SaveAnswer, sent: ReadonlyMap<string, Entry>): ReadonlyMap<string, number> {
  const shifts = new Map<string, number>();
  for (const { operation: id, version } of answer.done) {
    const operation = sent.get(id)?.operation;
    const cell = operation ? cellOf(operation) : null;
    const foreseen = operation ? versionAfter(operation) : null;
    if (cell !== null && version !== null && foreseen !== null) shifts.set(cell, version - foreseen);
  }
  return new Map([...shifts].filter(([, by]) => by !== 0));
}

function isSame(mine: Cell, theirs: CellDto): boolean {
  return mine.version === theirs.version && mine.body === theirs.body && mine.name === theirs.name && mine.kind === theirs.kind;
}
