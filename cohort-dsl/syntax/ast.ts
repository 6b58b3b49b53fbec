/**
 * The syntax tree of the cohort language: plain, frozen, serialisable data without parents or links.
 * It holds what was written, in written order; meaning (grain, units, scopes) belongs to `types`.
 */

import type { CodeList, Events, Expr, Name, Node, PickExpr, Text } from './ast-expressions';

export type { Span } from '../source/span';

export interface Program extends Node {
  readonly cohort: { readonly name: Name; readonly label: Text | null } | null;
  readonly from: Name | null;
  readonly clauses: readonly Clause[];
}

export type Clause =
  | CodesClause
  | ParamClause
  | LetClause
  | IndexClause
  | CriterionClause
  | KeepClause
  | MergeClause
  | FollowClause
  | TimeClause
  | OutcomeClause
  | VariableClause
  | SeriesClause
  | IntervalsClause
  | ExamplesClause;

// ---------------------------------------------------------------- code lists

export interface CodesClause extends Node {
  readonly kind: 'codes';
  readonly name: Name;
  readonly label: Text | null;
  readonly value: CodeList | CodeImport;
}

interface CodeImport extends Node {
  readonly kind: 'codeImport';
  readonly path: Text;
}

// ------------------------------------------------------------------- clauses

export interface ParamClause extends Node {
  readonly kind: 'param';
  readonly name: Name;
  readonly value: Expr;
}

export interface LetClause extends Node {
  readonly kind: 'let';
  readonly name: Name;
  readonly value: Expr;
}

export interface IndexClause extends Node {
  readonly kind: 'index';
  readonly form: IndexForm;
}

export type IndexForm =
  | (Node & { readonly kind: 'at'; readonly value: Expr })
  | (Node & { readonly kind: 'each'; readonly events: Events; readonly spaced: Expr | null; readonly washout: Washout | null })
  | (Node & { readonly kind: 'firstOf'; readonly arms: readonly IndexArm[] })
  | (Node & { readonly kind: 'washout'; readonly pick: PickExpr; readonly washout: Washout })
  | (Node & { readonly kind: 'every'; readonly every: Expr; readonly from: Expr; readonly to: Expr })
  | (Node & { readonly kind: 'from'; readonly table: Name });

/** `after N without F` */
export interface Washout extends Node {
  readonly after: Expr;
  readonly without: Events;
}

export interface IndexArm extends Node {
  readonly events: Events;
  readonly washout: Washout | null;
  readonly label: Text | null;
}

export interface CriterionClause extends Node {
  readonly kind: 'include' | 'exclude';
  readonly label: Text | null;
  readonly condition: Expr;
}

export interface KeepClause extends Node {
  readonly kind: 'keep';
  readonly which: 'first' | 'last';
}

export interface MergeClause extends Node {
  readonly kind: 'merge';
  readonly within: Expr;
}

/** One date, or `earliest { D as "reason"; … }`. */
export interface Until extends Node {
  /** True when written with braces. */
  readonly braces: boolean;
  readonly dates: readonly LabelledDate[];
}

export interface LabelledDate extends Node {
  readonly value: Expr;
  readonly label: Text | null;
}

export interface FollowClause extends Node {
  readonly kind: 'follow';
  readonly until: Until;
}

interface TimeClause extends Node {
  readonly kind: 'time';
  readonly from: Expr;
}

export interface OutcomeClause extends Node {
  readonly kind: 'outcome';
  readonly name: Name;
  readonly label: Text | null;
  readonly form:
    | (Node & { readonly kind: 'date'; readonly value: Expr })
    | (Node & { readonly kind: 'causes'; readonly dates: readonly LabelledDate[] })
    | (Node & { readonly kind: 'each'; readonly events: Events; readonly spaced: Expr | null });
  readonly until: Until | null;
}

export interface VariableClause extends Node {
  readonly kind: 'variable';
  readonly name: Name;
  readonly label: Text | null;
  readonly value: Expr;
}

export interface SeriesClause extends Node {
  readonly kind: 'series';
  readonly name: Name;
  readonly label: Text | null;
  readonly events: Events;
  readonly columns: readonly Name[];
}

interface IntervalsClause extends Node {
  readonly kind: 'intervals';
  readonly name: Name;
  readonly items: readonly IntervalItem[];
}

export type IntervalItem =
  | (Node & { readonly kind: 'splitEach'; readonly events: Events })
  | (Node & { readonly kind: 'splitEachYear' })
  | (Node & { readonly kind: 'splitEvery'; readonly every: Expr })
  | (Node & { readonly kind: 'splitAge'; readonly age: Expr })
  | (Node & { readonly kind: 'splitAt'; readonly at: Expr })
  | (Node & { readonly kind: 'carry'; readonly name: Name; readonly value: Expr })
  | (Node & { readonly kind: 'flag'; readonly name: Name; readonly value: Expr });

export interface ExamplesClause extends Node {
  readonly kind: 'examples';
  readonly patients: readonly ExamplePatient[];
}

export interface ExamplePatient extends Node {
  readonly label: Text | null;
  readonly verdict: 'in' | 'out';
  readonly rows: readonly ExampleRow[];
}

export interface ExampleRow extends Node {
  readonly table: Name;
  readonly values: readonly (Node & { readonly column: Name; readonly value: Expr })[];
}
