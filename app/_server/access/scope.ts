import 'server-only';
import type { Prisma } from '@/prisma/generated/client';
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

const asked = (person: Person | null) =>
  ({ id: true, status: true, members: { where: { userId: person?.id ?? '' }, select: { role: true } } }) satisfies Prisma.ProjectSelect;

type Asked = Prisma.ProjectGetPayload<{ select: ReturnType<typeof asked> }>;

/** A project that does not exist looks like one the person is no member of. */
function projectObject(project: Asked | null | undefined, id: string): ProjectObject {
  const role = project?.members[0]?.role ?? null;
  return project && role
    ? { kind: 'project', id: project.id, role, state: project.status }
    : { kind: 'project', id, role: null, state: null };
}

type Finder<Name extends ObjectName> = (database: Store, person: Person | null, ids: Envelope) => Promise<AccessObjects[Name]>;

/** How each kind of object is found from the ids a call names. */
const finders: { readonly [Name in ObjectName]: Finder<Name> } = {
  none: async () => nothing,
  project: async (database, person, { project: id = '' }) =>
    projectObject(
      (id && (await database.project.findFirst({ where: { id, ...permittedProjects(person) }, select: asked(person) }))) || null,
      id,
    ),
  notebook: async (database, person, { notebook: id = '' }) => {
    const where = { id, ...permittedNotebooks(person) };
    const found = id ? await database.notebook.findFirst({ where, select: { project: { select: asked(person) } } }) : null;
    return { kind: 'notebook', id, project: projectObject(found?.project, '') };
  },
  // Any active project through which the person may load it. Beside the file the engine asks for a log of unfinished writes, which a
  // release never has: that is no try at another release.
  release: async (database, person, { release: named = '' }) => {
    const id = named.replace(/\.wal$/u, '');
    const where = { release: id, status: 'active' as const, ...permittedProjects(person) };
    const found = id ? await database.project.findFirst({ where, select: asked(person), orderBy: { createdAt: 'asc' } }) : null;
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
