import 'server-only';
import { anchorText, findText } from '@/analysis-kernel/anchors/text-anchor';
import type { CommentAnchor } from '@/app/_contract/comments';
import type { Cell } from '@/prisma/generated/client';
import { HIDDEN } from '../notebooks/picture';
import { askResults } from '../notebooks/results/results-thread';
import type { ValueShown } from '../notebooks/results/tasks';
import { storedTexts } from '../notebooks/stored-texts';
import { Refusal } from '../refusal';
import type { Store } from '../store';

interface Asked {
  readonly projectId: string;
  readonly notebookId: string;
  readonly cell: string;
  readonly anchor: CommentAnchor;
  /** Of a value: the key of the kept result it is shown in. */
  readonly result: string | null;
}

/**
 * What a browser says a comment is about, as it is stored: words are those that stand in the cell, a value is one of a result that is kept and
 * shown to every member of the project.
 * @throws Refusal where there is no such cell, its words are others by now, or the value is none that all are shown
 */
export async function anchorOnServer(database: Store, asked: Asked): Promise<CommentAnchor> {
  const { notebookId, anchor } = asked;
  const cell = await database.cell.findFirst({ where: { id: asked.cell, notebookId, deletedAt: null } });
  if (!cell) throw new Refusal('not-found', {});
  if (anchor.on === 'words') {
    const found = findText(cell.body, anchor);
    if (found === null || found.changed) throw new Refusal('comment-words-gone', {});
    return { on: 'words', ...anchorText(cell.body, found.start, found.end) };
  }
  if (anchor.on !== 'cell' && (cell.kind === 'text' || cell.kind === 'input')) throw new Refusal('not-found', {});
  if (anchor.on === 'value') await demandShown(database, asked, anchor, cell);
  return anchor;
}

async function demandShown(
  database: Store,
  { projectId, result }: Asked,
  { table, key, column }: Extract<CommentAnchor, { on: 'value' }>,
  { kind }: Cell,
): Promise<void> {
  const refused = new Refusal('comment-not-shown', {});
  if (result === null) throw refused;
  const shown = { projectId, key: result, kind, withdrawnAt: null, check: { notIn: [...HIDDEN] } };
  if (!(await database.keptResult.findFirst({ where: shown, select: { key: true } }))) throw refused;
  const json = (await storedTexts(projectId, [result], database)).get(result) ?? '';
  const asked: ValueShown = { json, table, key, column };
  if (!(await askResults<boolean>('shows', asked))) throw refused;
}
