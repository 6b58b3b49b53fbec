import 'server-only';
import type { z } from 'zod';
import type { editProjectInput, newMemberInput, newProjectInput } from '@/app/_contract/projects';
import type { ProjectRole } from '@/app/_contract/roles';
import type { Person } from '../access/person';
import { someone } from '../accounts/own';
import { demandOfferedRelease } from '../catalogue/releases';
import { now } from '../clock';
import { Refusal } from '../refusal';
import { type StoreOrTransaction, store } from '../store';

/** Creates a project on one database release, with whoever asks as its owner. */
export async function createProject(asker: Person | null, input: z.output<typeof newProjectInput>): Promise<string> {
  const person = someone(asker);
  await demandOfferedRelease(input.release);
  const at = now();
  const members = { create: { userId: person.id, role: 'owner' as const, centre: '', addedAt: at } };
  const project = await store().project.create({ data: { ...input, createdAt: at, updatedAt: at, members } });
  return project.id;
}

export async function editProject({ project, name, question }: z.output<typeof editProjectInput>): Promise<void> {
  await store().project.update({ where: { id: project }, data: { name, question, updatedAt: now() } });
}

export async function setProjectArchived(project: string, archived: boolean): Promise<void> {
  await store().project.update({ where: { id: project }, data: { status: archived ? 'archived' : 'active', updatedAt: now() } });
}

export async function addMember({ project, account, role, centre }: z.output<typeof newMemberInput>): Promise<void> {
  const user = await store().user.findFirst({ where: { name: account, disabledAt: null } });
  if (!user) throw new Refusal('no-such-account', { name: account });
  const key = { projectId: project, userId: user.id };
  const known = await store().member.findUnique({ where: { projectId_userId: key } });
  if (known) throw new Refusal('already-member', { name: account });
  await store().member.create({ data: { ...key, role, centre, addedAt: now() } });
}

export async function setMemberRole(projectId: string, userId: string, role: ProjectRole): Promise<void> {
  await store().$transaction(async (transaction) => {
    const { count } = await transaction.member.updateMany({ where: { projectId, userId }, data: { role } });
    if (count === 0) throw new Refusal('not-found', {});
    await demandOwner(transaction, projectId);
  });
}

export async function removeMember(projectId: string, userId: string): Promise<void> {
  await store().$transaction(async (transaction) => {
    const { count } = await transaction.member.deleteMany({ where: { projectId, userId } });
    if (count === 0) throw new Refusal('not-found', {});
    await demandOwner(transaction, projectId);
  });
}

/** Checked after the change and inside its transaction: two owners stepping down at once cannot both succeed. */
async function demandOwner(transaction: StoreOrTransaction, projectId: string): Promise<void> {
  const owners = await transaction.member.count({ where: { projectId, role: 'owner' } });
  if (owners === 0) throw new Refusal('last-owner', {});
}
