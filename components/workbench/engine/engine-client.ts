import type { HostCalls, OfferedTable } from '@/analysis-kernel/host/contract';
import type { KeptCell } from '@/analysis-kernel/session/kept';
import type { CellState } from '@/analysis-kernel/session/state';
import { onWorkerEnd } from './lifeline';
import type { EngineCalls, EngineEvent, EngineUrls } from './protocol';
import { type Connection, connect } from './rpc';

export interface EngineState {
  /** Of the database engine, which starts with the first cell that needs rows; `off` until then. */
  readonly phase: 'off' | 'starting' | 'ready' | 'failed';
  /** Bytes that are sent for it while it starts; 0 where nobody knows. */
  readonly total: number;
  /** Why it failed; `UNREACHABLE` where the network gave no answer. */
  readonly message: string | null;
  /** Times it stopped by itself and was started again. */
  readonly restarts: number;
  /** From a change of the notebook until it is known which cells run by themselves. */
  readonly deciding: boolean;
  /** Keys for which the server is asked whether it keeps a result. */
  readonly looking: ReadonlySet<string>;
  readonly cells: ReadonlyMap<string, CellState>;
}

/** What happens in the worker that its page has to act on. */
export interface EngineListener {
  readonly kept: (cells: readonly KeptCell[]) => void;
  /** States of cells as the worker tells them. */
  readonly states: (states: readonly CellState[]) => void;
  /** The database engine died; the worker lives and has queued again what ran. */
  readonly lost: () => void;
  /** The worker itself died. */
  readonly died: (message: string | null) => void;
}

/** Said in place of a browser's words for a network that gave no answer. */
export const UNREACHABLE = 'unreachable';
/** In Chromium, Firefox and Safari. */
const NO_ANSWER = /Failed to fetch|NetworkError|Load failed/u;

function reasonOf(message: string | null): string | null {
  return message !== null && NO_ANSWER.test(message) ? UNREACHABLE : message;
}

const OFF: EngineState = { phase: 'off', total: 0, message: null, restarts: 0, deciding: false, looking: new Set(), cells: new Map() };

/** The page's end of the engine's worker: one a tab, started when a notebook opens. */
export class EngineClient implements HostCalls {
  private state = OFF;
  private readonly listeners = new Set<() => void>();
  private worker: Worker | null = null;
  private connection: Connection<EngineCalls> | null = null;
  private urls: EngineUrls | null = null;
  private listener: EngineListener | null = null;
  /** States made elsewhere, by key. */
  private brought: ReadonlyMap<string, CellState> = new Map();
  private readonly columns = new Map<string, OfferedTable['columns']>();
  /** Counts the notebooks taken over; the last autorun asked for is of one of them, null once it is decided. */
  private turn = 0;
  private autorunOf: number | null = null;
  private letIn: () => void = () => undefined;
  /** What is asked before the worker stands waits for it. */
  private readonly opened = new Promise<void>((resolve) => {
    this.letIn = resolve;
  });

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): EngineState => this.state;

  listen(listener: EngineListener): void {
    this.listener = listener;
  }

  /** Starts the worker and reads the release's dictionary; DuckDB itself starts with the first cell that runs. */
  async open(urls: EngineUrls): Promise<void> {
    this.urls = urls;
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'coho-engine' });
    this.worker = worker;
    this.connection = connect<EngineCalls, EngineEvent>(worker, (event) => this.heard(event));
    const died = (message: string | null) => {
      if (this.worker === worker) this.listener?.died(message);
    };
    worker.addEventListener('error', (event) => died(event.message || null));
    onWorkerEnd(worker, () => died(null));
    const opened = this.connection.call('open', urls);
    this.letIn();
    await opened.catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'AbortError')) this.fail(error instanceof Error ? error.message : String(error));
      throw error;
    });
  }

  /** Ends the worker, whatever it is at, and opens another that knows no notebook yet. What is shown stays. */
  async reopen(): Promise<void> {
    if (this.urls === null) return;
    this.connection?.end(new DOMException('the engine was ended', 'AbortError'));
    this.worker?.terminate();
    this.publish({ phase: 'off', total: 0, message: null });
    await this.open(this.urls);
  }

  close(): void {
    this.connection?.end(new DOMException('the notebook was closed', 'AbortError'));
    this.worker?.terminate();
    this.worker = null;
    this.connection = null;
    this.letIn();
    this.publish(OFF);
  }

  /** The engine cannot be had; the page says why and offers to try again. */
  fail(message: string | null): void {
    this.publish({ phase: 'failed', message: reasonOf(message) });
  }

  /** Shows cells as called off before the worker can say so. */
  showCancelled(ids: ReadonlySet<string>): void {
    const cells = [...this.state.cells].map(([id, state]): [string, CellState] =>
      ids.has(id) ? [id, { ...state, activity: 'cancelled' }] : [id, state],
    );
    this.publish({ cells: new Map(cells) });
  }

  /** Shows states made elsewhere, until the worker has its own of the same keys. */
  show(states: readonly CellState[]): void {
    this.brought = new Map(states.flatMap((state) => (state.key === null ? [] : [[state.key, state] as const])));
    const cells = new Map(this.state.cells);
    for (const state of states) if (!cells.has(state.id)) cells.set(state.id, state);
    for (const [id, state] of cells) cells.set(id, this.known(state));
    this.publish({ cells });
  }

  /** From here on the worker knows for itself. */
  forgetShown(): void {
    this.brought = new Map();
  }

  /** A state that has nothing to show, or the one that was shown for its key. */
  private known(state: CellState): CellState {
    const shown = state.key === null || state.outcome !== null || state.activity !== 'idle' ? undefined : this.brought.get(state.key);
    return shown?.id === state.id ? shown : state;
  }

  countRestart(): void {
    this.publish({ restarts: this.state.restarts + 1 });
  }

  lookFor(keys: readonly string[], isOver: boolean): void {
    const looking = new Set(this.state.looking);
    for (const key of keys) {
      if (isOver) looking.delete(key);
      else looking.add(key);
    }
    this.publish({ looking });
  }

  readonly update: HostCalls['update'] = (notebook) => {
    this.turn += 1;
    this.publish({ deciding: true });
    return this.asked('update', notebook);
  };
  readonly run: HostCalls['run'] = (ids) => this.asked('run', ids);
  readonly runAll: HostCalls['runAll'] = (argument) => this.asked('runAll', argument);
  readonly autorun: HostCalls['autorun'] = (request) => {
    const { turn } = this;
    this.autorunOf = turn;
    return this.asked('autorun', request).finally(() => {
      if (turn === this.turn) this.decided();
    });
  };

  /** Nothing more will run by itself, or it is said which cells do. */
  decided(): void {
    this.autorunOf = null;
    if (this.state.deciding) this.publish({ deciding: false });
  }

  /** Resolves once the worker has heard it. */
  readonly cancel: HostCalls['cancel'] = (id) => this.asked('cancel', id);
  readonly restore: HostCalls['restore'] = (kept) => this.asked('restore', kept);
  /** Nothing of the result is seen from here on, also where the worker has not heard it yet. */
  readonly forget: HostCalls['forget'] = (key) => {
    this.brought = new Map([...this.brought].filter(([shown]) => shown !== key));
    const cells = [...this.state.cells].map(([id, state]): [string, CellState] => [id, state.key === key ? withoutResult(state) : state]);
    this.publish({ cells: new Map(cells) });
    return this.asked('forget', key);
  };
  readonly rest: HostCalls['rest'] = (ends) => this.asked('rest', ends);
  readonly counts: HostCalls['counts'] = (request) => this.asked('counts', request);
  /** A table of a program in error has the columns that it had last. */
  readonly tables: HostCalls['tables'] = async (argument) => {
    const offered = await this.asked('tables', argument);
    for (const { name, columns } of offered) if (columns.length > 0) this.columns.set(name, columns);
    return offered.map((table) => ({ ...table, columns: this.columns.get(table.name) ?? [] }));
  };
  readonly page: HostCalls['page'] = (request) => this.asked('page', request);
  readonly summaries: HostCalls['summaries'] = (request) => this.asked('summaries', request);
  readonly sql: HostCalls['sql'] = (request) => this.asked('sql', request);
  readonly results: HostCalls['results'] = (file) => this.asked('results', file);

  private asked: Connection<EngineCalls>['call'] = async (call, argument) => {
    await this.opened;
    if (!this.connection) throw new DOMException('the engine is not running', 'AbortError');
    return this.connection.call(call, argument);
  };

  private heard(event: EngineEvent): void {
    switch (event.kind) {
      case 'engine': {
        const { start } = event;
        const total = start.phase === 'starting' ? start.total : 0;
        this.publish({ phase: start.phase, total, message: start.phase === 'failed' ? reasonOf(start.message) : null });
        return;
      }
      case 'kept':
        this.listener?.kept(event.cells);
        return;
      case 'lost':
        this.listener?.lost();
        return;
      case 'states': {
        const cells = new Map(this.state.cells);
        for (const state of event.states) cells.set(state.id, this.known(state));
        this.publish({ cells });
        this.listener?.states(event.states);
        // What comes first of an autorun is what is queued and what is held; of a notebook that has changed since, another follows.
        if (this.autorunOf === this.turn) this.decided();
      }
    }
  }

  private publish(change: Partial<EngineState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

function withoutResult(state: CellState): CellState {
  return { ...state, freshness: 'never', outcome: null, materialised: false };
}
