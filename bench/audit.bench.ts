import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendAudit } from '@/app/_server/audit/append';
import { verifyAudit } from '@/app/_server/audit/verify';
import { storeFile } from '@/app/_server/store';
import { openStore } from '@/prisma/client';
import { migrate } from '@/prisma/migrate';
import { type Measurement, measure } from './measure';

const ENTRIES = 1000;

/** How long one more audit entry takes, and verifying a thousand. */
export async function run(): Promise<readonly Measurement[]> {
  const directory = mkdtempSync(join(tmpdir(), 'coho-bench-'));
  const migrations = join(import.meta.dirname, '..', 'prisma', 'migrations');
  await migrate(storeFile(directory), migrations, new Date(0));
  const database = openStore(storeFile(directory));
  const append = () =>
    database.$transaction((tx) =>
      appendAudit(tx, {
        userId: null,
        userName: 'bench',
        action: 'bench',
        outcome: 'done',
        reason: null,
        objectKind: null,
        objectId: null,
        projectId: null,
        release: null,
        details: {},
      }),
    );
  const appended = await measure('audit: append one entry', 1, 50, append);
  for (let entry = 51; entry < ENTRIES; entry += 1) await append();
  const verified = await measure('audit: verify the chain', ENTRIES, 10, () => verifyAudit(database));
  await database.$disconnect();
  rmSync(directory, { recursive: true });
  return [appended, verified];
}
