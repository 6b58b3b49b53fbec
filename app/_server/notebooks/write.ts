import 'server-only';
import type { Language } from '@/cohort-dsl/source/localised';
import { cellRow } from '../cells/cell-rows';
import { keepSnapshot } from '../cells/rebuild';
import { now } from '../clock';
import { demoNotebooks } from '../demo/demo-notebooks';
import { Refusal } from '../refusal';
import type { Store } from '../store';

/**
 * Creates a notebook over the project's database.
 * @param demo language of the demo study it begins with; null for an empty notebook
 */
export async function createNotebook(
  tx: Store,
  projectId: string,
  title: string,
  personId: string,
  demo: Language | null,
): Promise<{ readonly project: string; readonly notebook: string }> {
  const at = now();
  const project = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { release: true } });
  const [database] = project.release.split('@');
  const settings = { database, other: {} };
  const model = demo === null ? undefined : (await demoNotebooks(database)).find(({ language }) => language === demo);
  const cells = { create: (model?.cells ?? []).map((cell, place) => cellRow(cell, place, at, personId)) };
  const notebook = await tx.notebook.create({ data: { projectId, title, settings, createdAt: at, updatedAt: at, cells } });
  await keepSnapshot(tx, notebook.id);
  await tx.project.update({ where: { id: projectId }, data: { updatedAt: at } });
  return { project: projectId, notebook: notebook.id };
}

/** Puts a deleted notebook of a project back on its list, as it was. */
export async function bringBackNotebook(tx: Store, projectId: string, id: string): Promise<void> {
  const { count } = await tx.notebook.updateMany({ where: { id, projectId, deletedAt: { not: null } }, data: { deletedAt: null } });
  if (count === 0) throw new Refusal('not-found', {});
}

/** Takes a notebook off the list; its rows stay for the record. */
export async function deleteNotebook(tx: Store, id: string): Promise<void> {
  await tx.notebook.update({ where: { id }, data: { deletedAt: now() } });
}
