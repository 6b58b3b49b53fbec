'use server';

import { revalidatePath } from 'next/cache';
import { deletedNotebookInput, newNotebookInput, notebookInput, notebookTitleInput } from '@/app/_contract/notebooks';
import { policy } from '@/app/_server/access/policy';
import { notebookObject, projectObject } from '@/app/_server/access/scope';
import { defineAction } from '@/app/_server/action';
import { bringBackNotebook, createNotebook, deleteNotebook, renameNotebook } from '@/app/_server/notebooks/write';
import { readPreferences } from '@/app/_server/session/preferences';

export const createNotebookAction = defineAction({
  name: 'notebook.create',
  input: newNotebookInput,
  right: 'notebook.create',
  object: (person, { project }) => projectObject(person, project),
  policy: policy.projectActive,
  run: async ({ person, input }) => {
    const demo = input.begin === 'demo' ? (await readPreferences()).language : null;
    return createNotebook(input.project, input.title, person?.id ?? '', demo);
  },
  goTo: ({ project, notebook }) => `/projects/${project}/notebooks/${notebook}`,
});

export const renameNotebookAction = defineAction({
  name: 'notebook.rename',
  input: notebookTitleInput,
  right: 'notebook.edit',
  object: (person, { notebook }) => notebookObject(person, notebook),
  policy: policy.projectActive,
  details: ({ notebook }) => ({ notebook }),
  run: async ({ input, object }) => {
    await renameNotebook(input.notebook, input.title);
    if (object.kind === 'project') revalidatePath(`/projects/${object.id}`, 'layout');
  },
});

export const deleteNotebookAction = defineAction({
  name: 'notebook.delete',
  input: notebookInput,
  right: 'notebook.delete',
  object: (person, { notebook }) => notebookObject(person, notebook),
  policy: policy.projectActive,
  details: ({ notebook }) => ({ notebook }),
  run: async ({ input, object }) => {
    await deleteNotebook(input.notebook);
    if (object.kind === 'project') revalidatePath(`/projects/${object.id}`);
  },
});

export const bringBackNotebookAction = defineAction({
  name: 'notebook.bring-back',
  input: deletedNotebookInput,
  right: 'notebook.delete',
  object: (person, { project }) => projectObject(person, project),
  policy: policy.projectActive,
  details: ({ notebook }) => ({ notebook }),
  run: async ({ input }) => {
    await bringBackNotebook(input.project, input.notebook);
    revalidatePath(`/projects/${input.project}`);
  },
});
