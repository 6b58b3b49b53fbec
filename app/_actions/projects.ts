'use server';

import { revalidatePath } from 'next/cache';
import { editProjectInput, memberInput, memberRoleInput, newMemberInput, newProjectInput, projectInput } from '@/app/_contract/projects';
import { projectSteps } from '@/app/_server/access/states';
import { defineAction } from '@/app/_server/action';
import { demandOfferedRelease } from '@/app/_server/catalogue/releases';
import { addMember, createProject, editProject, removeMember, setMemberRole, stepProject } from '@/app/_server/projects/write';

export const createProjectAction = defineAction({
  name: 'project.create',
  input: newProjectInput,
  right: 'project.create',
  on: 'none',
  details: ({ release }) => ({ release }),
  prepare: ({ input }) => demandOfferedRelease(input.release),
  run: ({ tx, person, input }) => createProject(tx, person, input),
  goTo: (id) => `/projects/${id}`,
});

export const editProjectAction = defineAction({
  name: 'project.edit',
  input: editProjectInput,
  right: 'project.rename',
  on: 'project',
  state: 'active',
  run: ({ tx, input }) => editProject(tx, input),
  after: (_, { object }) => revalidatePath(`/projects/${object.id}`),
});

export const archiveProjectAction = defineAction({
  name: 'project.archive',
  input: projectInput,
  right: 'project.archive',
  on: 'project',
  state: projectSteps.archive.from,
  run: ({ tx, object }) => stepProject(tx, object.id, 'archive'),
  after: (_, { object }) => revalidatePath(`/projects/${object.id}`),
});

export const bringBackProjectAction = defineAction({
  name: 'project.bring-back',
  input: projectInput,
  right: 'project.archive',
  on: 'project',
  state: projectSteps.bringBack.from,
  run: ({ tx, object }) => stepProject(tx, object.id, 'bringBack'),
  after: (_, { object }) => revalidatePath(`/projects/${object.id}`),
});

export const addMemberAction = defineAction({
  name: 'project.add-member',
  input: newMemberInput,
  right: 'project.members',
  on: 'project',
  state: 'active',
  details: ({ account, role }) => ({ account, role }),
  run: ({ tx, input }) => addMember(tx, input),
  after: (_, { object }) => revalidatePath(`/projects/${object.id}`),
});

export const setMemberRoleAction = defineAction({
  name: 'project.set-member-role',
  input: memberRoleInput,
  right: 'project.members',
  on: 'project',
  state: 'active',
  details: ({ account, role }) => ({ account, role }),
  run: ({ tx, object, input }) => setMemberRole(tx, object.id, input.account, input.role),
  after: (_, { object }) => revalidatePath(`/projects/${object.id}`),
});

export const removeMemberAction = defineAction({
  name: 'project.remove-member',
  input: memberInput,
  right: 'project.members',
  on: 'project',
  state: 'active',
  details: ({ account }) => ({ account }),
  run: ({ tx, object, input }) => removeMember(tx, object.id, input.account),
  after: (_, { object }) => revalidatePath(`/projects/${object.id}`),
});
