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

const known = {
  ...{ key: true, kind: true, bytes: true, createdBy: true, createdAt: true },
  ...{ versions: true, check: true, withdrawnAt: true, withdrawnBy: true },
} as const;

/** Of what the project holds under keys, what one of its members is shown: what waits in doubt only by who sent it. In the order of the keys. */
export async function keptFacts(
  { projectId, release }: Pick<ResultsOf, 'projectId' | 'release'>,
  keys: readonly string[],
  readerId: string,
  database: Store,
): Promise<readonly KeptFact[]> {
  const rows = await database.keptResult.findMany({
    where: { projectId, release, key: { in: [...keys] }, OR: [{ createdBy: readerId }, { check: { notIn: [...HIDDEN] } }] },
    select: known,
  });
  const ids = new Set(rows.flatMap(({ createdBy, withdrawnBy }) => [createdBy, withdrawnBy ?? '']).filter(Boolean));
  const people =
    ids.size === 0 ? [] : await database.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, legalName: true } });
  const names = new Map(people.map(({ id, legalName }) => [id, legalName]));
  const place = new Map(keys.map((key, at) => [key, at]));
  return rows
    .map((row) => ({ key: row.key, kind: row.kind, bytes: row.bytes, origin: originOf(row, names) }))
    .sort((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0));
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

function originOf(
  { createdBy, createdAt, versions, check, withdrawnAt, withdrawnBy }: Pick<KeptRow, keyof typeof known>,
  names: ReadonlyMap<string, string>,
): KeptEntry['origin'] {
  return {
    by: names.get(createdBy) ?? null,
    at: createdAt.toISOString(),
    // Results kept by an earlier version have a word before it.
    version: versions.replace(/^kernel /u, ''),
    check: check === 'agrees' || check === 'differs' ? check : check === 'none' || check === 'unable' ? 'none' : 'pending',
    withdrawn: withdrawnAt === null ? null : { at: withdrawnAt.toISOString(), by: names.get(withdrawnBy ?? '') ?? null },
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
  const where = { projectId, release, key: { in: [...keys] }, check: 'elsewhere' };
  if ((await database.keptResult.count({ where })) === 0) return false;
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
