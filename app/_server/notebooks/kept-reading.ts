import 'server-only';
import type { KeptEntry } from '@/app/_contract/kept-results';
import type { KeptResult as KeptRow } from '@/prisma/generated/client';
import type { Store } from '../store';
import type { KeptText } from './kept-entries';
import { HIDDEN } from './picture';
import type { ResultsOf } from './results-of';
import { storedTexts } from './stored-texts';

/** What is known of a kept result without reading it. */
export interface KeptFact extends Omit<KeptEntry, 'outcome'> {
  readonly bytes: number;
}

interface Row extends Pick<KeptRow, 'key' | 'kind' | 'bytes' | 'createdBy' | 'createdAt' | 'versions' | 'check' | 'withdrawnAt'> {
  readonly by: string | null;
  readonly takenBy: string | null;
}

/**
 * Of what the project holds under keys, what one of its members is shown: what waits in doubt only by who sent it. In the order of the keys.
 * One query: every page of a notebook asks.
 * @returns beside them the keys of what could not be run because its cell had another text when its turn came
 */
export async function keptFacts(
  { projectId, release }: Pick<ResultsOf, 'projectId' | 'release'>,
  keys: readonly string[],
  readerId: string,
  database: Store,
): Promise<{ readonly facts: readonly KeptFact[]; readonly elsewhere: readonly string[] }> {
  const rows = await database.$queryRaw<Row[]>`
    SELECT k."key", k."kind", k."bytes", k."createdBy", k."createdAt", k."versions", k."check", k."withdrawnAt",
      u."legalName" AS "by", w."legalName" AS "takenBy"
    FROM json_each(${JSON.stringify(keys)}) asked JOIN "KeptResult" k ON k."key" = asked."value" AND k."projectId" = ${projectId}
    LEFT JOIN "User" u ON u."id" = k."createdBy" LEFT JOIN "User" w ON w."id" = k."withdrawnBy"
    WHERE k."release" = ${release} ORDER BY asked."key"`;
  return {
    facts: rows
      .filter(({ check, createdBy }) => createdBy === readerId || !HIDDEN.includes(check))
      .map((row) => ({ key: row.key, kind: row.kind, bytes: Number(row.bytes), origin: originOf(row) })),
    elsewhere: rows.flatMap(({ key, check }) => (check === 'elsewhere' ? [key] : [])),
  };
}

/** Of keys, those under which a result stands that every member of the project is shown. */
export async function shownToAll(
  of: Pick<ResultsOf, 'projectId' | 'release'>,
  keys: readonly string[],
  database: Store,
): Promise<readonly string[]> {
  const { facts } = await keptFacts(of, keys, '', database);
  return facts.flatMap(({ key, origin }) => (origin.withdrawn === null ? [key] : []));
}

/** The stored texts of results, unread: a long one is for a thread to read. */
export async function keptTexts(projectId: string, facts: readonly KeptFact[], database: Store): Promise<readonly KeptText[]> {
  const keys = facts.flatMap(({ key, origin }) => (origin.withdrawn === null ? [key] : []));
  const texts = await storedTexts(projectId, keys, database);
  return facts.map(({ bytes: _, ...fact }) => ({ ...fact, json: fact.origin.withdrawn === null ? (texts.get(fact.key) ?? null) : null }));
}

/** As many, in their order, as their results go into one answer. */
export function fitting(facts: readonly KeptFact[], room: number): readonly KeptFact[] {
  let left = room;
  return facts.filter(({ bytes, origin }) => {
    if (origin.withdrawn !== null) return true;
    left -= bytes;
    return left >= 0;
  });
}

function originOf({ by, createdAt, versions, check, withdrawnAt, takenBy }: Row): KeptEntry['origin'] {
  return {
    by,
    at: createdAt.toISOString(),
    // Results kept by an earlier version have a word before it.
    version: versions.replace(/^kernel /u, ''),
    check: check === 'agrees' || check === 'differs' ? check : check === 'none' || check === 'unable' ? 'none' : 'pending',
    withdrawn: withdrawnAt === null ? null : { at: withdrawnAt.toISOString(), by: takenBy },
  };
}

/**
 * Queues what could not be run because its cell had another text when its turn came: now it is asked for where a cell has that key.
 * @returns whether a check is waiting
 */
export async function checkWhereAsked(
  { projectId, release, notebookId }: ResultsOf,
  keys: readonly string[],
  database: Store,
): Promise<boolean> {
  if (keys.length === 0) return false;
  const where = { projectId, release, key: { in: [...keys] }, check: 'elsewhere' };
  const { count } = await database.keptResult.updateMany({ where, data: { check: 'doubted', notebookId } });
  return count > 0;
}

/** So many of a project's withdrawn results an open page is told of. */
const MOST_WITHDRAWN = 200;

/** Keys of the results withdrawn last in a project. */
export async function withdrawnKeys(projectId: string, database: Store): Promise<readonly string[]> {
  const where = { projectId, withdrawnAt: { not: null } };
  const rows = await database.keptResult.findMany({ where, select: { key: true }, orderBy: { withdrawnAt: 'desc' }, take: MOST_WITHDRAWN });
  return rows.map(({ key }) => key);
}
