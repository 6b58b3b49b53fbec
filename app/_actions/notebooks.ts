'use server';

import { revalidatePath } from 'next/cache';
import { deletedNotebookInput, newNotebookInput, notebookInput } from '@/app/_contract/notebooks';
import { defineAction } from '@/app/_server/action';
import { bringBackNotebook, createNotebook, deleteNotebook } from '@/app/_server/notebooks/write';

export const createNotebookAction = defineAction({
  name: 'notebook.create',
  input: newNotebookInput,
  right: 'notebook.create',
  on: 'project',
  state: 'active',
  run: ({ tx, person, object, input }) =>
    createNotebook(tx, object.id, input.title, person.id, input.begin === 'demo' ? person.language : null),
  goTo: ({ project, notebook }) => `/projects/${project}/notebooks/${notebook}`,
});

export const deleteNotebookAction = defineAction({
  name: 'notebook.delete',
  input: notebookInput,
  right: 'notebook.delete',
  on: 'notebook',
  state: 'unlocked',
  run: ({ tx, object }) => deleteNotebook(tx, object.id),
  after: (_, { object }) => revalidatePath(`/projects/${object.project.id}`),
});

export const bringBackNotebookAction = defineAction({
  name: 'notebook.bring-back',
  input: deletedNotebookInput,
  right: 'notebook.delete',
  on: 'project',
  state: 'active',
  details: ({ notebook }) => ({ notebook }),
  run: ({ tx, object, input }) => bringBackNotebook(tx, object.id, input.notebook),
  after: (_, { object }) => revalidatePath(`/projects/${object.id}`),
});
