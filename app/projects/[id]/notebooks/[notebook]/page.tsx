import type { Metadata } from 'next';
import { openPage } from '@/app/_server/access/pages';
import { readNotebook } from '@/app/_server/notebooks/read';
import { NotebookPage } from '@/components/notebook/notebook-page';

interface Properties {
  readonly params: Promise<{ id: string; notebook: string }>;
}

async function open({ params }: Properties) {
  const parameters = await params;
  const person = await openPage('/projects/[id]/notebooks/[notebook]', parameters);
  return readNotebook(person, parameters.notebook);
}

export async function generateMetadata(properties: Properties): Promise<Metadata> {
  return { title: (await open(properties)).title };
}

export default async function Page(properties: Properties) {
  return <NotebookPage notebook={await open(properties)} />;
}
