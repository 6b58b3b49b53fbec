import 'server-only';
import type { NotebookLock } from '@/app/_contract/notebooks';
import { type Member, Prisma, type Project } from '@/prisma/generated/client';
import type { Envelope } from '../envelope';
import type { Store } from '../store';
import { type AccessObjects, nothing, type ObjectName, type ProjectObject } from './objects';
import type { Person } from './person';

/** The one function that says which projects a person may know of. Every query for projects goes through it. */
export function permittedProjects(person: Person | null): Prisma.ProjectWhereInput {
  return { members: { some: { userId: person?.id ?? '' } } };
}

/** Notebooks of permitted projects that were not deleted. */
export function permittedNotebooks(person: Person | null): Prisma.NotebookWhereInput {
  return { deletedAt: null, project: permittedProjects(person) };
}

type Found = readonly (Pick<Member, 'role'> & Pick<Project, 'id' | 'status'>)[];

/** How a notebook is locked; nulls where it is not. */
export interface Locked {
  readonly lockedAt: Date | null;
  readonly lockedBy: string | null;
  readonly reason: string | null;
}

/** The lock of notebook `n`, and who holds it, as parts of a query of our own. */
export const lockColumns = Prisma.sql`k."at" AS "lockedAt", k."note" AS "reason", h."legalName" AS "lockedBy"`;
export const lockTables = Prisma.sql`LEFT JOIN "NotebookMark" k ON k."id" = n."lockId" LEFT JOIN "User" h ON h."id" = k."userId"`;

export function lockOf(found: Locked | undefined): NotebookLock | null {
  if (!found?.lockedAt) return null;
  return { by: found.lockedBy ?? '', at: found.lockedAt.toISOString(), reason: found.reason ?? '' };
}

/** A project that does not exist looks like one the person is no member of. */
function projectObject([found]: Found, id: string): ProjectObject {
  return found
    ? { kind: 'project', id: found.id, role: found.role, state: found.status }
    : { kind: 'project', id, role: null, state: null };
}

/** The same as a part of a query of our own: the projects `p`, each with the person's membership `m`. */
export const projectsOf = (person: Person | null) =>
  Prisma.sql`"Project" p JOIN "Member" m ON m."projectId" = p."id" AND m."userId" = ${person?.id ?? ''}`;

/** Of projects a person is a member of, with the role held there. One query: every request asks. */
const membership = (person: Person | null) => Prisma.sql`SELECT p."id", p."status", m."role" FROM ${projectsOf(person)}`;

type Finder<Name extends ObjectName> = (database: Store, person: Person | null, ids: Envelope) => Promise<AccessObjects[Name]>;

/** How each kind of object is found from the ids a call names. */
const finders: { readonly [Name in ObjectName]: Finder<Name> } = {
  none: async () => nothing,
  project: async (database, person, { project: id = '' }) =>
    projectObject(await database.$queryRaw<Found>`${membership(person)} WHERE p."id" = ${id}`, id),
  notebook: async (database, person, { notebook: id = '' }) => {
    const found = await database.$queryRaw<(Found[number] & Locked)[]>`
      SELECT p."id", p."status", m."role", ${lockColumns}
      FROM ${projectsOf(person)} JOIN "Notebook" n ON n."projectId" = p."id"
      ${lockTables}
      WHERE n."id" = ${id} AND n."deletedAt" IS NULL`;
    return { kind: 'notebook', id, project: projectObject(found, ''), lock: lockOf(found[0]) };
  },
  // Any active project through which the person may load it. Beside the file the engine asks for a log of unfinished writes, which a
  // release never has: that is no try at another release.
  release: async (database, person, { release: named = '' }) => {
    const id = named.replace(/\.wal$/u, '');
    const found = await database.$queryRaw<Found>`
      ${membership(person)} WHERE p."release" = ${id} AND p."status" = 'active' ORDER BY p."createdAt" LIMIT 1`;
    return { kind: 'release', id, project: projectObject(found, '') };
  },
  database: async (_database, _person, { database: id = '' }) => ({ kind: 'database', id }),
  account: async (_database, _person, { account: id = '' }) => ({ kind: 'account', id }),
  self: async (_database, person) => ({ kind: 'account', id: person?.id ?? '' }),
};

/** The object a call is about, as whoever asks may know of it. */
export function findObject<Name extends ObjectName>(
  database: Store,
  person: Person | null,
  name: Name,
  ids: Envelope,
): Promise<AccessObjects[Name]> {
  return finders[name](database, person, ids);
}
