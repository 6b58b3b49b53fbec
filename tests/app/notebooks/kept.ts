import { type KeptEntry, type KeptResult, keptResult } from '@/app/_contract/kept-results';
import { entryOf } from '@/app/_server/notebooks/kept-entries';
import { fitting, keptFacts, keptTexts } from '@/app/_server/notebooks/kept-reading';
import { type Keeper, keepResults as keepJudged } from '@/app/_server/notebooks/kept-results';
import { judgeOwn } from '@/app/_server/notebooks/results/judge';
import { offeredOf } from '@/app/_server/notebooks/results/offered';
import type { ResultsOf } from '@/app/_server/notebooks/results-of';
import type { Store } from '@/app/_server/store';

/** Keeps results as an action does, without its thread. */
export async function keepResults(
  keeper: Keeper | null,
  of: ResultsOf,
  results: readonly KeptResult[],
  database: Store,
  draw: (n: number) => boolean,
  doubtful = false,
): Promise<boolean> {
  return keepJudged(
    keeper,
    of,
    await judgeOwn(
      results.map((one) => offeredOf(one, doubtful)),
      of,
      database,
    ),
    database,
    draw,
  );
}

/** What somebody is shown under keys. */
export async function keptResults(
  of: Pick<ResultsOf, 'projectId' | 'release'>,
  keys: readonly string[],
  readerId: string,
  database: Store,
  most = 4_000_000,
): Promise<readonly KeptEntry[]> {
  const { facts: found } = await keptFacts(of, keys, readerId, database);
  const facts = fitting(found, most);
  return (await keptTexts(of.projectId, facts, database)).flatMap((text) => entryOf(text) ?? []);
}

export const key = (digit: string) => digit.repeat(64);
export const table = (rows: number, column = 'n') => ({
  columns: [column],
  types: ['integer' as const],
  rows: Array.from({ length: rows }, (_, at) => [at]),
});
export const attrition = (label = 'Adults') => ({
  columns: ['step', 'kind', 'label', 'patients', 'entries', 'removed_patients', 'removed_entries'],
  types: ['integer', 'text', 'text', 'integer', 'integer', 'integer', 'integer'],
  rows: [[1, 'database', label, 4, null, null, null]],
});

export function outcomeOf(given: Record<string, unknown>) {
  const nothing = { tables: [], totals: [], stored: [], warnings: [], conventions: {}, seed: null, figures: [], views: [], rows: null };
  const words = { sentence: null, paragraph: null, words: null, rScript: null, labels: {}, aggregates: [] };
  return { ...nothing, ...words, ...given };
}

export function result(digit: string, kind: KeptResult['kind'], given: Record<string, unknown>, method: string | null = null): KeptResult {
  return keptResult.parse({ key: key(digit), kind, method, outcome: outcomeOf(given) });
}
