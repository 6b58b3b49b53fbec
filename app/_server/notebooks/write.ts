import 'server-only';
import { now } from '../clock';
import { store } from '../store';

/** Creates an empty notebook over the project's database. */
export async function createNotebook(projectId: string, title: string): Promise<{ readonly project: string; readonly notebook: string }> {
  const at = now();
  const project = await store().project.findUniqueOrThrow({ where: { id: projectId }, select: { release: true } });
  const settings = { database: project.release.split('@')[0], other: {} };
  const notebook = await store().notebook.create({ data: { projectId, title, settings, createdAt: at, updatedAt: at } });
  await store().project.update({ where: { id: projectId }, data: { updatedAt: at } });
  return { project: projectId, notebook: notebook.id };
}

export async function renameNotebook(id: string, title: string): Promise<void> {
  await store().notebook.update({ where: { id }, data: { title, updatedAt: now() } });
}

/** Takes a notebook off the list; its rows stay for the record. */
export async function deleteNotebook(id: string): Promise<void> {
  await store().notebook.update({ where: { id }, data: { deletedAt: now() } });
}
