import { type Cell, cellOfId, emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { apply, cellOf, type Envelope, isMerged, type Operation, rebased, versionAfter } from '@/analysis-kernel/document/operations';
import type { SaveAnswer } from '@/app/_contract/notebook-operations';
import type { CellDto, NotebookDto } from '@/app/_contract/notebooks';
import { type Choice, type Conflict, type OwnText, otherTexts, played, stepsBack, type TitleConflict, withConflicts } from './conflicts';
import type { Drafts } from './drafts';
import { batchOf, type CellMark, type Entry, enqueue, marksOf, parted, rewritten, shifted, shiftsOf, windowOf, withVersion } from './queue';
import { ServerCopy } from './server-copy';
import { Timeline, typingOf } from './timeline';
import { TITLE, TypedFields } from './typed-fields';

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
  /** `undecided`: nothing is under way, and a conflict holds back what the server does not have. */
  readonly saving: 'saved' | 'saving' | 'offline' | 'refused' | 'undecided';
  /** Why the server does not take the operations; they are kept here and offered to it again and again. */
  readonly refusal: SaveRefused | null;
  /** Operations that the server does not have yet. */
  readonly waiting: number;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly titleConflict: TitleConflict | null;
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
  private readonly server: ServerCopy;
  readonly typed = new TypedFields(() => this.rest());
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
    this.server = new ServerCopy(notebook, dto.version);
    this.state = {
      notebook,
      cells: new Map(cells.map((cell) => [cell.id, cell])),
      order: cells.map(({ id }) => id),
      saving: 'saved',
      refusal: null,
      waiting: 0,
      conflicts: new Map(),
      titleConflict: null,
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
    const { entries, cells, typed = [] } = await this.ports.drafts.take();
    if (entries.length > 0) {
      const marks = new Map(cells.map((mark) => [mark.id, mark]));
      this.waiting = [...this.waiting, ...entries.map((entry) => ({ ...entry, sent: true }))];
      this.publish({ notebook: played(this.state.notebook, entries, marks) });
    }
    this.typed.takeUp(typed);
    if (entries.length > 0) await this.flush();
  }

  /** Does operations as one step to undo, and sends them soon. */
  dispatch(...operations: readonly Operation[]): void {
    const [first] = operations;
    const cell = operations.length === 1 && first.kind === 'text' ? this.state.cells.get(first.id) : undefined;
    const typing = cell && first.kind === 'text' && !isMerged(first) ? typingOf(cell.body, first.change.body) : null;
    this.timeline.did(this.perform(operations), typing);
    this.cancelPause?.();
    this.cancelPause = typing ? this.ports.later(() => this.endTyping(), PAUSE_MS) : null;
    this.publish({});
  }

  /**
   * Gives a title or a cell's name that was typed over another one, by an operation made from what stood when the typing began: where someone
   * else changed that since, the two are in conflict.
   */
  typedOver(operation: Extract<Operation, { kind: 'title' | 'rename' }>): void {
    this.timeline.did(this.perform([operation], true), null);
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

  /** Settles a conflict, as a step that can be taken back: then comes what was not chosen. */
  resolve(id: string, choice: Choice): void {
    const conflict = this.state.conflicts.get(id);
    const shown = this.state.cells.get(id);
    if (!conflict || !shown) return;
    const { theirs, removed, others } = conflict;
    const { notebook } = this.state;
    const at = notebook.cells.indexOf(shown);
    const after = notebook.cells[at - 1]?.id ?? null;
    const say = (text: OwnText | null, isThere: boolean): readonly Operation[] => {
      if (text === null) return [{ kind: 'remove', id, base: 0 }];
      const { name, body } = text;
      if (!isThere) return [{ kind: 'insert', id, base: 0, cell: { kind: shown.kind, name, body }, after }];
      const rename = name === null ? [] : [{ kind: 'rename' as const, id, base: 0, name }];
      return [{ kind: 'text', id, base: 0, change: { as: 'whole', body } }, ...rename];
    };
    const mine: OwnText | null = removed ? null : { name: shown.name, body: shown.body };
    const chosen = typeof choice === 'number' ? others[choice] : mine;
    const unchosen = [mine, ...others.toReversed()].filter((text) => choice === 'theirs' || text !== chosen);
    const standing = theirs ? notebook.cells.with(at, newCell(id, theirs, theirs.version)) : notebook.cells.toSpliced(at, 1);
    const conflicts = new Map(this.state.conflicts);
    conflicts.delete(id);
    this.held = parted(this.held, new Set([id])).others;
    this.timeline.changedByOthers(new Set([id]));
    this.publish({ conflicts, notebook: { ...notebook, cells: standing } });
    for (const step of stepsBack(unchosen, theirs !== null, say).toReversed()) this.timeline.did(step, null);
    if (choice !== 'theirs') this.timeline.did(this.perform(say(chosen, theirs !== null)), null);
    this.rest();
    this.publish({});
  }

  /** Settles a conflict over the title, in the same way. */
  resolveTitle(choice: Choice): void {
    const { notebook, titleConflict: conflict } = this.state;
    if (!conflict) return;
    const mine = notebook.settings.title;
    const titled = (title: string | null): Operation => ({ kind: 'title', from: conflict.theirs, title });
    const chosen = typeof choice === 'number' ? conflict.others[choice] : mine;
    const unchosen = [...conflict.others, mine].filter((title) => choice === 'theirs' || title !== chosen);
    this.held = parted(this.held, new Set([''])).others;
    this.timeline.changedByOthers(new Set(['title']));
    this.publish({ titleConflict: null, notebook: { ...notebook, settings: { ...notebook.settings, title: conflict.theirs } } });
    for (const title of unchosen) this.timeline.did([titled(title)], null);
    if (choice !== 'theirs') this.timeline.did(this.perform([titled(chosen)]), null);
    this.rest();
    this.publish({});
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
    const isTitled = dto.title !== notebook.settings.title && !own.has('');
    const ids = changed.map(({ id }) => id).filter((id) => !own.has(id));
    this.timeline.changedByOthers(new Set(isTitled ? [...ids, 'title'] : ids));
    const theirs: Notebook = { ...notebook, settings: { ...notebook.settings, title: dto.title }, cells };
    this.version = dto.version;
    this.server.read(theirs, dto.version);
    const mine = played(theirs, pending, this.marks(pending));
    this.publish({ notebook: this.withRemovedInConflict(mine) });
  }

  private marks(entries: readonly Entry[]): ReadonlyMap<string, CellMark> {
    return new Map(marksOf(this.state.notebook, entries).map((mark) => [mark.id, mark]));
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
    const disputed = new Set(answer.conflicts.map(({ id }) => id ?? ''));
    // What was typed on a text that the server does not have waits with it.
    const { about, others } = parted(this.waiting, disputed);
    this.held = [...this.held, ...refused];
    for (const entry of about) this.held = [...this.held, { tab: windowOf(this.held, entry), ...entry }];
    this.waiting = others;
    const { conflicts, titleConflict } = this.state;
    const shown = withConflicts({ held: this.held, notebook: this.onAnswer(answer, sent), conflicts, titleConflict }, answer.conflicts);
    const { held, ...state } = shown;
    this.held = held;
    this.publish(state);
    this.rest();
    if (this.waiting.length > 0) this.schedule(SAVE_AFTER_MS);
  }

  /** The notebook with the versions the server tells; what had arrived before it was read gives way to what was read. */
  private onAnswer(answer: SaveAnswer, sent: ReadonlyMap<string, Entry>): Notebook {
    const { notebook } = this.state;
    const shifts = [...shiftsOf(answer, sent)];
    for (const [id, by] of shifts) this.waiting = shifted(this.waiting, id, by);
    if (!this.server.took(answer, sent, this.marks([...sent.values()]))) {
      return shifts.reduce((state, [id, by]) => withVersion(state, id, (cellOfId(state, id)?.version ?? 0) + by), notebook);
    }
    const pending = [...this.held, ...this.waiting];
    const shown = played(this.server.notebook, pending, this.marks(pending));
    this.timeline.changedByOthers(rewritten(notebook, shown));
    return this.withRemovedInConflict(shown);
  }

  /**
   * Applies operations and queues them; gives what takes them back.
   * @param asMade the server is told what they were made from, though the notebook here may be another by now
   */
  private perform(operations: readonly Operation[], asMade = false): readonly Operation[] {
    const back: Operation[] = [];
    for (const wanted of operations) {
      const operation = rebased(wanted, this.state.notebook);
      const { notebook, inverse } = apply(this.state.notebook, operation);
      if (inverse === null) continue;
      back.unshift(inverse);
      this.publish(this.queue(asMade ? wanted : operation, notebook), false);
    }
    if (back.length > 0) this.schedule(SAVE_AFTER_MS);
    return back;
  }

  private queue(operation: Operation, notebook: Notebook): Pick<StoreState, 'notebook' | 'conflicts'> {
    const id = cellOf(operation);
    const isHeld = id === null ? this.state.titleConflict !== null : this.state.conflicts.has(id);
    const next = { id: this.ports.newId(), operation };
    const queue = isHeld ? enqueue(this.held, next, windowOf(this.held, next)) : enqueue(this.waiting, next);
    if (isHeld) this.held = queue;
    else this.waiting = queue;
    this.rest();
    const version = versionAfter(queue[queue.length - 1].operation);
    if (isHeld && operation.kind === 'remove') return this.removedWhileHeld(operation.id, notebook);
    const { conflicts } = this.state;
    return { conflicts, notebook: id === null || version === null ? notebook : withVersion(notebook, id, version) };
  }

  /** A cell in conflict was removed here: theirs stands until it is chosen; where there is none, both sides removed it. */
  private removedWhileHeld(id: string, notebook: Notebook): Pick<StoreState, 'notebook' | 'conflicts'> {
    const conflicts = new Map(this.state.conflicts);
    const conflict = conflicts.get(id);
    conflicts.delete(id);
    if (!conflict?.theirs) {
      this.held = parted(this.held, new Set([id])).others;
      this.rest();
      return { conflicts, notebook };
    }
    const { theirs } = conflict;
    conflicts.set(id, { ...conflict, removed: true, others: otherTexts(this.held, id, theirs, undefined) });
    const at = this.state.notebook.cells.findIndex((cell) => cell.id === id);
    return { conflicts, notebook: { ...notebook, cells: notebook.cells.toSpliced(at, 0, newCell(id, theirs, theirs.version)) } };
  }

  /** Puts what the server does not have to rest. */
  private rest(): void {
    const entries = [...this.held, ...this.sending, ...this.waiting];
    const typed = this.typed.all().filter(({ field }) => field === TITLE || this.state.cells.has(field));
    void this.ports.drafts.write({ entries, cells: marksOf(this.state.notebook, entries), typed });
  }

  private schedule(milliseconds: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.ports.later(() => void this.flush(), milliseconds);
  }

  private publish(change: Partial<Pick<StoreState, 'notebook' | 'conflicts' | 'titleConflict'>>, tell = true): void {
    const waiting = this.waiting.length + this.sending.length;
    const { refusal } = this;
    const { conflicts, titleConflict } = { ...this.state, ...change };
    const still = conflicts.size > 0 || titleConflict !== null ? 'undecided' : 'saved';
    const saving = refusal ? 'refused' : this.failures > 0 ? 'offline' : waiting > 0 ? 'saving' : still;
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

function isSame(mine: Cell, theirs: CellDto): boolean {
  return mine.version === theirs.version && mine.body === theirs.body && mine.name === theirs.name && mine.kind === theirs.kind;
}
