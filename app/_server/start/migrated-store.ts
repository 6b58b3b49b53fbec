import 'server-only';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@/prisma/migrate';
import { now } from '../clock';
import { type Store, store, storeFile } from '../store';

/** The application database of the data directory, made or brought up to date first. */
export async function openMigratedStore(dataDirectory: string): Promise<Store> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  await migrate(storeFile(dataDirectory), join(process.cwd(), 'prisma', 'migrations'), now());
  return store();
}
