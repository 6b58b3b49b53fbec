import type { Notebook } from '@/analysis-kernel/document/notebook';
import { cellOf } from '@/analysis-kernel/document/operations';
import type { SaveAnswer } from '@/app/_contract/notebook-operations';
import { type CellMark, type Entry, forced, withVersion } from './queue';

/**
 * The notebook as the server has it, as far as this window knows: what was read last, and on it what the server has done of this window's
 * operations since.
 */
export class ServerCopy {
  /** @param readAt the notebook's version when it was read */
  constructor(
    public notebook: Notebook,
    private readAt: number,
  ) {}

  read(notebook: Notebook, version: number): void {
    this.notebook = notebook;
    this.readAt = version;
  }

  /**
   * Takes in what an answer says is done.
   * @param sent what was answered, by its id
   * @returns whether some of it had arrived before the notebook was read: what was read is what became of it, by whoever came after
   */
  took({ done }: SaveAnswer, sent: ReadonlyMap<string, Entry>, marks: ReadonlyMap<string, CellMark>): boolean {
    const since = done.filter(({ at }) => at === null || at > this.readAt);
    for (const { operation: id, version } of since) {
      const operation = sent.get(id)?.operation;
      if (!operation) continue;
      const after = forced(this.notebook, operation, marks);
      const cell = cellOf(operation);
      this.notebook = cell === null || version === null ? after : withVersion(after, cell, version);
    }
    return since.length < done.length;
  }
}
