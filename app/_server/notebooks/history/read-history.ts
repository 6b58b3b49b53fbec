import 'server-only';
import { type Step, spellsOf } from '@/analysis-kernel/document/history/spells';
import type { HistoryDto, MarkDto, RunHead } from '@/app/_contract/history';
import type { RunCell } from '@/app/_contract/runs';
import { firstVersion } from '../../cells/rebuild';
import type { Store } from '../../store';

/** Operations of one page. */
const MOST_STEPS = 4000;
/** Marks, and runs, of one page; more of them end it early. */
const MOST_BESIDE = 500;

interface Row {
  readonly version: number | bigint;
  readonly at: Date;
  readonly by: string;
  readonly kind: Step['kind'];
  readonly cell: string | null;
}

/**
 * A page of who changed what when: spells of work with the versions they end in, and what people named, restored, locked and ran.
 * @param before the version at which a newer page ended; null for the newest
 */
export async function readHistory(database: Store, notebookId: string, before: number | null): Promise<HistoryDto> {
  const top = before ?? Number.MAX_SAFE_INTEGER;
  const [{ version }, begins, rows] = await Promise.all([
    database.notebook.findUniqueOrThrow({ where: { id: notebookId }, select: { version: true } }),
    firstVersion(database, notebookId),
    database.$queryRaw<Row[]>`
      SELECT "version", "at", "userId" AS "by", json_extract("operation", '$.kind') AS "kind", json_extract("operation", '$.id') AS "cell"
      FROM "NotebookOperation" WHERE "notebookId" = ${notebookId} AND "version" < ${top} ORDER BY "version" DESC LIMIT ${MOST_STEPS + 1}`,
  ]);
  const steps = rows.reverse().map((row): Step => ({ ...row, version: Number(row.version), at: row.at.getTime() }));
  const spells = spellsOf(steps);
  // The oldest spell of a page that is full may begin before it.
  const isCut = steps.length > MOST_STEPS;
  const shown = isCut && spells.length > 1 ? spells.slice(1) : spells;
  const from = isCut ? shown[0].first : 0;
  const range = { notebookId, version: { gte: from, lt: top } };
  const [marks, runs] = await Promise.all([marksIn(database, range), runsIn(database, range)]);
  const ids = [...steps.map(({ cell }) => cell), ...marks.map(({ cell }) => cell)].flatMap((id) => id ?? []);
  const people = [...steps, ...marks, ...runs].map(({ by }) => by);
  return {
    version,
    begins,
    spells: shown.toReversed(),
    marks,
    runs,
    people: await namesOf(database, people),
    cells: await cellNames(database, notebookId, new Set(ids)),
    older: isCut ? from : null,
  };
}

type Range = { readonly notebookId: string; readonly version: { readonly gte: number; readonly lt: number } };

async function marksIn(database: Store, where: Range): Promise<readonly MarkDto[]> {
  const rows = await database.notebookMark.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: MOST_BESIDE });
  return rows.map(({ id, kind, version, name, note, restored, cellId, userId, at }) => ({
    id,
    kind: kind as MarkDto['kind'],
    version,
    name,
    note,
    restored,
    cell: cellId,
    by: userId,
    at: at.toISOString(),
  }));
}

async function runsIn(database: Store, where: Range): Promise<readonly RunHead[]> {
  const rows = await database.runRecord.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: MOST_BESIDE });
  return rows.map(({ id, userId, at, trigger, version, cells }) => {
    const ran = cells as unknown as readonly RunCell[];
    const failed = ran.filter(({ status }) => status !== 'ok').length;
    return { id, by: userId, at: at.toISOString(), trigger: trigger as RunHead['trigger'], version, cells: ran.length, failed };
  });
}

/** Legal names by id; whoever is gone has none. */
export async function namesOf(database: Store, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const users = await database.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, legalName: true, name: true },
  });
  return Object.fromEntries(users.map(({ id, legalName, name }) => [id, legalName || name]));
}

/** Names of cells, the removed ones too. */
async function cellNames(database: Store, notebookId: string, ids: ReadonlySet<string>): Promise<Readonly<Record<string, string>>> {
  const cells = await database.cell.findMany({ where: { notebookId }, select: { id: true, name: true } });
  return Object.fromEntries(cells.flatMap(({ id, name }) => (ids.has(id) ? [[id, name]] : [])));
}
