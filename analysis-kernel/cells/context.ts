/** What kinds are handed to read and run cells: the engine, the compilers, and what other cells have given. */

import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../figures/kinds';
import type { Frame } from '../frame/column';
import type { EngineLine } from '../ports/query-engine';
import type { Pool } from '../registry/pool';
import type { CellError, ResultTable, Rows, Value, Warning } from '../results/result';
import type { View } from '../views/kinds';
import type { CohortCompiler } from './cohort/compiled';
import type { TableMeta } from './outcome';

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
  readonly labels: Readonly<Record<string, Localised>>;
}

export interface AnalysisWork {
  readonly signal: AbortSignal;
  /** Hears the share done, from 0 to 1. */
  readonly progress: (share: number) => void;
  /** Where pieces of it may run; one after another where none is given. */
  readonly pool?: Pool;
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
  /** The same analysis in R, as its options and the conventions of its result say it. */
  readonly rScript: (conventions: AnalysisRun['conventions']) => string;
  /**
   * Runs on `data` after `where`, and the other tables by name; errors have places in the cell's body.
   * @throws AbortError when `signal` fires, where the place it runs in can be stopped
   */
  run(frame: Frame, tables: ReadonlyMap<string, Frame>, work: AnalysisWork): Promise<AnalysisRun | CellError>;
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

/** What a run is at, and how far. */
export interface RunProgress {
  /** `reading` its rows, `making` its tables, `computing` from them. */
  readonly stage: 'reading' | 'making' | 'computing';
  /** Statements or parts of the computation that are done; null where nobody knows. */
  readonly done: number | null;
  /** Of how many; of `reading`, the rows. */
  readonly total: number | null;
}

export interface RunContext {
  /** The line of the engine this run has to itself. */
  readonly engine: EngineLine;
  readonly code: CodeRunner | null;
  readonly database: DatabaseFacts;
  readonly signal: AbortSignal;
  /** Says what the run is at. */
  readonly progress: (progress: RunProgress) => void;
  /** Rows of a patient-level or SQL table an outcome holds; null for all. */
  readonly rowLimit: number | null;
  /** Values of the input and code cells, by lower-case name. */
  readonly values: ReadonlyMap<string, Value>;
  /** Date inputs among them, by lower-case name. */
  readonly dates: ReadonlySet<string>;
  /** What shows no single patient, by lower-case name: tables, values. */
  readonly aggregates: ReadonlySet<string>;
  /** Tables of cohorts whose rows carry the patient's key, by lower-case name. */
  readonly patientTables: ReadonlySet<string>;
  /** Meta of a table by any spelling of its name: the database's and the cells'. */
  readonly metaOf: (table: string) => TableMeta | null;
  /** Rows of a cell's table; null where they are not known. */
  readonly rowsOf: (table: string) => number | null;
}
