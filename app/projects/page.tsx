import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { can } from '@/app/_server/access/can';
import { nothing } from '@/app/_server/access/objects';
import { offeredDatabases } from '@/app/_server/catalogue/offered';
import { openPage } from '@/app/_server/pages';
import { listProjects } from '@/app/_server/projects/read';
import { ProjectsPage } from '@/components/projects/projects-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('projects'))('title') };
}

export default async function Page() {
  const { person, database } = await openPage('/projects');
  const databases = can(person, 'project.create', nothing).ok ? await offeredDatabases() : null;
  return <ProjectsPage projects={await listProjects(database, person)} databases={databases} />;
}
