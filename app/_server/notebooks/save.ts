import 'server-only';
import { cellOfId } from '@/analysis-kernel/document/notebook';
import { type Applied, applyAll, type Envelope, type Operation, OperationError, versionAfter } from '@/analysis-kernel/document/operations';
import type { SaveAnswer, SaveConflict } from '@/app/_contract/notebook-operations';
import { dtoOf } from '../cells/cell-rows';
import { now } from '../clock';
import { Refusal } from '../refusal';
import type { Store } from '../store';
import { demandRoom } from './notebook-room';
import { readForSaving } from './read-for-saving';
import { storeEffects } from './store-effects';

/**
 * Does operations in their order and stores what they change. An operation that was done before is answered as it was then, and not done
 * again.
 * @param transaction short, and the action's own: one inside another would cost as much as the save
 */
export async function saveOperations(
  personId: string,
  notebookId: string,
  operations: readonly Envelope[],
  transaction: Store,
): Promise<SaveAnswer> {
  const by = { notebookId, personId, at: now() };
  // Raising the version first takes the write lock, so savers of one notebook queue.
  const { version: last, title } = await transaction.notebook.update({
    where: { id: notebookId },
    data: { version: { increment: operations.length }, updatedAt: by.at },
    select: { version: true, title: true },
  });
  const before = await doneBefore(transaction, notebookId, operations);
  const fresh = operations.filter(({ id }) => !before.has(id));
  const stored = await readForSaving(
    transaction,
    { id: notebookId, title },
    fresh.map(({ operation }) => operation),
  );
  const asked = fresh.map(({ operation }) => stored.asStored(operation));
  const { notebook, applied } = fitting(() => applyAll(stored.notebook, asked));
  const effects = applied.flatMap((result) => result.effects);
  await storeEffects(transaction, stored, notebook, effects, by);
  await demandRoom(transaction, notebookId, stored, notebook, effects);
  const history = fresh.flatMap(({ id }, place) =>
    applied[place].effects.length > 0 ? [{ operationId: id, operation: JSON.parse(JSON.stringify(asked[place])) }] : [],
  );
  let version = last - operations.length;
  const rows = history.map((entry) => {
    version += 1;
    return { ...entry, notebookId, version, userId: personId, at: by.at };
  });
  const [first, ...others] = rows;
  // One row's plan is remembered by the client; that of several is made anew each time, for several times the cost of the row.
  if (first && others.length === 0) await transaction.notebookOperation.create({ data: first, select: { version: true } });
  else if (first) await transaction.notebookOperation.createMany({ data: rows });
  // Where each operation changed something, the version is what it was raised to.
  if (version !== last) await transaction.notebook.update({ where: { id: notebookId }, data: { version }, select: { id: true } });
  const conflicts = await conflictsOf(transaction, by, fresh, applied);
  return { version, done: doneOf(before, new Map(rows.map((row) => [row.operationId, row.version])), fresh, asked, applied), conflicts };
}

/** What is in conflict, and whether the same person left it so. */
async function conflictsOf(
  transaction: Store,
  { notebookId, personId }: { readonly notebookId: string; readonly personId: string },
  fresh: readonly Envelope[],
  applied: readonly Applied[],
): Promise<readonly SaveConflict[]> {
  const found = fresh.flatMap(({ id: operation }, place) => {
    const { conflict } = applied[place];
    return conflict ? [{ operation, conflict }] : [];
  });
  if (found.length === 0) return [];
  const ids = [...new Set(found.flatMap(({ conflict }) => conflict.id ?? []))];
  const cells = await transaction.cell.findMany({ where: { id: { in: ids }, changedBy: personId }, select: { id: true } });
  const own = new Set(cells.map(({ id }) => id));
  const isOwnTitle = found.some(({ conflict }) => conflict.id === null) && (await lastTitleBy(transaction, notebookId)) === personId;
  return found.map(({ operation, conflict }) =>
    conflict.id === null
      ? { operation, id: null, theirs: conflict.theirs ?? '', own: isOwnTitle }
      : { operation, id: conflict.id, theirs: conflict.theirs && dtoOf(conflict.theirs), own: own.has(conflict.id) },
  );
}

/** Who gave the notebook its title; null where it has the one it was made with. */
async function lastTitleBy(transaction: Store, notebookId: string): Promise<string | null> {
  const rows = await transaction.$queryRaw<{ userId: string }[]>`
    SELECT "userId" FROM "NotebookOperation"
    WHERE "notebookId" = ${notebookId} AND json_extract("operation", '$.kind') = 'title'
    ORDER BY "version" DESC LIMIT 1`;
  return rows.at(0)?.userId ?? null;
}

/** An operation of the history, and the notebook's version it was done as. */
interface Done {
  readonly was: Operation;
  readonly version: number;
}

/** Of these operations, those that are in the history already, as they were done. */
async function doneBefore(transaction: Store, notebookId: string, operations: readonly Envelope[]): Promise<ReadonlyMap<string, Done>> {
  const rows = await transaction.notebookOperation.findMany({
    where: { notebookId, operationId: { in: operations.map(({ id }) => id) } },
    select: { operationId: true, operation: true, version: true },
  });
  return new Map(
    rows.map(({ operationId, operation, version }) => [operationId ?? '', { was: operation as unknown as Operation, version }]),
  );
}

/** @param today by operation, the versions of the notebook that are new */
function doneOf(
  before: ReadonlyMap<string, Done>,
  today: ReadonlyMap<string, number>,
  fresh: readonly Envelope[],
  asked: readonly Operation[],
  applied: readonly Applied[],
): SaveAnswer['done'] {
  const lately = fresh.flatMap(({ id: operation }, place) => {
    const { conflict, effects, notebook } = applied[place];
    const asIs = 'id' in asked[place] ? (cellOfId(notebook, asked[place].id)?.version ?? null) : null;
    const version = effects.length > 0 ? versionAfter(asked[place]) : asIs;
    return conflict ? [] : [{ operation, version, at: today.get(operation) ?? null }];
  });
  const then = [...before].map(([operation, { was, version }]) => ({ operation, version: versionAfter(was), at: version }));
  return [...then, ...lately];
}

function fitting<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof OperationError) throw new Refusal('invalid-input', { fields: ['operations'] });
    throw error;
  }
}
