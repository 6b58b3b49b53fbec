import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformRole, ProjectRole } from '@/app/_contract/roles';
import type { Person } from '@/app/_server/access/person';
import { now } from '@/app/_server/clock';
import { type Store, store, storeFile } from '@/app/_server/store';
import type { PrismaClient } from '@/prisma/generated/client';
import { migrate } from '@/prisma/migrate';

const root = join(import.meta.dirname, '..', '..');

/** A migrated application database in a folder of its own, which this process's settings point to. */
export async function freshStore(): Promise<PrismaClient> {
  const directory = mkdtempSync(join(tmpdir(), 'coho-test-'));
  process.env.COHO_DATA = directory;
  await migrate(storeFile(directory), join(root, 'prisma', 'migrations'), new Date('2026-01-01T00:00:00Z'));
  return store();
}

export const RELEASE = 'breast_cancer@2026.1';

export async function addPerson(database: Store, name: string, roles: readonly PlatformRole[] = []): Promise<Person> {
  const user = await database.user.create({
    data: {
      name,
      legalName: name,
      institution: 'Test Hospital',
      passwordHash: 'none',
      createdAt: now(),
      roles: { create: roles.map((role) => ({ role })) },
    },
  });
  return { id: user.id, name, legalName: name, roles, language: 'en', theme: 'system', sessionId: `session of ${name}` };
}

export interface TestProject {
  readonly id: string;
  readonly notebook: string;
}

export async function addProject(
  database: Store,
  name: string,
  members: Readonly<Partial<Record<ProjectRole, Person>>>,
): Promise<TestProject> {
  const at = now();
  const rows = Object.entries(members).map(([role, person]) => ({ userId: person.id, role: role as ProjectRole, centre: '', addedAt: at }));
  const project = await database.project.create({
    data: {
      name,
      question: '',
      release: RELEASE,
      createdAt: at,
      updatedAt: at,
      members: { create: rows },
      notebooks: { create: { title: 'Notebook', settings: { database: 'breast_cancer', other: {} }, createdAt: at, updatedAt: at } },
    },
    include: { notebooks: true },
  });
  return { id: project.id, notebook: project.notebooks[0].id };
}
