/** Native DuckDB behind the engine port: an in-memory database, at most one release attached read-only, sealed before the first cell. */
import { availableParallelism } from 'node:os';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { quoteName, quoteText } from '@/cohort-dsl/source/sql-text';
import type { Frame } from '../../frame/column';
import { EngineError, type EngineLine, type QueryEngine } from '../../ports/query-engine';
import { engineError, isInterrupt } from '../engine-message';
import { abortError, JobQueue } from '../job-queue';
import { isReadable, readableQuery } from '../readable-types';
import { insertFrame } from './insert-frame';
import { type FileNote, loadTable } from './load-table';
import { readFrame } from './read-columns';

export interface NodeEngineOptions {
  /** A release file and the name it is attached under; its tables are read by their bare names. */
  readonly database?: { readonly name: string; readonly file: string };
  /** CSV or Parquet files that become tables before the engine is sealed. */
  readonly tables?: readonly { readonly name: string; readonly file: string }[];
  /** Told what was decided about a file that it does not say by itself. */
  readonly onNote?: (note: FileNote) => void;
  /** As DuckDB writes it, e.g. `2GB`; by default the engine's own share of the machine. */
  readonly memoryLimit?: string;
  /** Statements that may run beside each other; one by default. */
  readonly lines?: number;
}

/**
 * Opens the engine: one thread (numbers repeat), nothing spilled to disk, no extension loaded from anywhere; once the files are
 * in, files, network and settings are out of reach of any statement.
 * @throws FileTableError for a table file that cannot be read; EngineError where the release cannot be attached.
 */
export async function openNodeEngine(options: NodeEngineOptions = {}): Promise<QueryEngine> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
  });
  const connections: DuckDBConnection[] = [];
  try {
    for (let line = 0; line < (options.lines ?? 1); line += 1) connections.push(await instance.connect());
    const [first] = connections;
    if (options.database) {
      await first.run(`ATTACH ${quoteText(options.database.file)} AS ${quoteName(options.database.name)} (READ_ONLY)`);
    }
    for (const connection of connections) {
      await connection.run("SET TimeZone = 'UTC'");
      // A path is its connection's own, and cannot be set once the engine is sealed.
      if (options.database) await connection.run(`SET search_path = ${quoteText(`memory.main,${quoteName(options.database.name)}.main`)}`);
    }
    if (options.tables && options.tables.length > 0) {
      // Files are read by all cores; the order of their rows stays.
      await first.run(`SET threads = ${availableParallelism()}`);
      for (const { name, file } of options.tables) for (const note of await loadTable(first, name, file)) options.onNote?.(note);
      await first.run('SET threads = 1');
    }
    for (const connection of connections) await connection.run('SET errors_as_json = true');
    for (const setting of ['enable_external_access = false', 'lock_configuration = true']) await first.run(`SET ${setting}`);
    const version = String((await first.runAndReadAll('SELECT version()')).getRows()[0][0]);
    return nodeEngine(
      instance,
      connections.map((connection) => new NodeLine(connection, version)),
    );
  } catch (error) {
    for (const connection of connections) connection.disconnectSync();
    instance.closeSync();
    if (error instanceof Error && error.name === 'Error') throw engineError(error.message, '');
    throw error;
  }
}

function nodeEngine(instance: DuckDBInstance, lines: readonly NodeLine[]): QueryEngine {
  const [first] = lines;
  return {
    name: first.name,
    version: first.version,
    lines,
    query: (sql, signal) => first.query(sql, signal),
    execute: (sql, signal) => first.execute(sql, signal),
    insert: (table, frame) => first.insert(table, frame),
    describe: (sql) => first.describe(sql),
    ready: async () => undefined,
    // It lives and dies with the process.
    onLost: () => undefined,
    async close() {
      await Promise.all(lines.map((line) => line.close()));
      instance.closeSync();
    },
  };
}

class NodeLine implements EngineLine {
  readonly name = 'duckdb-node';
  readonly #queue = new JobQueue();
  #closed = false;

  constructor(
    private readonly connection: DuckDBConnection,
    readonly version: string,
  ) {}

  query(sql: string, signal?: AbortSignal): Promise<Frame> {
    return this.#run(sql, signal, async () => {
      const result = await this.connection.run(sql);
      const columns = result.columnTypes().map((type, at) => ({ name: result.columnName(at), type: String(type) }));
      const cast = readableQuery(sql, columns, isReadable);
      return readFrame(cast === null ? result : await this.connection.run(cast));
    });
  }

  execute(sql: string, signal?: AbortSignal): Promise<void> {
    return this.#run(sql, signal, async () => {
      await this.connection.run(sql);
    });
  }

  insert(table: string, frame: Frame): Promise<void> {
    return this.#run('', undefined, () => insertFrame(this.connection, table, frame));
  }

  describe(sql: string): Promise<readonly { readonly name: string; readonly type: string }[]> {
    return this.#run(sql, undefined, async () => {
      const prefix = 'DESCRIBE (';
      try {
        const result = await this.connection.runAndReadAll(`${prefix}${sql}\n)`);
        return result.getRows().map((row) => ({ name: String(row[0]), type: String(row[1]) }));
      } catch (error) {
        throw error instanceof Error ? shifted(engineError(error.message, `${prefix}${sql}\n)`), prefix.length, sql) : error;
      }
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    this.connection.interrupt();
    return this.#queue.run(async () => this.connection.disconnectSync());
  }

  #run<T>(sql: string, signal: AbortSignal | undefined, job: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      if (this.#closed) throw new EngineError('engine', 'The engine is closed.');
      // An interrupt that comes before the statement has begun is lost: it is repeated until the statement ends.
      let again: NodeJS.Timeout | undefined;
      const stop = () => {
        this.connection.interrupt();
        again = setInterval(() => this.connection.interrupt(), 20);
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        return await job();
      } catch (error) {
        if (signal?.aborted) throw abortError();
        if (error instanceof EngineError || !(error instanceof Error)) throw error;
        throw isInterrupt(error.message) ? abortError() : engineError(error.message, sql);
      } finally {
        clearInterval(again);
        signal?.removeEventListener('abort', stop);
      }
    }, signal);
  }
}

function shifted(error: EngineError, by: number, sql: string): EngineError {
  const offset = error.offset === null ? null : Math.max(0, Math.min(error.offset - by, sql.length));
  return new EngineError(error.code, error.message, offset, error.details);
}
