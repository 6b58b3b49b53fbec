import 'server-only';
import { type DeletedCellDto, type NotebookDto, notebookSettings } from '@/app/_contract/notebooks';
import { can } from '../access/can';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import { permittedNotebooks } from '../access/scope';
import { cellDto } from '../cells/cell-rows';
import { Refusal } from '../refusal';
import type { Store } from '../store';

/** A notebook with its cells in order, as one who may read it sees it. */
export async function readNotebook(database: Store, person: Person, object: AccessObjects['notebook']): Promise<NotebookDto> {
  const notebook = await database.notebook.findFirst({
    where: { id: object.id, ...permittedNotebooks(person) },
    include: { project: true, cells: { where: { deletedAt: null }, orderBy: [{ position: 'asc' }, { id: 'asc' }] } },
  });
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
export async function deletedCells(database: Store, notebookId: string): Promise<readonly DeletedCellDto[]> {
  const rows = await database.cell.findMany({ where: { notebookId, deletedAt: { not: null } }, orderBy: { deletedAt: 'desc' }, take: 100 });
  return rows.map((row) => ({ ...cellDto(row), deletedAt: row.deletedAt?.toISOString() ?? '' }));
}
