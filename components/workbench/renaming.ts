import { isCellName, nameKey } from '@/analysis-kernel/document/names';
import type { Dictionary } from '@/cohort-dsl';
import { ColumnNames } from './column-names';
import type { NotebookStore } from './store/notebook-store';

/** Renaming of cells, inputs and columns in every cell that reads them. What reads every kind of cell is fetched with the first renaming. */
export class Renaming {
  /** What columns were called before. */
  readonly columns = new ColumnNames();

  constructor(private readonly store: NotebookStore) {}

  /**
   * Renames a cell, and in every cell that reads it, as one step.
   * @throws where what reads the cells cannot be fetched; nothing is renamed then
   */
  async renameCell(id: string, name: string, dictionary: Dictionary | null): Promise<void> {
    const { renameOperations } = await import('@/analysis-kernel/cells/rename');
    const operations = renameOperations(this.store.snapshot().notebook, id, name, dictionary);
    if (operations.length > 0) this.store.dispatch(...operations);
  }

  /** Renames the input that gives a parameter of cohorts its value, with all that reads it; false where there is none to rename. */
  async renameInput(parameter: string, name: string, dictionary: Dictionary | null): Promise<boolean> {
    const { cells } = this.store.snapshot().notebook;
    const isCalled = (key: string) => (cell: { readonly name: string | null }) => cell.name !== null && nameKey(cell.name) === nameKey(key);
    const input = cells.filter(({ kind }) => kind === 'input').find(isCalled(parameter));
    if (!input || !isCellName(name) || cells.filter((cell) => cell !== input).some(isCalled(name))) return false;
    await this.renameCell(input.id, name, dictionary);
    return true;
  }

  /**
   * A cohort's program with columns renamed, and every cell that reads them, as one step.
   * @param program the text the new one was made from; where it is not the cell's any more, nothing is done
   */
  async renameColumns(
    id: string,
    program: { readonly from: string; readonly to: string },
    columns: ReadonlyMap<string, string>,
  ): Promise<boolean> {
    const { columnOperations } = await import('@/analysis-kernel/cells/rename-columns');
    const cell = this.store.snapshot().cells.get(id);
    if (!cell?.name || cell.body !== program.from || columns.size === 0) return false;
    const own = { kind: 'text' as const, id, base: cell.version, change: { as: 'whole' as const, body: program.to } };
    this.store.endTyping();
    this.store.dispatch(own, ...columnOperations(this.store.snapshot().notebook, cell.name, columns));
    this.store.endTyping();
    this.columns.rename(cell.name, columns);
    return true;
  }
}
