import 'server-only';
import { cache } from 'react';
import type { Prisma } from '@/prisma/generated/client';
import { store } from '../store';
import type { AccessObject } from './can';
import type { Person } from './person';

/** The one function that says which projects a person may know of. Every query for projects goes through it. */
export function permittedProjects(person: Person | null): Prisma.ProjectWhereInput {
  return { members: { some: { userId: person?.id ?? '' } } };
}

/** Notebooks of permitted projects that were not deleted. */
export function permittedNotebooks(person: Person | null): Prisma.NotebookWhereInput {
  return { deletedAt: null, project: permittedProjects(person) };
}

/** The project as an object of rights; a project that does not exist looks like one the person is no member of. */
export const projectObject = cache(async (person: Person | null, projectId: string): Promise<AccessObject> => {
  const project = await store().project.findFirst({
    where: { id: projectId, ...permittedProjects(person) },
    select: { status: true, members: { where: { userId: person?.id ?? '' }, select: { role: true } } },
  });
  return { kind: 'project', id: projectId, role: project?.members[0]?.role ?? null, archived: project?.status === 'archived' };
});

/** The project a notebook belongs to, as an object of rights. */
export async function notebookObject(person: Person | null, notebookId: string): Promise<AccessObject> {
  const notebook = await store().notebook.findFirst({
    where: { id: notebookId, ...permittedNotebooks(person) },
    select: { projectId: true },
  });
  return notebook ? projectObject(person, notebook.projectId) : { kind: 'project', id: '', role: null, archived: false };
}

/** Any project through which the person may load a release: active ones only. */
export async function releaseObject(person: Person | null, release: string): Promise<AccessObject> {
  const project = await store().project.findFirst({
    where: { release, status: 'active', ...permittedProjects(person) },
    select: { id: true },
  });
  return project ? projectObject(person, project.id) : { kind: 'project', id: '', role: null, archived: false };
}
