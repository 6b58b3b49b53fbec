/** A notebook as it was: what its history says was done, done again. */
import type { Cell, Notebook } from '../notebook';
import { apply, type Operation, rebased, versionAfter } from '../operations';

/**
 * The notebook after operations of its history, in their order. A history holds what was done: each is done here whatever version its cell
 * has by now, and leaves the version it left then. Of several texts of one cell between two other operations the last alone is needed.
 */
export function replayed(notebook: Notebook, operations: readonly Operation[]): Notebook {
  let state = notebook;
  for (const operation of operations) {
    const after = apply(state, rebased(operation, state)).notebook;
    const version = versionAfter(operation);
    state = version === null || operation.kind === 'title' ? after : { ...after, cells: withVersion(after.cells, operation.id, version) };
  }
  return state;
}

function withVersion(cells: readonly Cell[], id: string, version: number): readonly Cell[] {
  const at = cells.findIndex((cell) => cell.id === id);
  return at < 0 || cells[at].version === version ? cells : cells.with(at, { ...cells[at], version });
}
