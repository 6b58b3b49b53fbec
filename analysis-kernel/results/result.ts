/** Results of cells: the shapes that the command line writes as JSON, views render and reports print. Full precision throughout. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { ValueType } from '../frame/column';

/** A cell of a table: integers beyond ±(2^53 − 1) and decimals are strings; missing is null; a non-finite number stays a number until it is written. */
export type Value = string | number | boolean | null;

export interface ResultTable {
  readonly columns: readonly string[];
  readonly types: readonly ValueType[];
  readonly rows: readonly (readonly Value[])[];
}

/** A warning is a value shown on the result. */
export interface Warning {
  readonly code: string;
  readonly message: Localised;
  /** An option of the cell that mends it, offered as a button. */
  readonly change?: { readonly option: string; readonly value: string | boolean | readonly string[]; readonly said: Localised };
}

/** An error of a cell; `line` and `column` are 1-based within the cell's body. */
export interface CellError {
  readonly code: string;
  readonly message: Localised;
  readonly line: number | null;
  readonly column: number | null;
  /** Replacement texts offered as buttons, most likely first. */
  readonly fixes: readonly string[];
  /** Name of the cell that blocks this one. */
  readonly by?: string;
}

export interface Rows {
  /** Rows offered to the method, after `where`. */
  readonly total: number;
  readonly used: number;
  /** Rows dropped for a missing value, by variable (a row missing two counts in both). */
  readonly missing: readonly { readonly variable: string; readonly n: number }[];
}
