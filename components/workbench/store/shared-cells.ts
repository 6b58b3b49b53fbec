import { type Cell, cellOfId, type Notebook } from '@/analysis-kernel/document/notebook';
import { cellOf, isMerged } from '@/analysis-kernel/document/operations';
import type { TextChange } from '@/analysis-kernel/document/text-change';
import type { Writer } from '@/app/_contract/notebook-operations';
import type { Outbox } from './outbox';
import type { Entry, WindowTexts } from './queue';

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

/** Which cells' texts are those of their documents; until then a text is said as a whole, with the version it was made from. */
export class SharedCells {
  /** Null until the first document is here. */
  texts: StoreTexts | null = null;
  /** Numbers that earlier windows wrote under, whose updates are sent from here. */
  writers: readonly Writer[] = [];
  private readonly shared = new Set<string>();

  has(id: string): boolean {
    return this.shared.has(id) && this.texts?.has(id) === true;
  }

  /** The notebook with the texts of documents as they stand. */
  shown(notebook: Notebook): Notebook {
    const { texts } = this;
    if (!texts || this.shared.size === 0) return notebook;
    const bodyOf = ({ id, body }: Cell) => (this.has(id) ? texts.body(id) : body);
    if (notebook.cells.every((cell) => bodyOf(cell) === cell.body)) return notebook;
    return { ...notebook, cells: notebook.cells.map((cell) => (bodyOf(cell) === cell.body ? cell : { ...cell, body: bodyOf(cell) })) };
  }

  /**
   * Makes the document that is here the text of its cell, unless something said of the text as a whole is under way: then this is to be
   * tried again.
   * @param server the notebook as the server has it
   * @returns whether something typed waits that is to be said in the document now; null where the text is not shared
   */
  begin(id: string, out: Outbox, server: Notebook): { readonly typed: boolean } | null {
    const { texts } = this;
    if (!texts?.has(id)) return null;
    for (const { operation } of out.unsent) if (isMerged(operation) && operation.id === id) texts.merge(id, operation.change.update);
    const isOwn = ({ operation }: Entry) => cellOf(operation) === id && !isMerged(operation);
    if ([...out.held, ...out.sending].some(isOwn)) return null;
    const own = out.waiting.filter(isOwn);
    const typed = own.length > 0;
    if (typed && cellOfId(server, id)?.body !== texts.body(id)) return null;
    if (own.some(({ operation }) => operation.kind !== 'text')) return null;
    out.waiting = out.waiting.filter((entry) => !isOwn(entry));
    this.shared.add(id);
    return { typed };
  }

  /** Numbers under which updates among the entries were written. */
  writersOf(entries: readonly Entry[]): readonly Writer[] {
    if (!entries.some(({ operation }) => isMerged(operation))) return [];
    return [...this.writers, ...(this.texts?.writers() ?? [])];
  }
}
