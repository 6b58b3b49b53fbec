import 'server-only';
import { figureWeight } from '@/analysis-kernel/figures/kinds';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { keptOutcome } from '@/app/_contract/kept-results';
import type { NotebookPicture } from '@/app/_contract/notebooks';
import type { Store } from '../store';

function weightOf(outcome: Pick<KeptOutcome, 'figures'>): number {
  return Math.max(0, ...outcome.figures.map(figureWeight));
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
  const figure = outcome?.figures.toSorted((a, b) => figureWeight(b) - figureWeight(a))[0];
  const table = outcome?.tables.find(([name]) => name === figure?.table)?.[1];
  return outcome && figure && table ? { figure, table, labels: outcome.labels } : null;
}
