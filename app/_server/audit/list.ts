import 'server-only';
import type { AuditEntryDto, AuditFilter, AuditPageDto } from '@/app/_contract/audit';
import type { Language } from '@/cohort-dsl/source/localised';
import type { AuditEntry, Prisma } from '@/prisma/generated/client';
import { after, DAY } from '../clock';
import type { Store } from '../store';
import { writeCounted } from './refusals';
import { sentenceOf } from './sentence';

const PAGE = 50;
const EXPORTED_AT_ONCE = 500;

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
export async function listAudit(database: Store, filter: AuditFilter, language: Language): Promise<AuditPageDto> {
  await database.$transaction(writeCounted);
  const rows = await newest(database, filter, PAGE + 1);
  const entries = await told(database, rows.slice(0, PAGE), language);
  return { entries, older: rows.length > PAGE ? (entries.at(-1)?.sequence ?? null) : null };
}

/** All the log a search finds, newest first, some hundreds of entries at a time. */
export async function* everyAuditPage(database: Store, filter: AuditFilter, language: Language): AsyncGenerator<readonly AuditEntryDto[]> {
  let before = filter.before;
  for (;;) {
    const rows = await newest(database, { ...filter, before }, EXPORTED_AT_ONCE);
    if (rows.length > 0) yield await told(database, rows, language);
    before = rows.at(-1)?.sequence;
    if (rows.length < EXPORTED_AT_ONCE) return;
  }
}

function newest(database: Store, filter: AuditFilter, most: number): Promise<AuditEntry[]> {
  return database.auditEntry.findMany({ where: whereOf(filter), orderBy: { sequence: 'desc' }, take: most });
}

async function told(database: Store, rows: readonly AuditEntry[], language: Language): Promise<readonly AuditEntryDto[]> {
  const names = await namesOf(
    database,
    rows.flatMap(({ objectId, projectId }) => [objectId ?? [], projectId ?? []].flat()),
  );
  const sentence = sentenceOf(language);
  const named = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id));
  return rows.map((row): AuditEntryDto => {
    const entry = {
      sequence: row.sequence,
      at: row.at.toISOString(),
      person: row.userName,
      action: row.action,
      outcome: row.outcome as AuditEntryDto['outcome'],
      reason: row.reason,
      objectKind: row.objectKind,
      object: row.release ?? named(row.objectId),
      project: named(row.projectId),
      details: row.details as AuditEntryDto['details'],
      hash: row.hash,
    };
    return { ...entry, sentence: sentence(entry) };
  });
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
