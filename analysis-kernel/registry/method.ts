/**
 * The method registry's contract. One `Method` holds all that is known of an analysis method: the YAML checker, completion,
 * the form, the manual, the report and the disclosure rules are read from it and from nowhere else.
 */

import type { z } from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Frame, ValueType } from '../frame/column';
import type { Figure, ResultTable, Rows, Value, Warning } from '../results/result';

/** What a released table must be checked for; a table that declares nothing cannot be released. */
export type Disclosure =
  | { readonly kind: 'counts'; readonly columns: readonly string[]; readonly minimum?: readonly string[] }
  | { readonly kind: 'curve'; readonly atRisk: string; readonly events: string; readonly censored: string }
  | { readonly kind: 'model'; readonly parameters: 'coefficients' }
  | { readonly kind: 'statistic' }
  /** Rows of single patients: never released. */
  | { readonly kind: 'patient-level' };

export interface ColumnDeclaration {
  readonly name: string;
  readonly type: ValueType;
  readonly description: Localised;
}

export interface TableDeclaration {
  readonly name: string;
  readonly description: Localised;
  readonly columns: readonly ColumnDeclaration[];
  /** When the table appears: always, or the option that asks for it, in words of the manual. */
  readonly appears: Localised;
  readonly disclosure: Disclosure;
}

/** How the form offers an option. Roles are drop targets for columns; the rest are controls. */
export type FormHint =
  | { readonly control: 'column'; readonly accepts: 'any' | 'numeric' | 'category' | 'time' | 'event' }
  | { readonly control: 'columns'; readonly accepts: 'any' | 'numeric' | 'category' }
  | {
      readonly control: 'formula';
      readonly left: 'survival' | 'none' | 'numeric';
      readonly roles: readonly ('covariates' | 'group' | 'strata' | 'cluster')[];
    }
  | { readonly control: 'choice' }
  | { readonly control: 'number'; readonly min?: number; readonly max?: number; readonly step?: number }
  | { readonly control: 'numbers' }
  | { readonly control: 'switch' }
  | { readonly control: 'table' }
  | { readonly control: 'yaml' };

export interface OptionDeclaration {
  readonly key: string;
  readonly label: Localised;
  /** The manual's sentence. */
  readonly help: Localised;
  /** How the manual names the type, e.g. `number`, `list of columns`. */
  readonly type: string;
  readonly values: readonly string[] | null;
  readonly defaultText: string | null;
  readonly form: FormHint;
  /** Folded under "More". */
  readonly advanced: boolean;
}

export interface MethodInput<Options> {
  readonly options: Options;
  /** `data` after `where`; all its columns. */
  readonly frame: Frame;
  /** Other tables the options name (`predictions.data`), by name. */
  readonly tables: ReadonlyMap<string, Frame>;
}

export interface MethodOutput {
  readonly tables: ReadonlyMap<string, ResultTable>;
  readonly figures: readonly Figure[];
  readonly warnings: readonly Warning[];
  /** Ties, transform, quantile type …: what each number follows. */
  readonly conventions: Readonly<Record<string, Value>>;
  readonly seed: number | null;
  readonly rows: Rows;
  /** A results-section sentence. */
  readonly sentence: Localised;
  /** Column-level facts the views use for rounding and labels (term → label). */
  readonly labels: Readonly<Record<string, Localised>>;
}

export interface Reference {
  readonly text: string;
  readonly doi: string | null;
}

export interface Method<Options = unknown> {
  readonly id: string;
  readonly title: Localised;
  readonly summary: Localised;
  /** Strict: an unknown key is an error with a suggestion. Common keys (`data`, `where`, `weights`, `cluster`, `conf_level`, `as`) included where they apply. */
  readonly schema: z.ZodType<Options>;
  readonly options: readonly OptionDeclaration[];
  readonly tables: readonly TableDeclaration[];
  /** Tables besides `data` the options refer to. */
  readonly tablesUsed: (options: Options) => readonly string[];
  /** Columns of `data` the options refer to. Throws nothing: an unreadable formula gives what could be read. */
  readonly columnsUsed: (options: Options) => readonly string[];
  readonly run: (input: MethodInput<Options>) => MethodOutput;
  /** Methods paragraph: estimator, options, software version, references. */
  readonly paragraph: (options: Options, output: MethodOutput) => Localised;
  readonly rScript: (options: Options) => string;
  readonly references: readonly Reference[];
}
