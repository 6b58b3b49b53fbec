import 'server-only';
import type { NotebookChange, SaveAnswer, SaveConflict } from '@/app/_contract/notebook-changes';
import type { CellDto } from '@/app/_contract/notebooks';
import { now } from '../clock';
import { type Store, store } from '../store';

type Transaction = Parameters<Parameters<Store['$transaction']>[0]>[0];
type StoredCell = NonNullable<Awaited<ReturnType<Transaction['cell']['findFirst']>>>;

/**
 * Applies changes in their order, each whole or not at all. Changes of different cells merge; a change made from an older
 * version of its own cell comes back as a conflict, unless it says what the cell says already (a change sent twice).
 */
export function saveChanges(
  personId: string,
  notebookId: string,
  changes: readonly NotebookChange[],
  database: Store = store(),
): Promise<SaveAnswer> {
  return database.$transaction(async (transaction) => {
    // Raising the version first takes the write lock, so savers of one notebook queue.
    const notebook = await transaction.notebook.update({
      where: { id: notebookId },
      data: { version: { increment: 1 }, updatedAt: now() },
    });
    const work = new Work(
      transaction,
      notebookId,
      personId,
      await transaction.cell.findMany({ where: { notebookId }, orderBy: { position: 'asc' } }),
    );
    const conflicts: SaveConflict[] = [];
    let version = notebook.version - 1;
    for (const [place, change] of changes.entries()) {
      const theirs = await work.apply(change);
      if (theirs !== undefined) {
        conflicts.push({ change: place, id: change.kind === 'title' ? '' : change.id, theirs });
        continue;
      }
      version += 1;
      await transaction.notebookOperation.create({ data: { notebookId, version, userId: personId, at: now(), operation: change } });
    }
    await work.storeOrder();
    await transaction.notebook.update({ where: { id: notebookId }, data: { version } });
    return { version, cells: work.changed(), conflicts };
  });
}

/** The cells of a notebook while changes are applied to it. */
class Work {
  private readonly cells: Map<string, StoredCell>;
  private order: string[];
  private readonly touched = new Set<string>();
  private reordered = false;

  constructor(
    private readonly transaction: Transaction,
    private readonly notebookId: string,
    private readonly personId: string,
    cells: readonly StoredCell[],
  ) {
    this.cells = new Map(cells.map((cell) => [cell.id, cell]));
    this.order = cells.filter((cell) => cell.deletedAt === null).map((cell) => cell.id);
  }

  /** Undefined when applied; else the cell as it stands (null: deleted). */
  async apply(change: NotebookChange): Promise<CellDto | null | undefined> {
    if (change.kind === 'title') {
      await this.transaction.notebook.update({ where: { id: this.notebookId }, data: { title: change.title } });
      return undefined;
    }
    const cell = this.cells.get(change.id);
    if (change.kind === 'insert') return cell ? this.insertAgain(cell, change) : this.insert(change);
    if (!cell) return null;
    switch (change.kind) {
      case 'edit':
        if (cell.deletedAt) return null;
        if (cell.version !== change.base) return cell.body === change.body ? undefined : toDto(cell);
        await this.write(cell, { body: change.body });
        return undefined;
      case 'rename':
        if (cell.deletedAt) return null;
        if (cell.version !== change.base) return cell.name === change.name ? undefined : toDto(cell);
        await this.write(cell, { name: change.name });
        return undefined;
      case 'remove':
        if (cell.deletedAt) return undefined;
        if (cell.version !== change.base) return toDto(cell);
        await this.write(cell, { deletedAt: now() });
        this.order = this.order.filter((id) => id !== cell.id);
        this.reordered = true;
        return undefined;
      case 'bring_back':
        if (cell.deletedAt) await this.write(cell, { deletedAt: null });
        this.place(cell.id, change.after);
        return undefined;
      case 'move':
        if (cell.deletedAt) return null;
        this.place(cell.id, change.after);
        return undefined;
    }
  }

  changed(): SaveAnswer['cells'] {
    return [...this.touched].flatMap((id) => {
      const cell = this.cells.get(id);
      return cell ? [{ id, version: cell.version }] : [];
    });
  }

  /** Positions are places in reading order, written as sortable text; only those that changed are stored. */
  async storeOrder(): Promise<void> {
    if (!this.reordered) return;
    for (const [place, id] of this.order.entries()) {
      const position = String(place + 1).padStart(6, '0');
      if (this.cells.get(id)?.position !== position) await this.transaction.cell.update({ where: { id }, data: { position } });
    }
  }

  /** An insert of a known cell: sent twice, or the undoing of its removal. */
  private async insertAgain(
    cell: StoredCell,
    { cell: given, after }: Extract<NotebookChange, { kind: 'insert' }>,
  ): Promise<CellDto | null | undefined> {
    if (cell.deletedAt === null) return cell.body === given.body ? undefined : toDto(cell);
    await this.write(cell, { body: given.body, name: given.name, deletedAt: null });
    this.place(cell.id, after);
    return undefined;
  }

  private async insert(change: Extract<NotebookChange, { kind: 'insert' }>): Promise<undefined | null> {
    // An id of another notebook's cell is refused like a cell that is gone.
    if (await this.transaction.cell.findUnique({ where: { id: change.id }, select: { id: true } })) return null;
    const { kind, name, body } = change.cell;
    const data = { id: change.id, notebookId: this.notebookId, kind, name, body, position: '', changedAt: now(), changedBy: this.personId };
    this.cells.set(change.id, await this.transaction.cell.create({ data }));
    this.touched.add(change.id);
    this.place(change.id, change.after);
    return undefined;
  }

  private async write(cell: StoredCell, data: { body?: string; name?: string; deletedAt?: Date | null }): Promise<void> {
    const stored = await this.transaction.cell.update({
      where: { id: cell.id },
      data: { ...data, version: { increment: 1 }, changedAt: now(), changedBy: this.personId },
    });
    this.cells.set(cell.id, stored);
    this.touched.add(cell.id);
  }

  private place(id: string, after: string | null): void {
    const rest = this.order.filter((other) => other !== id);
    const at = after === null ? 0 : rest.indexOf(after) + 1;
    this.order = rest.toSpliced(after !== null && at === 0 ? rest.length : at, 0, id);
    this.reordered = true;
  }
}

function toDto(cell: StoredCell): CellDto | null {
  if (cell.deletedAt !== null) return null;
  const { id, kind, name, body, position, version } = cell;
  return { id, kind, name, body, position, version };
}
