'use server';

import { revalidatePath } from 'next/cache';
import { editProjectInput, memberInput, memberRoleInput, newMemberInput, newProjectInput, projectInput } from '@/app/_contract/projects';
import { policy } from '@/app/_server/access/policy';
import { projectObject } from '@/app/_server/access/scope';
import { defineAction } from '@/app/_server/action';
import { addMember, createProject, editProject, removeMember, setMemberRole, setProjectArchived } from '@/app/_server/projects/write';

export const createProjectAction = defineAction({
  name: 'project.create',
  input: newProjectInput,
  right: 'project.create',
  details: ({ release }) => ({ release }),
  run: ({ person, input }) => createProject(person, input),
  goTo: (id) => `/projects/${id}`,
});

export const editProjectAction = defineAction({
  name: 'project.edit',
  input: editProjectInput,
  right: 'project.rename',
  object: (person, { project }) => projectObject(person, project),
  policy: policy.projectActive,
  run: async ({ input }) => {
    await editProject(input);
    revalidatePath(`/projects/${input.project}`);
  },
});

export const archiveProjectAction = defineAction({
  name: 'project.archive',
  input: projectInput,
  right: 'project.archive',
  object: (person, { project }) => projectObject(person, project),
  policy: policy.projectActive,
  run: async ({ input }) => {
    await setProjectArchived(input.project, true);
    revalidatePath(`/projects/${input.project}`);
  },
});

export const bringBackProjectAction = defineAction({
  name: 'project.bring-back',
  input: projectInput,
  right: 'project.archive',
  object: (person, { project }) => projectObject(person, project),
  policy: policy.projectArchived,
  run: async ({ input }) => {
    await setProjectArchived(input.project, false);
    revalidatePath(`/projects/${input.project}`);
  },
});

export const addMemberAction = defineAction({
  name: 'project.add-member',
  input: newMemberInput,
  right: 'project.members',
  object: (person, { project }) => projectObject(person, project),
  policy: policy.projectActive,
  details: ({ account, role }) => ({ account, role }),
  run: async ({ input }) => {
    await addMember(input);
    revalidatePath(`/projects/${input.project}`);
  },
});

export const setMemberRoleAction = defineAction({
  name: 'project.set-member-role',
  input: memberRoleInput,
  right: 'project.members',
  object: (person, { project }) => projectObject(person, project),
  policy: policy.projectActive,
  details: ({ account, role }) => ({ account, role }),
  run: async ({ input }) => {
    await setMemberRole(input.project, input.account, input.role);
    revalidatePath(`/projects/${input.project}`);
  },
});

export const removeMemberAction = defineAction({
  name: 'project.remove-member',
  input: memberInput,
  right: 'project.members',
  object: (person, { project }) => projectObject(person, project),
  policy: policy.projectActive,
  details: ({ account }) => ({ account }),
  run: async ({ input }) => {
    await removeMember(input.project, input.account);
    revalidatePath(`/projects/${input.project}`);
  },
});
