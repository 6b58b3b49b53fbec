import 'server-only';
import type { KnownPlaces } from '@/app/_contract/shell';
import type { Person } from '../access/person';
import { permittedNotebooks, permittedProjects } from '../access/scope';
import { offeredDatabases } from '../catalogue/offered';
import type { Store } from '../store';

/** More than anybody looks through; what changed last comes first. */
const MOST = 200;

/** What a person can go to by name: her projects, their notebooks, the databases of the catalogue. */
export async function knownPlaces(database: Store, person: Person): Promise<KnownPlaces> {
  const projects = await database.project.findMany({
    where: { ...permittedProjects(person), status: 'active' },
    select: { id: true, name: true },
    orderBy: { updatedAt: 'desc' },
    take: MOST,
  });
  const notebooks = await database.notebook.findMany({
    where: { AND: [permittedNotebooks(person), { project: { status: 'active' } }] },
    select: { id: true, title: true, projectId: true, project: { select: { name: true } } },
    orderBy: { updatedAt: 'desc' },
    take: MOST,
  });
  return {
    projects,
    notebooks: notebooks.map(({ id, title, projectId, project }) => ({ id, title, projectId, projectName: project.name })),
    databases: (await offeredDatabases()).map(({ release, title }) => ({ name: release.split('@')[0], title })),
  };
}
