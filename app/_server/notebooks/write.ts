import 'server-only';
import type { Language } from '@/cohort-dsl/source/localised';
import { cellRow } from '../cells/cell-rows';
import { now } from '../clock';
import { demoNotebooks } from '../demo/demo-notebooks';
import { Refusal } from '../refusal';
import { store } from '../store';

/**
 * Creates a notebook over the project's database.
 * @param demo language of the demo study it begins with; null for an empty notebook
 */
export async function createNotebook(
  projectId: string,
  title: string,
  personId: string,
  demo: Language | null,
): Promise<{ readonly project: string; readonly notebook: string }> {
  const at = now();
  const project = await store().project.findUniqueOrThrow({ where: { id: projectId }, select: { release: true } });
  const [database] = project.release.split('@');
  const settings = { database, other: {} };
  const model = demo === null ? undefined : (await demoNotebooks(database)).find(({ language }) => language === demo);
  const cells = { create: (model?.cells ?? []).map((cell, place) => cellRow(cell, place, at, personId)) };
  const notebook = await store().notebook.create({ data: { projectId, title, settings, createdAt: at, updatedAt: at, cells } });
  await store().project.update({ where: { id: projectId }, data: { updatedAt: at } });
  return { project: projectId, notebook: notebook.id };
}

export async function renameNotebook(id: string, title: string): Promise<void> {
  await store().notebook.update({ where: { id }, data: { title, updatedAt: now() } });
}

/** Puts a deleted notebook of a project back on its list, as it was. */
export async function bringBackNotebook(projectId: string, id: string): Promise<void> {
  const { count } = await store().notebook.updateMany({ where: { id, projectId, deletedAt: { not: null } }, data: { deletedAt: null } });
  if (count === 0) throw new Refusal('not-found', {});
}

/** Takes a notebook off the list; its rows stay for the record. */
export async function deleteNotebook(id: string): Promise<void> {
  await store().notebook.update({ where: { id }, data: { deletedAt: now() } });
}
