import 'server-only';
import { cellRow } from '../cells/cell-rows';
import { keepSnapshot } from '../cells/rebuild';
import { after, now } from '../clock';
import { hashPassword } from '../session/password';
import type { Store } from '../store';
import { DEMO_PASSWORD, demoAccounts, demoSignInName } from './accounts';
import { type DemoNotebook, demoNotebooks } from './demo-notebooks';

/** Under which the installation remembers a database's demo study. */
export function demoProjectKey(database: string): string {
  return `demo.project.${database}`;
}

/** The database whose study a newcomer sees first. */
export const FIRST_DEMO = 'breast_cancer';

/** Creates what is missing of the demo: accounts, and once a study for each release with its notebooks. A project deleted later is not made again. */
export async function ensureDemo(releases: readonly string[], database: Store): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for (const account of demoAccounts) {
    await database.user.upsert({
      where: { name: demoSignInName(account) },
      update: {},
      create: {
        name: demoSignInName(account),
        legalName: account.legalName,
        institution: 'Coho demo',
        passwordHash,
        demo: true,
        createdAt: now(),
        roles: { create: account.platformRoles.map((role) => ({ role })) },
      },
    });
  }
  for (const release of releases) {
    const [name] = release.split('@');
    const known = await database.installation.findUnique({ where: { key: demoProjectKey(name) } });
    const notebooks = known ? [] : await demoNotebooks(name);
    if (notebooks.length > 0) await createStudy(release, notebooks, database);
  }
}

async function createStudy(release: string, notebooks: readonly DemoNotebook[], database: Store): Promise<void> {
  const at = now();
  const names = demoAccounts.filter((account) => account.projectRole !== null).map(demoSignInName);
  const users = await database.user.findMany({ where: { name: { in: names } } });
  const [name] = release.split('@');
  const centres = name === FIRST_DEMO ? ['rotterdam', 'gbsg'] : [''];
  const members = demoAccounts.flatMap((account, index) => {
    const user = users.find((candidate) => candidate.name === demoSignInName(account));
    return user && account.projectRole
      ? [{ userId: user.id, role: account.projectRole, centre: centres[index % centres.length], addedAt: at }]
      : [];
  });
  const owner = users.find((user) => user.name === 'owner');
  await database.$transaction(async (transaction) => {
    const project = await transaction.project.create({
      include: { notebooks: { select: { id: true } } },
      data: {
        name: notebooks[0].title,
        question: notebooks[0].question,
        release,
        createdAt: at,
        updatedAt: at,
        members: { create: members },
        notebooks: {
          create: notebooks.map(({ language, title, cells }, order) => ({
            title,
            settings: { database: name, other: { language } },
            // The first language's notebook is the older one: lists keep this order.
            createdAt: after(at, order),
            updatedAt: after(at, -order),
            cells: { create: cells.map((cell, place) => cellRow(cell, place, at, owner?.id ?? '')) },
          })),
        },
      },
    });
    for (const { id } of project.notebooks) await keepSnapshot(transaction, id);
    await transaction.installation.create({ data: { key: demoProjectKey(name), value: project.id } });
  });
}
