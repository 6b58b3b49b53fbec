import 'server-only';
import type { z } from 'zod';
import type { editProjectInput, newMemberInput, newProjectInput } from '@/app/_contract/projects';
import { type PlatformRole, type ProjectRole, separatedRoles } from '@/app/_contract/roles';
import type { Person } from '../access/person';
import { type ProjectStep, projectSteps } from '../access/states';
import { now } from '../clock';
import { Refusal } from '../refusal';
import type { Store } from '../store';

/** Creates a project on one database release, with whoever asks as its owner. */
export async function createProject(tx: Store, person: Person, input: z.output<typeof newProjectInput>): Promise<string> {
  const at = now();
  const members = { create: { userId: person.id, role: 'owner' as const, centre: '', addedAt: at } };
  const project = await tx.project.create({ data: { ...input, createdAt: at, updatedAt: at, members } });
  return project.id;
}

export async function editProject(tx: Store, { project, name, question }: z.output<typeof editProjectInput>): Promise<void> {
  await tx.project.update({ where: { id: project }, data: { name, question, updatedAt: now() } });
}

/** Takes a project from one state to the next. */
export async function stepProject(tx: Store, project: string, step: ProjectStep): Promise<void> {
  await tx.project.update({ where: { id: project }, data: { status: projectSteps[step].to, updatedAt: now() } });
}

export async function addMember(tx: Store, { project, account, role, centre }: z.output<typeof newMemberInput>): Promise<void> {
  const user = await tx.user.findFirst({ where: { name: account, disabledAt: null }, include: { roles: true } });
  if (!user) throw new Refusal('no-such-account', { name: account });
  const key = { projectId: project, userId: user.id };
  const known = await tx.member.findUnique({ where: { projectId_userId: key } });
  if (known) throw new Refusal('already-member', { name: account });
  demandMaySeeRows(user.roles.map(({ role: held }) => held));
  await tx.member.create({ data: { ...key, role, centre, addedAt: now() } });
}

export async function setMemberRole(tx: Store, projectId: string, userId: string, role: ProjectRole): Promise<void> {
  const { count } = await tx.member.updateMany({ where: { projectId, userId }, data: { role } });
  if (count === 0) throw new Refusal('not-found', {});
  const held = await tx.userRole.findMany({ where: { userId }, select: { role: true } });
  demandMaySeeRows(held.map((row) => row.role));
  await demandOwner(tx, projectId);
}

export async function removeMember(tx: Store, projectId: string, userId: string): Promise<void> {
  const { count } = await tx.member.deleteMany({ where: { projectId, userId } });
  if (count === 0) throw new Refusal('not-found', {});
  await demandOwner(tx, projectId);
}

/** Members see rows, so whoever runs the platform or watches over it cannot be one. */
function demandMaySeeRows(held: readonly PlatformRole[]): void {
  const apart = separatedRoles.filter((role) => held.includes(role));
  if (apart.length > 0) throw new Refusal('sees-no-rows', { roles: apart });
}

/** Checked after the change and inside its transaction: two owners stepping down at once cannot both succeed. */
async function demandOwner(tx: Store, projectId: string): Promise<void> {
  const owners = await tx.member.count({ where: { projectId, role: 'owner' } });
  if (owners === 0) throw new Refusal('last-owner', {});
}
