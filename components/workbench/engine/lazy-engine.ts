import type { QueryEngine } from '@/analysis-kernel/ports/query-engine';

/** Version of DuckDB inside the engine's files; part of every result's key, so it is known before the engine has started. */
export const DUCKDB_VERSION = 'v1.4.3';

/**
 * An engine that starts with the first statement: a notebook whose results are kept shows them without one.
 * @throws Error from the first statement where the engine that starts is of another version than results are kept under
 */
export function lazyEngine(open: () => Promise<QueryEngine>): QueryEngine {
  let opening: Promise<QueryEngine> | null = null;
  const engine = (): Promise<QueryEngine> => {
    opening ??= open().then((opened) => {
      if (opened.version !== DUCKDB_VERSION) throw new Error(`the engine is ${opened.version}, expected ${DUCKDB_VERSION}`);
      return opened;
    });
    // A start that failed is tried again by the next statement.
    opening.catch(() => {
      opening = null;
    });
    return opening;
  };
  return {
    name: 'duckdb-wasm',
    version: DUCKDB_VERSION,
    query: async (sql, signal, columns) => (await engine()).query(sql, signal, columns),
    execute: async (sql, signal) => (await engine()).execute(sql, signal),
    insert: async (table, frame) => (await engine()).insert(table, frame),
    describe: async (sql) => (await engine()).describe(sql),
    close: async () => {
      if (opening) await (await opening).close();
    },
  };
}
