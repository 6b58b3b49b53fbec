import { isCellName, nameKey } from '@/analysis-kernel/document/names';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { applyAll } from '@/analysis-kernel/document/operations';
import type { Dictionary } from '@/cohort-dsl';
import { ColumnNames } from './column-names';
import { Doubts } from './doubts';
import type { NotebookStore } from './store/notebook-store';

/** Renaming of cells, inputs and columns in every cell that reads them. What reads every kind of cell is fetched with the first renaming. */
export class Renaming {
  /** What columns were called before. */
  readonly columns = new ColumnNames();
  /** Code in which a renaming left something to be looked at. */
  readonly doubts = new Doubts();

  constructor(private readonly store: NotebookStore) {}

  /**
   * Renames a cell, and in every cell that reads it, as one step. Where another window gave it a name meanwhile, the two are in conflict and
   * no other cell is changed.
   * @param begun the cell when the new name began to be typed
   * @throws where what reads the cells cannot be fetched; nothing is renamed then
   */
  async renameCell(begun: Cell, name: string, dictionary: Dictionary | null): Promise<void> {
    const { renameOperations } = await import('@/analysis-kernel/cells/rename');
    const { notebook, cells } = this.store.snapshot();
    if ((cells.get(begun.id) ?? begun).name !== begun.name)
      return this.store.typedOver({ kind: 'rename', id: begun.id, base: begun.version, name });
    const operations = renameOperations(notebook, begun.id, name, dictionary);
    if (operations.length > 0) this.store.dispatch(...operations);
  }

  /** Renames the input that gives a parameter of cohorts its value, with all that reads it; false where there is none to rename. */
  async renameInput(parameter: string, name: string, dictionary: Dictionary | null): Promise<boolean> {
    const { cells } = this.store.snapshot().notebook;
    const isCalled = (key: string) => (cell: { readonly name: string | null }) => cell.name !== null && nameKey(cell.name) === nameKey(key);
    const input = cells.filter(({ kind }) => kind === 'input').find(isCalled(parameter));
    if (!input || !isCellName(name) || cells.filter((cell) => cell !== input).some(isCalled(name))) return false;
    await this.renameCell(input, name, dictionary);
    return true;
  }

  /**
   * A cohort's program with columns and a table of it renamed, and every cell that reads them, as one step. Code that could not be
   * followed is noted to be looked at.
   * @param program the text the new one was made from; where it is not the cell's any more, nothing is done
   * @returns whether the notebook was changed
   */
  async renameColumns(
    id: string,
    program: { readonly from: string; readonly to: string },
    { columns, table }: { readonly columns: ReadonlyMap<string, string>; readonly table: readonly [string, string] | null },
  ): Promise<boolean> {
    const [{ columnOperations, methodsOf }, { tableOperations }] = await Promise.all([
      import('@/analysis-kernel/cells/rename-columns'),
      import('@/analysis-kernel/cells/rename'),
    ]);
    const methods = await methodsOf(this.store.snapshot().notebook.cells);
    const cell = this.store.snapshot().cells.get(id);
    const { notebook } = this.store.snapshot();
    if (!cell?.name || cell.body !== program.from || (columns.size === 0 && table === null)) return false;
    const own = { kind: 'text' as const, id, base: cell.version, change: { as: 'whole' as const, body: program.to } };
    const { operations, doubts } = columnOperations(notebook, cell.name, columns, methods, (name) => this.columns.of(name));
    const [from, to] = (table ?? ['', '']).map((name) => `${cell.name}_${name}`);
    const more = table === null ? [] : tableOperations(applyAll(notebook, operations).notebook, id, from, to);
    this.store.endTyping();
    this.store.dispatch(own, ...operations, ...more);
    this.store.endTyping();
    this.columns.rename(cell.name, columns);
    this.doubts.note(doubts, { id, body: program.from }, columns, this.store.snapshot().cells);
    return true;
  }
}
