/** Native DuckDB behind the engine port: an in-memory database, at most one release attached read-only, sealed before the first cell. */
import { availableParallelism } from 'node:os';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Frame } from '../../frame/column';
import { EngineError, type QueryEngine } from '../../ports/query-engine';
import { engineError, isInterrupt } from '../engine-message';
import { quoteName, quoteText } from '../identifiers';
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
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    if (options.database) {
      await connection.run(`ATTACH ${quoteText(options.database.file)} AS ${quoteName(options.database.name)} (READ_ONLY)`);
      await connection.run(`SET search_path = ${quoteText(`memory.main,${quoteName(options.database.name)}.main`)}`);
    }
    if (options.tables && options.tables.length > 0) {
      // Files are read by all cores; the order of their rows stays.
      await connection.run(`SET threads = ${availableParallelism()}`);
      for (const { name, file } of options.tables) for (const note of await loadTable(connection, name, file)) options.onNote?.(note);
      await connection.run('SET threads = 1');
    }
    for (const setting of ['errors_as_json = true', 'enable_external_access = false', 'lock_configuration = true']) {
      await connection.run(`SET ${setting}`);
    }
    const version = await connection.runAndReadAll('SELECT version()');
    return new NodeEngine(instance, connection, String(version.getRows()[0][0]));
  } catch (error) {
    connection.disconnectSync();
    instance.closeSync();
    if (error instanceof Error && error.name === 'Error') throw engineError(error.message, '');
    throw error;
  }
}

class NodeEngine implements QueryEngine {
  readonly name = 'duckdb-node';
  readonly #queue = new JobQueue();
  #closed = false;

  constructor(
    private readonly instance: DuckDBInstance,
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
    return this.#queue.run(async () => {
      this.connection.disconnectSync();
      this.instance.closeSync();
    });
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
