import { cohortCompiler } from '@/analysis-kernel/cells/cohort/compiler';
import type { Compilers } from '@/analysis-kernel/cells/context';
import { quoted } from '@/analysis-kernel/cells/stored-table';
import type { Notebook } from '@/analysis-kernel/document/notebook';
import type { QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { releaseFacts } from '@/analysis-kernel/session/database-facts';
import { fromKept, type KeptOutcome } from '@/analysis-kernel/session/kept';
import { resultsDocument } from '@/analysis-kernel/session/results-document';
import { NotebookSession } from '@/analysis-kernel/session/session';
import type { CellState } from '@/analysis-kernel/session/state';
import { compile, type Dictionary } from '@/cohort-dsl';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';
import { LiveCounts } from './live-counts';
import { offeredTables } from './offered-tables';
import type { ColumnSummary, LiveAttrition, OfferedTable, SummaryRequest } from './protocol';

/** Rows of a table that travel to the page with a result; the rest are read as one scrolls. */
const FIRST_ROWS = 200;

/** What the worker does with one open notebook over one release. */
export class EngineRoom {
  readonly session: NotebookSession;
  private readonly live: LiveCounts;
  private notebook: Notebook | null = null;

  constructor(
    private readonly engine: QueryEngine,
    private readonly dictionary: Dictionary,
    { code, analysis }: Pick<Compilers, 'code' | 'analysis'>,
    onStates: (states: readonly CellState[]) => void,
  ) {
    this.session = new NotebookSession({
      engine,
      compilers: { analysis, cohort: cohortCompiler(dictionary), code },
      database: releaseFacts(dictionary),
      rowLimit: FIRST_ROWS,
      onChange: (ids) => onStates(ids.flatMap((id) => this.session.state(id) ?? [])),
    });
    this.live = new LiveCounts(engine, dictionary);
  }

  async update(notebook: Notebook): Promise<void> {
    this.notebook = notebook;
    await this.session.update(notebook);
  }

  restore(kept: readonly (readonly [string, KeptOutcome])[]): Promise<readonly string[]> {
    return this.session.restore(new Map(kept.map(([key, outcome]) => [key, fromKept(outcome)])));
  }

  attrition(request: { readonly cell: string; readonly source: string; readonly name: string }): Promise<LiveAttrition> {
    return this.live.count(request, this.session.reading?.values ?? new Map(), this.cohortsBeside(request.name));
  }

  /** Cohorts of the notebook that a program may read. */
  private cohortsBeside(own: string): readonly string[] {
    return (this.notebook?.cells ?? []).flatMap(({ kind, name }) => (kind === 'cohort' && name !== null && name !== own ? [name] : []));
  }

  tables(): readonly OfferedTable[] {
    return offeredTables(this.session.states(), this.dictionary, (id) => {
      const cell = this.notebook?.cells.find((candidate) => candidate.id === id);
      if (!cell?.name) return null;
      const { plan, columns } = compile(cell.body, {
        dictionary: this.dictionary,
        name: cell.name,
        cohorts: this.cohortsBeside(cell.name),
      });
      return plan === null ? null : columns;
    });
  }

  async page({ table, from, count }: { readonly table: string; readonly from: number; readonly count: number }): Promise<ResultTable> {
    return tableOfFrame(await this.engine.query(`SELECT * FROM ${quoted(table)} LIMIT ${Math.trunc(count)} OFFSET ${Math.trunc(from)}`));
  }

  async summaries({ table, columns }: SummaryRequest): Promise<readonly ColumnSummary[]> {
    const parts = columns.map(({ name: column, counted }, at) => {
      const name = quoted(column);
      const distinct = counted ? `count(DISTINCT ${name})` : 'NULL::BIGINT';
      return `count(*) - count(${name}) AS missing${at}, ${distinct} AS distinct${at}, min(${name}) AS least${at}, max(${name}) AS most${at}`;
    });
    const [row] = tableOfFrame(await this.engine.query(`SELECT ${parts.join(', ')} FROM ${quoted(table)}`)).rows;
    return columns.map(({ name: column }, at) => {
      const [missing, distinct, least, most] = row.slice(4 * at, 4 * at + 4);
      return { column, missing: Number(missing), distinct: distinct === null ? null : Number(distinct), least, most };
    });
  }

  /** The SQL a cohort program stands for; null where it does not compile. */
  async sql({ source, name }: { readonly source: string; readonly name: string }): Promise<string | null> {
    const { plan } = compile(source, { dictionary: this.dictionary, name, cohorts: this.cohortsBeside(name) });
    return plan === null ? null : printCohort(plan, { name, dialect: 'duckdb' }).script;
  }

  /** Runs everything and writes the document of the command line, with all rows of every table. */
  async json(file: string): Promise<string> {
    if (this.notebook === null) throw new Error('no notebook is open');
    await this.session.run(this.session.states().map(({ id }) => id));
    const states = await Promise.all(this.session.states().map((state) => this.whole(state)));
    return JSON.stringify(resultsDocument(file, `${this.dictionary.database}@${this.dictionary.release}`, this.notebook, states));
  }

  private async whole(state: CellState): Promise<CellState> {
    const { outcome } = state;
    if (!outcome) return state;
    const tables = new Map(outcome.tables);
    for (const [name, table] of outcome.tables) {
      const stored = outcome.stored.get(name);
      if (stored !== undefined && (outcome.totals.get(name) ?? 0) > table.rows.length) {
        tables.set(name, tableOfFrame(await this.engine.query(`SELECT * FROM ${quoted(stored)}`)));
      }
    }
    return { ...state, outcome: { ...outcome, tables } };
  }
}
