import { parse } from 'yaml';
import { freeName } from '@/analysis-kernel/document/names';
import type { Cell, CellKind, Notebook } from '@/analysis-kernel/document/notebook';
import { newCell } from '@/analysis-kernel/document/operations';
import { type KeptOutcome, keptOf, type PatientLevel } from '@/analysis-kernel/session/kept';
import type { CellState } from '@/analysis-kernel/session/state';
import type { KeptResult } from '@/app/_contract/kept-results';
import type { NotebookDto } from '@/app/_contract/notebooks';
import type { EngineClient } from './engine/engine-client';
import type { EnginePlaces } from './engine/protocol';
import type { NotebookStore } from './store/notebook-store';

/** What the workbench asks of the server, beside saving. */
export interface WorkbenchPorts {
  readonly readNotebook: () => Promise<NotebookDto>;
  readonly readKept: (keys: readonly string[]) => Promise<readonly (readonly [string, KeptOutcome])[]>;
  readonly keep: (results: KeptResult[]) => Promise<void>;
  readonly patientLevel: PatientLevel;
  readonly newId: () => string;
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

const UPDATE_AFTER_MS = 250;
const REFRESH_EVERY_MS = 15_000;
/** Cells that took no longer than this run as one types; slower ones wait until asked. */
const TYPING_BUDGET_MS = 1000;

/** Joins the notebook of this window, the engine and the server; React only shows what it says. */
export class WorkbenchController {
  private stopUpdate: (() => void) | null = null;
  private stopRefresh: (() => void) | null = null;
  private readonly asked = new Set<string>();
  private readonly keptKeys = new Set<string>();
  private seen: Notebook | null = null;
  private touched = false;
  private closed = false;

  constructor(
    readonly store: NotebookStore,
    readonly engine: EngineClient,
    readonly ports: WorkbenchPorts,
    readonly mayEdit: boolean,
  ) {}

  /** Opens the engine, shows kept results, takes up unsent drafts, and follows the notebook from then on. */
  async start(places: EnginePlaces): Promise<void> {
    if (this.mayEdit) await this.store.restoreDrafts();
    await this.engine.open(places);
    if (this.closed) return;
    this.store.subscribe(() => this.changed());
    this.engine.subscribe(() => void this.keepFresh());
    await this.hand();
    this.refreshLater();
  }

  close(): void {
    this.closed = true;
    this.stopUpdate?.();
    this.stopRefresh?.();
    void this.store.flush();
    this.engine.close();
  }

  /** Runs cells and what they need. */
  async run(ids: readonly string[]): Promise<void> {
    await this.hand();
    await this.engine.run(ids);
  }

  async runAll(): Promise<void> {
    await this.hand();
    await this.engine.runAll();
  }

  /** Inserts a cell of a kind with a name of its own; gives its id. */
  insert(kind: CellKind, at: number, body: string, wish: string): string {
    const id = this.ports.newId();
    const taken = this.store.snapshot().notebook.cells.flatMap((cell) => (cell.name === null ? [] : [cell.name]));
    this.store.dispatch({ kind: 'insert', cell: newCell(id, kind, kind === 'text' ? null : freeName(wish, taken), body), at });
    return id;
  }

  edit(id: string, body: string): void {
    this.touched = true;
    this.store.dispatch({ kind: 'edit', id, body });
  }

  private changed(): void {
    const { notebook } = this.store.snapshot();
    if (notebook === this.seen) return;
    this.stopUpdate?.();
    this.stopUpdate = this.ports.later(() => void this.hand().then(() => this.runQuick()), UPDATE_AFTER_MS);
  }

  /** Gives the engine the notebook as it stands and looks for kept results of keys not asked for yet. */
  private async hand(): Promise<void> {
    const { notebook } = this.store.snapshot();
    if (notebook !== this.seen) {
      this.seen = notebook;
      try {
        await this.engine.update(notebook);
      } catch (error) {
        this.seen = null;
        throw error;
      }
    }
    const keys = [...this.engine.snapshot().cells.values()].flatMap(({ key, freshness }) =>
      key !== null && freshness !== 'fresh' && !this.asked.has(key) ? [key] : [],
    );
    if (keys.length === 0) return;
    for (const key of keys) this.asked.add(key);
    const kept = await this.ports.readKept(keys).catch(() => []);
    for (const [key] of kept) this.keptKeys.add(key);
    if (kept.length > 0) await this.engine.restore(kept);
  }

  private async runQuick(): Promise<void> {
    if (this.touched) await this.engine.runStale(TYPING_BUDGET_MS).catch(() => undefined);
  }

  /** Sends fresh results that may be kept and are not yet. */
  private async keepFresh(): Promise<void> {
    const cells = new Map(this.store.snapshot().notebook.cells.map((cell) => [cell.id, cell]));
    const results = [...this.engine.snapshot().cells.values()].flatMap((state) => {
      if (state.key === null || this.keptKeys.has(state.key)) return [];
      const method = methodOf(cells.get(state.id), state);
      const outcome = keptOf(state, method, this.ports.patientLevel);
      if (!outcome || state.kind === 'text' || state.kind === 'input') return [];
      this.keptKeys.add(state.key);
      return [{ key: state.key, kind: state.kind, method, outcome }];
    });
    // A result that could not be kept is computed again next time: nothing is lost.
    if (results.length > 0) await this.ports.keep(results).catch(() => undefined);
  }

  private refreshLater(): void {
    this.stopRefresh = this.ports.later(() => {
      void this.refresh().finally(() => {
        if (!this.closed) this.refreshLater();
      });
    }, REFRESH_EVERY_MS);
  }

  /** Takes in what other windows changed. */
  async refresh(): Promise<void> {
    const dto = await this.ports.readNotebook().catch(() => null);
    if (dto && !this.closed) this.store.refresh(dto);
  }
}

function methodOf(cell: Cell | undefined, state: CellState): string | null {
  if (state.kind !== 'analysis' || !cell) return null;
  const options: unknown = parse(cell.body);
  return typeof options === 'object' && options !== null && 'method' in options && typeof options.method === 'string'
    ? options.method
    : null;
}
