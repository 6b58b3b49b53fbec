/** What the notebook asks of a database engine. Engines are handed in; cells never import one. */
import type { Frame } from '../frame/column';

/** A column of a result with its type in the engine's words. */
export interface EngineColumn {
  readonly name: string;
  readonly type: string;
}

/** One line to an engine: its statements wait for each other, and its temporary tables are its own. */
export interface EngineLine {
  /** `duckdb-wasm` or `duckdb-node`. */
  readonly name: string;
  /** The engine's own version, e.g. `v1.4.3`. */
  readonly version: string;
  /**
   * Runs one statement and returns its rows.
   * @param columns names and engine types of the result where they are known beforehand: an engine that would ask for them first need not
   * @throws EngineError for what the engine refuses; `AbortError` (a DOMException) when `signal` fires: the engine stays usable. A person
   * who calls a statement off does not wait for one that does not hear it: the engine is ended. Where the signal's reason is `Superseded` it is not.
   */
  query(sql: string, signal?: AbortSignal, columns?: readonly EngineColumn[]): Promise<Frame>;
  /** Runs one statement for its effect. */
  execute(sql: string, signal?: AbortSignal): Promise<void>;
  /** Creates or replaces a table from a frame. */
  insert(table: string, frame: Frame): Promise<void>;
  /** Column names and engine types of a query, without running it. */
  describe(sql: string): Promise<readonly EngineColumn[]>;
}

export interface QueryEngine extends EngineLine {
  /** The lines there are, itself the first: statements of different lines do not wait for each other. All read and write the same tables. */
  readonly lines: readonly EngineLine[];
  /** Resolves when the engine stands; one that starts with its first statement is started. Rejects with `AbortError` when `signal` fires. */
  ready(signal?: AbortSignal): Promise<void>;
  /** Tells of every time the engine died and its tables with it; the next statement starts another. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
}

/** Why a signal calls off what nobody waits for any more: the statement ends when it hears it, and nothing is ended in its stead. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** The engine died in the middle of a statement. Nothing is wrong with the statement: it may be run again. */
export class EngineLost extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EngineLost';
  }
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
