import 'server-only';
/** Typing in shared texts comes to the history a stretch at a time: what one person typed in one cell without a pause. */
import type { Operation } from '@/analysis-kernel/document/operations';
import type { CellText } from '@/prisma/generated/client';
import { after, SECOND } from '../../clock';
import type { Store } from '../../store';

/** Longer without a key, and what follows is another stretch. */
const PAUSE = 5 * SECOND;
const LONGEST = 30 * SECOND;
/** Of two who type in one cell at once, the other's stretch begins when this one is so old. */
const SHARED = 3 * SECOND;
/** Within so long of the last key somebody still types. */
const STILL = SECOND;

/** A row of the history; its version is given when it is written. */
export interface HistoryRow {
  readonly operationId: string | null;
  readonly userId: string;
  readonly at: Date;
  readonly operation: Operation;
}

type Typing = Pick<CellText, 'typingBy' | 'typingSince' | 'typedAt' | 'typingFrom'>;
export const NOBODY: Typing = { typingBy: null, typingSince: null, typedAt: null, typingFrom: null };

/** The history's row for what was typed in a cell; null where nobody did. */
export function stretchOf({ cellId, typingBy, typedAt, typingFrom }: CellText, body: string): HistoryRow | null {
  if (typingBy === null || typedAt === null || typingFrom === null) return null;
  const operation: Operation = { kind: 'text', id: cellId, base: typingFrom, change: { as: 'whole', body } };
  return { operationId: null, userId: typingBy, at: typedAt, operation };
}

/**
 * Somebody typed in a text.
 * @param version of the cell, from which was typed
 * @returns who types in it from now on, and whether what was typed before is a stretch of its own
 */
export function typedOn(row: CellText, personId: string, at: Date, version: number): { readonly typing: Typing; readonly ends: boolean } {
  const { typingBy, typingSince, typedAt, typingFrom } = row;
  const isAnother = typingBy !== null && typingBy !== personId && typingSince !== null && typedAt !== null;
  const isLong = typingBy !== null && typedAt !== null && after(typedAt, PAUSE) <= at;
  const ends = isLong || (isAnother && (after(typedAt, STILL) <= at || after(typingSince, SHARED) <= at));
  if (typingBy !== null && !ends) return { typing: { typingBy, typingSince, typedAt: at, typingFrom }, ends: false };
  return { typing: { typingBy: personId, typingSince: at, typedAt: at, typingFrom: version }, ends };
}

/**
 * Puts on the history what was typed in a notebook and is over.
 * @param which `over`: after a pause, or long; else all of it, or all that one person typed
 * @returns the versions of the notebook before and after; null where nothing was
 */
export async function endStretches(
  transaction: Store,
  notebookId: string,
  which: 'all' | { readonly by: string } | { readonly over: Date },
): Promise<{ readonly from: number; readonly to: number } | null> {
  const over = typeof which === 'object' && 'over' in which ? which.over : null;
  const rows = await transaction.cellText.findMany({
    where: {
      notebookId,
      typingBy: typeof which === 'object' && 'by' in which ? which.by : { not: null },
      ...(over ? { OR: [{ typedAt: { lte: after(over, -PAUSE) } }, { typingSince: { lte: after(over, -LONGEST) } }] } : {}),
    },
    omit: { state: true },
    include: { cell: { select: { body: true } } },
    orderBy: { typedAt: 'asc' },
  });
  const history = rows.flatMap(({ cell, ...row }) => stretchOf({ ...row, state: new Uint8Array() }, cell.body) ?? []);
  if (history.length === 0) return null;
  const { version: to } = await transaction.notebook.update({
    where: { id: notebookId },
    data: { version: { increment: history.length } },
    select: { version: true },
  });
  const from = to - history.length;
  await storeHistory(
    transaction,
    notebookId,
    history.map((row, place) => ({ ...row, version: from + place + 1 })),
  );
  await transaction.cellText.updateMany({ where: { cellId: { in: rows.map(({ cellId }) => cellId) } }, data: NOBODY });
  return { from, to };
}

export async function storeHistory(
  transaction: Store,
  notebookId: string,
  rows: readonly (HistoryRow & { readonly version: number })[],
): Promise<void> {
  const data = rows.map(({ operation, ...row }) => ({ ...row, notebookId, operation: JSON.parse(JSON.stringify(operation)) }));
  const [first, ...others] = data;
  // One row's plan is remembered by the client; that of several is made anew each time, for several times the cost of the row.
  if (first && others.length === 0) await transaction.notebookOperation.create({ data: first, select: { version: true } });
  else if (first) await transaction.notebookOperation.createMany({ data });
}
