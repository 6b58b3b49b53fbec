import type { Metadata } from 'next';
import { centresOfRelease } from '@/app/_server/catalogue/offered';
import { openPage } from '@/app/_server/pages';
import { projectActivity } from '@/app/_server/projects/activity';
import { readProject } from '@/app/_server/projects/read';
import { ProjectPage } from '@/components/projects/project-page';

interface Properties {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Properties): Promise<Metadata> {
  const { id } = await params;
  return { title: (await readProject(await openPage('/projects/[id]', { id }), id)).name };
}

export default async function Page({ params }: Properties) {
  const { id } = await params;
  const project = await readProject(await openPage('/projects/[id]', { id }), id);
  const [centres, activity] = await Promise.all([centresOfRelease(project.release), projectActivity(id)]);
  return <ProjectPage project={project} centres={centres} activity={activity} />;
}
