import 'server-only';
import type { Figure } from '@/analysis-kernel/results/result';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { keptOutcome } from '@/app/_contract/kept-results';
import type { NotebookPicture } from '@/app/_contract/notebooks';
import type { Store } from '../store';

/** Which figure stands for a notebook: a survival curve before a forest plot. A cohort's flow says little without its words. */
const weights: Readonly<Record<Figure['kind'], number>> = { survival: 2, forest: 1, flow: 0 };

function weightOf(outcome: Pick<KeptOutcome, 'figures'>): number {
  return Math.max(0, ...outcome.figures.map(({ kind }) => weights[kind]));
}

/** Remembers the first of the weightiest results shown, unless the notebook is known by a weightier one that is still kept. */
export async function rememberPicture(
  notebookId: string,
  results: readonly (readonly [string, KeptOutcome])[],
  database: Store,
): Promise<void> {
  const weight = Math.max(0, ...results.map(([, outcome]) => weightOf(outcome)));
  const best = results.find(([, outcome]) => weight > 0 && weightOf(outcome) === weight);
  if (!best) return;
  const { figureKey, projectId } = await database.notebook.findUniqueOrThrow({ where: { id: notebookId } });
  if (figureKey === best[0]) return;
  const present = figureKey === null ? null : await readKept(projectId, figureKey, database);
  if (present && weightOf(present) > weight) return;
  await database.notebook.update({ where: { id: notebookId }, data: { figureKey: best[0] } });
}

async function readKept(projectId: string, key: string, database: Store): Promise<KeptOutcome | null> {
  const row = await database.keptResult.findUnique({ where: { projectId_key: { projectId, key } }, select: { result: true } });
  return keptOutcome.safeParse(row?.result).data ?? null;
}

/** The figure that stands for a notebook, with the one table it is drawn from. */
export async function readPicture(
  { projectId, figureKey }: { readonly projectId: string; readonly figureKey: string | null },
  database: Store,
): Promise<NotebookPicture | null> {
  const outcome = figureKey === null ? null : await readKept(projectId, figureKey, database);
  const figure = outcome?.figures.toSorted((a, b) => weights[b.kind] - weights[a.kind])[0];
  const table = outcome?.tables.find(([name]) => name === figure?.table)?.[1];
  return outcome && figure && table ? { figure, table, labels: outcome.labels } : null;
}
