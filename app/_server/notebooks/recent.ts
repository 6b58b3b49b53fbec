import 'server-only';
import { LRUCache } from 'lru-cache';
import { partWithLabels } from '@/analysis-kernel/cells/label-marks';
import type { RecentNotebook } from '@/app/_contract/notebooks';
import type { Notebook, Project } from '@/prisma/generated/client';
import type { Person } from '../access/person';
import { projectsOf } from '../access/scope';
import { MINUTE, now } from '../clock';
import type { Store } from '../store';
import { columnLabels } from './brought/brought-results';
import { pictureIn, pictureText, shownPicture } from './picture';

const OPENED = 'opened.';

/** Who had what open in the last minute. */
const noted = new LRUCache<string, true>({ max: 10_000, ttl: MINUTE });

/** Notes that a person has a notebook open, to the minute. */
export async function rememberOpened(database: Store, { id: userId }: Person, notebookId: string): Promise<void> {
  const mark = `${userId} ${notebookId}`;
  if (noted.has(mark)) return;
  const [key, value] = [`${OPENED}${notebookId}`, now().toISOString()];
  await database.preference.upsert({ where: { userId_key: { userId, key } }, create: { userId, key, value }, update: { value } });
  noted.set(mark, true);
}

interface Row extends Pick<Notebook, 'id' | 'projectId' | 'title' | 'version' | 'updatedAt' | 'figureKey'>, Pick<Project, 'release'> {
  readonly projectName: string;
  readonly cells: bigint;
  /** Its small picture as it is stored; null where it was not drawn yet. */
  readonly picture: string | null;
  /** Key of the result the picture is of; null where that is not shown. */
  readonly pictured: string | null;
}

/** Where a person was: the notebooks opened last, then those of her projects that changed last. One query: whoever comes home asks. */
export async function recentNotebooks(database: Store, person: Person, most: number): Promise<readonly RecentNotebook[]> {
  const rows = await database.$queryRaw<Row[]>`
    SELECT shown.*, k."picture", k."key" AS "pictured",
      (SELECT count(*) FROM "Cell" c WHERE c."notebookId" = shown."id" AND c."deletedAt" IS NULL) AS "cells"
    FROM (
      SELECT n."id", n."projectId", n."title", n."version", n."updatedAt", n."figureKey", p."name" AS "projectName", p."release",
        o."value" AS "opened"
      FROM ${projectsOf(person)} JOIN "Notebook" n ON n."projectId" = p."id" AND n."deletedAt" IS NULL
      LEFT JOIN "Preference" o ON o."userId" = m."userId" AND o."key" = ${OPENED} || n."id"
      WHERE p."status" = 'active' ORDER BY o."value" DESC, n."updatedAt" DESC LIMIT ${most}
    ) shown LEFT JOIN "KeptResult" k ON k."projectId" = shown."projectId" AND k."key" = shown."figureKey" AND ${shownPicture}
    ORDER BY shown."opened" DESC, shown."updatedAt" DESC`;
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      projectId: row.projectId,
      projectName: row.projectName,
      title: row.title,
      updatedAt: row.updatedAt.toISOString(),
      cells: Number(row.cells),
      picture: await labelledPicture(database, row),
    })),
  );
}

/** Pictures in the words of their cells, as JSON, by notebook and stored picture; with what they were worded from. */
const labelled = new LRUCache<string, { readonly asOf: string; readonly json: string }>({ maxSize: 8_000_000 });

/**
 * A notebook's picture in the words of its cells, as JSON. Where these cannot be read now it has the words it had last, or none is shown: names of
 * columns say nothing to most.
 */
async function labelledPicture(database: Store, row: Row): Promise<string | null> {
  if (row.pictured === null) return null;
  const text = await pictureText({ projectId: row.projectId, key: row.pictured }, row.picture, database);
  const [mark, asOf] = [`${row.id} ${text}`, `${row.version} ${row.release}`];
  const known = labelled.get(mark);
  if (known?.asOf === asOf) return known.json;
  const picture = pictureIn(text);
  if (picture === null) return null;
  const labels = await columnLabels(database, row, row.pictured);
  if (labels === null) return known?.json ?? null;
  const json = JSON.stringify(partWithLabels(picture, (column) => labels.get(column) ?? null));
  labelled.set(mark, { asOf, json }, { size: mark.length + json.length });
  return json;
}
