import 'server-only';
import { emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import type { Operation } from '@/analysis-kernel/document/operations';
import { contentOf } from '../cells/cell-rows';
import { Refusal } from '../refusal';
import type { Store } from '../store';

/** What a save has to know of a stored notebook. */
export interface StoredNotebook {
  /** Its cells in order. Only those that the operations name have their text: the kernel looks at no other's. */
  readonly notebook: Notebook;
  /** Where each stored cell stands, the removed ones too. */
  readonly positions: ReadonlyMap<string, string>;
  /** An operation as it is applied here: an insert of a removed cell goes on from the version it was removed in. */
  readonly asStored: (operation: Operation) => Operation;
}

/** Reads ids, versions and order of all cells, and the texts of those that are named. */
export async function readForSaving(
  transaction: Store,
  { id: notebookId, title }: { readonly id: string; readonly title: string },
  operations: readonly Operation[],
): Promise<StoredNotebook> {
  const rows = await transaction.cell.findMany({
    where: { notebookId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, name: true, position: true, version: true, deletedAt: true },
  });
  const named = [...new Set(operations.flatMap((operation) => ('base' in operation ? [operation.id] : [])))];
  const texts = await transaction.cell.findMany({ where: { id: { in: named } }, select: { id: true, notebookId: true, body: true } });
  const bodies = new Map(texts.map(({ id, body }) => [id, body]));
  // Ids are made at random: nobody comes upon another notebook's by chance.
  if (texts.some((row) => row.notebookId !== notebookId)) throw new Refusal('invalid-input', { fields: ['operations'] });
  const removed = new Map(rows.flatMap(({ id, version, deletedAt }) => (deletedAt === null ? [] : [[id, version] as const])));
  const cells = rows
    .filter(({ deletedAt }) => deletedAt === null)
    .map((row) => newCell(row.id, contentOf({ ...row, body: bodies.get(row.id) ?? '' }), row.version));
  return {
    notebook: { ...emptyNotebook(), settings: { title, database: null }, cells },
    positions: new Map(rows.map(({ id, position }) => [id, position])),
    asStored: (operation) => {
      if (operation.kind !== 'insert') return operation;
      return { ...operation, base: removed.get(operation.id) ?? operation.base };
    },
  };
}
