import 'server-only';
import { type DeletedCellDto, type NotebookDto, notebookSettings } from '@/app/_contract/notebooks';
import type { Notebook, Project } from '@/prisma/generated/client';
import { can } from '../access/can';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import { projectsOf } from '../access/scope';
import { cellDto } from '../cells/cell-rows';
import { Refusal } from '../refusal';
import type { Store } from '../store';

type Row = Pick<Notebook, 'id' | 'projectId' | 'title' | 'version'> &
  Pick<Project, 'release' | 'status'> & { readonly projectName: string; readonly settings: string };

/** A notebook with its cells in order, as one who may read it sees it. */
export async function readNotebook(database: Store, person: Person, object: AccessObjects['notebook']): Promise<NotebookDto> {
  const [[notebook], cells] = await Promise.all([
    database.$queryRaw<Row[]>`
      SELECT n."id", n."projectId", n."title", n."version", CAST(n."settings" AS TEXT) AS "settings",
        p."name" AS "projectName", p."release", p."status"
      FROM ${projectsOf(person)} JOIN "Notebook" n ON n."projectId" = p."id" WHERE n."id" = ${object.id} AND n."deletedAt" IS NULL`,
    database.cell.findMany({ where: { notebookId: object.id, deletedAt: null }, orderBy: [{ position: 'asc' }, { id: 'asc' }] }),
  ]);
  if (!notebook) throw new Refusal('not-a-member', {});
  const { status, settings, ...facts } = notebook;
  return {
    ...facts,
    settings: notebookSettings.parse(JSON.parse(settings)),
    cells: cells.map(cellDto),
    mayEdit: status === 'active' && object.lock === null && can(person, 'notebook.edit', object).ok,
    mayLock: status === 'active' && can(person, 'notebook.lock', object).ok,
    lock: object.lock,
    reader: person.id,
  };
}

/** The cells deleted from a notebook, the last one first. */
export async function deletedCells(database: Store, notebookId: string): Promise<readonly DeletedCellDto[]> {
  const rows = await database.cell.findMany({ where: { notebookId, deletedAt: { not: null } }, orderBy: { deletedAt: 'desc' }, take: 100 });
  return rows.map((row) => ({ ...cellDto(row), deletedAt: row.deletedAt?.toISOString() ?? '' }));
}
