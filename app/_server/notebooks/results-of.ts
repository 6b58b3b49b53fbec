import 'server-only';
import { openRelease } from '../catalogue/open-release';
import { findRelease } from '../catalogue/releases';
import type { Store } from '../store';

/** Whose results they are: a project's own, so that nobody is shown what members of another one kept. */
export interface ResultsOf {
  readonly projectId: string;
  readonly release: string;
  /** The notebook they were computed in, where the server can run them again; null for its own. */
  readonly notebookId: string | null;
}

/** The project of a notebook and its database release, under which its results are kept. */
export async function resultsOfNotebook(database: Store, notebookId: string): Promise<ResultsOf> {
  const { projectId, project } = await database.notebook.findUniqueOrThrow({
    where: { id: notebookId },
    select: { projectId: true, project: { select: { release: true } } },
  });
  return { projectId, release: project.release, notebookId };
}

/** Names of the columns that tell one patient of a release from another, in lower case. */
export async function patientKeysOf(release: string): Promise<ReadonlySet<string>> {
  const { dictionary } = await openRelease(await findRelease(release));
  return new Set(dictionary.tables.map(({ key }) => key.toLowerCase()));
}
