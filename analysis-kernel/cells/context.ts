/** What kinds are handed to read and run cells: the engine, the compilers, and what other cells have given. */

import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../figures/kinds';
import type { Frame } from '../frame/column';
import type { QueryEngine } from '../ports/query-engine';
import type { CellError, ResultTable, Rows, Value, Warning } from '../results/result';
import type { View } from '../views/kinds';
import type { CodeListText, TableMeta } from './outcome';

export interface AnalysisRun {
  readonly tables: ReadonlyMap<string, ResultTable>;
  readonly figures: readonly Figure[];
  readonly views: readonly View[];
  readonly warnings: readonly Warning[];
  readonly conventions: Readonly<Record<string, Value>>;
  readonly seed: number | null;
  readonly rows: Rows;
  readonly sentence: Localised;
  readonly paragraph: Localised;
  readonly rScript: string;
  readonly labels: Readonly<Record<string, Localised>>;
}

export interface Analysis {
  readonly method: string;
  readonly data: string | null;
  /** Tables the options name besides `data`. */
  readonly tablesUsed: readonly string[];
  /** Tables the method may give. */
  readonly tables: readonly string[];
  /** Those among them that have a row a patient. */
  readonly patientTables: readonly string[];
  /**
   * Runs on `data` after `where`, and the other tables by name; errors have places in the cell's body.
   * @throws AbortError when `signal` fires, where the place it runs in can be stopped
   */
  run(frame: Frame, tables: ReadonlyMap<string, Frame>, signal: AbortSignal): Promise<AnalysisRun | CellError>;
}

/** Reads analysis cells; made from the method registry. */
export interface AnalysisCompiler {
  /** @param inputs values of input cells, by name as the cell writes it; a `$name` without one is an error */
  read(source: string, inputs: ReadonlyMap<string, Value>): Promise<AnalysisReading>;
}

interface AnalysisReading {
  /** Null where the source cannot be run. */
  readonly analysis: Analysis | null;
  readonly errors: readonly CellError[];
  /** Names read as `$name`, those of `where` included. */
  readonly inputs: readonly string[];
  /** Table read, as far as the source tells. */
  readonly data: string | null;
}

interface CohortTable {
  /** `table`, `attrition`, or the short name of a long table. */
  readonly name: string;
  readonly sql: string;
  readonly meta: TableMeta;
}

export interface CompiledCohort {
  /** Statements run before the tables are made: temporary tables that their queries read. */
  readonly before: readonly string[];
  /** Run at the end, and after a failure: what `before` made is dropped. */
  readonly after: readonly string[];
  /** In the order they are made: a later one may read an earlier one by its engine name. */
  readonly tables: readonly CohortTable[];
  readonly words: Localised;
  readonly codeLists: readonly CodeListText[];
  readonly warnings: readonly Warning[];
  /** Warnings that need the data: a query each, whose first value is a count, and what to say where it is not zero. */
  readonly checks: readonly CohortCheck[];
}

interface CohortCheck {
  readonly sql: string;
  readonly warning: (count: number) => Warning;
  /** The outcome whose unlabelled deaths are counted, for the meaning of its event column. */
  readonly unlabelledDeathsOf: string | null;
}

export interface CohortSource {
  readonly source: string;
  /** Name of the cell. */
  readonly name: string;
}

/** Compiles cohort cells; made from the cohort language and a dictionary. */
export interface CohortCompiler {
  /** Other cohorts, input parameters and long tables, as far as the text tells. */
  read(cohort: CohortSource): Promise<{
    readonly cohorts: readonly string[];
    readonly parameters: readonly string[];
    readonly tables: readonly string[];
    readonly errors: readonly CellError[];
  }>;
  compile(
    cohort: CohortSource,
    parameters: ReadonlyMap<string, Value>,
    others: ReadonlyMap<string, CohortSource>,
  ): Promise<{ readonly compiled: CompiledCohort | null; readonly errors: readonly CellError[] }>;
}

/** Runs chart and code cells in a place of their own: a browser's sandbox worker, a worker thread. */
export interface CodeRunner {
  /** @throws CellFailure for a mistake in the code; AbortError when `signal` fires. */
  run(
    source: string,
    kind: 'chart' | 'code',
    scope: { readonly tables: ReadonlyMap<string, Frame>; readonly values: ReadonlyMap<string, Value> },
    signal: AbortSignal,
  ): Promise<{ readonly value?: Value; readonly table?: Frame; readonly svg?: string; readonly warnings: readonly Warning[] }>;
}

export interface Compilers {
  readonly analysis: AnalysisCompiler;
  /** Null without a database. */
  readonly cohort: CohortCompiler | null;
  /** Null where code is not run; chart and code cells then say so. */
  readonly code: CodeRunner | null;
}

export interface DatabaseFacts {
  /** `NAME@RELEASE`, and what else tells one extract from another: columns, rows, tier, shift. */
  readonly extract: string;
  readonly dictionary: Dictionary | null;
  /** Tables that are read by name and no cell makes. */
  readonly tables: readonly string[];
  readonly meta: ReadonlyMap<string, TableMeta>;
}

export interface RunContext {
  readonly engine: QueryEngine;
  readonly compilers: Compilers;
  readonly database: DatabaseFacts;
  readonly signal: AbortSignal;
  /** Rows of a patient-level or SQL table an outcome holds; null for all. */
  readonly rowLimit: number | null;
  /** Values of the input and code cells, by lower-case name. */
  readonly values: ReadonlyMap<string, Value>;
  /** Date inputs among them, by lower-case name. */
  readonly dates: ReadonlySet<string>;
  /** Values asked for from outside (`--set`), by lower-case name of the input cell. */
  readonly settings: ReadonlyMap<string, string>;
  /** What shows no single patient, by lower-case name: tables, values. */
  readonly aggregates: ReadonlySet<string>;
  /** Tables of cohorts whose rows carry the patient's key, by lower-case name. */
  readonly patientTables: ReadonlySet<string>;
  /** Meta of a table by any spelling of its name: the database's and the cells'. */
  readonly metaOf: (table: string) => TableMeta | null;
  /** Cohort cells by name. */
  readonly cohorts: ReadonlyMap<string, CohortSource>;
}
