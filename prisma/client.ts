import { BUSY_TIMEOUT_MS, TwoConnections } from './driver';
import { PrismaClient } from './generated/client';

/** How long a transaction waits for its turn in this process, and how long it may take. */
const TRANSACTION_WAIT_MS = 20_000;
const TRANSACTION_TIMEOUT_MS = 20_000;

export function driverFor(file: string): TwoConnections {
  return new TwoConnections({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS });
}

export function openStore(file: string): PrismaClient {
  return new PrismaClient({
    adapter: driverFor(file),
    // The full form of an error quotes the values of the query; logs hold none.
    errorFormat: 'minimal',
    transactionOptions: { maxWait: TRANSACTION_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  });
}
