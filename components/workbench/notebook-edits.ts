import { freeName } from '@/analysis-kernel/document/names';
import type { CellContent, CellKind } from '@/analysis-kernel/document/notebook';
import type { FocusStore } from './focus-store';
import type { NotebookStore } from './store/notebook-store';

/** What a person does to the cells of a notebook, each a step that can be taken back. */
export class NotebookEdits {
  constructor(
    private readonly store: NotebookStore,
    private readonly focus: FocusStore,
    private readonly newId: () => string,
  ) {}

  /** Inserts a cell of a kind with a name of its own behind another, in the place of an empty one where `replacing` says so; gives its id. */
  insert(kind: CellKind, after: string | null, body: string, wish: string, replacing: string | null = null): string {
    const id = this.newId();
    const { cells } = this.store.snapshot().notebook;
    const taken = cells.flatMap(({ name }) => (name === null ? [] : [name]));
    const cell = { kind, name: kind === 'text' ? null : freeName(wish, taken), body };
    const given = replacing === null ? undefined : this.store.snapshot().cells.get(replacing);
    this.store.dispatch(
      { kind: 'insert', id, base: 0, cell, after },
      ...(given ? [{ kind: 'remove' as const, id: given.id, base: given.version }] : []),
    );
    return id;
  }

  /** Adds cells of a file at the end, with names that are free here, as one step. */
  append(contents: readonly CellContent[]): void {
    const { notebook, order } = this.store.snapshot();
    const taken = notebook.cells.flatMap(({ name }) => (name === null ? [] : [name]));
    let after = order.at(-1) ?? null;
    const operations = contents.map(({ kind, name: wish, body }) => {
      const name = wish === null ? null : freeName(wish, taken);
      if (name !== null) taken.push(name);
      const operation = { kind: 'insert' as const, id: this.newId(), base: 0, cell: { kind, name, body }, after };
      after = operation.id;
      return operation;
    });
    if (operations.length > 0) this.store.dispatch(...operations);
  }

  /** Gives a cell another text. */
  write(id: string, body: string): void {
    const cell = this.store.snapshot().cells.get(id);
    if (cell) this.store.dispatch({ kind: 'text', id, base: cell.version, change: { as: 'whole', body } });
  }

  remove(id: string): void {
    const cell = this.store.snapshot().cells.get(id);
    if (cell) this.store.dispatch({ kind: 'remove', id, base: cell.version });
  }

  /** Moves a cell one place up or down. */
  shift(id: string, by: -1 | 1): void {
    const { order } = this.store.snapshot();
    const at = order.indexOf(id);
    if (at < 0 || at + by < 0 || at + by >= order.length) return;
    this.store.dispatch({ kind: 'move', id, after: (by > 0 ? order[at + 1] : order[at - 2]) ?? null });
  }

  /** Takes a step back or does it again, and gives the focus to the cell it was in. */
  turn(direction: 'undo' | 'redo'): void {
    const id = this.store[direction]();
    if (id !== null && this.focus.snapshot().id !== id) this.focus.set(id);
  }
}
