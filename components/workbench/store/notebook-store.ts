import { type Cell, cellOfId, emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { apply, cellOf, type Envelope, isMerged, type Operation, rebased, versionAfter } from '@/analysis-kernel/document/operations';
import { changeBetween, changedText, type TextChange } from '@/analysis-kernel/document/text-change';
import type { NotebookNews } from '@/app/_contract/live';
import type { SaveAnswer, Writer } from '@/app/_contract/notebook-operations';
import type { CellDto, NotebookDto } from '@/app/_contract/notebooks';
import { type Choice, type Conflict, otherTexts, played, type TitleConflict, withConflicts } from './conflicts';
import type { Drafts } from './drafts';
import { Outbox } from './outbox';
import { type CellMark, type Entry, enqueue, marksOf, parted, rewritten, shifted, shiftsOf, windowOf, withVersion } from './queue';
import type { SaveRefused } from './save-refused';
import { ServerCopy } from './server-copy';
import { type Settled, settledCell, settledTitle } from './settle';
import { SharedCells, type StoreTexts } from './shared-cells';
import { cellOfPart, type Part, Timeline, type Typing, typingOf } from './timeline';
import { TITLE, TypedFields } from './typed-fields';

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

interface Performed {
  readonly asMade?: boolean;
  readonly typing?: Typing | null;
  readonly tracked?: boolean;
}

type Disputes = Pick<StoreState, 'conflicts' | 'titleConflict'>;

/** Longer without a key, and what follows is another thought. */
const PAUSE_MS = 1500;
/**
 * The notebook of one open window: every operation is applied at once, can be undone, and is sent to the server soon after.
 * Until the server has it, it rests in the drafts, so nothing typed is lost by a closed window or a dropped connection.
 * A cell's version here is the server's, raised by each operation that is still under way.
 */
export class NotebookStore {
  private state: StoreState;
  private readonly reader: string;
  private version: number;
  private readonly out: Outbox;
  private readonly shared = new SharedCells();
  private readonly server: ServerCopy;
  readonly typed = new TypedFields(() => this.rest());
  private readonly timeline = new Timeline();
  private cancelPause: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    dto: StoredNotebook,
    private readonly ports: StorePorts,
  ) {
    this.version = dto.version;
    this.out = new Outbox(
      ports,
      (answer, sent) => this.answered(answer, sent),
      () => this.publish({}),
    );
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
    this.shared.writers = writers;
    if (entries.length > 0) {
      const marks = new Map(cells.map((mark) => [mark.id, mark]));
      this.out.waiting = [...this.out.waiting, ...entries.map((entry) => ({ ...entry, sent: true }))];
      this.publish({ notebook: played(this.state.notebook, entries, marks, this.shared.texts) });
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
    if (!this.isShared(id) || !this.shared.texts) return;
    const before = this.shared.texts.body(id);
    const typing = typingOf(before, changedText(before, changes));
    if (!this.timeline.continues(id, typing)) this.shared.texts.cut(id);
    const update = this.shared.texts.write(id, changes, 'editor');
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
    const update = this.isShared(part.id) ? (this.shared.texts?.turn(direction, part.id) ?? null) : null;
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
    this.out.held = parted(this.out.held, new Set([about])).others;
    this.timeline.changedByOthers(new Set([step]));
    this.publish({ ...change, notebook: this.shared.shown(notebook) });
    for (const back of unchosen) this.timeline.did(back, null);
    if (chosen) this.timeline.did(this.perform(chosen), null);
    this.rest();
    this.publish({});
  }

  /** Takes in what others changed; what this window has not sent yet is done again on top of it. */
  refresh(dto: StoredNotebook): void {
    // An answer that is older than the last save says nothing of this window's notebook.
    if (!this.out.isAsking) this.read(dto);
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

  /** What was typed in a shared text whose cell was removed fits again where the cell is back. */
  private takeUpAgain(): void {
    const back = [...this.state.conflicts.values()].filter(({ id, theirs }) => theirs === null && cellOfId(this.server.notebook, id));
    const ids = new Set(back.map(({ id }) => id).filter((id) => parted(this.out.held, new Set([id])).about.every(isUpdate)));
    if (ids.size === 0) return;
    const { about, others } = parted(this.out.held, ids);
    this.out.held = others;
    this.out.waiting = [...this.out.waiting, ...about];
    this.publish({ conflicts: new Map([...this.state.conflicts].filter(([id]) => !ids.has(id))) }, false);
    this.out.sendSoon();
  }

  /** Shows what the server has, with what it has not yet on top. */
  private showServer(): void {
    this.takeUpAgain();
    const pending = this.out.unsent;
    const own = new Set(pending.map(({ operation }) => cellOf(operation) ?? ''));
    const { notebook, cells: known } = this.state;
    const theirs = this.server.notebook;
    const there = new Set(theirs.cells.map(({ id }) => id));
    const changed = [...theirs.cells.filter((cell) => known.get(cell.id) !== cell), ...notebook.cells.filter(({ id }) => !there.has(id))];
    const isTitled = theirs.settings.title !== notebook.settings.title && !own.has('');
    const ids = changed.map(({ id }) => id).filter((id) => !own.has(id));
    this.timeline.changedByOthers(new Set(isTitled ? [...ids, 'title'] : ids));
    this.version = Math.max(this.version, this.server.readAt);
    const mine = played(theirs, pending, this.marks(pending), this.shared.texts);
    this.publish({ notebook: this.shared.shown(this.withRemovedInConflict(mine)) });
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
    return this.out.flush();
  }

  private answered(answer: SaveAnswer, sent: ReadonlyMap<string, Entry>): void {
    this.version = Math.max(this.version, answer.version);
    const refused = answer.conflicts.flatMap(({ operation }) => sent.get(operation) ?? []);
    const disputed = new Set(answer.conflicts.map(({ id }) => id ?? ''));
    const gone = new Set(answer.conflicts.flatMap(({ id, theirs }) => (theirs === null ? [id] : [])));
    // What was typed on a text that the server does not have waits with it; a shared text has what was typed before, as long as it is there.
    const waits = ({ operation }: Entry) => !isMerged(operation) || gone.has(operation.id);
    const { about, others } = parted(this.out.waiting, disputed, waits);
    this.out.held = [...this.out.held, ...refused];
    for (const entry of about) this.out.held = [...this.out.held, { tab: windowOf(this.out.held, entry), ...entry }];
    this.out.waiting = others;
    const { conflicts, titleConflict } = this.state;
    const shown = withConflicts({ held: this.out.held, notebook: this.onAnswer(answer, sent), conflicts, titleConflict }, answer.conflicts);
    const { held, ...state } = shown;
    this.out.held = held;
    this.publish(state);
    this.rest();
  }

  /** The notebook with the versions the server tells; what had arrived before it was read gives way to what was read. */
  private onAnswer(answer: SaveAnswer, sent: ReadonlyMap<string, Entry>): Notebook {
    const { notebook } = this.state;
    const shifts = [...shiftsOf(answer, sent)];
    for (const [id, by] of shifts) this.out.waiting = shifted(this.out.waiting, id, by);
    if (!this.server.took(answer, sent, this.marks([...sent.values()]), this.shared.texts)) {
      return shifts.reduce((state, [id, by]) => withVersion(state, id, (cellOfId(state, id)?.version ?? 0) + by), notebook);
    }
    const pending = [...this.out.held, ...this.out.waiting];
    const shown = this.shared.shown(played(this.server.notebook, pending, this.marks(pending), this.shared.texts));
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
      this.out.sendSoon();
    }
    return back;
  }

  /** Says all of a shared text anew: by the smallest change, so that what others type around it stays. */
  private rewrite(id: string, body: string, { typing = null, tracked = true }: Performed): readonly Part[] {
    const before = this.shared.texts?.body(id) ?? '';
    const change = changeBetween(before, body.replace(/\r\n?/g, '\n'));
    if (!change || !this.shared.texts) return [];
    if (tracked && !(typing && this.timeline.continues(id, typing))) this.shared.texts.cut(id);
    const update = this.shared.texts.write(id, [change], tracked ? 'page' : 'back');
    if (update === null) return [];
    this.merge(id, update);
    return [tracked ? { kind: 'shared', id } : { kind: 'text', id, base: 0, change: { as: 'whole', body: before } }];
  }

  /** Queues an update that the shared text here has already. */
  private merge(id: string, update: string): void {
    const next = { id: this.ports.newId(), operation: { kind: 'text', id, change: { as: 'merge', update } } } as const;
    const queue = enqueue(this.out.waiting, next, undefined, this.shared.texts);
    const raise = queue.length > this.out.waiting.length ? 1 : 0;
    this.out.waiting = queue;
    const { notebook } = this.state;
    const cells = notebook.cells.map((cell) =>
      cell.id === id ? { ...cell, body: this.shared.texts?.body(id) ?? cell.body, version: cell.version + raise } : cell,
    );
    this.publish({ notebook: { ...notebook, cells } }, false);
    this.rest();
    this.out.sendSoon();
  }

  /** From here on the texts of cells may be shared, each once it is asked for by `share`. */
  takeTexts(texts: StoreTexts): void {
    this.shared.texts = texts;
  }

  /** Whether the text of a cell is the one of its shared document. */
  isShared(id: string): boolean {
    return this.state.cells.has(id) && this.shared.has(id);
  }

  /**
   * Makes the document that is here the text of its cell. What was typed until then goes into it, unless the server is being asked about it,
   * or it is in conflict: then this is to be tried again.
   * @returns whether the text is shared
   */
  share(id: string): boolean {
    if (this.isShared(id)) return true;
    const cell = this.state.cells.get(id);
    if (!cell || this.state.conflicts.has(id)) return false;
    const begun = this.shared.begin(id, this.out, this.server.notebook);
    if (!begun) return false;
    if (begun.typed) this.rewrite(id, cell.body, { tracked: false });
    this.show();
    this.publish({});
    return true;
  }

  /** What the server does not have yet. */
  unsent(): readonly Entry[] {
    return this.out.unsent;
  }

  /** Shows the texts of documents as they stand, which have become others. */
  show(): void {
    const notebook = this.shared.shown(this.state.notebook);
    if (notebook !== this.state.notebook) this.publish({ notebook });
  }

  /** Numbers that earlier windows wrote under, whose updates are sent from here. */
  get writers(): readonly Writer[] {
    return this.shared.writers;
  }

  private queue(operation: Operation, notebook: Notebook): Pick<StoreState, 'notebook' | 'conflicts'> {
    const id = cellOf(operation);
    const isHeld = id === null ? this.state.titleConflict !== null : this.state.conflicts.has(id);
    const next = { id: this.ports.newId(), operation };
    const queue = isHeld ? enqueue(this.out.held, next, windowOf(this.out.held, next)) : enqueue(this.out.waiting, next);
    if (isHeld) this.out.held = queue;
    else this.out.waiting = queue;
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
      this.out.held = parted(this.out.held, new Set([id])).others;
      this.rest();
      return { conflicts, notebook };
    }
    const { theirs } = conflict;
    conflicts.set(id, { ...conflict, removed: true, others: otherTexts(this.out.held, id, theirs, undefined) });
    const at = this.state.notebook.cells.findIndex((cell) => cell.id === id);
    return { conflicts, notebook: { ...notebook, cells: notebook.cells.toSpliced(at, 0, newCell(id, theirs, theirs.version)) } };
  }

  /** Puts what the server does not have to rest. */
  private rest(): void {
    const entries = this.out.unsent;
    const typed = this.typed.all().filter(({ field }) => field === TITLE || this.state.cells.has(field));
    const writers = this.shared.writersOf(entries);
    void this.ports.drafts.write({
      entries,
      cells: marksOf(this.state.notebook, entries),
      typed,
      ...(writers.length > 0 ? { writers } : {}),
    });
  }

  private publish(change: Partial<Pick<StoreState, 'notebook' | 'conflicts' | 'titleConflict'>>, tell = true): void {
    const { count: waiting, refusal } = this.out;
    const { conflicts, titleConflict } = { ...this.state, ...change };
    const still = conflicts.size > 0 || titleConflict !== null ? 'undecided' : 'saved';
    const saving = this.out.saving ?? still;
    const { canUndo, canRedo } = this.timeline;
    const shape = change.notebook && change.notebook.cells !== this.state.notebook.cells ? shapeOf(change.notebook, this.state.order) : {};
    this.state = { ...this.state, ...change, ...shape, waiting, saving, refusal, canUndo, canRedo };
    if (tell) for (const listener of this.listeners) listener();
  }
}

const isUpdate = ({ operation }: Entry): boolean => isMerged(operation);

function shapeOf({ cells }: Notebook, known: readonly string[]): Pick<StoreState, 'cells' | 'order'> {
  const isKnown = cells.length === known.length && cells.every(({ id }, at) => id === known[at]);
  return { cells: new Map(cells.map((cell) => [cell.id, cell])), order: isKnown ? known : cells.map(({ id }) => id) };
}

function isSame(mine: Cell, theirs: CellDto): boolean {
  return mine.version === theirs.version && mine.body === theirs.body && mine.name === theirs.name && mine.kind === theirs.kind;
}
