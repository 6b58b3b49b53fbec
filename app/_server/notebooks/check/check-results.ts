import 'server-only';
/** The server's own runs of kept results: one at a time, oldest first. The application database is the queue. */
import type { KeptResult as KeptRow, PrismaClient } from '@/prisma/generated/client';
import { appendAudit } from '../../audit/append';
import { findRelease } from '../../catalogue/releases';
import { now } from '../../clock';
import { tellKept } from '../../live-news';
import { askResults } from '../results/results-thread';
import type { OwnRun, Verdict } from '../results/tasks';
import { storedTexts, storeText } from '../stored-texts';
import { runCheck } from './run-check';

/** More than this never wait: the youngest beyond are left as what could not be run. */
const MOST_WAITING = 500;

/** What waits to be run, but for the result itself: that stays text. */
type Waiting = Omit<KeptRow, 'result'>;

/** Gives JSON of a `CheckRun`, or null where it was not able to. */
type Run = (row: Waiting, database: PrismaClient) => Promise<string | null>;

const holder = globalThis as typeof globalThis & { cohoChecking?: () => void };

/** Once a process: takes up what waits in this database, what an earlier process left too, and from then on what comes. */
export function startChecking(database: PrismaClient, run: Run = runAgain): void {
  let working = false;
  let more = false;
  const work = async () => {
    more = true;
    if (working) return;
    working = true;
    try {
      while (more) {
        more = false;
        await checkAll(database, run);
      }
    } catch {
      // A database that cannot be written now keeps its queue: the next result takes it up again.
      process.stderr.write('Kept results could not be checked; they are taken up again with the next one.\n');
    } finally {
      working = false;
    }
  };
  holder.cohoChecking = () => void work();
  holder.cohoChecking();
}

/** Tells the checks of this process that something waits; returns at once. */
export function checkWaiting(): void {
  holder.cohoChecking?.();
}

const waits = { in: ['pending', 'doubted'] };

/** Runs what waits until nothing does. */
export async function checkAll(database: PrismaClient, run: Run = runAgain): Promise<void> {
  for (;;) {
    const waiting = await database.keptResult.findMany({
      where: { check: waits },
      orderBy: { createdAt: 'asc' },
      take: MOST_WAITING + 1,
      select: { projectId: true, key: true },
    });
    for (const id of waiting.slice(MOST_WAITING)) await settle(await rowOf(id, database), null, database);
    const [next] = waiting;
    if (!next) return;
    const row = await rowOf(next, database);
    if (row) await settle(row, await run(row, database), database);
  }
}

/** What was in doubt stays so where the server cannot run it: a cell made too heavy to be run, or a full queue, lets nothing through. */
function notRun({ check, kind }: Waiting, why: 'elsewhere' | 'drawn' | 'unable'): string {
  if (why === 'elsewhere') return 'elsewhere';
  const isDrawn = kind === 'code' || kind === 'chart';
  if (why === 'drawn') return isDrawn ? 'none' : 'unable';
  return check === 'pending' ? 'none' : 'unable';
}

function rowOf(id: Pick<KeptRow, 'projectId' | 'key'>, database: PrismaClient): Promise<Waiting | null> {
  return database.keptResult.findUnique({ where: { projectId_key: id }, omit: { result: true } });
}

const UNABLE: Verdict = { ran: false, why: 'unable' };

/** A run is read and compared in the thread of results; what that has no time or room for could not be run. */
async function verdictOn({ projectId, key, kind }: Waiting, run: string | null, database: PrismaClient): Promise<Verdict> {
  if (run === null) return UNABLE;
  const json = (await storedTexts(projectId, [key], database)).get(key);
  if (json === undefined) return UNABLE;
  return askResults<Verdict>('verdict', { run, kept: { kind, json } } satisfies OwnRun).catch(() => UNABLE);
}

/**
 * A run that gives the same confirms the result, and what the server's own run gave is what stands; one that gives another, or nothing to
 * see, withdraws it. Both go on record.
 */
async function settle(row: Waiting | null, run: string | null, database: PrismaClient): Promise<void> {
  if (!row) return;
  // The result may have been replaced meanwhile: then the newer one waits for a run of its own.
  const same = { projectId: row.projectId, key: row.key, check: waits, createdAt: row.createdAt, createdBy: row.createdBy };
  const verdict = await verdictOn(row, run, database);
  if (!verdict.ran) {
    await database.keptResult.updateMany({ where: same, data: { check: notRun(row, verdict.why) } });
    return;
  }
  const { confirmed } = verdict;
  const at = now();
  const data = confirmed
    ? { check: 'agrees', checkedAt: at, method: confirmed.method, bytes: confirmed.bytes, picture: confirmed.picture }
    : { check: 'differs', checkedAt: at, withdrawnAt: at, withdrawnBy: null };
  await database.$transaction(async (tx) => {
    const { count } = await tx.keptResult.updateMany({ where: same, data });
    if (count === 0) return;
    if (confirmed) await storeText(row.projectId, row.key, confirmed.json, tx);
    await appendAudit(tx, {
      userId: null,
      userName: '',
      action: 'results.check',
      outcome: confirmed ? 'done' : 'failed',
      reason: confirmed ? null : 'differs',
      objectKind: 'project',
      objectId: row.projectId,
      projectId: row.projectId,
      release: row.release,
      details: { key: row.key, by: row.createdBy, notebook: row.notebookId },
    });
  });
  tellKept(row.projectId, [row.key], null, confirmed === null);
}

async function runAgain({ notebookId, release, key }: Waiting, database: PrismaClient): Promise<string | null> {
  if (notebookId === null) return null;
  const file = await findRelease(release).catch(() => null);
  if (!file) return null;
  const cells = await database.cell.findMany({
    where: { notebookId, deletedAt: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  return runCheck({
    database: { name: file.database, file: file.path },
    cells: cells.map(({ id, kind, name, body, version }) => ({
      id,
      version,
      explicitId: false,
      kind,
      name: kind === 'text' ? null : name,
      body,
      written: null,
    })),
    key,
  });
}
