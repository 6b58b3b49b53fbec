import 'server-only';
import type { Store } from '../store';
import type { ResultsOf } from './kept-results';

/** The project of a notebook and its database release, under which its results are kept. */
export async function resultsOfNotebook(database: Store, notebookId: string): Promise<ResultsOf> {
  const { projectId, project } = await database.notebook.findUniqueOrThrow({
    where: { id: notebookId },
    select: { projectId: true, project: { select: { release: true } } },
  });
  return { projectId, release: project.release };
}
