import 'server-only';
import { KERNEL_VERSION } from '@/analysis-kernel/version';
import type { KeptResult } from '@/app/_contract/kept-results';
import type { KeptResult as KeptRow } from '@/prisma/generated/client';
import { appendAudit } from '../audit/append';
import { recordRefusal } from '../audit/refusals';
import { now } from '../clock';
import { oneIn } from '../random';
import { Refusal } from '../refusal';
import type { Store } from '../store';
import type { RefusedResult } from './kept-shape';
import type { JudgedResult } from './results/judge';
import type { Agreement } from './results/offered';
import type { ResultsOf } from './results-of';
import { storeText } from './stored-texts';

/** Largest result kept, in bytes of JSON; larger ones are computed again. */
const LARGEST = 4_000_000;

/** One in as many results is run again by the server, though nothing speaks against it. */
const CHECKED_ONE_IN = 20;

/** So many refused results of one call are named in the log. */
const MOST_NAMED = 20;

export interface Keeper {
  readonly id: string;
  readonly name: string;
}

/**
 * Keeps aggregate results under their keys. A run that differs from the one kept takes its place, both go on record, and the server
 * runs the cell itself; what it has confirmed, no browser replaces. What it cannot run again (drawings, code) it takes as it is.
 * @param keeper null for the server's own runs
 * @returns whether a check is waiting
 */
export async function keepResults(
  keeper: Keeper | null,
  of: ResultsOf,
  results: readonly JudgedResult[],
  database: Store,
  draw: (n: number) => boolean = oneIn,
): Promise<boolean> {
  let waiting = false;
  for (const result of results) waiting = (await keep(keeper, of, result, database, draw)) || waiting;
  return waiting;
}

/** What is looked at of a result that is there: never the result itself. */
const seen = { createdAt: true, createdBy: true, check: true, kind: true, withdrawnAt: true, key: true } as const;
type Present = Pick<KeptRow, keyof typeof seen>;

async function keep(
  keeper: Keeper | null,
  of: ResultsOf,
  result: JudgedResult,
  database: Store,
  draw: (n: number) => boolean,
): Promise<boolean> {
  const { key, kind, method, json, bytes, picture, doubtful } = result;
  if (bytes > LARGEST) return false;
  const id = { projectId_key: { projectId: of.projectId, key } };
  const present = await database.keptResult.findUnique({ where: id, select: seen });
  const agreement = agreementWith(present, result);
  if (agreement === 'whole') return false;
  const stands = agreement !== null && agreement !== 'unreadable';
  // A drawing depends on the window it was made for: one's own anew is no difference to record.
  const another = stands && !(agreement === 'numbers' && present?.createdBy === keeper?.id);
  if (present && keeper && another) await recordDifference(keeper, of, present, database);
  // What the server's own run has confirmed, stays.
  if (stands && present?.check === 'agrees') return false;
  const check = keeper === null ? 'agrees' : checkOf(kind, doubtful, present, draw);
  const facts = {
    kind,
    method,
    notebookId: of.notebookId,
    release: of.release,
    picture,
    bytes,
    createdAt: now(),
    createdBy: keeper?.id ?? '',
    versions: KERNEL_VERSION,
    check,
    checkedAt: null,
    withdrawnAt: null,
    withdrawnBy: null,
  };
  await database.keptResult.upsert({ where: id, update: facts, create: { projectId: of.projectId, key, result: {}, ...facts } });
  await storeText(of.projectId, key, json, database);
  return check === 'pending' || check === 'doubted';
}

/** How a run agrees with what stands now; what came since it was judged was not compared, and counts as another. */
function agreementWith(present: Present | null, { against }: JudgedResult): Agreement | null {
  if (present === null || present.withdrawnAt !== null) return null;
  return against?.createdAt.getTime() === present.createdAt.getTime() ? against.agreement : 'differs';
}

/**
 * What only a run could confirm is shown to nobody else before the server's own run agrees; of what is never run again, as code and drawings, to
 * nobody else at all. One of two runs that differ is wrong. Of the others some are run again by chance, whatever kind they say they are: the
 * cell with the key says which it is.
 */
function checkOf(
  kind: KeptResult['kind'],
  doubtful: boolean,
  present: Present | null,
  draw: (n: number) => boolean,
): 'doubted' | 'pending' | 'none' | 'unable' {
  const drawn = kind === 'code' || kind === 'chart';
  if (doubtful) return drawn ? 'unable' : 'doubted';
  if (present?.check === 'differs' || (present !== null && !(drawn && present.kind === kind))) return 'doubted';
  return draw(CHECKED_ONE_IN) ? 'pending' : 'none';
}

/** Puts on record which results of a call were refused; the others of the call are kept. */
export async function recordRefused(keeper: Keeper, of: ResultsOf, refused: readonly RefusedResult[], database: Store): Promise<void> {
  await recordRefusal(database, {
    userId: keeper.id,
    userName: keeper.name,
    action: 'results.keep',
    outcome: 'failed',
    reason: 'result-refused',
    objectKind: 'notebook',
    objectId: of.notebookId,
    projectId: of.projectId,
    release: of.release,
    details: { refused: refused.slice(0, MOST_NAMED).map(({ key, reason }) => ({ key, reason })), of: refused.length },
  });
}

async function recordDifference(keeper: Keeper, of: ResultsOf, present: Present, database: Store): Promise<void> {
  await appendAudit(database, {
    userId: keeper.id,
    userName: keeper.name,
    action: 'results.differ',
    outcome: 'done',
    reason: present.check === 'agrees' ? 'confirmed-stays' : 'replaced',
    objectKind: 'project',
    objectId: of.projectId,
    projectId: of.projectId,
    release: of.release,
    details: { key: present.key, before: present.createdBy, notebook: of.notebookId },
  });
}

/** Takes a kept result from everybody's sight; the next run of its cell is kept anew and run again by the server. */
export async function withdrawResult(
  personId: string,
  { projectId }: Pick<ResultsOf, 'projectId'>,
  key: string,
  database: Store,
): Promise<void> {
  const { count } = await database.keptResult.updateMany({
    where: { projectId, key, withdrawnAt: null },
    data: { withdrawnAt: now(), withdrawnBy: personId },
  });
  if (count === 0) throw new Refusal('not-found', {});
}
