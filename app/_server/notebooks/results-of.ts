import 'server-only';
import { store } from '../store';
import type { ResultsOf } from './kept-results';

/** The project of a notebook and its database release, under which its results are kept. */
export async function resultsOfNotebook(notebookId: string): Promise<ResultsOf> {
  const { projectId, project } = await store().notebook.findUniqueOrThrow({
    where: { id: notebookId },
    select: { projectId: true, project: { select: { release: true } } },
  });
  return { projectId, release: project.release };
}
