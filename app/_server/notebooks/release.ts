import 'server-only';
import { store } from '../store';

/** The database release of a notebook's project. */
export async function releaseOfNotebook(notebookId: string): Promise<string> {
  const { project } = await store().notebook.findUniqueOrThrow({
    where: { id: notebookId },
    select: { project: { select: { release: true } } },
  });
  return project.release;
}
