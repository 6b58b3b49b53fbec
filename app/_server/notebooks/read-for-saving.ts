import 'server-only';
import { emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { isMerged, type Operation } from '@/analysis-kernel/document/operations';
import type { Cell } from '@/prisma/generated/client';
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

type StoredCell = Pick<Cell, 'id' | 'kind' | 'name' | 'position' | 'version' | 'deletedAt'> & { readonly body: string | null };

/** Cells whose text or name operations read or change. */
export function namedIn(operations: readonly Operation[]): readonly string[] {
  return [...new Set(operations.flatMap((operation) => ('base' in operation || isMerged(operation) ? [operation.id] : [])))];
}

/** Reads ids, versions and order of all cells, and the texts of those that are named. */
export async function readForSaving(
  transaction: Store,
  { id: notebookId, title }: { readonly id: string; readonly title: string },
  operations: readonly Operation[],
): Promise<StoredNotebook> {
  const named = namedIn(operations);
  const rows = await transaction.$queryRaw<StoredCell[]>`
    SELECT "id", "kind", "name", "position", "version", "deletedAt",
      CASE WHEN "id" IN (SELECT "value" FROM json_each(${JSON.stringify(named)})) THEN "body" END AS "body"
    FROM "Cell" WHERE "notebookId" = ${notebookId} ORDER BY "position", "id"`;
  const here = new Set(rows.map(({ id }) => id));
  const unknown = named.filter((id) => !here.has(id));
  // Ids are made at random: nobody comes upon another notebook's by chance.
  if (unknown.length > 0 && (await transaction.cell.count({ where: { id: { in: unknown } } })) > 0) {
    throw new Refusal('invalid-input', { fields: ['operations'] });
  }
  const removed = new Map(rows.flatMap(({ id, version, deletedAt }) => (deletedAt === null ? [] : [[id, version] as const])));
  const cells = rows
    .filter(({ deletedAt }) => deletedAt === null)
    .map((row) => newCell(row.id, contentOf({ ...row, body: row.body ?? '' }), row.version));
  return {
    notebook: { ...emptyNotebook(), settings: { title, database: null }, cells },
    positions: new Map(rows.map(({ id, position }) => [id, position])),
    asStored: (operation) => {
      if (operation.kind !== 'insert') return operation;
      return { ...operation, base: removed.get(operation.id) ?? operation.base };
    },
  };
}
