/**
 * The plan: what a cohort program means, as plain, frozen, serialisable data. It is made by `lower`, printed by `sql`,
 * evaluated by `reference` and put into words by `explain`; those three share nothing but this file and `expressions.ts`, which it is made of.
 *
 * Conventions
 * - All names are physical names of the dictionary. Params are literals here. Units are already converted.
 * - Every expression has a type. `null` is missing everywhere; logic is Kleene's.
 * - Expressions are evaluated in a context: `patient` (before the index is known: index clause and the lets it uses),
 *   `entry` (patient and index known), or `exit` (exit known as well). `Let.needs` says which one a let asks for.
 */

import type { Localised } from '../source/localised';
import type { Span } from '../source/span';
import type { CodeSet, Duration, Expr, Pick, RowColumn, Rows } from './expressions';

// --------------------------------------------------------------------- parts

export type IndexPlan =
  | { readonly kind: 'pick'; readonly pick: Pick }
  | { readonly kind: 'date'; readonly value: Expr }
  /** Rows of one day are one entry, the row chosen as for `first`. Washouts are `where` filters. */
  | { readonly kind: 'each'; readonly rows: Rows; readonly spaced: Duration | null }
  /** The earliest of the arms' first rows; both on one day: left out and counted. */
  | { readonly kind: 'firstOf'; readonly arms: readonly { readonly rows: Rows; readonly label: string }[] }
  | { readonly kind: 'every'; readonly every: Duration; readonly from: Expr; readonly to: Expr };

export type Observation =
  | {
      readonly kind: 'table';
      readonly table: string;
      readonly key: string;
      readonly start: string;
      readonly end: string;
      /** Stands for a missing end; where null, the patient's last dated event row does. */
      readonly through: string | null;
    }
  /** First to last dated event row, death included; the end is `through` where known. */
  | { readonly kind: 'rows'; readonly through: string | null };

export type Step =
  | { readonly kind: 'include' | 'exclude'; readonly condition: Expr }
  | { readonly kind: 'keep'; readonly which: 'first' | 'last' }
  /** Entries that follow one another closely become one; `inPeriod`: never across two observation periods. */
  | { readonly kind: 'merge'; readonly within: Duration; readonly inPeriod: true };

/** Reasons of exits that no program has to name; rows hold the English ones. */
export const boundReasons = {
  death: { en: 'death', zh: '死亡' },
  observation: { en: 'end of observation', zh: '观察期结束' },
} as const satisfies Record<string, Localised>;

export interface Reason {
  readonly value: Expr;
  /** Shown in `exit_reason` or as the cause; filled with the explained text where none was written. */
  readonly label: string;
}

interface OutcomeBase {
  readonly name: string;
  /** Its own exit, never later than the cohort's; null: the cohort's. */
  readonly until: readonly Reason[] | null;
  /** Coverage of what it is read from: an ISO date, or null. Bounds it as end of observation does. */
  readonly through: string | null;
  /** Death is the outcome, or one of its causes; where false, follow-ups that end at death are counted in a warning unless a label names death. */
  readonly namesDeath: boolean;
}

export type OutcomePlan =
  | (OutcomeBase & { readonly kind: 'date'; readonly value: Expr /** An event on the index day counts. */; readonly onIndexDay: boolean })
  | (OutcomeBase & { readonly kind: 'causes'; readonly causes: readonly (Reason & { readonly onIndexDay: boolean })[] })
  | (OutcomeBase & { readonly kind: 'each'; readonly rows: Rows; readonly spaced: Duration | null; readonly onIndexDay: boolean });

export interface LongTable {
  readonly name: string;
  readonly kind: 'series';
  readonly rows: Rows;
  /** The rows' own date column, date or datetime: the fixed column `date`. */
  readonly date: string;
  /** Columns asked for besides it; the date's own among them where it was asked for by its name. */
  readonly columns: readonly string[];
}

export interface Let {
  readonly needs: 'patient' | 'entry' | 'exit';
  readonly value: Expr;
}

export interface Variable {
  readonly name: string;
  readonly value: Expr;
}

/** What results show and the hash ignores. */
export interface PlanLabels {
  readonly cohort: string | null;
  /** One for each step; null where none was written. */
  readonly steps: readonly (string | null)[];
  readonly outcomes: readonly (string | null)[];
  readonly variables: readonly (string | null)[];
  readonly codes: readonly { readonly name: string | null; readonly label: string | null; readonly written: string }[];
}

/** Where in the program's text the clauses stand that decide who is in the cohort; the hash ignores it. */
interface PlanPlaces {
  readonly index: Span;
  /** One for each step. */
  readonly steps: readonly Span[];
  readonly follow: Span | null;
}

export interface Plan {
  readonly format: 1;
  readonly database: string;
  readonly release: string;
  readonly patient: { readonly table: string; readonly key: string; readonly keyType: 'integer' | 'text' };
  readonly birth: { readonly column: string } | null;
  /** A column of the patient table. */
  readonly death: { readonly column: string } | null;
  readonly observation: Observation;
  /** Tables whose dated rows bound a derived observation or a missing end: every event table with a date. */
  readonly eventTables: readonly { readonly table: string; readonly key: string; readonly date: string; readonly end: string | null }[];
  readonly codes: readonly CodeSet[];
  readonly lets: readonly Let[];
  readonly index: IndexPlan;
  /** Columns of the index row that expressions use. */
  readonly indexColumns: readonly RowColumn[];
  readonly steps: readonly Step[];
  /** Empty: followed to the bound alone. The bound is the earlier of end of observation and death. */
  readonly follow: readonly Reason[];
  readonly origin: Expr | null;
  readonly outcomes: readonly OutcomePlan[];
  readonly variables: readonly Variable[];
  readonly longTables: readonly LongTable[];
  readonly labels: PlanLabels;
  readonly places: PlanPlaces;
}
