/** DuckDB-WASM behind the engine port: one worker, one connection, one statement at a time; sealed before the first cell. */
import { AsyncDuckDB, type AsyncDuckDBConnection, VoidLogger } from '@duckdb/duckdb-wasm';
import type { Frame } from '../../frame/column';
import { type EngineColumn, EngineError, type QueryEngine } from '../../ports/query-engine';
import { engineError, isInterrupt } from '../engine-message';
import { quoteName, quoteText } from '../identifiers';
import { abortError, JobQueue } from '../job-queue';
import { readableQuery } from '../readable-types';
import { createTable } from '../table-types';
import { isArrowReadable, readArrow } from './read-arrow';
import { writeArrow } from './write-arrow';

export interface WasmEngineOptions {
  /** A worker running `duckdb-browser-eh.worker.js` of our own origin. */
  readonly worker: Worker;
  /** Where the worker finds `duckdb-eh.wasm`; absolute, or a path of our own origin. */
  readonly wasm: string;
  /** A release to attach read-only over byte ranges: absolute address, the session's cookie goes with each request. */
  readonly release?: { readonly name: string; readonly url: string };
  /** As DuckDB writes it. */
  readonly memoryLimit?: string;
  /** Bytes of the engine loaded so far, and of all where the server says. */
  readonly onProgress?: (loaded: number, total: number) => void;
}

const DEFAULT_MEMORY = '2GB';

/**
 * Starts the engine in the worker, attaches the release and seals it: from then on no statement reaches files, network or settings,
 * while pages of the attached release are still fetched as they are needed.
 * @throws EngineError where the release cannot be attached.
 */
export async function openWasmEngine(options: WasmEngineOptions): Promise<QueryEngine> {
  const database = new AsyncDuckDB(new VoidLogger(), options.worker);
  const { onProgress } = options;
  await database.instantiate(options.wasm, null, ({ bytesLoaded, bytesTotal }) => onProgress?.(bytesLoaded, bytesTotal));
  await database.open({
    query: { castBigIntToDouble: false, castDecimalToDouble: false, castTimestampToDate: false, castDurationToTime64: false },
    // Without these the engine asks for the whole file, twice.
    filesystem: { reliableHeadRequests: true, allowFullHTTPReads: false, forceFullHTTPReads: false },
  });
  const connection = await database.connect();
  const engine = new WasmEngine(database, connection);
  try {
    // Extensions would be fetched from a public host: this comes before anything else.
    for (const setting of ['autoload_known_extensions = false', 'autoinstall_known_extensions = false'])
      await engine.execute(`SET ${setting}`);
    if (options.release) {
      await engine.execute(`ATTACH ${quoteText(options.release.url)} AS ${quoteName(options.release.name)} (READ_ONLY)`);
      await engine.execute(`SET search_path = ${quoteText(`memory.main,${quoteName(options.release.name)}.main`)}`);
    }
    const memory = quoteText(options.memoryLimit ?? DEFAULT_MEMORY);
    for (const setting of [
      `memory_limit = ${memory}`,
      'errors_as_json = true',
      'enable_external_access = false',
      'lock_configuration = true',
    ]) {
      await engine.execute(`SET ${setting}`);
    }
    engine.version = await database.getVersion();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

class WasmEngine implements QueryEngine {
  readonly name = 'duckdb-wasm';
  version = '';
  readonly #queue = new JobQueue();
  readonly #stopped = new AbortController();

  constructor(
    private readonly database: AsyncDuckDB,
    private readonly connection: AsyncDuckDBConnection,
  ) {}

  query(sql: string, signal?: AbortSignal, known?: readonly EngineColumn[]): Promise<Frame> {
    return this.#run(sql, signal, async () => {
      const columns = known ?? (await this.#columnsOf(sql));
      const readable = columns === null ? null : readableQuery(sql, columns, isArrowReadable);
      return readArrow(await this.#send(readable ?? sql), columns);
    });
  }

  execute(sql: string, signal?: AbortSignal): Promise<void> {
    return this.#run(sql, signal, async () => {
      await this.#send(sql);
    });
  }

  insert(table: string, frame: Frame): Promise<void> {
    const create = createTable(table, frame);
    return this.#run(create, undefined, async () => {
      await this.#send(create);
      if (frame.length === 0) return;
      await this.connection.insertArrowFromIPCStream(writeArrow(frame), { name: table, schema: 'main', create: false });
    });
  }

  describe(sql: string): Promise<readonly EngineColumn[]> {
    return this.#run(sql, undefined, () => this.#describe(sql));
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    await this.database.terminate();
  }

  /** Types of a query; null for a statement that is none. */
  async #columnsOf(sql: string): Promise<readonly EngineColumn[] | null> {
    try {
      return await this.#describe(sql);
    } catch (error) {
      if (error instanceof EngineError && error.code === 'syntax') return null;
      throw error;
    }
  }

  async #describe(sql: string): Promise<readonly EngineColumn[]> {
    const prefix = 'DESCRIBE (';
    const statement = `${prefix}${sql}\n)`;
    try {
      const { columns } = readArrow(await this.#send(statement), null);
      const [names, types] = columns
        .slice(0, 2)
        .map((column) => (column.kind === 'text' ? Array.from(column.codes, (code) => column.dictionary[code]) : []));
      return names.map((name, at) => ({ name, type: types[at] }));
    } catch (error) {
      if (error instanceof EngineError || !(error instanceof Error)) throw error;
      const refused = engineError(error.message, statement);
      const offset = refused.offset === null ? null : Math.max(0, Math.min(refused.offset - prefix.length, sql.length));
      throw new EngineError(refused.code, refused.message, offset, refused.details);
    }
  }

  /** Sent as a stream, which unlike a plain query can be called off. */
  #send(sql: string): Promise<readonly Uint8Array[]> {
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of the connection, no React hook.
    return this.connection.useUnsafe(async (bindings, id) => {
      const parts: Uint8Array[] = [];
      let header = await bindings.startPendingQuery(id, sql, true);
      while (header === null) header = await bindings.pollPendingQuery(id);
      parts.push(header);
      for (;;) {
        const part = await bindings.fetchQueryResults(id);
        if (part === null) continue;
        if (part.length === 0) return parts;
        parts.push(part);
      }
    });
  }

  #run<T>(sql: string, signal: AbortSignal | undefined, job: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      if (this.#stopped.signal.aborted) throw closed();
      let again: ReturnType<typeof setInterval> | undefined;
      const cancel = () => void this.connection.cancelSent().catch(() => false);
      const stop = () => {
        cancel();
        // A call that comes between two statements finds nothing to stop.
        again = setInterval(cancel, 20);
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        return await this.#untilClosed(job());
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

  /** A terminated worker never answers: what waits for it is refused here. */
  #untilClosed<T>(job: Promise<T>): Promise<T> {
    const { signal } = this.#stopped;
    return new Promise<T>((resolve, reject) => {
      const refuse = () => reject(closed());
      signal.addEventListener('abort', refuse, { once: true });
      job.then(resolve, reject).finally(() => signal.removeEventListener('abort', refuse));
    });
  }
}

function closed(): EngineError {
  return new EngineError('engine', 'The engine is closed.');
}
