/** What a cohort program compiles to, for the cells and the pages that show it. */
import type { ResultColumn } from '@/cohort-dsl';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { AttritionText } from '../../results/attrition';
import type { CellError, Value, Warning } from '../../results/result';
import type { TableMeta } from '../outcome';

export interface CohortSource {
  readonly source: string;
  /** Name of the cell. */
  readonly name: string;
}

interface CohortTable {
  /** `table`, `attrition`, or the short name of a long table. */
  readonly name: string;
  readonly sql: string;
}

interface CohortCheck {
  readonly sql: string;
  readonly warning: (count: number) => Warning;
  /** The outcome whose unlabelled deaths are counted, for the meaning of its event column. */
  readonly unlabelledDeathsOf: string | null;
}

/** A cohort as statements of the engine. */
export interface CohortStatements {
  /** Run before the tables are made: temporary tables that their queries read. */
  readonly before: readonly string[];
  /** Run at the end, and after a failure: what `before` made is dropped. */
  readonly after: readonly string[];
  /** In the order they are made: a later one may read an earlier one by its engine name. */
  readonly tables: readonly CohortTable[];
  /** Warnings that need the data: a query each, whose first value is a count, and what to say where it is not zero. */
  readonly checks: readonly CohortCheck[];
}

export interface CompiledCohort {
  /** Equal ones give equal rows: layout, and labels that are no values of rows, do not change it. */
  readonly fingerprint: string;
  readonly columns: readonly ResultColumn[];
  /** Of table NAME; deaths without a label are counted when it has been run. */
  readonly meta: TableMeta;
  /** The rows of NAME_attrition, in order. */
  readonly attrition: readonly AttritionText[];
  readonly words: Localised;
  readonly warnings: readonly Warning[];
  readonly statements: CohortStatements;
  /** The attrition table as one query that makes nothing: for counts as one types. */
  readonly counting: string;
  /** All of it as one script that can be read and run. */
  readonly script: string;
}

/** What is known of a program, compiled or not. */
export interface CohortReading {
  /** Other cohorts, parameters and long tables it names. */
  readonly cohorts: readonly string[];
  readonly parameters: readonly string[];
  readonly tables: readonly string[];
  readonly errors: readonly CellError[];
  /** Null where the program has errors. */
  readonly compiled: CompiledCohort | null;
}

/** Compiles cohort cells; made from the cohort language and a dictionary. */
export interface CohortCompiler {
  /**
   * Reads a program; once for what is asked.
   * @param parameters values of input cells and from outside, by name
   * @param cohorts names of the cohort cells it may read
   */
  read(cohort: CohortSource, parameters: ReadonlyMap<string, Value>, cohorts: readonly string[]): CohortReading;
}
