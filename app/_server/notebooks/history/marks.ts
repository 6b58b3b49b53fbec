import 'server-only';
import { keepSnapshot, notebookAt, standing } from '../../cells/rebuild';
import { now } from '../../clock';
import { Refusal } from '../../refusal';
import type { Store } from '../../store';

/** Gives a version of a notebook a name; the present one is kept as it stands. */
export async function nameVersion(
  transaction: Store,
  personId: string,
  { notebook, version, name, note }: { readonly notebook: string; readonly version: number; readonly name: string; readonly note: string },
): Promise<void> {
  const { version: last } = await standing(transaction, notebook);
  if (version === last) await keepSnapshot(transaction, notebook);
  else await notebookAt(transaction, notebook, version);
  await transaction.notebookMark.create({
    data: { notebookId: notebook, kind: 'named', version, name, note, userId: personId, at: now() },
  });
}

/** Notes that a person restored a version, or one cell of it: what was done for it stands in the history as operations. */
export async function noteRestored(
  transaction: Store,
  personId: string,
  { notebook, version: restored, cell }: { readonly notebook: string; readonly version: number; readonly cell: string | null },
): Promise<void> {
  const { version } = await standing(transaction, notebook);
  if (restored > version) throw new Refusal('version-unknown', { version: restored });
  const data = { notebookId: notebook, kind: 'restored', version, restored, cellId: cell, userId: personId, at: now() };
  await transaction.notebookMark.create({ data });
}

/** Locks a notebook; that nobody has locked it before is asked with the state. */
export async function lockNotebook(transaction: Store, personId: string, notebookId: string, reason: string): Promise<void> {
  const version = await keepSnapshot(transaction, notebookId);
  const data = { notebookId, kind: 'locked', version, note: reason, userId: personId, at: now() };
  const { id } = await transaction.notebookMark.create({ data, select: { id: true } });
  await transaction.notebook.update({ where: { id: notebookId }, data: { lockId: id }, select: { id: true } });
}

/** Says who locked a notebook and why. */
export async function lockedBy(transaction: Store, lockId: string): Promise<Refusal> {
  const { userId, note: reason } = await transaction.notebookMark.findUniqueOrThrow({
    where: { id: lockId },
    select: { userId: true, note: true },
  });
  const { legalName: by } = await transaction.user.findUniqueOrThrow({ where: { id: userId }, select: { legalName: true } });
  return new Refusal('notebook-locked', { by, reason });
}

/** Unlocks a notebook; one that is not locked stays as it is. */
export async function unlockNotebook(transaction: Store, personId: string, notebookId: string): Promise<void> {
  const { lockId, version } = await transaction.notebook.findUniqueOrThrow({
    where: { id: notebookId },
    select: { lockId: true, version: true },
  });
  if (lockId === null) return;
  await transaction.notebookMark.create({ data: { notebookId, kind: 'unlocked', version, userId: personId, at: now() } });
  await transaction.notebook.update({ where: { id: notebookId }, data: { lockId: null }, select: { id: true } });
}
