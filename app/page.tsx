import { cardOf, catalogueReleases } from '@/app/_server/catalogue/database';
import { offeredDatabases } from '@/app/_server/catalogue/offered';
import { offeredDemoAccounts } from '@/app/_server/demo/open';
import { recentNotebooks } from '@/app/_server/notebooks/recent';
import { openPublicPage } from '@/app/_server/pages';
import { listProjects } from '@/app/_server/projects/read';
import { HomePage } from '@/components/home/home-page';
import { WelcomePage } from '@/components/home/welcome-page';

const MOST_RECENT = 4;

export default async function Page() {
  const { person, database } = await openPublicPage('/');
  if (!person) return <WelcomePage demo={await offeredDemoAccounts()} databases={(await catalogueReleases()).map(cardOf)} />;
  const [notebooks, projects] = await Promise.all([recentNotebooks(database, person, MOST_RECENT), listProjects(database, person)]);
  return (
    <HomePage
      name={person.legalName}
      notebooks={notebooks}
      projects={projects.filter((project) => !project.archived)}
      databases={projects.length === 0 ? await offeredDatabases() : []}
      roles={person.roles}
    />
  );
}
