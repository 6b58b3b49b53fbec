import { type EngineLine, EngineLost, type QueryEngine } from '../ports/query-engine';
import { DUCKDB_VERSION } from '../version';
import { abortError } from './job-queue';

/**
 * An engine that starts with the first statement, and again with the next one after it died: a notebook whose results are kept shows them
 * without one.
 * @param lines how many the opened engine has
 * @throws Error from the first statement where the engine that starts is of another version than results are kept under
 */
export function lazyEngine(name: string, lines: number, open: () => Promise<QueryEngine>): QueryEngine {
  let opening: Promise<QueryEngine> | null = null;
  let isClosed = false;
  const listeners: (() => void)[] = [];
  const engine = (): Promise<QueryEngine> => {
    if (isClosed) return Promise.reject(new EngineLost('the engine is closed'));
    const current = opening ?? started();
    opening = current;
    return current;
  };

  function started(): Promise<QueryEngine> {
    const forget = () => {
      if (opening === current) opening = null;
    };
    const current = open().then((opened) => {
      if (opened.version !== DUCKDB_VERSION) throw new Error(`the engine is ${opened.version}, expected ${DUCKDB_VERSION}`);
      opened.onLost(() => {
        forget();
        for (const listener of listeners) listener();
      });
      return opened;
    });
    // A start that failed is tried again by the next statement.
    current.catch(forget);
    return current;
  }

  const lineAt = (at: number): EngineLine => ({
    name,
    version: DUCKDB_VERSION,
    query: async (sql, signal, columns) => (await unlessAborted(engine(), signal)).lines[at].query(sql, signal, columns),
    execute: async (sql, signal) => (await unlessAborted(engine(), signal)).lines[at].execute(sql, signal),
    insert: async (table, frame) => (await engine()).lines[at].insert(table, frame),
    describe: async (sql) => (await engine()).lines[at].describe(sql),
  });
  const all = Array.from({ length: lines }, (_, at) => lineAt(at));
  return {
    ...all[0],
    lines: all,
    ready: async (signal) => void (await unlessAborted(engine(), signal)),
    onLost: (listener) => listeners.push(listener),
    close: async () => {
      isClosed = true;
      if (opening) await (await opening).close();
    },
  };
}

/** Whoever calls a statement off does not wait for the engine it would have run on. */
function unlessAborted<T>(awaited: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return awaited;
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(abortError());
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    awaited.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
