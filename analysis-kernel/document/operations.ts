/** What can be done to a notebook. Each operation is data; applying one gives the new notebook and the operation that undoes it. */
import { readSettings, writeSetting } from './front-matter';
import { type Cell, type CellKind, cellOfId, type Notebook } from './notebook';

export type Operation =
  | { readonly kind: 'insert'; readonly cell: Cell; readonly at: number }
  | { readonly kind: 'remove'; readonly id: string }
  /** Puts a cell before the cell that stands at `to` once it has been taken out. */
  | { readonly kind: 'move'; readonly id: string; readonly to: number }
  | { readonly kind: 'edit'; readonly id: string; readonly body: string }
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  /** Text cells have no name, all others need one. */
  | { readonly kind: 'change_kind'; readonly id: string; readonly to: CellKind; readonly name: string | null }
  | { readonly kind: 'setting'; readonly key: 'title' | 'database'; readonly value: string | null }
  | { readonly kind: 'group'; readonly operations: readonly Operation[] };

export interface Applied {
  readonly notebook: Notebook;
  readonly inverse: Operation;
}

/** An operation that does not fit the notebook: an unknown id, an id used twice, a name where none may be. */
export class OperationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OperationError';
  }
}

/** A cell as the workbench makes it. */
export function newCell(id: string, kind: CellKind, name: string | null, body: string): Cell {
  if ((kind === 'text') !== (name === null)) throw new OperationError(`a ${kind} cell ${kind === 'text' ? 'has no' : 'needs a'} name`);
  return { id, explicitId: false, kind, name, body, written: null };
}

/**
 * Applies one operation.
 * @throws OperationError where it does not fit; the notebook is then as it was.
 */
export function applyOperation(notebook: Notebook, operation: Operation): Applied {
  switch (operation.kind) {
    case 'insert': {
      if (cellOfId(notebook, operation.cell.id)) throw new OperationError(`there is already a cell with the id ${operation.cell.id}`);
      const at = Math.max(0, Math.min(operation.at, notebook.cells.length));
      return {
        notebook: { ...notebook, cells: notebook.cells.toSpliced(at, 0, operation.cell) },
        inverse: { kind: 'remove', id: operation.cell.id },
      };
    }
    case 'remove': {
      const at = indexOf(notebook, operation.id);
      return {
        notebook: { ...notebook, cells: notebook.cells.toSpliced(at, 1) },
        inverse: { kind: 'insert', cell: notebook.cells[at], at },
      };
    }
    case 'move': {
      const from = indexOf(notebook, operation.id);
      const rest = notebook.cells.toSpliced(from, 1);
      const to = Math.max(0, Math.min(operation.to, rest.length));
      return {
        notebook: { ...notebook, cells: rest.toSpliced(to, 0, notebook.cells[from]) },
        inverse: { kind: 'move', id: operation.id, to: from },
      };
    }
    case 'edit': {
      const cell = notebook.cells[indexOf(notebook, operation.id)];
      return {
        notebook: withCell(notebook, { ...cell, body: operation.body.replace(/\r\n?/g, '\n') }),
        inverse: { kind: 'edit', id: cell.id, body: cell.body },
      };
    }
    case 'rename': {
      const cell = notebook.cells[indexOf(notebook, operation.id)];
      if (cell.name === null) throw new OperationError('a text cell has no name');
      return {
        notebook: withCell(notebook, { ...cell, name: operation.name }),
        inverse: { kind: 'rename', id: cell.id, name: cell.name },
      };
    }
    case 'change_kind': {
      const cell = notebook.cells[indexOf(notebook, operation.id)];
      if ((operation.to === 'text') !== (operation.name === null)) throw new OperationError('only text cells are without a name');
      return {
        notebook: withCell(notebook, { ...cell, kind: operation.to, name: operation.name }),
        inverse: { kind: 'change_kind', id: cell.id, to: cell.kind, name: cell.name },
      };
    }
    case 'setting': {
      const before = notebook.settings[operation.key];
      const frontMatter = writeSetting(notebook.frontMatter, operation.key, operation.value);
      return {
        notebook: { ...notebook, frontMatter, settings: readSettings(frontMatter) },
        inverse: { kind: 'setting', key: operation.key, value: before },
      };
    }
    case 'group': {
      let state = notebook;
      const inverses: Operation[] = [];
      for (const part of operation.operations) {
        const applied = applyOperation(state, part);
        state = applied.notebook;
        inverses.unshift(applied.inverse);
      }
      return { notebook: state, inverse: { kind: 'group', operations: inverses } };
    }
  }
}

function indexOf(notebook: Notebook, id: string): number {
  const at = notebook.cells.findIndex((cell) => cell.id === id);
  if (at < 0) throw new OperationError(`there is no cell with the id ${id}`);
  return at;
}

function withCell(notebook: Notebook, changed: Cell): Notebook {
  return { ...notebook, cells: notebook.cells.map((cell) => (cell.id === changed.id ? changed : cell)) };
}
