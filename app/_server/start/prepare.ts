import 'server-only';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { messagesOf } from '@/app/_messages/messages';
import { CannotStart } from '../cannot-start';
import { holdingLock } from '../databases/build-lock';
import { ensureEmbedded } from '../databases/ensure-embedded';
import { DEMO_PASSWORD, demoAccounts, demoSignInName } from '../demo/accounts';
import { ensureDemo } from '../demo/project';
import { membersApart } from '../projects/members-apart';
import { sessionSecret } from '../session/secret';
import type { Settings } from '../settings/table';
import type { Store } from '../store';
import { keepDemoResults } from './keep-demo-results';
import { openMigratedStore } from './migrated-store';

export interface Prepared {
  readonly settings: Settings;
  readonly accounts: readonly { readonly name: string; readonly roles: string; readonly password: string }[];
}

/** Everything between the settings and the server: folder, port, application database, embedded databases, accounts. One start at a time. */
export async function prepare(settings: Settings, progress: (line: string) => void): Promise<Prepared> {
  demandWritable(settings.dataDirectory);
  await demandFreePort(settings.host, settings.port);
  return holdingLock(
    join(settings.dataDirectory, '.preparing'),
    () => prepareData(settings, progress),
    () => progress(`Another start is preparing ${settings.dataDirectory}; waiting for it.`),
  );
}

async function prepareData(settings: Settings, progress: (line: string) => void): Promise<Prepared> {
  sessionSecret();
  const database = await openMigratedStore(settings.dataDirectory);
  if (settings.mode === 'production') await demandNoDemoAccounts(database);
  for (const line of await membersApart(database)) progress(line);
  let building = false;
  const releases = await ensureEmbedded(settings.dataDirectory, null, (database, state) => {
    if (!building) progress('Building the embedded databases: once, about half a minute.');
    building = true;
    if (state === 'built') progress(`  ${database}`);
  });
  if (settings.mode === 'production') return { settings, accounts: [] };
  const files = releases.map((path) => {
    const [name, release] = basename(path, '.duckdb').split('@');
    return { database: name, release, path };
  });
  await ensureDemo(
    files.map((file) => `${file.database}@${file.release}`),
    database,
  );
  for (const file of files) await keepDemoResults(file, database);
  const { roles } = messagesOf('en');
  const accounts = demoAccounts.map((account) => ({
    name: demoSignInName(account),
    roles: [
      ...account.platformRoles.map((role) => roles[role]),
      ...(account.projectRole ? [`${roles[account.projectRole]} of the demo studies`] : []),
    ].join(', '),
    password: DEMO_PASSWORD,
  }));
  return { settings, accounts };
}

function demandWritable(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
  } catch {
    throw new CannotStart(`The data directory ${directory} cannot be written; set COHO_DATA to a folder you may write to.`);
  }
}

function demandFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new CannotStart(`Port ${port} is in use; stop what uses it, or set PORT to another one.`));
      else if (error.code === 'EACCES') reject(new CannotStart(`Port ${port} needs more rights than you have; set PORT to 1024 or above.`));
      else reject(new CannotStart(`Coho cannot listen on ${host} (${error.code ?? 'unknown'}); set HOST to an address of this machine.`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

async function demandNoDemoAccounts(database: Store): Promise<void> {
  const demo = await database.user.findMany({ where: { demo: true }, select: { name: true } });
  if (demo.length === 0) return;
  const names = demo.map((account) => account.name).join(', ');
  throw new CannotStart(`Production does not start while demo accounts exist (${names}); use another COHO_DATA.`);
}
