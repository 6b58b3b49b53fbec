import 'server-only';
import { join } from 'node:path';
import { openStore } from '@/prisma/client';
import type { PrismaClient } from '@/prisma/generated/client';
import { settings } from './settings/environment';

export type Store = PrismaClient;

/** The client inside or outside a transaction. */
export type StoreOrTransaction = Store | Parameters<Parameters<Store['$transaction']>[0]>[0];

export function storeFile(dataDirectory: string): string {
  return join(dataDirectory, 'application.sqlite');
}

const holder = globalThis as typeof globalThis & { cohoStore?: Store };

/** The application database of this process; one connection shared by every route bundle. */
export function store(): Store {
  holder.cohoStore ??= openStore(storeFile(settings().dataDirectory));
  return holder.cohoStore;
}
