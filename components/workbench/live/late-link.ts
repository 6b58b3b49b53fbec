import type { NotebookStore } from '../store/notebook-store';
import { aloneHere, type LiveHears, type LiveLink } from './live-text';

/** A link to the others that is fetched once the notebook stands: until then one is alone, and what is said meanwhile is said then. */
export class LateLink implements LiveLink {
  private link: LiveLink = aloneHere;
  private readonly wanted = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private mine: { readonly cell: string | null; readonly running: readonly string[] } = { cell: null, running: [] };
  private closed = false;

  /** @param fetch gives the link; where it cannot be fetched one stays alone */
  constructor(private readonly fetch: () => Promise<LiveLink>) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly people = () => this.link.people();
  readonly connection = () => this.link.connection();

  readonly here = (cell: string | null): void => {
    this.mine = { ...this.mine, cell };
    this.link.here(cell);
  };

  readonly running = (running: readonly string[]): void => {
    this.mine = { ...this.mine, running };
    this.link.running(running);
  };

  readonly openText = (id: string): void => {
    this.wanted.add(id);
    this.link.openText(id);
  };

  readonly liveText = (id: string) => this.link.liveText(id);
  readonly wake = (): void => this.link.wake();

  readonly start = (store: NotebookStore, hears: LiveHears): void => {
    const begin = (link: LiveLink) => {
      if (this.closed) return;
      this.link = link;
      link.subscribe(() => {
        for (const listener of this.listeners) listener();
      });
      link.here(this.mine.cell);
      link.running(this.mine.running);
      for (const id of this.wanted) link.openText(id);
      link.start(store, hears);
    };
    this.fetch().then(begin, () => undefined);
  };

  readonly close = (): void => {
    this.closed = true;
    this.link.close();
  };
}
