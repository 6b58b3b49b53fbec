/** What the notebook asks of a database engine. Engines are handed in; cells never import one. */
import type { Frame } from '../frame/column';

/** A column of a result with its type in the engine's words. */
export interface EngineColumn {
  readonly name: string;
  readonly type: string;
}

export interface QueryEngine {
  /** `duckdb-wasm` or `duckdb-node`. */
  readonly name: string;
  /** The engine's own version, e.g. `v1.4.3`. */
  readonly version: string;
  /**
   * Runs one statement and returns its rows.
   * @param columns names and engine types of the result where they are known beforehand: an engine that would ask for them first need not
   * @throws EngineError for what the engine refuses; `AbortError` (a DOMException) when `signal` fires: the engine stays usable.
   */
  query(sql: string, signal?: AbortSignal, columns?: readonly EngineColumn[]): Promise<Frame>;
  /** Runs one statement for its effect. */
  execute(sql: string, signal?: AbortSignal): Promise<void>;
  /** Creates or replaces a table from a frame. */
  insert(table: string, frame: Frame): Promise<void>;
  /** Column names and engine types of a query, without running it. */
  describe(sql: string): Promise<readonly EngineColumn[]>;
  close(): Promise<void>;
}

/** What an engine refuses, in its own words, without data values where the engine marks them. */
export class EngineError extends Error {
  constructor(
    readonly code: 'syntax' | 'binder' | 'conversion' | 'out_of_memory' | 'engine',
    message: string,
    /** Offset into the statement, where the engine says. */
    readonly offset: number | null = null,
    /** What else the engine says, by its own keys: `name`, `candidates`, `error_subtype` … */
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'EngineError';
  }
}
