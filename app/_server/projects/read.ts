import 'server-only';
import type { ProjectDto, ProjectSummary } from '@/app/_contract/projects';
import type { Project } from '@/prisma/generated/client';
import { can } from '../access/can';
import type { Person } from '../access/person';
import { findObject, permittedProjects, projectsOf } from '../access/scope';
import { summaryOfNotebook } from '../notebooks/summary';
import { Refusal } from '../refusal';
import type { Store } from '../store';

type ProjectRow = Pick<Project, 'id' | 'name' | 'question' | 'status' | 'release' | 'updatedAt'> & {
  readonly role: ProjectSummary['role'];
  readonly members: bigint;
  readonly notebooks: bigint;
};

/** The projects of a person, active ones first, then by latest change. One query: whoever comes home asks. */
export async function listProjects(database: Store, person: Person): Promise<readonly ProjectSummary[]> {
  const rows = await database.$queryRaw<ProjectRow[]>`
    SELECT p."id", p."name", p."question", p."status", p."release", p."updatedAt", m."role",
      (SELECT count(*) FROM "Member" x WHERE x."projectId" = p."id") AS "members",
      (SELECT count(*) FROM "Notebook" n WHERE n."projectId" = p."id" AND n."deletedAt" IS NULL) AS "notebooks"
    FROM ${projectsOf(person)} ORDER BY p."status", p."updatedAt" DESC`;
  return rows.map(({ status, members, notebooks, updatedAt, ...row }) => ({
    ...row,
    archived: status === 'archived',
    members: Number(members),
    notebooks: Number(notebooks),
    updatedAt: updatedAt.toISOString(),
  }));
}

export async function readProject(database: Store, person: Person, id: string): Promise<ProjectDto> {
  const [project, object] = await Promise.all([
    database.project.findFirst({ where: { id, ...permittedProjects(person) } }),
    findObject(database, person, 'project', { project: id }),
  ]);
  if (!project || object.role === null) throw new Refusal('not-a-member', {});
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
    id,
    name: project.name,
    question: project.question,
    archived: !active,
    release: project.release,
    role: object.role,
    members: members.length,
    notebooks: notebooks.length,
    updatedAt: project.updatedAt.toISOString(),
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
