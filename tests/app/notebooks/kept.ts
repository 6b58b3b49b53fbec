import type { KeptEntry, KeptResult } from '@/app/_contract/kept-results';
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
): Promise<boolean> {
  return keepJudged(keeper, of, await judgeOwn(results.map(offeredOf), of, database), database, draw);
}

/** What somebody is shown under keys. */
export async function keptResults(
  of: Pick<ResultsOf, 'projectId' | 'release'>,
  keys: readonly string[],
  readerId: string,
  database: Store,
  most = 4_000_000,
): Promise<readonly KeptEntry[]> {
  const facts = fitting(await keptFacts(of, keys, readerId, database), most);
  return (await keptTexts(of.projectId, facts, database)).flatMap((text) => entryOf(text) ?? []);
}
