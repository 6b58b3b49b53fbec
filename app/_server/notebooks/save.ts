import 'server-only';
import { cellOfId } from '@/analysis-kernel/document/notebook';
import {
  type Applied,
  applyAll,
  type Envelope,
  isMerged,
  type Operation,
  OperationError,
  versionAfter,
} from '@/analysis-kernel/document/operations';
import type { NotebookNews } from '@/app/_contract/live';
import type { SaveAnswer, SaveConflict } from '@/app/_contract/notebook-operations';
import { dtoOf } from '../cells/cell-rows';
import { now } from '../clock';
import { Refusal } from '../refusal';
import type { Store } from '../store';
import { History } from './history';
import { lockedBy } from './history/marks';
import { newsFrom } from './notebook-news';
import { demandRoom } from './notebook-room';
import { namedIn, readForSaving } from './read-for-saving';
import { storeEffects } from './store-effects';
import { CellTexts } from './texts/cell-texts';
import { storeHistory } from './texts/stretches';

/** What one person asks to have done in a notebook. */
export interface SaveRequest {
  readonly personId: string;
  readonly operations: readonly Envelope[];
  /** Numbers under which the person may write in shared texts. */
  readonly writers: ReadonlySet<number>;
}

export interface Saved {
  /** One a request. */
  readonly answers: readonly SaveAnswer[];
  /** What became of the notebook; null where nothing did. */
  readonly news: NotebookNews | null;
  /** Whether somebody's typing waits for the history. */
  readonly typing: boolean;
}

/** What one request became. */
interface Done {
  readonly request: SaveRequest;
  readonly fresh: readonly Envelope[];
  readonly asked: readonly Operation[];
  readonly applied: readonly Applied[];
  readonly rows: ReadonlyMap<string | null, number>;
}

/** @see saveRequests */
export async function saveOperations(
  personId: string,
  notebookId: string,
  operations: readonly Envelope[],
  transaction: Store,
  writers: ReadonlySet<number> = new Set(),
): Promise<SaveAnswer> {
  const { answers, news } = await saveRequests(notebookId, [{ personId, operations, writers }], transaction);
  const [answer] = answers;
  if (news) newsOf.set(answer, news);
  return answer;
}

const newsOf = new WeakMap<SaveAnswer, NotebookNews>();

/** What became of the notebook by what an answer speaks of, to be told once it is kept; null where nothing did. */
export function newsBehind(answer: SaveAnswer): NotebookNews | null {
  return newsOf.get(answer) ?? null;
}

/**
 * Does what several ask in their order and stores what it changes, all or nothing of it. An operation that was done before is answered as
 * it was then, and not done again.
 * @param transaction short, and the caller's own: one inside another would cost as much as the save
 */
export async function saveRequests(notebookId: string, requests: readonly SaveRequest[], transaction: Store): Promise<Saved> {
  const at = now();
  const all = requests.flatMap(({ operations }) => operations);
  // Raising the version first takes the write lock, so savers of one notebook queue.
  const {
    version: last,
    title,
    lockId,
  } = await transaction.notebook.update({
    where: { id: notebookId },
    data: { version: { increment: all.length }, updatedAt: at },
    select: { version: true, title: true, lockId: true },
  });
  if (lockId !== null) throw await lockedBy(transaction, lockId);
  const before = await doneBefore(transaction, notebookId, all);
  const fresh = all.filter(({ id }) => !before.has(id)).map(({ operation }) => operation);
  const stored = await readForSaving(transaction, { id: notebookId, title }, fresh);
  const texts = await CellTexts.read(transaction, namedIn(fresh));
  const history = new History(last - all.length, texts, at);
  let { notebook } = stored;
  const done = requests.map((request): Done => {
    texts.by(request.writers);
    const mine = request.operations.filter(({ id }) => !before.has(id));
    const asked = mine.map(({ operation }) => stored.asStored(operation));
    const from = notebook;
    const { applied, notebook: after } = fitting(() => applyAll(from, asked, texts));
    notebook = after;
    return { request, fresh: mine, asked, applied, rows: history.note(request.personId, mine, asked, applied, from) };
  });
  const did = done.map(({ request, applied }) => ({
    personId: request.personId,
    effects: applied.flatMap(({ effects }) => effects),
  }));
  const effects = did.flatMap((one) => one.effects);
  await storeEffects(transaction, stored, notebook, did, { notebookId, at });
  await demandRoom(transaction, notebookId, stored, notebook, effects);
  await texts.store(transaction);
  await storeHistory(transaction, notebookId, history.rows);
  const { version } = history;
  // Where each operation changed something, the version is what it was raised to.
  if (version !== last) await transaction.notebook.update({ where: { id: notebookId }, data: { version }, select: { id: true } });
  const answers: SaveAnswer[] = [];
  for (const one of done) {
    const conflicts = await conflictsOf(transaction, { notebookId, personId: one.request.personId }, one.fresh, one.applied);
    const then = one.request.operations.flatMap(({ id }) => before.get(id) ?? []);
    answers.push({ version, done: [...then, ...doneNow(one)], conflicts });
  }
  const from = last - all.length;
  return { answers, news: version === from ? null : newsFrom(from, version, notebook, effects, texts), typing: history.typing };
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

/** Of these operations, those that are in the history already, as they were done. An update of a text brings nothing a second time. */
async function doneBefore(
  transaction: Store,
  notebookId: string,
  envelopes: readonly Envelope[],
): Promise<ReadonlyMap<string, SaveAnswer['done'][number]>> {
  const ids = envelopes.flatMap(({ id, operation }) => (isMerged(operation) ? [] : [id]));
  if (ids.length === 0) return new Map();
  const rows = await transaction.notebookOperation.findMany({
    where: { notebookId, operationId: { in: ids } },
    select: { operationId: true, operation: true, version: true },
  });
  return new Map(
    rows.map(({ operationId, operation, version: at }) => {
      const id = operationId ?? '';
      return [id, { operation: id, version: versionAfter(operation as unknown as Operation), at }];
    }),
  );
}

function doneNow({ fresh, asked, applied, rows }: Done): SaveAnswer['done'] {
  return fresh.flatMap(({ id }, place) => {
    const { conflict, notebook } = applied[place];
    const operation = asked[place];
    const cell = 'id' in operation ? cellOfId(notebook, operation.id) : null;
    const version = cell ? cell.version : rows.has(id) ? versionAfter(operation) : null;
    return conflict ? [] : [{ operation: id, version: operation.kind === 'move' ? null : version, at: rows.get(id) ?? null }];
  });
}

function fitting<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof OperationError) throw new Refusal('invalid-input', { fields: ['operations'] });
    throw error;
  }
}
