import 'server-only';
import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import { glanceTable } from '@/analysis-kernel/figures/glance';
import { figureSchema, figureWeight } from '@/analysis-kernel/figures/kinds';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { keptLabels, keptOutcome, keptTable } from '@/app/_contract/kept-results';
import type { NotebookPicture } from '@/app/_contract/notebooks';
import { Prisma } from '@/prisma/generated/client';
import type { Store } from '../store';

/** Checks of results that are shown to nobody but their sender. */
export const HIDDEN: readonly string[] = ['doubted', 'elsewhere', 'unable'];

function weightOf(outcome: Pick<KeptOutcome, 'figures'>): number {
  return Math.max(0, ...outcome.figures.map(figureWeight));
}

/** More labels than a small picture's groups, terms and levels have are of other tables. */
const MOST_LABELS = 300;

/** The small picture of a result as it is stored beside it: its weightiest figure with the data it shows; empty where it has none. */
export function pictureOf(outcome: Pick<KeptOutcome, 'figures' | 'tables' | 'labels'>): string {
  const figure = outcome.figures.toSorted((a, b) => figureWeight(b) - figureWeight(a))[0];
  const table = outcome.tables.find(([name]) => name === figure?.table)?.[1];
  if (!figure || !table || figureWeight(figure) === 0) return '';
  const labels = Object.fromEntries(Object.entries(outcome.labels).slice(0, MOST_LABELS));
  return JSON.stringify({ figure, table: glanceTable(figure, table), labels } satisfies NotebookPicture);
}

/** By the text they are stored as, of which this many characters. */
const picturesRead = new LRUCache<string, NotebookPicture>({ maxSize: 4_000_000 });

const picture: z.ZodType<NotebookPicture> = z.object({ figure: figureSchema, table: keptTable, labels: keptLabels });

/** Remembers the first of the weightiest results shown, unless the notebook is known by a weightier one that is still kept. */
export async function rememberPicture(
  notebookId: string,
  results: readonly (readonly [string, Pick<KeptOutcome, 'figures'>])[],
  database: Store,
): Promise<void> {
  const weight = Math.max(0, ...results.map(([, outcome]) => weightOf(outcome)));
  const best = results.find(([, outcome]) => weight > 0 && weightOf(outcome) === weight);
  if (!best) return;
  const { figureKey, projectId } = await database.notebook.findUniqueOrThrow({ where: { id: notebookId } });
  if (figureKey === best[0]) return;
  const present = await readPicture({ projectId, figureKey }, database);
  if (present && figureWeight(present.figure) > weight) return;
  await database.notebook.update({ where: { id: notebookId }, data: { figureKey: best[0] } });
}

/**
 * The figure that stands for a notebook, with as much of its table as a small picture shows, and marks where labels of columns stand.
 * One in doubt or withdrawn is not shown.
 */
export async function readPicture(
  { projectId, figureKey }: { readonly projectId: string; readonly figureKey: string | null },
  database: Store,
): Promise<NotebookPicture | null> {
  if (figureKey === null) return null;
  const id = { projectId, key: figureKey };
  const [row] = await database.$queryRaw<{ picture: string | null }[]>`
    SELECT k."picture" FROM "KeptResult" k WHERE k."projectId" = ${projectId} AND k."key" = ${figureKey} AND ${shownPicture}`;
  return row ? pictureIn(await pictureText(id, row.picture, database)) : null;
}

/** Of results `k`, those whose picture may stand for a notebook: neither in doubt nor withdrawn. */
export const shownPicture = Prisma.sql`k."withdrawnAt" IS NULL AND k."check" NOT IN (${Prisma.join([...HIDDEN])})`;

/** The picture of a result, as it is stored or, of one kept before pictures were, as it is drawn now; empty where it has none. */
export async function pictureText(
  id: { readonly projectId: string; readonly key: string },
  stored: string | null,
  database: Store,
): Promise<string> {
  return stored ?? (await drawFirst(id, database));
}

export function pictureIn(text: string): NotebookPicture | null {
  if (text === '') return null;
  const known = picturesRead.get(text) ?? picture.safeParse(JSON.parse(text)).data;
  if (known) picturesRead.set(text, known, { size: text.length });
  return known ?? null;
}

async function drawFirst(id: { readonly projectId: string; readonly key: string }, database: Store): Promise<string> {
  const row = await database.keptResult.findUnique({ where: { projectId_key: id }, select: { result: true, createdAt: true } });
  const outcome = keptOutcome.safeParse(row?.result).data;
  const drawn = outcome ? pictureOf(outcome) : '';
  await database.keptResult.updateMany({ where: { ...id, createdAt: row?.createdAt }, data: { picture: drawn } });
  return drawn;
}
