import 'server-only';
import type { RunCell, RunRecordDto, RunVersions } from '@/app/_contract/runs';
import { notebookAt } from '../../cells/rebuild';
import { Refusal } from '../../refusal';
import type { Store } from '../../store';
import { namesOf } from './read-history';

/** A run of a notebook with the notebook as it was. */
export async function readRun(database: Store, notebookId: string, id: string): Promise<RunRecordDto> {
  const found = await database.runRecord.findFirst({ where: { id, notebookId } });
  if (!found) throw new Refusal('not-found', {});
  const { at, userId, release, version } = found;
  const { title, cells } = await notebookAt(database, notebookId, version);
  return {
    id,
    by: (await namesOf(database, [userId]))[userId] ?? '',
    at: at.toISOString(),
    trigger: found.trigger as RunRecordDto['trigger'],
    release,
    version,
    versions: found.versions as unknown as RunVersions,
    cells: found.cells as unknown as readonly RunCell[],
    notebook: { title, cells },
  };
}
