import { type Cell, cellOfId, emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { apply, cellOf, type Envelope, isMerged, type Operation, rebased, versionAfter } from '@/analysis-kernel/document/operations';
import { spliced } from '@/analysis-kernel/document/splices';
import type { NotebookNews } from '@/app/_contract/live';
import type { SaveAnswer, Writer } from '@/app/_contract/notebook-operations';
import type { CellDto, NotebookDto } from '@/app/_contract/notebooks';
import { changeBetween, type TextChange } from '@/components/editor/text-change';
import { type Choice, type Conflict, otherTexts, played, type TitleConflict, withConflicts } from './conflicts';
import type { Drafts } from './drafts';
import {
  batchOf,
  type CellMark,
  type Entry,
  enqueue,
  marksOf,
  parted,
  rewritten,
  shifted,
  shiftsOf,
  type WindowTexts,
  windowOf,
  withVersion,
} from './queue';
import { ServerCopy } from './server-copy';
import { type Settled, settledCell, settledTitle } from './settle';
import { cellOfPart, type Part, Timeline, type Typing, typingOf } from './timeline';
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

/** The shared texts of a window, for the store to write in. */
export interface StoreTexts extends WindowTexts {
  /**
   * Changes a text.
   * @param by the `editor` that shows it, which is not told; the `page`; or a step `back`, which the text does not keep among its own
   * @returns the update, null where nothing is another
   */
  readonly write: (id: string, changes: readonly TextChange[], by: 'editor' | 'page' | 'back') => string | null;
  /** Takes the last step of this window in a text back, or does it again. */
  readonly turn: (direction: 'undo' | 'redo', id: string) => string | null;
  /** What is written from here on is a step of its own. */
  readonly cut: (id: string) => void;
  /** Numbers that this window writes under. */
  readonly writers: () => readonly Writer[];
}

interface Performed {
  readonly asMade?: boolean;
  readonly typing?: Typing | null;
  readonly tracked?: boolean;
}

type Disputes = Pick<StoreState, 'conflicts' | 'titleConflict'>;

const SAVE_AFTER_MS = 500;
const TYPED_AFTER_MS = 40;
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
  /** What is typed in a shared text is about to be sent. */
  private isSoon = false;
  private texts: StoreTexts | null = null;
  /** Cells whose text is the one of their document. */
  private readonly shared = new Set<string>();
  private draftWriters: readonly Writer[] = [];
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

  /** The notebook's version that the server is known to have. */
  get savedVersion(): number {
    return this.version;
  }

  /** Takes up what an earlier window could not send, as it was made: the server knows what of it had arrived, and what is in conflict. */
  async restoreDrafts(): Promise<void> {
    const { entries, cells, typed = [], writers = [] } = await this.ports.drafts.take();
    this.draftWriters = writers;
    if (entries.length > 0) {
      const marks = new Map(cells.map((mark) => [mark.id, mark]));
      this.waiting = [...this.waiting, ...entries.map((entry) => ({ ...entry, sent: true }))];
      this.publish({ notebook: played(this.state.notebook, entries, marks, this.texts) });
    }
    this.typed.takeUp(typed);
    if (entries.length > 0) await this.flush();
  }

  /** Does operations as one step to undo, and sends them soon. */
  dispatch(...operations: readonly Operation[]): void {
    const [first] = operations;
    const cell = operations.length === 1 && first.kind === 'text' ? this.state.cells.get(first.id) : undefined;
    const typing = cell && first.kind === 'text' && !isMerged(first) ? typingOf(cell.body, first.change.body) : null;
    this.did(this.perform(operations, { typing }), typing);
  }

  /** Takes in what was typed in the editor of a shared text, change by change. */
  write(id: string, changes: readonly TextChange[]): void {
    if (!this.isShared(id) || !this.texts) return;
    const before = this.texts.body(id);
    const typing = typingOf(before, spliced(before, changes));
    if (!this.timeline.continues(id, typing)) this.texts.cut(id);
    const update = this.texts.write(id, changes, 'editor');
    if (update === null) return;
    this.merge(id, update);
    this.did([{ kind: 'shared', id }], typing);
  }

  private did(back: readonly Part[], typing: Typing | null): void {
    this.timeline.did(back, typing);
    this.cancelPause?.();
    this.cancelPause = typing ? this.ports.later(() => this.endTyping(), PAUSE_MS) : null;
    this.publish({});
  }

  /**
   * Gives a title or a cell's name that was typed over another one, by an operation made from what stood when the typing began: where someone
   * else changed that since, the two are in conflict.
   */
  typedOver(operation: Extract<Operation, { kind: 'title' | 'rename' }>): void {
    this.timeline.did(this.perform([operation], { asMade: true }), null);
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
    let isDone = false;
    const perform = (parts: readonly Part[]): readonly Part[] => {
      const back = parts
        .map((part) => this.turned(direction, part))
        .toReversed()
        .flat();
      isDone = back.length > 0;
      return back;
    };
    // Of what others have removed meanwhile nothing is left to take back: the step before it is meant.
    let step = this.timeline.turn(direction, perform);
    while (step && !isDone) step = this.timeline.turn(direction, perform);
    this.publish({});
    return step?.map(cellOfPart).find((id) => id !== null && this.state.cells.has(id)) ?? null;
  }

  private turned(direction: 'undo' | 'redo', part: Part): readonly Part[] {
    if (part.kind !== 'shared') return this.perform([part], { tracked: false });
    const update = this.isShared(part.id) ? (this.texts?.turn(direction, part.id) ?? null) : null;
    if (update === null) return [];
    this.merge(part.id, update);
    return [part];
  }

  /** Settles a conflict, as a step that can be taken back: then comes what was not chosen. */
  resolve(id: string, choice: Choice): void {
    const conflict = this.state.conflicts.get(id);
    const settled = conflict ? settledCell(this.state.notebook, conflict, choice) : null;
    if (!settled) return;
    const conflicts = new Map(this.state.conflicts);
    conflicts.delete(id);
    this.settle(id, id, settled, { conflicts });
  }

  /** Settles a conflict over the title, in the same way. */
  resolveTitle(choice: Choice): void {
    const { notebook, titleConflict } = this.state;
    if (titleConflict) this.settle('', 'title', settledTitle(notebook, titleConflict, choice), { titleConflict: null });
  }

  private settle(about: string, step: string, { notebook, unchosen, chosen }: Settled, change: Partial<Disputes>): void {
    this.held = parted(this.held, new Set([about])).others;
    this.timeline.changedByOthers(new Set([step]));
    this.publish({ ...change, notebook: this.withTexts(notebook) });
    for (const back of unchosen) this.timeline.did(back, null);
    if (chosen) this.timeline.did(this.perform(chosen), null);
    this.rest();
    this.publish({});
  }

  /** Takes in what others changed; what this window has not sent yet is done again on top of it. */
  refresh(dto: StoredNotebook): void {
    // An answer that is older than the last save says nothing of this window's notebook.
    if (!this.asking) this.read(dto);
  }

  /** Takes in a notebook that was read anew: by its version what is under way is in it, or comes on top of it. */
  read(dto: StoredNotebook): void {
    // Nor does one that was given to another person.
    if (dto.version < Math.max(this.version, this.server.readAt) || dto.reader !== this.reader) return;
    const { notebook, cells: known } = this.state;
    const cells = dto.cells.map((theirs) => {
      const mine = known.get(theirs.id);
      return mine && isSame(mine, theirs) ? mine : newCell(theirs.id, theirs, theirs.version);
    });
    const theirs: Notebook = { ...notebook, settings: { ...notebook.settings, title: dto.title }, cells };
    this.server.read(theirs, dto.version);
    this.showServer();
  }

  /**
   * Takes in what a connection told.
   * @returns false where something before it was missed: the notebook is to be read anew
   */
  hear(news: NotebookNews): boolean {
    if (news.to <= this.server.readAt) return true;
    if (!this.server.heard(news)) return false;
    this.showServer();
    return true;
  }

  /** Of the notebook, as the server has it and this window knows. */
  get readAt(): number {
    return this.server.readAt;
  }

  /** Shows what the server has, with what it has not yet on top. */
  private showServer(): void {
    const pending = [...this.held, ...this.sending, ...this.waiting];
    const own = new Set(pending.map(({ operation }) => cellOf(operation) ?? ''));
    const { notebook, cells: known } = this.state;
    const theirs = this.server.notebook;
    const there = new Set(theirs.cells.map(({ id }) => id));
    const changed = [...theirs.cells.filter((cell) => known.get(cell.id) !== cell), ...notebook.cells.filter(({ id }) => !there.has(id))];
    const isTitled = theirs.settings.title !== notebook.settings.title && !own.has('');
    const ids = changed.map(({ id }) => id).filter((id) => !own.has(id));
    this.timeline.changedByOthers(new Set(isTitled ? [...ids, 'title'] : ids));
    this.version = Math.max(this.version, this.server.readAt);
    const mine = played(theirs, pending, this.marks(pending), this.texts);
    this.publish({ notebook: this.withTexts(this.withRemovedInConflict(mine)) });
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
    this.isSoon = false;
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
    const gone = new Set(answer.conflicts.flatMap(({ id, theirs }) => (theirs === null ? [id] : [])));
    // What was typed on a text that the server does not have waits with it; a shared text has what was typed before, as long as it is there.
    const waits = ({ operation }: Entry) => !isMerged(operation) || gone.has(operation.id);
    const { about, others } = parted(this.waiting, disputed, waits);
    this.held = [...this.held, ...refused];
    for (const entry of about) this.held = [...this.held, { tab: windowOf(this.held, entry), ...entry }];
    this.waiting = others;
    const { conflicts, titleConflict } = this.state;
    const shown = withConflicts({ held: this.held, notebook: this.onAnswer(answer, sent), conflicts, titleConflict }, answer.conflicts);
    const { held, ...state } = shown;
    this.held = held;
    this.publish(state);
    this.rest();
    if (this.waiting.some(({ operation }) => isMerged(operation))) this.scheduleTyped();
    else if (this.waiting.length > 0) this.schedule(SAVE_AFTER_MS);
  }

  /** The notebook with the versions the server tells; what had arrived before it was read gives way to what was read. */
  private onAnswer(answer: SaveAnswer, sent: ReadonlyMap<string, Entry>): Notebook {
    const { notebook } = this.state;
    const shifts = [...shiftsOf(answer, sent)];
    for (const [id, by] of shifts) this.waiting = shifted(this.waiting, id, by);
    if (!this.server.took(answer, sent, this.marks([...sent.values()]), this.texts)) {
      return shifts.reduce((state, [id, by]) => withVersion(state, id, (cellOfId(state, id)?.version ?? 0) + by), notebook);
    }
    const pending = [...this.held, ...this.waiting];
    const shown = this.withTexts(played(this.server.notebook, pending, this.marks(pending), this.texts));
    this.timeline.changedByOthers(rewritten(notebook, shown));
    return this.withRemovedInConflict(shown);
  }

  /**
   * Applies operations and queues them; gives what takes them back.
   * @param how `asMade`: the server is told what they were made from, though the notebook here may be another by now; `typing` they are; not
   * `tracked`, a shared text does not keep them among its own steps
   */
  private perform(operations: readonly Operation[], how: Performed = {}): readonly Part[] {
    const back: Part[] = [];
    for (const wanted of operations) {
      if (wanted.kind === 'text' && !isMerged(wanted) && this.isShared(wanted.id)) {
        back.unshift(...this.rewrite(wanted.id, wanted.change.body, how));
        continue;
      }
      const operation = rebased(wanted, this.state.notebook);
      const { notebook, inverse } = apply(this.state.notebook, operation);
      if (inverse === null) continue;
      back.unshift(inverse);
      this.publish(this.queue(how.asMade ? wanted : operation, notebook), false);
      this.schedule(SAVE_AFTER_MS);
    }
    return back;
  }

  /** Says all of a shared text anew: by the smallest change, so that what others type around it stays. */
  private rewrite(id: string, body: string, { typing = null, tracked = true }: Performed): readonly Part[] {
    const before = this.texts?.body(id) ?? '';
    const change = changeBetween(before, body.replace(/\r\n?/g, '\n'));
    if (!change || !this.texts) return [];
    if (tracked && !(typing && this.timeline.continues(id, typing))) this.texts.cut(id);
    const update = this.texts.write(id, [change], tracked ? 'page' : 'back');
    if (update === null) return [];
    this.merge(id, update);
    return [tracked ? { kind: 'shared', id } : { kind: 'text', id, base: 0, change: { as: 'whole', body: before } }];
  }

  /** Queues an update that the shared text here has already. */
  private merge(id: string, update: string): void {
    const next = { id: this.ports.newId(), operation: { kind: 'text', id, change: { as: 'merge', update } } } as const;
    const queue = enqueue(this.waiting, next, undefined, this.texts);
    const raise = queue.length > this.waiting.length ? 1 : 0;
    this.waiting = queue;
    const { notebook } = this.state;
    const cells = notebook.cells.map((cell) =>
      cell.id === id ? { ...cell, body: this.texts?.body(id) ?? cell.body, version: cell.version + raise } : cell,
    );
    this.publish({ notebook: { ...notebook, cells } }, false);
    this.rest();
    this.scheduleTyped();
  }

  /** From here on the texts of cells may be shared, each once it is asked for by `share`. */
  takeTexts(texts: StoreTexts): void {
    this.texts = texts;
  }

  /** Whether the text of a cell is the one of its shared document. */
  isShared(id: string): boolean {
    return this.shared.has(id) && this.state.cells.has(id) && this.texts?.has(id) === true;
  }

  /**
   * Makes the document that is here the text of its cell. What was typed until then goes into it, unless the server is being asked about it,
   * or it is in conflict: then this is to be tried again.
   * @returns whether the text is shared
   */
  share(id: string): boolean {
    if (this.isShared(id)) return true;
    const cell = this.state.cells.get(id);
    if (!cell || !this.texts?.has(id) || this.state.conflicts.has(id)) return false;
    for (const { operation } of this.unsent())
      if (isMerged(operation) && operation.id === id) this.texts.merge(id, operation.change.update);
    const isOwn = ({ operation }: Entry) => cellOf(operation) === id && !isMerged(operation);
    if ([...this.held, ...this.sending].some(isOwn)) return false;
    const typed = this.waiting.some(isOwn);
    if (typed && cellOfId(this.server.notebook, id)?.body !== this.texts.body(id)) return false;
    if (typed && this.waiting.some((entry) => isOwn(entry) && entry.operation.kind !== 'text')) return false;
    this.waiting = this.waiting.filter((entry) => !isOwn(entry));
    this.shared.add(id);
    if (typed) this.rewrite(id, cell.body, { tracked: false });
    this.publish({ notebook: this.withTexts(this.state.notebook) });
    return true;
  }

  /** What the server does not have yet. */
  unsent(): readonly Entry[] {
    return [...this.held, ...this.sending, ...this.waiting];
  }

  /** Shows the texts of documents as they stand, which have become others. */
  show(): void {
    const notebook = this.withTexts(this.state.notebook);
    if (notebook !== this.state.notebook) this.publish({ notebook });
  }

  private withTexts(notebook: Notebook): Notebook {
    const { texts } = this;
    if (!texts || this.shared.size === 0) return notebook;
    const bodyOf = ({ id, body }: Cell) => (this.shared.has(id) && texts.has(id) ? texts.body(id) : body);
    if (notebook.cells.every((cell) => bodyOf(cell) === cell.body)) return notebook;
    return { ...notebook, cells: notebook.cells.map((cell) => (bodyOf(cell) === cell.body ? cell : { ...cell, body: bodyOf(cell) })) };
  }

  /** Numbers that earlier windows wrote under, whose updates are sent from here. */
  get writers(): readonly Writer[] {
    return this.draftWriters;
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
    const writers = entries.some(({ operation }) => isMerged(operation)) ? [...this.draftWriters, ...(this.texts?.writers() ?? [])] : [];
    void this.ports.drafts.write({
      entries,
      cells: marksOf(this.state.notebook, entries),
      typed,
      ...(writers.length > 0 ? { writers } : {}),
    });
  }

  /** What is typed in a shared text is sent while one types, and not when one pauses. */
  private scheduleTyped(): void {
    if (this.isSoon || this.failures > 0) return;
    this.schedule(TYPED_AFTER_MS);
    this.isSoon = true;
  }

  private schedule(milliseconds: number): void {
    if (this.isSoon) return;
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
