import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CannotStart } from '@/app/_server/cannot-start';
import { DEMO_PASSWORD, demoAccounts, demoSignInName } from '@/app/_server/demo/accounts';
import { demoRoom, offeredDemoAccounts } from '@/app/_server/demo/open';
import { ensureDemo } from '@/app/_server/demo/project';
import { signIn } from '@/app/_server/session/sign-in';
import type { Settings } from '@/app/_server/settings/table';
import { prepare } from '@/app/_server/start/prepare';
import type { Store } from '@/app/_server/store';
import { freshStore, RELEASE } from './world';

let database: Store;
let settings: Settings;

beforeAll(async () => {
  database = await freshStore();
  settings = { port: 0, host: '127.0.0.1', dataDirectory: process.env.COHO_DATA ?? '', mode: 'demo', proxies: [] };
  await ensureDemo([RELEASE], database);
});

const start = (change: Partial<Settings>) => prepare({ ...settings, ...change }, () => undefined);

describe('what cannot start says so in one sentence with the way out', () => {
  it('a port in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', () => resolve()));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(start({ port })).rejects.toThrow(`Port ${port} is in use; stop what uses it, or set PORT to another one.`);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('a data directory that cannot be one', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'coho-start-')), 'file');
    writeFileSync(file, '');
    await expect(start({ dataDirectory: join(file, 'data') })).rejects.toThrow('set COHO_DATA to a folder you may write to');
  });

  it('an address that is not of this machine', async () => {
    await expect(start({ host: '192.0.2.1' })).rejects.toThrow('set HOST to an address of this machine');
  });

  it('production with demo accounts', async () => {
    const starting = start({ mode: 'production' });
    await expect(starting).rejects.toThrow(CannotStart);
    await expect(starting).rejects.toThrow(/demo accounts exist \(.*owner.*\); use another COHO_DATA/u);
  });
});

describe('the demo', () => {
  it('has an account for each kind of person, each of which opens with the printed password', async () => {
    expect((await offeredDemoAccounts()).map((account) => account.role)).toEqual(demoAccounts.map((account) => account.name));
    for (const account of demoAccounts) {
      await expect(
        signIn(database, demoSignInName(account), DEMO_PASSWORD, { device: '', address: '', token: '' }),
      ).resolves.toHaveProperty('sid');
    }
  });

  it('leads each to a room', async () => {
    const rooms = await Promise.all(demoAccounts.map((account) => demoRoom(database, demoSignInName(account))));
    expect(rooms.slice(0, 5).every((room) => /^\/projects\/\w+\/notebooks\/\w+$/u.test(room))).toBe(true);
    expect(rooms.slice(5)).toEqual(['/admin', '/admin', '/audit']);
  });

  it('is made once, and what people changed in it stays', async () => {
    const [project] = await database.project.findMany();
    await database.project.update({ where: { id: project.id }, data: { name: 'Renamed', status: 'archived' } });
    await database.notebook.updateMany({ data: { deletedAt: new Date(0) } });
    await ensureDemo([RELEASE], database);
    expect(await database.project.findMany()).toMatchObject([{ name: 'Renamed', status: 'archived' }]);
    expect(await database.notebook.count({ where: { deletedAt: null } })).toBe(0);
    expect(await database.user.count()).toBe(demoAccounts.length);
  });
});
