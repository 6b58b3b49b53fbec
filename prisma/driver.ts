import { PrismaLibSql } from '@prisma/adapter-libsql';

type Client = ReturnType<PrismaLibSql['createClient']>;
type Adapter = Awaited<ReturnType<PrismaLibSql['connect']>>;
type Query = Parameters<Adapter['queryRaw']>[0];

/**
 * One connection, kept: transactions run on it and give it back. The package's own leave theirs open for ever. They begin by taking the
 * write lock, so that a transaction never reads what another process is about to change.
 */
class KeptConnection extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    const client = super.createClient(config);
    const execute = client.execute.bind(client);
    client.execute = ((...asked: Parameters<Client['execute']>) => execute(...asked).catch(sayTrigger)) as Client['execute'];
    client.transaction = async () => {
      await client.execute('BEGIN IMMEDIATE');
      let open = true;
      const end = async (how: 'COMMIT' | 'ROLLBACK') => {
        if (!open) return;
        open = false;
        await client.execute(how);
      };
      let heard = performance.now();
      return {
        execute: async (statement) => {
          // Statements are done at once, one after the other, so that those who write wait little; a long transaction lets others be heard.
          if (performance.now() - heard > LONGEST_SILENCE_MS) {
            await new Promise((resolve) => setImmediate(resolve));
            heard = performance.now();
          }
          return client.execute(statement);
        },
        batch: () => Promise.reject(new Error('a transaction takes one statement after the other')),
        executeMultiple: () => Promise.reject(new Error('a transaction takes one statement after the other')),
        commit: () => end('COMMIT'),
        rollback: () => end('ROLLBACK'),
        close: () => void end('ROLLBACK'),
        get closed() {
          return !open;
        },
      };
    };
    return client;
  }
}

const CONSTRAINT = 19;
const CONSTRAINT_OF_TRIGGER = 1811;

/** The package takes what a trigger refuses for a foreign key. SQLite does keep some foreign keys by triggers, and says so. */
function sayTrigger(error: unknown): never {
  if (error instanceof Error && 'rawCode' in error && error.rawCode === CONSTRAINT_OF_TRIGGER && !error.message.includes('FOREIGN KEY')) {
    error.rawCode = CONSTRAINT;
  }
  throw error;
}

/** Longer than this no transaction keeps the process from everything else, but for what one statement takes. */
const LONGEST_SILENCE_MS = 25;

/** How long a statement waits for another process that writes. */
export const BUSY_TIMEOUT_MS = 5000;

const reads = /^\s*(?:SELECT|EXPLAIN)\b/iu;

/**
 * The SQLite file's driver over two connections: one writes, a transaction or a statement at a time; the other reads what was committed
 * last and waits for nobody.
 */
export class TwoConnections extends KeptConnection {
  override async connect(): Promise<Adapter> {
    const writer = await super.connect();
    await writer.executeScript('PRAGMA journal_mode = WAL');
    const reader = await super.connect();
    await reader.executeScript('PRAGMA query_only = ON');
    return {
      provider: writer.provider,
      adapterName: writer.adapterName,
      queryRaw: (query: Query) => (reads.test(query.sql) ? reader : writer).queryRaw(query),
      executeRaw: (query: Query) => writer.executeRaw(query),
      executeScript: (script: string) => writer.executeScript(script),
      startTransaction: (level) => writer.startTransaction(level),
      dispose: async () => {
        await reader.dispose();
        await writer.dispose();
      },
    };
  }
}

/** A connection that reads an existing file and changes nothing in it. */
export async function driverForReading(file: string): Promise<Adapter> {
  const reader = await new KeptConnection({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS }).connect();
  await reader.executeScript('PRAGMA query_only = ON');
  return reader;
}
