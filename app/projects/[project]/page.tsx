import type { Metadata } from 'next';
import { cache } from 'react';
import { centresOfRelease } from '@/app/_server/catalogue/offered';
import { openPage } from '@/app/_server/pages';
import { projectActivity } from '@/app/_server/projects/activity';
import { readProject } from '@/app/_server/projects/read';
import { ProjectPage } from '@/components/projects/project-page';

interface Properties {
  readonly params: Promise<{ project: string }>;
}

const open = cache(async (project: string) => {
  const { person, database } = await openPage('/projects/[project]', { project });
  return { database, shown: await readProject(database, person, project) };
});

export async function generateMetadata({ params }: Properties): Promise<Metadata> {
  return { title: (await open((await params).project)).shown.name };
}

export default async function Page({ params }: Properties) {
  const { database, shown } = await open((await params).project);
  const [centres, activity] = await Promise.all([centresOfRelease(shown.release), projectActivity(database, shown.id)]);
  return <ProjectPage project={shown} centres={centres} activity={activity} />;
}
