/** What is known of a cell from its text alone. */
import type { CellError } from '../results/result';
import type { CompiledCohort } from './cohort/compiled';
import type { Analysis } from './context';

/** A name a cell reads that another cell, the database or a file may provide. */
export interface CellReference {
  readonly name: string;
  /** `input` for `$name` and parameters: only an input cell provides it. */
  readonly role: 'table' | 'input';
}

export interface CellReading {
  readonly references: readonly CellReference[];
  /** Names of the tables the cell makes besides its own. */
  readonly derived: readonly string[];
  /** What keeps it from running whatever the data say; empty where nothing does. */
  readonly errors: readonly CellError[];
  /** It reads the clock or unseeded random numbers. */
  readonly volatile: boolean;
  /** Of a cohort cell without errors. */
  readonly cohort?: CompiledCohort;
  /** Of an analysis cell without errors. */
  readonly analysis?: Analysis;
}

/** A reading with nothing in it. */
export const NOTHING_READ: CellReading = { references: [], derived: [], errors: [], volatile: false };
