import 'server-only';
import { Refusal } from '../../refusal';
import type { Store } from '../../store';
import type { RefusedResult } from '../kept-shape';
import type { ResultsOf } from '../results-of';
import { patientKeysOf } from '../results-of';
import { storedTexts } from '../stored-texts';
import { namedTexts } from './named-texts';
import { type Agreement, agreementOf, type OfferedResult } from './offered';
import { askResults } from './results-thread';
import type { Pair, PermittedTexts, SentTexts } from './tasks';

/** A result that may be kept, and how it agrees with what stood under its key when it was looked at. */
export interface JudgedResult extends OfferedResult {
  /** Null where nothing stood. */
  readonly against: { readonly createdAt: Date; readonly agreement: Agreement } | null;
}

interface Standing {
  readonly createdAt: Date;
  readonly json: string;
}

/**
 * Judges results as a browser sent them, off the server's own thread.
 * @throws Refusal `result-refused` where none is left, `invalid-input` where the text is none of results
 */
export async function judgeSent(
  text: string,
  of: ResultsOf,
  database: Store,
): Promise<{ readonly results: readonly JudgedResult[]; readonly refused: readonly RefusedResult[] }> {
  const task: SentTexts = { text, keys: [...(await patientKeysOf(of.release))], named: await namedTexts(of, database) };
  const permitted = await askResults<PermittedTexts | null>('permitted', task);
  if (permitted === null) throw new Refusal('invalid-input', { fields: ['results'] });
  const { results, refused } = permitted;
  const [first] = refused;
  if (first && results.length === 0) throw new Refusal('result-refused', { reason: first.reason });
  return { results: await judge(results, of, database, (pairs) => askResults('agreements', pairs)), refused };
}

/** Judges what the server itself has run, where it stands. */
export function judgeOwn(results: readonly OfferedResult[], of: ResultsOf, database: Store): Promise<readonly JudgedResult[]> {
  return judge(results, of, database, (pairs) => pairs.map(({ json, standing }) => agreementOf(json, standing)));
}

async function judge(
  results: readonly OfferedResult[],
  of: ResultsOf,
  database: Store,
  agreements: (pairs: readonly Pair[]) => Promise<readonly Agreement[]> | readonly Agreement[],
): Promise<readonly JudgedResult[]> {
  const standing = await standingOf(
    of.projectId,
    results.map(({ key }) => key),
    database,
  );
  const met = results.filter(({ key }) => standing.has(key));
  const found = met.length === 0 ? [] : await agreements(met.map(({ key, json }) => ({ json, standing: standing.get(key)?.json ?? '' })));
  const agreed = new Map(met.map(({ key }, place) => [key, found[place]]));
  return results.map((result) => {
    const [there, agreement] = [standing.get(result.key), agreed.get(result.key)];
    return { ...result, against: there && agreement ? { createdAt: there.createdAt, agreement } : null };
  });
}

async function standingOf(projectId: string, keys: readonly string[], database: Store): Promise<ReadonlyMap<string, Standing>> {
  const rows = await database.keptResult.findMany({
    where: { projectId, key: { in: [...keys] }, withdrawnAt: null },
    select: { key: true, createdAt: true },
  });
  if (rows.length === 0) return new Map();
  const json = await storedTexts(
    projectId,
    rows.map(({ key }) => key),
    database,
  );
  return new Map(rows.map(({ key, createdAt }) => [key, { createdAt, json: json.get(key) ?? 'null' }]));
}
