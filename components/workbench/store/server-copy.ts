import { type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { cellOf } from '@/analysis-kernel/document/operations';
import { changedText } from '@/analysis-kernel/document/text-change';
import type { NotebookNews } from '@/app/_contract/live';
import type { SaveAnswer } from '@/app/_contract/notebook-operations';
import { type CellMark, type Entry, forced, type WindowTexts, withVersion } from './queue';

/**
 * The notebook as the server has it, as far as this window knows: what was read last, and on it what the server has done of this window's
 * operations since.
 */
export class ServerCopy {
  /** @param readAt the notebook's version when it was read */
  constructor(
    public notebook: Notebook,
    private at: number,
  ) {}

  /** Of the notebook, when it was read or what became of it was told last. */
  get readAt(): number {
    return this.at;
  }

  read(notebook: Notebook, version: number): void {
    this.notebook = notebook;
    this.at = version;
  }

  /**
   * Takes in what a connection told.
   * @returns false where something before it was missed
   */
  heard(news: NotebookNews): boolean {
    if (news.from !== this.at) return false;
    this.read(withNews(this.notebook, news), news.to);
    return true;
  }

  /**
   * Takes in what an answer says is done.
   * @param sent what was answered, by its id
   * @returns whether some of it had arrived before the notebook was read: what was read is what became of it, by whoever came after
   */
  took({ done }: SaveAnswer, sent: ReadonlyMap<string, Entry>, marks: ReadonlyMap<string, CellMark>, texts: WindowTexts | null): boolean {
    const since = done.filter(({ at }) => at === null || at > this.at);
    for (const { operation: id, version } of since) {
      const operation = sent.get(id)?.operation;
      if (!operation) continue;
      const after = forced(this.notebook, operation, marks, texts);
      const cell = cellOf(operation);
      this.notebook = cell === null || version === null ? after : withVersion(after, cell, version);
    }
    return since.length < done.length;
  }
}

/** The notebook with what became of it. */
function withNews(notebook: Notebook, { cells, removed, order, title }: NotebookNews): Notebook {
  const known = new Map(notebook.cells.map((cell) => [cell.id, cell]));
  for (const id of removed) known.delete(id);
  for (const news of cells) {
    if ('whole' in news) known.set(news.whole.id, newCell(news.whole.id, news.whole, news.whole.version));
    else {
      const before = known.get(news.id);
      if (!before) continue;
      known.set(news.id, { ...before, name: news.name, version: news.version, body: changedText(before.body, news.splices) });
    }
  }
  const ids = order ?? [...known.keys()];
  const settings = title === null ? notebook.settings : { ...notebook.settings, title };
  return { ...notebook, settings, cells: ids.flatMap((id) => known.get(id) ?? []) };
}
