import 'server-only';
import type { ProjectDto, ProjectSummary } from '@/app/_contract/projects';
import type { Prisma } from '@/prisma/generated/client';
import { can } from '../access/can';
import type { Person } from '../access/person';
import { findObject, permittedProjects } from '../access/scope';
import { summaryOfNotebook } from '../notebooks/summary';
import { Refusal } from '../refusal';
import type { Store } from '../store';

const counted = (person: Person) =>
  ({
    members: { where: { userId: person.id }, select: { role: true } },
    _count: { select: { members: true, notebooks: { where: { deletedAt: null } } } },
  }) satisfies Prisma.ProjectInclude;

type CountedProject = Prisma.ProjectGetPayload<{ include: ReturnType<typeof counted> }>;

function summaryOf(project: CountedProject): ProjectSummary {
  return {
    id: project.id,
    name: project.name,
    question: project.question,
    archived: project.status === 'archived',
    release: project.release,
    role: project.members[0].role,
    members: project._count.members,
    notebooks: project._count.notebooks,
    updatedAt: project.updatedAt.toISOString(),
  };
}

/** The projects of a person, active ones first, then by latest change. */
export async function listProjects(database: Store, person: Person): Promise<readonly ProjectSummary[]> {
  const rows = await database.project.findMany({
    where: permittedProjects(person),
    include: counted(person),
    orderBy: [{ status: 'asc' }, { updatedAt: 'desc' }],
  });
  return rows.map(summaryOf);
}

export async function readProject(database: Store, person: Person, id: string): Promise<ProjectDto> {
  const [project, object] = await Promise.all([
    database.project.findFirst({ where: { id, ...permittedProjects(person) }, include: counted(person) }),
    findObject(database, person, 'project', { project: id }),
  ]);
  if (!project) throw new Refusal('not-a-member', {});
  const mayDelete = project.status === 'active' && can(person, 'notebook.delete', object).ok;
  const [members, notebooks, deleted] = await Promise.all([
    database.member.findMany({ where: { projectId: id }, include: { user: true }, orderBy: { addedAt: 'asc' } }),
    database.notebook.findMany({
      where: { projectId: id, deletedAt: null },
      include: { _count: { select: { cells: { where: { deletedAt: null } } } } },
      orderBy: { updatedAt: 'desc' },
    }),
    mayDelete
      ? database.notebook.findMany({ where: { projectId: id, deletedAt: { not: null } }, orderBy: { deletedAt: 'desc' }, take: 50 })
      : [],
  ]);
  const active = project.status === 'active';
  return {
    ...summaryOf(project),
    requiredReviewers: project.requiredReviewers,
    createdAt: project.createdAt.toISOString(),
    people: members.map((member) => ({
      account: member.userId,
      name: member.user.name,
      legalName: member.user.legalName,
      institution: member.user.institution,
      role: member.role,
      centre: member.centre,
      self: member.userId === person.id,
    })),
    deleted: deleted.map(({ id: notebook, title, deletedAt }) => ({ id: notebook, title, deletedAt: deletedAt?.toISOString() ?? '' })),
    documents: notebooks.map((notebook) => summaryOfNotebook(notebook, project.name)),
    may: {
      rename: active && can(person, 'project.rename', object).ok,
      archive: can(person, 'project.archive', object).ok,
      members: active && can(person, 'project.members', object).ok,
      createNotebook: active && can(person, 'notebook.create', object).ok,
    },
  };
}
