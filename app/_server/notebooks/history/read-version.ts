import 'server-only';
import type { VersionDto } from '@/app/_contract/history';
import { notebookAt } from '../../cells/rebuild';
import type { Store } from '../../store';
import { keysOfCells } from '../brought/brought-results';

/** A notebook at a version, with the keys of its results: where they are kept, they are shown beside those of another version. */
export async function readVersion(database: Store, notebookId: string, version: number): Promise<VersionDto> {
  const { title, cells } = await notebookAt(database, notebookId, version);
  const { project } = await database.notebook.findUniqueOrThrow({
    where: { id: notebookId },
    select: { project: { select: { release: true } } },
  });
  return { version, title, cells, keys: await keysOfCells({ release: project.release, cells }) };
}
