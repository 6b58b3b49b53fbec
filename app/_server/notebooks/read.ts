import 'server-only';
import { type DeletedCellDto, type NotebookDto, notebookSettings } from '@/app/_contract/notebooks';
import { can } from '../access/can';
import type { Person } from '../access/person';
import { notebookObject, permittedNotebooks } from '../access/scope';
import { cellDto } from '../cells/cell-rows';
import { Refusal } from '../refusal';
import { store } from '../store';

/** A notebook with its cells in order, as one who may read it sees it. */
export async function readNotebook(person: Person, id: string): Promise<NotebookDto> {
  const [notebook, object] = await Promise.all([
    store().notebook.findFirst({
      where: { id, ...permittedNotebooks(person) },
      include: { project: true, cells: { where: { deletedAt: null }, orderBy: [{ position: 'asc' }, { id: 'asc' }] } },
    }),
    notebookObject(person, id),
  ]);
  if (!notebook) throw new Refusal('not-a-member', {});
  return {
    id: notebook.id,
    projectId: notebook.projectId,
    projectName: notebook.project.name,
    title: notebook.title,
    settings: notebookSettings.parse(notebook.settings),
    release: notebook.project.release,
    version: notebook.version,
    cells: notebook.cells.map(cellDto),
    mayEdit: notebook.project.status === 'active' && can(person, 'notebook.edit', object).ok,
    reader: person.id,
  };
}

/** The cells deleted from a notebook, the last one first. */
export async function deletedCells(notebookId: string): Promise<readonly DeletedCellDto[]> {
  const rows = await store().cell.findMany({ where: { notebookId, deletedAt: { not: null } }, orderBy: { deletedAt: 'desc' }, take: 100 });
  return rows.map((row) => ({ ...cellDto(row), deletedAt: row.deletedAt?.toISOString() ?? '' }));
}
