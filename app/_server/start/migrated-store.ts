import 'server-only';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMigrated, migrate } from '@/prisma/migrate';
import { CannotStart } from '../cannot-start';
import { now } from '../clock';
import { type Store, store, storeFile } from '../store';
import { storeFault } from './store-fault';

const migrations = (): string => join(process.cwd(), 'prisma', 'migrations');

/** The application database of the data directory, made or brought up to date first. */
export async function openMigratedStore(dataDirectory: string): Promise<Store> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  await sayingFaults(dataDirectory, () => migrate(storeFile(dataDirectory), migrations(), now()));
  return store();
}

/** What `work` finds in an application database that is there, up to date and sound; nothing is made or changed. */
export async function readingStore<T>(dataDirectory: string, work: (database: Store) => Promise<T>): Promise<T> {
  const file = storeFile(dataDirectory);
  return sayingFaults(dataDirectory, async () => {
    if (!(await isMigrated(file, migrations()))) {
      throw new CannotStart(
        existsSync(file)
          ? `The application database ${file} was made by an older version of Coho; npm start brings it up to date.`
          : `There is no application database in ${dataDirectory}; COHO_DATA names the data directory of the installation.`,
      );
    }
    return work(store());
  });
}

async function sayingFaults<T>(dataDirectory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const fault = storeFault(error, dataDirectory);
    throw fault === null ? error : new CannotStart(fault);
  }
}
