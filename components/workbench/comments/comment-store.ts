import type { CommentsDto, ThreadDto } from '@/app/_contract/comments';
import type { Problem } from '@/app/_contract/problem';
import type { BegunThread, CommentDraft, CommentDraftPlace } from './comment-drafts';

/** What is asked of the server; null where it did not answer. */
export interface CommentPorts {
  /** Null where there is no more than what is known. Rejects where nobody answers. */
  readonly read: (known: number) => Promise<CommentsDto | null>;
  readonly begin: (draft: CommentDraft, begin: BegunThread) => Promise<Problem | null>;
  readonly reply: (draft: CommentDraft, thread: string) => Promise<Problem | null>;
  readonly change: (id: string, comment: string, text: string | null) => Promise<Problem | null>;
  readonly settle: (id: string, thread: string, resolved: boolean) => Promise<Problem | null>;
  readonly drafts: CommentDraftPlace;
  readonly newId: () => string;
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

export type CommentFilter = 'open' | 'resolved' | 'mine' | 'mentions';

export interface CommentState {
  readonly comments: CommentsDto;
  readonly byCell: ReadonlyMap<string, readonly ThreadDto[]>;
  readonly drafts: ReadonlyMap<string, CommentDraft>;
  readonly isOpen: boolean;
  readonly filter: CommentFilter;
  /** The thread that was gone to, or the draft of a new one; `turn` tells that it was once more. */
  readonly active: string | null;
  readonly turn: number;
}

const REFRESH_EVERY_MS = 15_000;
const REFRESH_AT_MOST_MS = 300_000;
const NONE: readonly ThreadDto[] = [];
const NOTHING: CommentsDto = { known: 0, people: [], threads: [], mayComment: false };

/** The comments of one open notebook, what is being written, and how the panel stands. */
export class CommentStore {
  private state: CommentState = {
    comments: NOTHING,
    byCell: new Map(),
    drafts: new Map(),
    isOpen: false,
    filter: 'open',
    active: null,
    turn: 0,
  };
  private readonly listeners = new Set<() => void>();
  private stopRefresh: (() => void) | null = null;
  private closed = false;
  private reading: Promise<boolean> | null = null;
  private again: Promise<boolean> | null = null;

  constructor(
    private readonly ports: CommentPorts,
    /** Account of whoever reads. */
    readonly reader: string,
    /** What the page brings. */
    first: CommentsDto | null,
  ) {
    if (first) this.take(first);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): CommentState => this.state;

  /** Takes up what was not sent, and asks for what is said from time to time. */
  async start(): Promise<void> {
    this.closed = false;
    this.refreshLater();
    const drafts = await this.ports.drafts.all().catch(() => []);
    if (!this.closed && drafts.length > 0) this.publish({ drafts: new Map([...drafts, ...this.state.drafts]) });
  }

  close(): void {
    this.closed = true;
    this.stopRefresh?.();
  }

  /** Something was said somewhere: it is asked for at once. False where nobody answers. */
  changed(): Promise<boolean> {
    if (this.reading) {
      // What is under way may have been asked before it was said.
      this.again ??= this.reading.then(() => {
        this.again = null;
        return this.changed();
      });
      return this.again;
    }
    this.reading = this.read().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async read(): Promise<boolean> {
    const comments = await this.ports.read(this.state.comments.known).catch(() => undefined);
    if (comments && !this.closed) this.take(comments);
    return comments !== undefined;
  }

  private refreshLater(after = REFRESH_EVERY_MS): void {
    this.stopRefresh?.();
    this.stopRefresh = this.ports.later(async () => {
      const answered = await this.changed();
      if (!this.closed) this.refreshLater(answered ? REFRESH_EVERY_MS : Math.min(after * 2, REFRESH_AT_MOST_MS));
    }, after);
  }

  /** What was read; a thread that is as it was stays the very same, so that only what changed is drawn again. */
  private take(comments: CommentsDto): void {
    // An answer that was on its way longer than the one before it.
    if (comments.known < this.state.comments.known) return;
    const before = new Map(this.state.comments.threads.map((thread) => [thread.id, thread]));
    const threads = comments.threads.map((thread) => {
      const known = before.get(thread.id);
      return known && JSON.stringify(known) === JSON.stringify(thread) ? known : thread;
    });
    const byCell = new Map<string, readonly ThreadDto[]>();
    for (const thread of threads) byCell.set(thread.cell, [...(byCell.get(thread.cell) ?? []), thread]);
    for (const [cell, own] of byCell) {
      const known = this.state.byCell.get(cell);
      if (known?.length === own.length && known.every((thread, at) => thread === own[at])) byCell.set(cell, known);
    }
    this.publish({ comments: { ...comments, threads }, byCell });
  }

  threadsOf(cell: string): readonly ThreadDto[] {
    return this.state.byCell.get(cell) ?? NONE;
  }

  /** Opens the panel, at a thread where one is named: whatever is filtered out, that one is shown. */
  open(active: string | null = null): void {
    const thread = this.state.comments.threads.find(({ id }) => id === active);
    const filter = thread ? (thread.resolved ? 'resolved' : 'open') : this.state.filter;
    this.publish({ isOpen: true, active, filter, turn: this.state.turn + 1 });
  }

  closePanel(): void {
    this.publish({ isOpen: false, active: null });
  }

  show(filter: CommentFilter): void {
    this.publish({ filter, active: null });
  }

  /** Begins to write about a place, or goes on where that was begun. */
  begin(begin: BegunThread): void {
    const about = JSON.stringify(begin.anchor);
    const known = [...this.state.drafts].find(([, { begin: own }]) => own?.cell === begin.cell && JSON.stringify(own.anchor) === about);
    const id = known?.[1].id ?? this.ports.newId();
    this.write(`new ${id}`, { id, text: known?.[1].text ?? '', begin });
    this.publish({ isOpen: true, active: id, turn: this.state.turn + 1 });
  }

  /** Notes what is being written; an empty reply is none. */
  typed(place: string, text: string): void {
    const known = this.state.drafts.get(place);
    if (!known && text === '') return;
    this.write(place, { ...(known ?? { id: this.ports.newId() }), text });
  }

  forget(place: string): void {
    this.write(place, null);
  }

  private write(place: string, draft: CommentDraft | null): void {
    const drafts = new Map(this.state.drafts);
    if (draft) drafts.set(place, draft);
    else drafts.delete(place);
    this.publish({ drafts });
    // Where nothing can be stored it is still in memory.
    void this.ports.drafts.write(place, draft).catch(() => undefined);
  }

  /** Sends what was written; it stays as a draft until the server has it. */
  async send(place: string): Promise<Problem | null> {
    const draft = this.state.drafts.get(place);
    if (!draft || draft.text.trim() === '') return null;
    const [kind, id] = place.split(' ');
    const problem = draft.begin
      ? await this.ports.begin(draft, draft.begin)
      : kind === 'edit'
        ? await this.ports.change(draft.id, id, draft.text)
        : await this.ports.reply(draft, id);
    if (problem) return problem;
    // Until it is seen where it stands, the field it was written in stays, and the focus in it.
    await this.changed();
    const now = this.state.drafts.get(place);
    if (now?.text === draft.text) this.forget(place);
    // What was typed since is another comment.
    else if (now && !draft.begin) this.write(place, { ...now, id: this.ports.newId() });
    else if (draft.begin) {
      this.forget(place);
      if (now) this.typed(`reply ${draft.id}`, now.text);
    }
    return null;
  }

  async remove(comment: string): Promise<Problem | null> {
    return this.done(await this.ports.change(this.ports.newId(), comment, null));
  }

  async settle(thread: string, resolved: boolean): Promise<Problem | null> {
    return this.done(await this.ports.settle(this.ports.newId(), thread, resolved));
  }

  private async done(problem: Problem | null): Promise<Problem | null> {
    if (!problem) await this.changed();
    return problem;
  }

  private publish(change: Partial<CommentState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** Whether somebody mentioned a person in a thread that is open, and waits for an answer. */
export function waitsFor({ resolved, comments }: ThreadDto, person: string): boolean {
  const said = comments.findLastIndex(({ by }) => by === person);
  return resolved === null && comments.slice(said + 1).some(({ mentions }) => mentions.includes(person));
}

/** Whether a person has a part in a thread: said something in it, or is mentioned. */
export function isOf({ comments }: ThreadDto, person: string): boolean {
  return comments.some(({ by, mentions }) => by === person || mentions.includes(person));
}
