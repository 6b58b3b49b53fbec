import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PrismaClient } from './generated/client';

const BUSY_TIMEOUT_MS = 5000;

/** The SQLite file's driver: waits for another writer instead of failing at once. */
export function driverFor(file: string): PrismaLibSql {
  return new PrismaLibSql({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS });
}

export function openStore(file: string): PrismaClient {
  // The full form of an error quotes the values of the query; logs hold none.
  return new PrismaClient({ adapter: driverFor(file), errorFormat: 'minimal' });
}
