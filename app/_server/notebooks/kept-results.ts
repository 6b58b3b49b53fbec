import 'server-only';
import { findMethod } from '@/analysis-kernel/registry/registry';
import type { ResultTable } from '@/analysis-kernel/results/result';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { type KeptResult, keptOutcome } from '@/app/_contract/kept-results';
import { now } from '../clock';
import { checkDrawing } from '../content/drawing-pool';
import { Refusal } from '../refusal';
import type { Store } from '../store';

/** Largest result kept, in bytes of JSON; larger ones are computed again. */
const LARGEST = 4_000_000;

/** Whose results they are: a project's own, so that nobody is shown what members of another one kept. */
export interface ResultsOf {
  readonly projectId: string;
  readonly release: string;
}

/**
 * Keeps aggregate results under their keys. A table with a row a patient is refused whatever the browser says:
 * the method's own declaration decides, and of a cohort only its attrition may come.
 */
export async function keepResults(
  personId: string,
  { projectId, release }: ResultsOf,
  results: readonly KeptResult[],
  database: Store,
): Promise<void> {
  for (const { key, kind, method, outcome } of results) {
    if (!outcome.tables.every(([name, table]) => mayKeep(kind, method, name, table))) {
      throw new Refusal('invalid-input', { fields: ['results'] });
    }
    const svg = outcome.svg === undefined ? undefined : await harmless(outcome.svg);
    if (svg === null) continue;
    const json = JSON.stringify({ ...outcome, svg });
    const bytes = Buffer.byteLength(json);
    if (bytes > LARGEST) continue;
    await database.keptResult.upsert({
      where: { projectId_key: { projectId, key } },
      update: {},
      create: { projectId, key, release, kind, result: JSON.parse(json), bytes, createdAt: now(), createdBy: personId },
    });
  }
}

/** Longest table of a query or of code that is kept: groups of patients are few. */
const MOST_ROWS = 1000;

function mayKeep(kind: KeptResult['kind'], method: string | null, name: string, table: ResultTable): boolean {
  if (kind === 'cohort') return name === 'attrition';
  if (kind !== 'analysis') return kind !== 'chart' && name === 'table' && table.rows.length <= MOST_ROWS;
  const declared = method === null ? undefined : findMethod(method)?.tables.find(({ name: known }) => known === name);
  return declared !== undefined && declared.disclosure.kind !== 'patient-level';
}

/** A drawing as others will be shown it, whoever drew it and with what; null where there was no time to check it. */
async function harmless(svg: string): Promise<string | null> {
  const answer = await checkDrawing(svg);
  if ('refusal' in answer && answer.refusal === 'too_slow') return null;
  if ('refusal' in answer) throw new Refusal('invalid-input', { fields: ['results'] });
  return answer.html;
}

/** Kept results of a project by key; one that no longer reads as such is left out. */
export async function keptResults(
  { projectId, release }: ResultsOf,
  keys: readonly string[],
  database: Store,
): Promise<readonly (readonly [string, KeptOutcome])[]> {
  const rows = await database.keptResult.findMany({
    where: { projectId, release, key: { in: [...keys] } },
    select: { key: true, result: true },
  });
  return rows.flatMap(({ key, result }) => {
    const read = keptOutcome.safeParse(result);
    return read.success ? [[key, read.data] as const] : [];
  });
}
