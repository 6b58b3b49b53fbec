import { type Cell, emptyNotebook, type Notebook } from '@/analysis-kernel/document/notebook';
import { applyOperation, type Operation } from '@/analysis-kernel/document/operations';
import type { NotebookChange, SaveAnswer } from '@/app/_contract/notebook-changes';
import type { CellDto, NotebookDto } from '@/app/_contract/notebooks';
import { changesOf } from './changes-of';
import type { Drafts } from './drafts';
import { batchOf, enqueue, type LocalChange, needChoice, versionsAfter, withBases } from './pending';

export interface Conflict {
  /** Whose text it is about. */
  readonly id: string;
  readonly mine: LocalChange;
  /** Null: deleted by someone else. */
  readonly theirs: CellDto | null;
}

/** The server answered, and will not take the changes: signed out, a right that is gone, a text too long. */
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
  readonly saving: 'saved' | 'saving' | 'offline' | 'refused';
  /** Why the server does not take the changes; they are kept here and offered to it again and again. */
  readonly refusal: SaveRefused | null;
  /** Changes that the server does not have yet. */
  readonly waiting: number;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What the store needs from outside: the server, a place for drafts, and time. */
export interface StorePorts {
  /** Rejects with `SaveRefused` when the server will not take them, otherwise when it cannot be reached. */
  readonly save: (changes: readonly NotebookChange[]) => Promise<SaveAnswer>;
  readonly drafts: Drafts;
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

const SAVE_AFTER_MS = 500;
/** Each refusal is on record: it is asked seldom, and when the person comes back to the tab. */
const REFUSED_RETRY_MS = 60_000;
const RETRY_MS = [1000, 2000, 5000, 10_000, 20_000];

/**
 * The notebook of one open window: every operation is applied at once, can be undone, and is sent to the server soon after.
 * Until the server has it, it rests in the drafts, so nothing typed is lost by a closed window or a dropped connection.
 */
export class NotebookStore {
  private state: StoreState;
  private versions: ReadonlyMap<string, number>;
  private waiting: readonly LocalChange[] = [];
  private sending: readonly LocalChange[] = [];
  private undoStack: Operation[] = [];
  private redoStack: Operation[] = [];
  private failures = 0;
  private refusal: SaveRefused | null = null;
  private cancelTimer: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly id: string,
    dto: Pick<NotebookDto, 'title' | 'release' | 'cells'>,
    private readonly ports: StorePorts,
  ) {
    this.versions = new Map(dto.cells.map((cell) => [cell.id, cell.version]));
    const notebook: Notebook = { ...emptyNotebook(), settings: { title: dto.title, database: dto.release }, cells: dto.cells.map(toCell) };
    this.state = { notebook, saving: 'saved', refusal: null, waiting: 0, conflicts: new Map(), canUndo: false, canRedo: false };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): StoreState => this.state;

  /** Takes up changes that an earlier window could not send. */
  async restoreDrafts(): Promise<void> {
    const drafts = await this.ports.drafts.read(this.id);
    for (const change of drafts) {
      const operation = operationOf(change, this.state.notebook);
      if (operation) this.dispatch(operation);
    }
  }

  /** Applies an operation, remembers how to undo it, and sends it soon. */
  dispatch(operation: Operation): void {
    const inverse = this.apply(operation);
    const last = this.undoStack.at(-1);
    // Typing on in one cell is one step to undo.
    const typing = operation.kind === 'edit' && last?.kind === 'edit' && last.id === operation.id && this.redoStack.length === 0;
    if (!typing) this.undoStack = [...this.undoStack.slice(-199), inverse];
    this.redoStack = [];
    this.publish({});
  }

  /** Ends a step of typing: what follows is undone apart. */
  endTyping(): void {
    const last = this.undoStack.at(-1);
    if (last?.kind === 'edit') this.undoStack = [...this.undoStack.slice(0, -1), { kind: 'group', operations: [last] }];
  }

  undo(): void {
    this.turnBack('undo');
  }

  redo(): void {
    this.turnBack('redo');
  }

  private turnBack(direction: 'undo' | 'redo'): void {
    const [from, to] = direction === 'undo' ? [this.undoStack, this.redoStack] : [this.redoStack, this.undoStack];
    const operation = from.pop();
    if (!operation) return;
    to.push(this.apply(operation));
    this.publish({});
  }

  /** Settles a conflict: the own text is sent again over theirs, or theirs is taken. */
  resolve(id: string, choice: 'mine' | 'theirs'): void {
    const conflict = this.state.conflicts.get(id);
    if (!conflict) return;
    const conflicts = new Map(this.state.conflicts);
    conflicts.delete(id);
    this.state = { ...this.state, conflicts };
    if (choice === 'mine') this.sendAgain(conflict);
    else this.accept(id, conflict.theirs);
    this.publish({});
  }

  private sendAgain({ id, mine, theirs }: Conflict): void {
    if (theirs !== null) {
      this.queue(mine);
      return;
    }
    const at = this.state.notebook.cells.findIndex((cell) => cell.id === id);
    const cell = this.state.notebook.cells[at];
    if (!cell) return;
    this.queue({ kind: 'bring_back', id, after: this.state.notebook.cells[at - 1]?.id ?? null });
    this.queue({ kind: 'edit', id, body: cell.body });
  }

  private accept(id: string, theirs: CellDto | null): void {
    const { notebook } = this.state;
    const cells = theirs
      ? notebook.cells.map((cell) => (cell.id === id ? toCell(theirs) : cell))
      : notebook.cells.filter((cell) => cell.id !== id);
    this.state = { ...this.state, notebook: { ...notebook, cells } };
  }

  /** Takes in what others changed; cells with own unsent changes keep their text and meet at the next save. */
  refresh(dto: Pick<NotebookDto, 'title' | 'cells'>): void {
    const own = new Set([...this.waiting, ...this.sending].flatMap((change) => (change.kind === 'title' ? [] : [change.id])));
    const present = new Map(this.state.notebook.cells.map((cell) => [cell.id, cell]));
    const cells = dto.cells.map((theirs) => {
      const mine = present.get(theirs.id);
      return mine && (own.has(theirs.id) || this.versions.get(theirs.id) === theirs.version) ? mine : toCell(theirs);
    });
    const unsent = this.state.notebook.cells.filter((cell) => own.has(cell.id) && !dto.cells.some(({ id }) => id === cell.id));
    if (own.size > 0 && (unsent.length > 0 || cells.length !== this.state.notebook.cells.length)) return;
    const versions = new Map(this.versions);
    for (const theirs of dto.cells) if (!own.has(theirs.id)) versions.set(theirs.id, theirs.version);
    this.versions = versions;
    const settings = { ...this.state.notebook.settings, title: dto.title };
    this.publish({ notebook: { ...this.state.notebook, settings, cells } });
  }

  /** Sends what waits now; resolves when the server has answered or could not be reached. */
  async flush(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    if (this.sending.length > 0 || this.waiting.length === 0) return;
    this.sending = batchOf(this.waiting);
    this.waiting = this.waiting.slice(this.sending.length);
    this.publish({});
    const changes = withBases(this.sending, this.versions);
    try {
      this.answered(await this.ports.save(changes), changes);
    } catch (error) {
      this.refusal = error instanceof SaveRefused ? error : null;
      this.waiting = [...this.sending, ...this.waiting];
      this.sending = [];
      this.failures += 1;
      this.publish({});
      this.schedule(this.refusal ? REFUSED_RETRY_MS : RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1]);
    }
  }

  private answered(answer: SaveAnswer, sent: readonly NotebookChange[]): void {
    this.failures = 0;
    this.refusal = null;
    this.versions = versionsAfter(this.versions, answer);
    const conflicts = new Map(this.state.conflicts);
    for (const { change, id, theirs } of needChoice(answer.conflicts, sent)) conflicts.set(id, { id, mine: this.sending[change], theirs });
    this.sending = [];
    this.publish({ conflicts });
    void this.ports.drafts.write(this.id, this.waiting);
    if (this.waiting.length > 0) this.schedule(SAVE_AFTER_MS);
  }

  private apply(operation: Operation): Operation {
    const before = this.state.notebook;
    const { notebook, inverse } = applyOperation(before, operation);
    this.state = { ...this.state, notebook };
    for (const change of changesOf(operation, before, notebook)) this.queue(change);
    return inverse;
  }

  private queue(change: LocalChange): void {
    this.waiting = enqueue(this.waiting, change);
    void this.ports.drafts.write(this.id, [...this.sending, ...this.waiting]);
    this.schedule(SAVE_AFTER_MS);
  }

  private schedule(milliseconds: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.ports.later(() => void this.flush(), milliseconds);
  }

  private publish(change: Partial<StoreState>): void {
    const waiting = this.waiting.length + this.sending.length;
    const { refusal } = this;
    const saving = refusal ? 'refused' : this.failures > 0 ? 'offline' : waiting > 0 ? 'saving' : 'saved';
    this.state = {
      ...this.state,
      ...change,
      waiting,
      saving,
      refusal,
      canUndo: this.undoStack.length > 0,
      canRedo: this.redoStack.length > 0,
    };
    for (const listener of this.listeners) listener();
  }
}

function toCell({ id, kind, name, body }: CellDto): Cell {
  return { id, explicitId: false, kind, name: kind === 'text' ? null : name, body, written: null };
}

/** The operation that a draft stands for, or null where the notebook has moved on from under it. */
function operationOf(change: LocalChange, notebook: Notebook): Operation | null {
  const has = (id: string) => notebook.cells.some((cell) => cell.id === id);
  const placeAfter = (after: string | null) => (after === null ? 0 : notebook.cells.findIndex((cell) => cell.id === after) + 1);
  switch (change.kind) {
    case 'title':
      return { kind: 'setting', key: 'title', value: change.title };
    case 'insert':
      return has(change.id)
        ? null
        : { kind: 'insert', cell: toCell({ ...change.cell, id: change.id, position: '', version: 0 }), at: placeAfter(change.after) };
    case 'edit':
      return has(change.id) ? { kind: 'edit', id: change.id, body: change.body } : null;
    case 'rename':
      return has(change.id) ? { kind: 'rename', id: change.id, name: change.name } : null;
    case 'remove':
      return has(change.id) ? { kind: 'remove', id: change.id } : null;
    case 'move':
      return has(change.id) ? { kind: 'move', id: change.id, to: placeAfter(change.after) } : null;
    case 'bring_back':
      return null;
  }
}
