import type { Writer } from '@/app/_contract/notebook-operations';
import type { CellMark, Entry } from './queue';
import type { Typed } from './typed-fields';

/** What one tab could not send yet of one person's work on one notebook. Texts only: rows and results never rest here. */
export interface Draft {
  readonly entries: readonly Entry[];
  /** Of the cells the entries are about, enough to show one again that was removed meanwhile. */
  readonly cells: readonly CellMark[];
  /** What stood in one-line fields and was not entered; drafts of earlier versions say nothing of it. */
  readonly typed?: readonly Typed[];
  /** Numbers under which the updates of shared texts among the entries were written. */
  readonly writers?: readonly Writer[];
}

const NO_DRAFT: Draft = { entries: [], cells: [] };

function isEmpty({ entries, typed = [] }: Draft): boolean {
  return entries.length === 0 && typed.length === 0;
}

/** Where drafts rest: each under its person, notebook and tab. */
export interface DraftPlace {
  readonly tabs: (person: string, notebook: string) => Promise<readonly string[]>;
  readonly read: (person: string, notebook: string, tab: string) => Promise<Draft | null>;
  /** Stores a draft; null takes it out. */
  readonly write: (person: string, notebook: string, tab: string, draft: Draft | null) => Promise<void>;
  /** Says that the tab's drafts are its own until the tab, or the function given back, ends it. */
  readonly live: (tab: string) => Promise<() => void>;
  /** Does the work where the tab lives no more; a second one who asks meanwhile is told it does. */
  readonly ifLeft: (tab: string, work: () => Promise<void>) => Promise<void>;
}

/** The drafts of one tab: its own, and those that tabs of the same person left behind. */
export class Drafts {
  private next: Draft | null = null;
  private writing: Promise<void> | null = null;
  private leave: (() => void) | null = null;

  constructor(
    private readonly place: DraftPlace,
    private readonly person: string,
    private readonly notebook: string,
    private readonly tab: string,
  ) {}

  /** Takes over what closed tabs of this person left of this notebook; another open tab keeps its own. */
  async take(): Promise<Draft> {
    let taken = NO_DRAFT;
    try {
      this.leave ??= await this.place.live(this.tab);
      for (const tab of await this.place.tabs(this.person, this.notebook)) {
        if (tab === this.tab) continue;
        await this.place.ifLeft(tab, async () => {
          const left = await this.place.read(this.person, this.notebook, tab);
          if (!left) return;
          // Of each entry is kept which window made it: two texts of one cell are two to choose from.
          taken = {
            entries: [...taken.entries, ...left.entries.map((entry) => ({ tab, ...entry }))],
            cells: [...taken.cells, ...left.cells],
            typed: [...(taken.typed ?? []), ...(left.typed ?? [])],
            writers: [...(taken.writers ?? []), ...(left.writers ?? [])],
          };
          await this.place.write(this.person, this.notebook, this.tab, taken);
          await this.place.write(this.person, this.notebook, tab, null);
        });
      }
    } catch {
      // A private window keeps nothing: what is typed lives in memory and goes to the server.
    }
    return taken;
  }

  /** Leaves what is still there to whoever opens the notebook next. */
  close(): void {
    this.leave?.();
    this.leave = null;
  }

  /** Stores what is to be sent, in the place of what was stored before; of drafts that come quickly the last one counts. */
  write(draft: Draft): Promise<void> {
    this.next = draft;
    this.writing ??= this.writeOn();
    return this.writing;
  }

  private async writeOn(): Promise<void> {
    for (let draft = this.next; draft !== null; draft = this.next) {
      this.next = null;
      // Where nothing can be stored the work is still in memory and on its way to the server.
      await this.place.write(this.person, this.notebook, this.tab, isEmpty(draft) ? null : draft).catch(() => undefined);
    }
    // At once: a draft that came after the last look would wait for another.
    this.writing = null;
  }
}
