import { beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '@/app/_server/session/sign-in';
import { openMigratedStore } from '@/app/_server/start/migrated-store';
import type { Store } from '@/app/_server/store';
import { runCommandLine } from '@/cli/main';
import { freshStore } from './world';

let database: Store;

beforeAll(async () => {
  database = await freshStore();
});

async function coho(...words: string[]) {
  const lines: string[] = [];
  const status = await runCommandLine(words, { out: (line) => lines.push(line), progress: () => undefined });
  return { status, lines };
}

const add = (name: string, role = 'securityAdministrator') =>
  coho('user', 'add', name, '--legal-name', 'Full Name', '--institution', 'Hospital', '--role', role);

describe('coho user add', () => {
  it('makes an account that signs in with the password printed, and records it', async () => {
    const { status, lines } = await add('Admin');
    const [name, password] = lines[0].split(' ');
    expect([status, name]).toEqual([0, 'admin']);
    await expect(signIn(database, name, password, { device: '', address: '', token: 'a device' })).resolves.toHaveProperty('sid');
    const entry = await database.auditEntry.findFirstOrThrow({ where: { action: 'admin.create-account' } });
    expect(JSON.stringify(entry)).not.toContain(password);
  });

  it('refuses a name that is taken, and wrong usage', async () => {
    expect(await add('admin')).toEqual({ status: 1, lines: ['An account called "admin" exists already; choose another sign-in name.'] });
    expect((await add('other', 'king')).status).toBe(2);
    expect((await coho('user', 'add')).status).toBe(2);
    expect((await coho('user')).status).toBe(2);
  });
});

describe('coho audit verify', () => {
  it('finds the log intact, then the entry that was altered', async () => {
    const store = await openMigratedStore(process.env.COHO_DATA ?? '');
    const entries = await store.auditEntry.count();
    const { status, lines } = await coho('audit', 'verify');
    expect(status).toBe(0);
    expect(lines[0]).toContain(`intact: ${entries} entries`);
    await store.$executeRawUnsafe('DROP TRIGGER "AuditEntry_refuse_update"');
    await store.auditEntry.update({ where: { sequence: 1 }, data: { userName: 'someone else' } });
    expect(await coho('audit', 'verify')).toEqual({ status: 1, lines: ['entry 1 was altered'] });
    expect((await coho('audit', 'burn')).status).toBe(2);
  });
});
