import 'server-only';
import type { AuditEntryDto, AuditFilter, AuditPageDto } from '@/app/_contract/audit';
import type { Prisma } from '@/prisma/generated/client';
import { after, DAY } from '../clock';
import type { Store } from '../store';
import { writeCounted } from './refusals';

const PAGE = 50;

function whereOf(filter: AuditFilter): Prisma.AuditEntryWhereInput {
  return {
    ...(filter.person ? { userName: { contains: filter.person.toLowerCase() } } : {}),
    ...(filter.action ? { action: { contains: filter.action } } : {}),
    ...(filter.project ? { projectId: filter.project } : {}),
    ...(filter.release ? { release: { contains: filter.release } } : {}),
    ...(filter.outcome ? { outcome: filter.outcome } : {}),
    ...(filter.before ? { sequence: { lt: filter.before } } : {}),
    ...(filter.from || filter.through
      ? {
          at: {
            ...(filter.from ? { gte: new Date(`${filter.from}T00:00:00Z`) } : {}),
            ...(filter.through ? { lt: after(new Date(`${filter.through}T00:00:00Z`), DAY) } : {}),
          },
        }
      : {}),
  };
}

/** One page of the log, newest first. */
export async function listAudit(database: Store, filter: AuditFilter): Promise<AuditPageDto> {
  await database.$transaction(writeCounted);
  const rows = await database.auditEntry.findMany({ where: whereOf(filter), orderBy: { sequence: 'desc' }, take: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  const names = await namesOf(
    database,
    shown.flatMap(({ objectId }) => objectId ?? []),
  );
  const entries = shown.map(
    (row): AuditEntryDto => ({
      sequence: row.sequence,
      at: row.at.toISOString(),
      person: row.userName,
      action: row.action,
      outcome: row.outcome === 'denied' || row.outcome === 'failed' ? row.outcome : 'done',
      reason: row.reason,
      object: row.release ?? (row.objectId === null ? null : (names.get(row.objectId) ?? row.objectId)),
      details: JSON.stringify(row.details) === '{}' ? '' : JSON.stringify(row.details),
      hash: row.hash,
    }),
  );
  return { entries, older: rows.length > PAGE ? (shown.at(-1)?.sequence ?? null) : null };
}

/** Sign-in names of accounts, names of projects and titles of notebooks; what is gone keeps its id. */
async function namesOf(database: Store, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const where = { id: { in: [...new Set(ids)] } };
  const [users, projects, notebooks] = await Promise.all([
    database.user.findMany({ where, select: { id: true, name: true } }),
    database.project.findMany({ where, select: { id: true, name: true } }),
    database.notebook.findMany({ where, select: { id: true, title: true } }),
  ]);
  return new Map([...users, ...projects, ...notebooks.map(({ id, title: name }) => ({ id, name }))].map(({ id, name }) => [id, name]));
}
