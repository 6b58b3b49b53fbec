/** DuckDB-WASM behind the engine port: one worker, a connection a line, a slice of each statement in turn; sealed before the first cell. */
import { AsyncDuckDB, type AsyncDuckDBConnection, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import { quoteName, quoteText } from '@/cohort-dsl/source/sql-text';
import type { Frame } from '../../frame/column';
import { type EngineColumn, EngineError, type EngineLine, EngineLost, type QueryEngine, Superseded } from '../../ports/query-engine';
import { engineError, isInterrupt } from '../engine-message';
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
  /** Statements that may run beside each other, a slice of each in turn; one by default. */
  readonly lines?: number;
  /** Told once how many bytes are sent for the engine, where the server says. */
  readonly onSize?: (bytes: number) => void;
}

const DEFAULT_MEMORY = '2GB';
/** A statement called off by a person that has not stopped by then stands in a part that hears nothing: the worker is ended with it. */
const CANCEL_WITHIN_MS = 1500;

/**
 * Starts the engine in the worker, attaches the release and seals it: from then on no statement reaches files, network or settings,
 * while pages of the attached release are still fetched as they are needed.
 * @throws EngineError where the release cannot be attached.
 */
export async function openWasmEngine(options: WasmEngineOptions): Promise<QueryEngine> {
  const { worker, onSize, release } = options;
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  const life = new EngineLife(database);
  worker.addEventListener('error', (event) => life.end(new EngineLost(event.message || 'the worker of the engine stopped')));
  try {
    let size = 0;
    const progress = ({ bytesTotal }: { readonly bytesTotal: number }) => {
      if (bytesTotal !== size) onSize?.(bytesTotal);
      size = bytesTotal;
    };
    await life.while(database.instantiate(options.wasm, null, progress));
    await database.open({
      query: { castBigIntToDouble: false, castDecimalToDouble: false, castTimestampToDate: false, castDurationToTime64: false },
      // Without these the engine asks for the whole file, twice.
      filesystem: { reliableHeadRequests: true, allowFullHTTPReads: false, forceFullHTTPReads: false },
    });
    const version = await database.getVersion();
    const lines: WasmLine[] = [];
    for (let line = 0; line < (options.lines ?? 1); line += 1) lines.push(new WasmLine(await database.connect(), life, version));
    const [first] = lines;
    // Extensions would be fetched from a public host: this comes before anything else.
    for (const setting of ['autoload_known_extensions = false', 'autoinstall_known_extensions = false'])
      await first.execute(`SET ${setting}`);
    if (release) {
      // Under a name of its own: beside an address the engine would ask the server for a log of unfinished writes.
      const file = `${release.name}.duckdb`;
      await database.registerFileURL(file, release.url, DuckDBDataProtocol.HTTP, false);
      await first.execute(`ATTACH ${quoteText(file)} AS ${quoteName(release.name)} (READ_ONLY)`);
      for (const line of lines) await line.execute(`SET search_path = ${quoteText(`memory.main,${quoteName(release.name)}.main`)}`);
    }
    for (const line of lines) await line.execute('SET errors_as_json = true');
    const memory = quoteText(options.memoryLimit ?? DEFAULT_MEMORY);
    for (const setting of [`memory_limit = ${memory}`, 'enable_external_access = false', 'lock_configuration = true'])
      await first.execute(`SET ${setting}`);
    return wasmEngine(lines, life);
  } catch (error) {
    await life.close();
    throw error;
  }
}

function wasmEngine(lines: readonly WasmLine[], life: EngineLife): QueryEngine {
  const [first] = lines;
  return {
    name: first.name,
    version: first.version,
    lines,
    query: (sql, signal, columns) => first.query(sql, signal, columns),
    execute: (sql, signal) => first.execute(sql, signal),
    insert: (table, frame) => first.insert(table, frame),
    describe: (sql) => first.describe(sql),
    ready: async () => undefined,
    onLost: (listener) => life.onLost(listener),
    close: () => life.close(),
  };
}

/** The worker as its lines see it: a worker that is gone never answers, and what waits for it is refused here. */
class EngineLife {
  readonly #over = new AbortController();
  readonly #listeners: (() => void)[] = [];

  constructor(private readonly database: AsyncDuckDB) {}

  onLost(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Ends the worker with a reason that everything under way rejects with. */
  end(reason: Error): void {
    if (this.#over.signal.aborted) return;
    if (reason instanceof EngineLost) for (const listener of this.#listeners) listener();
    this.#over.abort(reason);
    void this.database.terminate();
  }

  async close(): Promise<void> {
    this.end(closed());
  }

  demand(): void {
    this.#over.signal.throwIfAborted();
  }

  while<T>(job: Promise<T>): Promise<T> {
    const { signal } = this.#over;
    return new Promise<T>((resolve, reject) => {
      const refuse = () => reject(signal.reason);
      signal.addEventListener('abort', refuse, { once: true });
      job.then(resolve, reject).finally(() => signal.removeEventListener('abort', refuse));
    });
  }
}

class WasmLine implements EngineLine {
  readonly name = 'duckdb-wasm';
  readonly #queue = new JobQueue();

  constructor(
    private readonly connection: AsyncDuckDBConnection,
    private readonly life: EngineLife,
    readonly version: string,
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
      this.life.demand();
      let again: ReturnType<typeof setInterval> | undefined;
      let deaf: ReturnType<typeof setTimeout> | undefined;
      const cancel = () => void this.connection.cancelSent().catch(() => false);
      const stop = () => {
        cancel();
        // A call that comes between two statements finds nothing to stop.
        again = setInterval(cancel, 20);
        if (signal?.reason instanceof Superseded) return;
        deaf = setTimeout(() => this.life.end(new EngineLost('the engine did not hear that a statement was called off')), CANCEL_WITHIN_MS);
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        return await this.life.while(job());
      } catch (error) {
        if (signal?.aborted) throw abortError();
        if (error instanceof EngineError || error instanceof EngineLost || !(error instanceof Error)) throw error;
        if (isBroken(error)) {
          const lost = new EngineLost(error.message);
          this.life.end(lost);
          throw lost;
        }
        throw isInterrupt(error.message) ? abortError() : engineError(error.message, sql);
      } finally {
        clearInterval(again);
        clearTimeout(deaf);
        signal?.removeEventListener('abort', stop);
      }
    }, signal);
  }
}

/** After a trap nothing in the module's memory can be trusted. */
function isBroken(error: Error): boolean {
  return error.name === 'RuntimeError' || /^(Aborted\(|RuntimeError|memory access out of bounds|unreachable)/.test(error.message);
}

function closed(): EngineError {
  return new EngineError('engine', 'The engine is closed.');
}
