import { cellOf, type Envelope } from '@/analysis-kernel/document/operations';
import type { LiveMessage, LiveTold, NotebookNews } from '@/app/_contract/live';
import type { SaveAnswer, Writer } from '@/app/_contract/notebook-operations';
import type { NotebookStore, StoredNotebook } from '../store/notebook-store';
import { LiveConnection, type Socket } from './connection';
import type { LiveHears, LiveLink, LivePerson, LiveText } from './live-text';
import { PeopleHere } from './people-here';
import type { TextDocuments } from './text-documents';

export interface LivePorts {
  readonly open: () => Socket;
  readonly later: (work: () => void, milliseconds: number) => () => void;
  readonly readNotebook: () => Promise<StoredNotebook>;
  /** What this person may do here, or whether the notebook is locked, is another: the page is to be read again. */
  readonly standingChanged: () => void;
  /** The way that needs no connection. */
  readonly save: (operations: readonly Envelope[], writers: readonly Writer[]) => Promise<SaveAnswer>;
  readonly documents: (writer: Writer) => Promise<TextDocuments>;
}

/** A notebook that could not be read is asked for again. */
const READ_AGAIN_MS = 1000;
/** Where one is in a text is told so often at most. */
const HERE_EVERY_MS = 60;

/** What joins the window's notebook with those of everybody else who has it open. */
export class LiveNotebook implements LiveLink {
  private readonly link: LiveConnection;
  private readonly others: PeopleHere;
  private documents: TextDocuments | null = null;
  private loading: Promise<void> | null = null;
  private store: NotebookStore | null = null;
  private hears: LiveHears = { kept: () => undefined, commented: () => undefined, changed: () => undefined };
  private writer: Writer | null = null;
  /** Cells whose editors were opened. */
  private readonly wanted = new Set<string>();
  private readonly texts = new Map<string, LiveText>();
  /** What was told while the notebook is being read anew. */
  private early: NotebookNews[] | null = null;
  private mine: Extract<LiveMessage, { type: 'here' }> = { type: 'here', cell: null, selection: null, running: [] };
  private stopTelling: (() => void) | null = null;
  private closed = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    reader: string,
    private readonly ports: LivePorts,
  ) {
    this.others = new PeopleHere(reader);
    this.link = new LiveConnection(
      ports,
      (told) => this.hear(told),
      () => this.changed(),
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly people = (): readonly LivePerson[] => this.others.people();
  readonly connection = (): 'live' | 'connecting' | 'off' => this.link.state;

  /** Connects the store of this window with the others'. */
  start(store: NotebookStore, hears: LiveHears): void {
    this.store = store;
    this.hears = hears;
    store.subscribe(() => this.shareWanted());
    this.link.start();
  }

  /** Tries again now, as when the network is back. */
  readonly wake = (): void => this.link.start();

  close(): void {
    this.closed = true;
    this.stopTelling?.();
    this.link.close();
  }

  /** Has operations done, over the connection where there is one. */
  readonly save = (operations: readonly Envelope[]): Promise<SaveAnswer> => {
    const left = this.store?.writers ?? [];
    if (this.link.state === 'live') return this.link.save(operations, left.length > 0 ? this.writers() : []);
    return this.ports.save(operations, this.writers());
  };

  private writers(): readonly Writer[] {
    return [...(this.writer ? [this.writer] : []), ...(this.store?.writers ?? [])];
  }

  readonly here = (cell: string | null): void => {
    if (cell === this.mine.cell) return;
    this.mine = { ...this.mine, cell, selection: null };
    this.tellHere();
  };

  readonly running = (cells: readonly string[]): void => {
    if (cells.join() === this.mine.running.join()) return;
    this.mine = { ...this.mine, running: cells.slice(0, 100) };
    this.tellHere();
  };

  private tellHere(): void {
    this.stopTelling ??= this.ports.later(() => {
      this.stopTelling = null;
      this.link.say(this.mine);
    }, HERE_EVERY_MS);
  }

  readonly openText = (id: string): void => {
    if (this.wanted.has(id)) return;
    this.wanted.add(id);
    if (this.link.state === 'live') this.ask(id);
  };

  readonly liveText = (id: string): LiveText | null => (this.store?.isShared(id) ? (this.texts.get(id) ?? null) : null);

  /** Asks for a text once there is something that takes it in: what others write from the answer on is told as updates, of which none may be missed. */
  private ask(id: string): void {
    this.load().then(
      () => {
        if (this.closed || !this.documents || this.link.state !== 'live') return;
        const since = this.documents.vectors().find(([cell]) => cell === id)?.[1] ?? null;
        this.link.say({ type: 'open', cell: id, since });
      },
      // Without documents texts go as whole ones; the next editor tries again.
      () => void this.wanted.delete(id),
    );
  }

  private hear(told: LiveTold): void {
    switch (told.type) {
      case 'welcome':
        this.welcome(told);
        break;
      case 'news':
        this.news(told);
        break;
      case 'again':
        void this.catchUp();
        break;
      case 'text':
        if (told.update === null) this.wanted.delete(told.cell);
        else this.text(told.cell, told.update);
        break;
      case 'kept':
        this.hears.kept(told.keys, told.withdrawn);
        break;
      case 'comments':
        this.hears.commented();
        break;
      case 'rights':
        this.ports.standingChanged();
        break;
      case 'people':
      case 'here':
        this.others.hear(told);
        this.changed();
        break;
    }
  }

  private welcome(told: Extract<LiveTold, { type: 'welcome' }>): void {
    this.writer ??= told.writer;
    this.others.welcome(told);
    this.link.say({ type: 'writers', writers: [...this.writers()] });
    this.link.say(this.mine);
    for (const { operation } of this.store?.unsent() ?? [])
      if (operation.kind === 'text' && operation.change.as === 'merge') this.wanted.add(operation.id);
    if (this.store && this.store.readAt !== told.version) void this.catchUp();
    else for (const id of this.wanted) this.ask(id);
    void this.store?.flush();
  }

  private news(news: NotebookNews): void {
    for (const cell of news.cells) {
      if ('whole' in cell) {
        if (this.documents?.has(cell.whole.id)) this.ask(cell.whole.id);
      } else if (cell.update !== null && this.documents?.has(cell.id)) this.documents.take(cell.id, cell.update);
    }
    if (this.early) this.early.push(news);
    else if (!this.takeIn(news)) void this.catchUp();
    this.changed();
  }

  /** @returns false where something before it was missed */
  private takeIn(news: NotebookNews): boolean {
    const { store } = this;
    if (!store) return true;
    const own = new Set(store.unsent().map(({ operation }) => cellOf(operation)));
    const ids = news.cells.map((cell) => ('whole' in cell ? cell.whole.id : cell.id)).filter((id) => !own.has(id));
    if (ids.length > 0 && news.to > store.readAt) this.hears.changed(ids);
    return store.hear(news);
  }

  /** Reads the notebook anew, and takes in what was told meanwhile. */
  private async catchUp(): Promise<void> {
    if (this.early || !this.store) return;
    this.early = [];
    for (const id of this.wanted) this.ask(id);
    const dto = await this.ports.readNotebook().catch(() => null);
    const told = this.early;
    this.early = null;
    if (this.closed) return;
    if (dto) this.store.read(dto);
    const missed = dto === null || told.some((news) => !this.takeIn(news));
    if (missed && this.link.state === 'live') this.ports.later(() => void this.catchUp(), READ_AGAIN_MS);
    this.changed();
  }

  private text(id: string, update: string): void {
    if (this.closed || !this.documents) return;
    this.documents.take(id, update);
    if (!this.texts.has(id)) this.texts.set(id, this.textOf(id, this.documents));
    this.shareWanted();
    this.store?.show();
    this.changed();
  }

  private load(): Promise<void> {
    const { writer } = this;
    if (!writer) return Promise.resolve();
    this.loading ??= this.ports.documents(writer).then(
      (documents) => {
        this.documents = documents;
        this.store?.takeTexts(documents);
      },
      (error: unknown) => {
        this.loading = null;
        throw error;
      },
    );
    return this.loading;
  }

  /** Makes texts the shared ones as soon as nothing of this window is under way in the old manner. */
  private shareWanted(): void {
    const { store } = this;
    if (!store || !this.documents) return;
    for (const id of this.wanted) {
      if (store.isShared(id) || !this.documents.has(id) || !store.share(id)) continue;
      this.changed();
    }
  }

  private textOf(id: string, documents: TextDocuments): LiveText {
    return {
      value: () => documents.body(id),
      edit: (changes) => this.store?.write(id, changes),
      listen: (listener) => documents.listen(id, listener),
      select: (selection) => {
        if (selection === null && this.mine.cell !== id) return;
        this.mine = { ...this.mine, cell: id, selection: documents.placed(id, selection) };
        this.tellHere();
      },
      cursors: () => this.others.cursors(id, (here) => documents.offsets(id, here)),
      listenCursors: this.subscribe,
    };
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
