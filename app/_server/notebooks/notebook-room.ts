import 'server-only';
import type { Notebook } from '@/analysis-kernel/document/notebook';
import type { Effect } from '@/analysis-kernel/document/operations';
import { Refusal } from '../refusal';
import type { Store } from '../store';
import type { StoredNotebook } from './read-for-saving';

/** Everybody who opens a notebook is sent all of it, and each save reads the order of all its cells, the removed ones too. */
const MOST_CELLS = 1000;
const MOST_REMOVED = 10_000;
const MOST_CHARACTERS = 2_000_000;
/** As many cells of so few characters have room in any case: a save of short texts counts nothing. */
const SHORT = MOST_CHARACTERS / MOST_CELLS;

/**
 * Asked once the effects are stored, before the transaction is kept; a cell made short, and one removed, always fit.
 * @throws Refusal `notebook-full` where a notebook would hold more cells or text than one may
 */
export async function demandRoom(
  transaction: Store,
  notebookId: string,
  { notebook: before, positions }: StoredNotebook,
  after: Notebook,
  effects: readonly Effect[],
): Promise<void> {
  const grown = after.cells.length > before.cells.length;
  if (grown && (after.cells.length > MOST_CELLS || positions.size > MOST_REMOVED)) throw new Refusal('notebook-full', {});
  const longest = Math.max(0, ...effects.map(lengthOf));
  if (longest <= SHORT) return;
  const [{ characters }] = await transaction.$queryRaw<{ characters: bigint | null }[]>`
    SELECT sum(length("body")) AS "characters" FROM "Cell" WHERE "notebookId" = ${notebookId} AND "deletedAt" IS NULL`;
  if (Number(characters ?? 0) > MOST_CHARACTERS) throw new Refusal('notebook-full', {});
}

function lengthOf(effect: Effect): number {
  if (effect.kind === 'inserted') return effect.cell.body.length;
  return effect.kind === 'changed' ? (effect.to.body?.length ?? 0) : 0;
}
