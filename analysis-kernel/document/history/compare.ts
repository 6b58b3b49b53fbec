/** Two versions of a notebook, cell by cell. */
import type { Cell, Notebook } from '../notebook';
import { risingPlaces } from './kept-order';

/** One cell of either version; null in the one that has it not. */
export interface CellChange {
  readonly id: string;
  readonly before: Cell | null;
  readonly after: Cell | null;
  /** It stands elsewhere among the cells that both have. */
  readonly moved: boolean;
  readonly renamed: boolean;
  readonly rewritten: boolean;
}

export interface Comparison {
  /** Null where both have one title. */
  readonly title: { readonly before: string | null; readonly after: string | null } | null;
  /** In the later order; a removed cell stands behind the one it stood behind. */
  readonly cells: readonly CellChange[];
}

type Compared = Pick<Notebook, 'cells'> & { readonly settings: Pick<Notebook['settings'], 'title'> };

/** What of two versions is another, cell by cell. */
export function compared(before: Compared, after: Compared): Comparison {
  const was = new Map(before.cells.map((cell, place) => [cell.id, { cell, place }]));
  const is = new Set(after.cells.map(({ id }) => id));
  const rising = risingPlaces(after.cells.flatMap(({ id }) => was.get(id)?.place ?? []));
  const cells: CellChange[] = after.cells.map((cell) => {
    const old = was.get(cell.id);
    return {
      id: cell.id,
      before: old?.cell ?? null,
      after: cell,
      moved: old !== undefined && !rising.has(old.place),
      renamed: old !== undefined && old.cell.name !== cell.name,
      rewritten: old !== undefined && old.cell.body !== cell.body,
    };
  });
  let behind: string | null = null;
  for (const cell of before.cells) {
    if (!is.has(cell.id)) {
      const at = cells.findIndex(({ id }) => id === behind) + 1;
      cells.splice(at, 0, { id: cell.id, before: cell, after: null, moved: false, renamed: false, rewritten: false });
    }
    behind = cell.id;
  }
  const [old, now] = [before.settings.title, after.settings.title];
  return { title: old === now ? null : { before: old, after: now }, cells };
}

/** Whether anything of a cell is another. */
export function isChanged({ before, after, moved, renamed, rewritten }: CellChange): boolean {
  return before === null || after === null || moved || renamed || rewritten;
}
