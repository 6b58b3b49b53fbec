import type { Metadata } from 'next';
import { isDismissed } from '@/app/_server/accounts/own';
import { readNotebook } from '@/app/_server/notebooks/read';
import { rememberOpened } from '@/app/_server/notebooks/recent';
import { openPage } from '@/app/_server/pages';
import { NotebookPage } from '@/components/notebook/notebook-page';

interface Properties {
  readonly params: Promise<{ id: string; notebook: string }>;
}

async function open({ params }: Properties) {
  const parameters = await params;
  const person = await openPage('/projects/[id]/notebooks/[notebook]', parameters);
  return { person, notebook: await readNotebook(person, parameters.notebook) };
}

export async function generateMetadata(properties: Properties): Promise<Metadata> {
  return { title: (await open(properties)).notebook.title };
}

export default async function Page(properties: Properties) {
  const { person, notebook } = await open(properties);
  await rememberOpened(person, notebook.id);
  return <NotebookPage notebook={notebook} hint={notebook.mayEdit && !(await isDismissed(person, 'first-steps'))} />;
}
