import 'server-only';
/** The server's own runs of kept results: one at a time, oldest first. The application database is the queue. */
import { sameOutcome } from '@/analysis-kernel/session/same-outcome';
import { keptOutcome } from '@/app/_contract/kept-results';
import type { KeptResult as KeptRow, PrismaClient } from '@/prisma/generated/client';
import { appendAudit } from '../../audit/append';
import { findRelease } from '../../catalogue/releases';
import { now } from '../../clock';
import { store } from '../../store';
import { type CheckRun, runCheck } from './run-check';

/** More than this never wait: the youngest beyond are left unchecked. */
const MOST_WAITING = 500;

const holder = globalThis as typeof globalThis & { cohoChecking?: Promise<void> };

/** Sees to it that what waits is run; returns at once. */
export function checkWaiting(): void {
  holder.cohoChecking ??= checkAll().finally(() => {
    holder.cohoChecking = undefined;
  });
}

/** Runs what waits until nothing does. */
export async function checkAll(
  database: PrismaClient = store(),
  run: (row: KeptRow, database: PrismaClient) => Promise<CheckRun> = runAgain,
): Promise<void> {
  for (;;) {
    const waiting = await database.keptResult.findMany({
      where: { check: 'pending' },
      orderBy: { createdAt: 'asc' },
      take: MOST_WAITING + 1,
    });
    for (const row of waiting.slice(MOST_WAITING)) await settle(row, { ran: false }, database);
    const [next] = waiting;
    if (!next) return;
    await settle(next, await run(next, database), database);
  }
}

/** A run that gives the same confirms the result; one that gives another, or nothing to see, withdraws it. Both go on record. */
async function settle(row: KeptRow, run: CheckRun, database: PrismaClient): Promise<void> {
  // The result may have been replaced meanwhile: then the newer one waits for a run of its own.
  const same = { projectId: row.projectId, key: row.key, check: 'pending', createdAt: row.createdAt };
  if (!run.ran) {
    await database.keptResult.updateMany({ where: same, data: { check: 'none' } });
    return;
  }
  const kept = keptOutcome.safeParse(row.result).data;
  const agrees = kept !== undefined && run.kept !== null && sameOutcome(kept, run.kept);
  await database.$transaction(async (tx) => {
    const { count } = await tx.keptResult.updateMany({
      where: same,
      data: agrees ? { check: 'agrees', checkedAt: now() } : { check: 'differs', checkedAt: now(), withdrawnAt: now(), withdrawnBy: null },
    });
    if (count === 0) return;
    await appendAudit(tx, {
      userId: null,
      userName: '',
      action: 'results.check',
      outcome: agrees ? 'done' : 'failed',
      reason: agrees ? null : 'differs',
      objectKind: 'project',
      objectId: row.projectId,
      projectId: row.projectId,
      release: row.release,
      details: { key: row.key, by: row.createdBy, notebook: row.notebookId },
    });
  });
}

async function runAgain({ notebookId, release, key }: KeptRow, database: PrismaClient): Promise<CheckRun> {
  if (notebookId === null) return { ran: false };
  const file = await findRelease(release).catch(() => null);
  if (!file) return { ran: false };
  const cells = await database.cell.findMany({ where: { notebookId, deletedAt: null }, orderBy: { position: 'asc' } });
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
