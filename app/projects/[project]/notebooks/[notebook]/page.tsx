import type { Metadata } from 'next';
import { cache } from 'react';
import { isDismissed } from '@/app/_server/accounts/own';
import { readComments } from '@/app/_server/comments/read';
import { isDemoNotebook } from '@/app/_server/demo/demo-notebooks';
import { broughtResults } from '@/app/_server/notebooks/brought/brought-results';
import { readNotebook } from '@/app/_server/notebooks/read';
import { rememberOpened } from '@/app/_server/notebooks/recent';
import { openPage } from '@/app/_server/pages';
import { NotebookPage } from '@/components/notebook/notebook-page';

interface Properties {
  readonly params: Promise<{ project: string; notebook: string }>;
}

const open = cache(async (project: string, id: string) => {
  const { person, database, object } = await openPage('/projects/[project]/notebooks/[notebook]', { project, notebook: id });
  return { person, database, object, notebook: await readNotebook(database, person, object) };
});

export async function generateMetadata({ params }: Properties): Promise<Metadata> {
  const { project, notebook } = await params;
  return { title: (await open(project, notebook)).notebook.title };
}

export default async function Page({ params }: Properties) {
  const asked = await params;
  const { person, database, object, notebook } = await open(asked.project, asked.notebook);
  // Sent when it is there: nothing of the page waits for it.
  const brought = broughtResults(database, person, object, notebook).catch(() => null);
  const comments = await readComments(database, person, object, 0);
  await rememberOpened(database, person, notebook.id);
  const hint = notebook.mayEdit && isDemoNotebook(notebook.settings) && !(await isDismissed(database, person, 'first-steps'));
  return <NotebookPage notebook={notebook} brought={brought} comments={comments} hint={hint} />;
}
