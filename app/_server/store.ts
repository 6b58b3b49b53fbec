import 'server-only';
import { join } from 'node:path';
import { openStore } from '@/prisma/client';
import type { Prisma, PrismaClient } from '@/prisma/generated/client';
import { settings } from './settings/environment';

/** The application database, inside a transaction or outside; services are handed one and never reach for it. */
export type Store = Prisma.TransactionClient;

export function storeFile(dataDirectory: string): string {
  return join(dataDirectory, 'application.sqlite');
}

const holder = globalThis as typeof globalThis & { cohoStore?: PrismaClient };

/** The application database of this process, for the edges that hand it on: pipelines, pages, the start. One for all route bundles. */
export function store(): PrismaClient {
  holder.cohoStore ??= openStore(storeFile(settings().dataDirectory));
  return holder.cohoStore;
}
