/** A way forward to what was: the operations that make a notebook say again what an earlier version of it said. */
import { type Cell, type CellContent, cellOfId, type Notebook } from '../notebook';
import { apply, type Operation } from '../operations';
import { risingPlaces } from './kept-order';

/** What is restored: cells by their ids, and the title. */
export interface Restorable {
  readonly title: string | null;
  readonly cells: readonly (CellContent & Pick<Cell, 'id'>)[];
}

/** Operations, in order, after which the notebook has the cells, texts, order and title of an earlier version; none where it has them. */
export function restoring(now: Notebook, { title, cells }: Restorable): readonly Operation[] {
  const way = new Way(now);
  if (title !== null) way.go({ kind: 'title', from: now.settings.title, title });
  const wanted = new Map(cells.map((cell) => [cell.id, cell]));
  for (const cell of now.cells) if (wanted.get(cell.id)?.kind !== cell.kind) way.go({ kind: 'remove', id: cell.id, base: cell.version });
  const place = new Map(way.notebook.cells.map(({ id }, at) => [id, at]));
  const rising = risingPlaces(cells.flatMap(({ id }) => place.get(id) ?? []));
  let after: string | null = null;
  for (const cell of cells) {
    const at = place.get(cell.id);
    if (at === undefined) way.insert(cell, after);
    else if (!rising.has(at)) way.go({ kind: 'move', id: cell.id, after });
    way.write(cell);
    after = cell.id;
  }
  return way.operations;
}

/** The same for one cell: its name and text, and where it is gone its place behind the nearest cell before it that is still there. */
export function restoringCell(now: Notebook, { cells }: Restorable, id: string): readonly Operation[] {
  const way = new Way(now);
  const at = cells.findIndex((cell) => cell.id === id);
  if (at < 0) return [];
  if (!cellOfId(now, id)) {
    const before = cells.slice(0, at).findLast((cell) => cellOfId(now, cell.id) !== null);
    way.insert(cells[at], before?.id ?? null);
  }
  way.write(cells[at]);
  return way.operations;
}

/** Operations one after the other, each made from what the one before left. */
class Way {
  readonly operations: Operation[] = [];
  constructor(public notebook: Notebook) {}

  /** Leaves out what changes nothing. */
  go(operation: Operation): void {
    const { notebook, effects } = apply(this.notebook, operation);
    if (effects.length === 0) return;
    this.operations.push(operation);
    this.notebook = notebook;
  }

  /** A cell that comes back goes on from the version it was removed in, which whoever holds it knows. */
  insert({ id, kind, name, body }: Restorable['cells'][number], after: string | null): void {
    this.go({ kind: 'insert', id, base: 0, cell: { kind, name, body }, after });
  }

  write({ id, name, body }: Restorable['cells'][number]): void {
    const base = () => cellOfId(this.notebook, id)?.version ?? 0;
    const cell = cellOfId(this.notebook, id);
    if (!cell) return;
    if (name !== null && cell.name !== name) this.go({ kind: 'rename', id, base: base(), name });
    if (cell.body !== body) this.go({ kind: 'text', id, base: base(), change: { as: 'whole', body } });
  }
}
