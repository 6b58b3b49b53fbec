import 'server-only';
import { now } from '../clock';
import { randomToken } from '../random';
import { hashPassword } from '../session/password';
import { type Store, store } from '../store';
import { DEMO_PASSWORD, demoAccounts, demoSignInName } from './accounts';
import { demoNotebook } from './notebook';

export const DEMO_PROJECT_KEY = 'demo.project';

/** Creates what is missing of the demo: accounts, and once the study with its notebook. A project deleted later is not made again. */
export async function ensureDemo(release: string, database: Store = store()): Promise<void> {
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
  const known = await database.installation.findUnique({ where: { key: DEMO_PROJECT_KEY } });
  if (!known) await createStudy(release, database);
}

async function createStudy(release: string, database: Store): Promise<void> {
  const at = now();
  const names = demoAccounts.filter((account) => account.projectRole !== null).map(demoSignInName);
  const users = await database.user.findMany({ where: { name: { in: names } } });
  const centres = ['rotterdam', 'gbsg'];
  const members = demoAccounts.flatMap((account, index) => {
    const user = users.find((candidate) => candidate.name === demoSignInName(account));
    return user && account.projectRole ? [{ userId: user.id, role: account.projectRole, centre: centres[index % 2], addedAt: at }] : [];
  });
  const owner = users.find((user) => user.name === 'owner');
  const cells = demoNotebook.cells.map((cell, index) => ({
    id: randomToken(9),
    kind: cell.kind,
    name: cell.name,
    body: cell.body,
    position: String(index + 1).padStart(4, '0'),
    changedAt: at,
    changedBy: owner?.id ?? '',
  }));
  await database.$transaction(async (transaction) => {
    const project = await transaction.project.create({
      data: {
        name: demoNotebook.project,
        question: demoNotebook.question,
        release,
        createdAt: at,
        updatedAt: at,
        members: { create: members },
        notebooks: {
          create: {
            title: demoNotebook.title,
            settings: { database: release.split('@')[0], other: {} },
            createdAt: at,
            updatedAt: at,
            cells: { create: cells },
          },
        },
      },
    });
    await transaction.installation.create({ data: { key: DEMO_PROJECT_KEY, value: project.id } });
  });
}
