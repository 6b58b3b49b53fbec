/** What a cell gives when it has run. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../figures/kinds';
import type { ColumnMeta } from '../frame/column';
import type { AttritionStep } from '../results/attrition';
import type { CellError, ResultTable, Rows, Value, Warning } from '../results/result';
import type { View } from '../views/kinds';

/** Meta of a table's columns, by column name. */
export type TableMeta = ReadonlyMap<string, ColumnMeta>;

export interface CellOutcome {
  /** By the names results are read under: `table`, `attrition`, `coefficients`. */
  readonly tables: ReadonlyMap<string, ResultTable>;
  /** Rows of each table in the engine, where the outcome holds only the first of them. */
  readonly totals: ReadonlyMap<string, number>;
  /** Value of an input or code cell; undefined where the cell has none. */
  readonly value?: Value;
  readonly warnings: readonly Warning[];
  readonly conventions: Readonly<Record<string, Value>>;
  readonly seed: number | null;
  readonly figures: readonly Figure[];
  /** How the tables are laid out; one without a view stands as it is. */
  readonly views: readonly View[];
  /** SVG of a chart cell, sanitised by the worker that drew it. */
  readonly svg?: string;
  readonly rows: Rows | null;
  readonly sentence: Localised | null;
  readonly paragraph: Localised | null;
  /** What the cell says in words: a cohort's explanation. */
  readonly words: Localised | null;
  /** Of a cohort: who is left after each step, with the words and places of its program as it stands. */
  readonly attrition?: readonly AttritionStep[];
  readonly rScript: string | null;
  readonly labels: Readonly<Record<string, Localised>>;
  /** Engine tables made, by the name results are read under. */
  readonly stored: ReadonlyMap<string, string>;
  /** Meta of the engine tables, by engine name. */
  readonly meta: ReadonlyMap<string, TableMeta>;
  /** Engine tables that show no single patient, and the cell's own name where its value or drawing shows none. */
  readonly aggregates: readonly string[];
}

/** An outcome with nothing in it, for kinds to fill. */
export const EMPTY_OUTCOME: CellOutcome = {
  tables: new Map(),
  totals: new Map(),
  warnings: [],
  conventions: {},
  seed: null,
  figures: [],
  views: [],
  rows: null,
  sentence: null,
  paragraph: null,
  words: null,
  rScript: null,
  labels: {},
  stored: new Map(),
  meta: new Map(),
  aggregates: [],
};

/** Thrown by a kind's run for a mistake in the cell. */
export class CellFailure extends Error {
  constructor(readonly error: CellError) {
    super(error.message.en);
    this.name = 'CellFailure';
  }
}
