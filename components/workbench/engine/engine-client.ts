import type { Notebook } from '@/analysis-kernel/document/notebook';
import type { CellState } from '@/analysis-kernel/session/state';
import type { EngineCalls, EngineEvent, EnginePlaces, LiveAttrition, SummaryRequest } from './protocol';
import { type Connection, connect } from './rpc';

export type EnginePhase = 'off' | 'starting' | 'ready' | 'failed';

export interface EngineState {
  readonly phase: EnginePhase;
  readonly message: string | null;
  readonly cells: ReadonlyMap<string, CellState>;
}

/** The page's end of the engine's worker: one a tab, started when a notebook opens. */
export class EngineClient {
  private state: EngineState = { phase: 'off', message: null, cells: new Map() };
  private readonly listeners = new Set<() => void>();
  private worker: Worker | null = null;
  private connection: Connection<EngineCalls> | null = null;
  private places: EnginePlaces | null = null;
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

  /** Starts the worker and reads the release's dictionary; DuckDB itself starts with the first cell that runs. */
  async open(places: EnginePlaces): Promise<void> {
    this.places = places;
    this.worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'coho-engine' });
    this.connection = connect<EngineCalls, EngineEvent>(this.worker, (event) => this.heard(event));
    this.worker.addEventListener('error', (event) => this.publish({ phase: 'failed', message: event.message || null }));
    const opened = this.connection.call('open', places);
    this.letIn();
    await opened.catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'AbortError')) this.publish({ phase: 'failed', message: String(error) });
      throw error;
    });
  }

  /** Ends the worker, whatever it is at, and opens another that knows no notebook yet; cells that ran or waited are called off. */
  async reopen(): Promise<void> {
    if (this.places === null) return;
    this.connection?.end(new DOMException('the engine was ended', 'AbortError'));
    this.worker?.terminate();
    const cells = [...this.state.cells].map(([id, state]): [string, CellState] =>
      state.activity === 'idle' ? [id, state] : [id, { ...state, activity: 'cancelled' }],
    );
    this.publish({ phase: 'off', message: null, cells: new Map(cells) });
    await this.open(this.places);
  }

  close(): void {
    this.connection?.end(new DOMException('the notebook was closed', 'AbortError'));
    this.worker?.terminate();
    this.worker = null;
    this.connection = null;
    this.letIn();
    this.publish({ phase: 'off', message: null, cells: new Map() });
  }

  update(notebook: Notebook): Promise<void> {
    return this.asked('update', notebook);
  }

  run(ids: readonly string[]): Promise<void> {
    return this.asked('run', ids);
  }

  runAll(): Promise<void> {
    return this.asked('runAll', null);
  }

  runStale(budget: number): Promise<void> {
    return this.asked('runStale', budget);
  }

  /** Resolves once the worker has heard it. */
  cancel(id: string | null): Promise<void> {
    return this.asked('cancel', id);
  }

  restore(kept: Parameters<EngineCalls['restore']>[0]): ReturnType<EngineCalls['restore']> {
    return this.asked('restore', kept);
  }

  attrition(request: Parameters<EngineCalls['attrition']>[0]): Promise<LiveAttrition> {
    return this.asked('attrition', request);
  }

  tables(): ReturnType<EngineCalls['tables']> {
    return this.asked('tables', null);
  }

  page(request: Parameters<EngineCalls['page']>[0]): ReturnType<EngineCalls['page']> {
    return this.asked('page', request);
  }

  summaries(request: SummaryRequest): ReturnType<EngineCalls['summaries']> {
    return this.asked('summaries', request);
  }

  sql(request: Parameters<EngineCalls['sql']>[0]): ReturnType<EngineCalls['sql']> {
    return this.asked('sql', request);
  }

  json(file: string): ReturnType<EngineCalls['json']> {
    return this.asked('json', file);
  }

  private asked: Connection<EngineCalls>['call'] = async (call, argument) => {
    await this.opened;
    if (!this.connection) throw new DOMException('the engine is not running', 'AbortError');
    return this.connection.call(call, argument);
  };

  private heard(event: EngineEvent): void {
    if (event.kind === 'engine') {
      this.publish({ phase: event.phase, message: event.message ?? null });
      return;
    }
    const cells = new Map(this.state.cells);
    for (const state of event.states) cells.set(state.id, state);
    this.publish({ cells });
  }

  private publish(change: Partial<EngineState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
