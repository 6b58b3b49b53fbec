import 'server-only';
import type { Envelope } from '@/analysis-kernel/document/operations';
/** One notebook and everybody who has it open: what they do is done in one order, stored, and then told. */
import type { Here, LiveTold, NotebookNews, PersonHere } from '@/app/_contract/live';
import { CLOSED } from '@/app/_contract/live-ends';
import type { Writer } from '@/app/_contract/notebook-operations';
import type { PrismaClient } from '@/prisma/generated/client';
import type { Person } from '../access/person';
import { now, SECOND } from '../clock';
import { type Saved, type SaveRequest, saveRequests } from '../notebooks/save';
import { openText } from '../notebooks/texts/open-text';
import { endStretches } from '../notebooks/texts/stretches';
import { refusalOf } from '../problems';
import type { Refusal } from '../refusal';

/** What comes within so long is stored at once: twenty who type are no hundred transactions a second. */
const GATHER = 25;
/** News of who is where is told so often at most. */
const HERE_EVERY = 60;
/** A save whose news has not come by then was made by another process. */
const GAP = SECOND;
const MOST_AT_ONCE = 100;

/** One window's end of the connection, as a room knows it. */
export interface RoomWindow extends Omit<Here, 'window' | 'person'> {
  readonly number: number;
  readonly person: Person;
  readonly writer: Writer;
  readonly writers: ReadonlySet<number>;
  readonly mayEdit: boolean;
  readonly tell: (told: LiveTold) => void;
  readonly tellText: (text: string) => void;
  readonly renewed: () => Promise<void>;
  readonly maySave: (ask: number) => Promise<boolean>;
  readonly refuse: (ask: number, refusal: Refusal, outcome: 'denied' | 'failed', operations?: number) => Promise<void>;
  readonly close: (code: number, reason: string) => void;
}

interface Asked {
  readonly window: RoomWindow;
  readonly ask: number;
  readonly request: SaveRequest;
}

export class Room {
  private readonly windows = new Set<RoomWindow>();
  private readonly colours = new Map<string, number>();
  private readonly moved = new Set<RoomWindow>();
  private readonly gone = new Set<number>();
  private queue: Asked[] = [];
  private working: Promise<void> | null = null;
  /** News that came before what lies between. */
  private readonly early = new Map<number, NotebookNews>();
  private gap: NodeJS.Timeout | null = null;
  private telling: NodeJS.Timeout | null = null;
  private typing = false;
  private closing = false;

  private constructor(
    readonly notebookId: string,
    readonly projectId: string,
    private readonly database: PrismaClient,
    /** Of the notebook, up to which everybody here was told. */
    private version: number,
  ) {}

  /** Opens a notebook's room; typing that a process left without a word to the history goes on record. */
  static async open(notebookId: string, projectId: string, database: PrismaClient): Promise<Room> {
    const version = await database.$transaction(async (tx) => {
      await endStretches(tx, notebookId, 'all');
      return (await tx.notebook.findUniqueOrThrow({ where: { id: notebookId }, select: { version: true } })).version;
    });
    return new Room(notebookId, projectId, database, version);
  }

  get isEmpty(): boolean {
    return this.windows.size === 0 && this.queue.length === 0 && this.working === null;
  }

  /** Lets a window in, which is greeted with how things stand. */
  join(window: RoomWindow): void {
    const others = [...this.windows];
    this.windows.add(window);
    if (!this.colours.has(window.person.id)) this.colours.set(window.person.id, this.freeColour());
    window.tell({
      type: 'welcome',
      version: this.version,
      writer: window.writer,
      window: window.number,
      mayEdit: window.mayEdit,
      people: this.people(),
      here: others.map((other) => hereOf(other)),
    });
    this.tellPeople();
    this.note(window);
  }

  leave(window: RoomWindow): void {
    if (!this.windows.delete(window)) return;
    this.moved.delete(window);
    this.gone.add(window.number);
    const { id } = window.person;
    if ([...this.windows].every(({ person }) => person.id !== id)) {
      this.colours.delete(id);
      void this.endTyping({ by: id });
    }
    this.tellPeople();
    this.tellHereSoon();
  }

  /** Who is here or may do what is another. */
  tellPeople(): void {
    this.tellAll({ type: 'people', people: this.people() });
  }

  private people(): readonly PersonHere[] {
    const people = new Map<string, PersonHere>();
    for (const { person, mayEdit } of this.windows) {
      const { id, legalName: name } = person;
      people.set(id, { id, name, colour: this.colours.get(id) ?? 0, mayEdit: mayEdit || (people.get(id)?.mayEdit ?? false) });
    }
    return [...people.values()];
  }

  private freeColour(): number {
    const taken = new Set(this.colours.values());
    let colour = 0;
    while (taken.has(colour)) colour += 1;
    return colour;
  }

  /** A window is elsewhere. */
  note(window: RoomWindow): void {
    this.moved.add(window);
    this.tellHereSoon();
  }

  private tellHereSoon(): void {
    this.telling ??= setTimeout(() => {
      this.telling = null;
      this.tellAll({ type: 'here', here: [...this.moved].map((window) => hereOf(window)), gone: [...this.gone] });
      this.moved.clear();
      this.gone.clear();
    }, HERE_EVERY);
  }

  tellAll(told: LiveTold): void {
    const text = JSON.stringify(told);
    for (const window of this.windows) window.tellText(text);
  }

  /** Takes operations of a window, to be done with what others ask at the same time. */
  save(window: RoomWindow, ask: number, operations: readonly Envelope[]): void {
    // What is not answered is asked again, of the process that comes next.
    if (this.closing) return;
    this.queue.push({ window, ask, request: { personId: window.person.id, operations, writers: window.writers } });
    this.working ??= this.work().finally(() => {
      this.working = null;
    });
  }

  private async work(): Promise<void> {
    while (this.queue.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER));
      const batch = this.queue.splice(0, MOST_AT_ONCE);
      // A database that does not even say who may write: what is not answered is sent again.
      await this.store(batch).catch(() => {
        for (const { window } of batch) window.close(CLOSED.restart, 'failed');
      });
    }
  }

  /** All of them in one transaction; where one cannot be done, each in its own. */
  private async store(batch: readonly Asked[]): Promise<void> {
    // Asked now, for all of them at once: whose rights went meanwhile is told so.
    await batch[0].window.renewed();
    const allowed: Asked[] = [];
    for (const asked of batch) if (await asked.window.maySave(asked.ask)) allowed.push(asked);
    if (allowed.length === 0) return;
    try {
      const saved = await this.database.$transaction((tx) =>
        saveRequests(
          this.notebookId,
          allowed.map(({ request }) => request),
          tx,
        ),
      );
      this.stored(allowed, saved);
    } catch (error) {
      if (allowed.length > 1) for (const asked of allowed) await this.store([asked]);
      else await this.failed(allowed[0], refusalOf(error));
    }
  }

  private stored(batch: readonly Asked[], { answers, news, typing }: Saved): void {
    this.typing ||= typing;
    if (news) this.told(news);
    for (const [place, { window, ask }] of batch.entries()) window.tell({ type: 'saved', ask, answer: answers[place] });
  }

  private async failed({ window, ask, request }: Asked, refusal: Refusal): Promise<void> {
    await window.refuse(ask, refusal, 'failed', request.operations.length);
  }

  /** Tells what became of the notebook, in the order of its versions. */
  told(news: NotebookNews): void {
    if (news.to <= this.version) return;
    this.early.set(news.from, news);
    for (let next = this.early.get(this.version); next; next = this.early.get(this.version)) {
      this.early.delete(next.from);
      this.version = next.to;
      this.tellAll({ type: 'news', ...next });
    }
    if (this.early.size === 0) this.closeGap();
    else this.gap ??= setTimeout(() => this.again(), GAP);
  }

  /** What lies between never came: everybody reads the notebook anew. */
  private again(): void {
    this.closeGap();
    this.version = Math.max(this.version, ...[...this.early.values()].map(({ to }) => to));
    this.early.clear();
    this.tellAll({ type: 'again' });
  }

  private closeGap(): void {
    if (this.gap) clearTimeout(this.gap);
    this.gap = null;
  }

  /** Opens a shared text for a window. */
  async open(window: RoomWindow, cell: string, since: Uint8Array | undefined): Promise<void> {
    const text = await this.database.$transaction((tx) => openText(tx, this.notebookId, cell, since));
    const update = text && Buffer.from(text.update).toString('base64');
    window.tell({ type: 'text', cell, version: text?.version ?? 0, update });
  }

  /**
   * Asked every second.
   * @param version the database has of the notebook
   */
  tick(version: number): void {
    if (version > this.version && this.working === null && this.early.size === 0) {
      this.gap ??= setTimeout(() => {
        const isBehind = version > this.version;
        this.version = Math.max(this.version, version);
        if (isBehind) this.again();
        else this.closeGap();
      }, GAP);
    }
    if (this.typing) void this.endTyping({ over: now() });
  }

  /** Puts on the history what was typed and is over. */
  endTyping(which: Parameters<typeof endStretches>[2]): Promise<void> {
    return this.database
      .$transaction(async (tx) => {
        const ended = await endStretches(tx, this.notebookId, which);
        const left = await tx.cellText.count({ where: { notebookId: this.notebookId, typingBy: { not: null } } });
        return { ended, left };
      })
      .then(({ ended, left }) => {
        if (ended) this.told({ ...ended, cells: [], removed: [], order: null, title: null });
        this.typing = left > 0;
      })
      .catch(() => {
        // A database that cannot be written now keeps what was typed: it goes on record with the next look.
        this.typing = true;
      });
  }

  /** What was asked is done, what was typed is on record, and everybody is told to come back. */
  async close(code: number, reason: string): Promise<void> {
    this.closing = true;
    await this.working;
    if (this.telling) clearTimeout(this.telling);
    this.closeGap();
    await this.endTyping('all');
    for (const window of [...this.windows]) window.close(code, reason);
  }
}

function hereOf({ number: window, person, cell, selection, running }: RoomWindow): Here {
  return { window, person: person.id, cell, selection, running };
}
