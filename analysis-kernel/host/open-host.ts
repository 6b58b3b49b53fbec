/** One notebook over one engine: the session of its cells, and what is asked beside it. */
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { quoteName } from '@/cohort-dsl/source/sql-text';
import { countSteps } from '../cells/cohort/attrition';
import type { CompiledCohort } from '../cells/cohort/compiled';
import { cohortCompiler } from '../cells/cohort/compiler';
import type { AnalysisCompiler, CodeRunner } from '../cells/context';
import { nameKey } from '../document/names';
import { emptyNotebook, type Notebook } from '../document/notebook';
import { type EngineLine, EngineLost, type QueryEngine, Superseded } from '../ports/query-engine';
import type { AttritionStep } from '../results/attrition';
import { tableOfFrame } from '../results/from-frame';
import { type FileNotes, releaseFacts, withFileTables } from '../session/database-facts';
import { fromKept, keptCell } from '../session/kept';
import { databaseNotes, resultsDocument } from '../session/results-document';
import { NotebookSession } from '../session/session';
import type { CellState } from '../session/state';
import type { ColumnSummary, CountRequest, Counts, HostListener, NotebookHost, ProgramRequest, SummaryRequest } from './contract';
import { offeredTables } from './offered-tables';

export interface HostGround {
  readonly engine: QueryEngine;
  /** Of the release the engine has attached; null without one. */
  readonly dictionary: Dictionary | null;
  /** Null where code is not run. */
  readonly code: CodeRunner | null;
  readonly analysis: AnalysisCompiler;
  /** Tables in the engine beside the release's: those of files. */
  readonly tables?: readonly string[];
  readonly fileNotes?: FileNotes;
  /** Rows of a table an outcome holds; null, the default, for all. */
  readonly rowLimit?: number | null;
  /** Values for input cells from outside, by name. */
  readonly settings?: ReadonlyMap<string, string>;
}

/** Opens a host. Its engine is its own: it is closed with it. */
export function openHost(ground: HostGround, listener: HostListener = {}): NotebookHost {
  return new Host(ground, listener);
}

class Host implements NotebookHost {
  /** Beside the lines of the cells, where there is one. */
  readonly #line: EngineLine;
  readonly #dictionary: Dictionary | null;
  readonly #cohorts: ReturnType<typeof cohortCompiler> | null;
  readonly #session: NotebookSession;
  readonly #counting = new Map<string, AbortController>();
  /** Duration of the run last told, by key: it tells one run from another. */
  readonly #told = new Map<string, number>();
  #notebook: Notebook = emptyNotebook();

  constructor({ engine, dictionary, code, analysis, tables, fileNotes, rowLimit, settings }: HostGround, listener: HostListener) {
    this.#line = engine.lines[engine.lines.length - 1];
    this.#dictionary = dictionary;
    this.#cohorts = dictionary && cohortCompiler(dictionary);
    const facts = dictionary && releaseFacts(dictionary);
    this.#session = new NotebookSession({
      engine,
      compilers: { analysis, cohort: this.#cohorts, code },
      database: facts && !tables ? facts : withFileTables(facts, tables ?? [], fileNotes),
      rowLimit: rowLimit ?? null,
      ...(settings ? { settings } : {}),
      onChange: (ids) => {
        listener.states?.(ids.flatMap((id) => this.#session.state(id) ?? []));
        if (listener.kept) this.#tellKept(ids, listener.kept);
      },
      onLost: () => listener.lost?.(),
    });
  }

  states = () => this.#session.states();

  inputs(): ReadonlySet<string> {
    const known = new Set(this.#notebook.cells.flatMap(({ kind, name }) => (kind === 'input' && name !== null ? [nameKey(name)] : [])));
    for (const { references } of this.#session.reading?.readings.values() ?? [])
      for (const { role, name } of references) if (role === 'input') known.add(nameKey(name));
    return known;
  }

  async update(notebook: Notebook): Promise<void> {
    this.#notebook = notebook;
    await this.#session.update(notebook);
  }

  run = (ids: readonly string[]) => this.#session.run(ids);
  runAll = () => this.#session.runAll();
  autorun: NotebookHost['autorun'] = (request) => this.#session.autorun(request);
  cancel = (id: string | null) => this.#session.cancel(id ?? undefined);

  restore: NotebookHost['restore'] = (kept) => this.#session.restore(new Map(kept.map(([key, outcome]) => [key, fromKept(outcome)])));

  forget = (key: string) => this.#session.forget(key);

  rest: NotebookHost['rest'] = (ends) => this.#session.rest(ends);

  async counts({ cell, ...request }: CountRequest): Promise<Counts> {
    this.#counting.get(cell)?.abort(new Superseded());
    const abort = new AbortController();
    this.#counting.set(cell, abort);
    try {
      const compiled = this.#compiled(request);
      if (compiled === null) return { ok: false, reason: 'errors' };
      return { ok: true, steps: await this.#counted(compiled, abort.signal) };
    } catch (error) {
      if (abort.signal.aborted) return { ok: false, reason: 'cancelled' };
      throw error;
    } finally {
      if (this.#counting.get(cell) === abort) this.#counting.delete(cell);
    }
  }

  /** An engine that went under a count, perhaps with another that did not hear its end, is there again for the next statement. */
  async #counted(compiled: CompiledCohort, signal: AbortSignal): Promise<readonly AttritionStep[]> {
    try {
      return await countSteps(this.#line, compiled, signal);
    } catch (error) {
      if (!(error instanceof EngineLost) || signal.aborted) throw error;
      return countSteps(this.#line, compiled, signal);
    }
  }

  async tables() {
    return offeredTables(this.#session.states(), this.#dictionary, (id) => this.#session.reading?.readings.get(id)?.cohort?.columns ?? []);
  }

  async page({ table, from, count }: { readonly table: string; readonly from: number; readonly count: number }) {
    await this.#session.need(table);
    return tableOfFrame(await this.#line.query(`SELECT * FROM ${quoteName(table)} LIMIT ${Math.trunc(count)} OFFSET ${Math.trunc(from)}`));
  }

  async summaries({ table, columns }: SummaryRequest): Promise<readonly ColumnSummary[]> {
    await this.#session.need(table);
    const parts = columns.map(({ name: column, counted }, at) => {
      const name = quoteName(column);
      const distinct = counted ? `count(DISTINCT ${name})` : 'NULL::BIGINT';
      return `count(*) - count(${name}) AS missing${at}, ${distinct} AS distinct${at}, min(${name}) AS least${at}, max(${name}) AS most${at}`;
    });
    const [row] = tableOfFrame(await this.#line.query(`SELECT ${parts.join(', ')} FROM ${quoteName(table)}`)).rows;
    return columns.map(({ name: column }, at) => {
      const [missing, distinct, least, most] = row.slice(4 * at, 4 * at + 4);
      return { column, missing: Number(missing), distinct: distinct === null ? null : Number(distinct), least, most };
    });
  }

  async sql(request: ProgramRequest): Promise<string | null> {
    return this.#compiled(request)?.script ?? null;
  }

  async results(file: string) {
    await this.#session.run(this.states().map(({ id }) => id));
    const states = await Promise.all(this.states().map((state) => this.#whole(state)));
    const database = this.#dictionary && `${this.#dictionary.database}@${this.#dictionary.release}`;
    const notes = databaseNotes(this.#dictionary, this.#notebook.settings.language ?? 'en');
    return resultsDocument(file, database, this.#notebook, states, notes);
  }

  close = () => this.#session.close();

  /** A program with the values and beside the cohorts of the notebook, as its cell would be compiled. */
  #compiled({ source, name }: ProgramRequest): CompiledCohort | null {
    const reading = this.#session.reading;
    const cohorts = reading?.cohorts ?? [];
    return (
      this.#cohorts?.read({ source, name }, reading?.parameters ?? new Map(), cohorts.includes(name) ? cohorts : [...cohorts, name])
        .compiled ?? null
    );
  }

  #tellKept(ids: readonly string[], tell: NonNullable<HostListener['kept']>): void {
    const cells = ids.flatMap((id) => {
      const [state, cell] = [this.#session.state(id), this.#notebook.cells.find((candidate) => candidate.id === id)];
      // What was restored was no run.
      if (!state || !cell || state.key === null || state.duration === null || this.#told.get(state.key) === state.duration) return [];
      const kept = keptCell({ ...state, outcome: this.#session.outcome(id) }, this.#session.reading?.readings.get(id)?.analysis ?? null);
      if (kept) this.#told.set(kept.key, state.duration);
      return kept ? [kept] : [];
    });
    if (cells.length > 0) tell(cells);
  }

  async #whole(state: CellState): Promise<CellState> {
    const { outcome } = state;
    if (!outcome) return state;
    const tables = new Map(outcome.tables);
    for (const [name, table] of outcome.tables) {
      const stored = outcome.stored.get(name);
      if (stored !== undefined && (outcome.totals.get(name) ?? 0) > table.rows.length) {
        tables.set(name, tableOfFrame(await this.#line.query(`SELECT * FROM ${quoteName(stored)}`)));
      }
    }
    return { ...state, outcome: { ...outcome, tables } };
  }
}
