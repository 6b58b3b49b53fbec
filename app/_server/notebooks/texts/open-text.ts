import 'server-only';
import { SharedText } from '@/analysis-kernel/document/shared-text';
import type { Store } from '../../store';

/** The text of a cell as a window opens it. */
export interface OpenedText {
  /** Of the cell, of which the text is. */
  readonly version: number;
  readonly update: Uint8Array;
}

/**
 * The shared text of a cell of a notebook; its first state is made from the cell's body, here and once.
 * @param since state vector of what the window has of it
 * @returns null where the notebook has no such cell
 */
export async function openText(
  transaction: Store,
  notebookId: string,
  cellId: string,
  since: Uint8Array | undefined,
): Promise<OpenedText | null> {
  const where = { id: cellId, notebookId, deletedAt: null };
  const cell = await transaction.cell.findFirst({ where, select: { version: true, body: true, text: { select: { state: true } } } });
  if (!cell) return null;
  if (cell.text) return { version: cell.version, update: since ? SharedText.from(cell.text.state).state(since) : cell.text.state };
  const state = SharedText.first(cell.body).state();
  await transaction.cellText.create({
    data: { cellId, notebookId, state: Uint8Array.from(state), mergedFrom: cell.version },
    select: { cellId: true },
  });
  return { version: cell.version, update: state };
}
