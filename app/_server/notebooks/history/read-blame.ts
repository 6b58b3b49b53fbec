import 'server-only';
import { blame, type Revision } from '@/analysis-kernel/document/history/blame';
import type { BlameDto } from '@/app/_contract/history';
import { firstVersion, notebookAt } from '../../cells/rebuild';
import { Refusal } from '../../refusal';
import type { Store } from '../../store';
import { namesOf } from './read-history';

/** Texts of a cell that are looked at, the last ones, and characters of them all. */
const MOST_REVISIONS = 2000;
const MOST_CHARACTERS = 2_000_000;

interface Row {
  readonly version: number | bigint;
  readonly at: Date;
  readonly by: string;
  readonly body: string;
}

/** Who wrote each line of a cell as it stands. */
export async function readBlame(database: Store, notebookId: string, cellId: string): Promise<BlameDto> {
  const cell = await database.cell.findFirst({ where: { id: cellId, notebookId } });
  if (!cell) throw new Refusal('not-found', {});
  const rows = await database.$queryRaw<Row[]>`
    SELECT "version", "at", "userId" AS "by", coalesce(json_extract("operation", '$.change.body'), json_extract("operation", '$.cell.body')) AS "body"
    FROM (
      SELECT *, sum(length("operation")) OVER (ORDER BY "version" DESC) AS "characters" FROM "NotebookOperation"
      WHERE "notebookId" = ${notebookId} AND json_extract("operation", '$.id') = ${cellId}
        AND json_extract("operation", '$.kind') IN ('text', 'insert')
    ) WHERE "characters" <= ${MOST_CHARACTERS} ORDER BY "version" DESC LIMIT ${MOST_REVISIONS + 1}`;
  const texts = rows.reverse().map((row): Revision => ({ ...row, version: Number(row.version), at: row.at.getTime() }));
  const { count, begun } = await begunWith(database, notebookId, cellId);
  const cut = texts.length > MOST_REVISIONS || texts.length < count;
  const standing = { version: -1, by: cell.changedBy, at: cell.changedAt.getTime(), body: cell.body };
  // Being typed just now: the history has it when the person pauses.
  const last = texts.at(-1)?.body === cell.body || (texts.length === 0 && begun?.body === cell.body) ? [] : [standing];
  const lines = blame([...(begun && !cut ? [begun] : []), ...texts, ...last]);
  return {
    lines,
    people: await namesOf(
      database,
      lines.flatMap(({ by }) => by ?? []),
    ),
    cut,
  };
}

/** The text the notebook was made with, by nobody who is known; and how many texts the cell has had since. */
async function begunWith(
  database: Store,
  notebookId: string,
  cellId: string,
): Promise<{ readonly count: number; readonly begun: Revision | null }> {
  const [{ count }] = await database.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS "count" FROM "NotebookOperation" WHERE "notebookId" = ${notebookId}
      AND json_extract("operation", '$.id') = ${cellId} AND json_extract("operation", '$.kind') IN ('text', 'insert')`;
  const [notebook, version] = await Promise.all([
    database.notebook.findUniqueOrThrow({ where: { id: notebookId }, select: { createdAt: true } }),
    firstVersion(database, notebookId),
  ]);
  const first = (await notebookAt(database, notebookId, version)).cells.find(({ id }) => id === cellId);
  return { count: Number(count), begun: first ? { version, by: null, at: notebook.createdAt.getTime(), body: first.body } : null };
}
