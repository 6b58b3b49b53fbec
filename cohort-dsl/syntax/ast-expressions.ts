/** The part of the syntax tree that has a value: expressions, event rows, and the code lists within them. Clauses are made of these (`ast.ts`). */

import type { Span } from '../source/span';

export interface Node {
  readonly span: Span;
}

/** A name as written; `text` is without backticks. */
export interface Name extends Node {
  readonly text: string;
  readonly quoted: boolean;
}

export interface Text extends Node {
  readonly value: string;
}

// ---------------------------------------------------------------- code lists

/** `ICD10 { "E10".."E14", not "E12" }` */
export interface CodeList extends Node {
  readonly kind: 'codeList';
  readonly system: Name;
  readonly items: readonly CodeItem[];
}

export interface CodeItem extends Node {
  readonly negated: boolean;
  readonly form: 'code' | 'range' | 'descendants' | 'mapped';
  /** The code as written, a trailing `*` included; integer ids as their digits. */
  readonly code: Text;
  /** Upper end of a range. */
  readonly to: Text | null;
  /** True where the item was an integer id. */
  readonly integer: boolean;
}

// --------------------------------------------------------------- expressions

export type DurationUnit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';

export type Expr =
  | NumberExpr
  | TextExpr
  | BooleanExpr
  | MissingExpr
  | DateExpr
  | DurationExpr
  | QuantityExpr
  | RefExpr
  | WordExpr
  | UnaryExpr
  | BinaryExpr
  | CompareExpr
  | BetweenExpr
  | InListExpr
  | InCodesExpr
  | InCohortExpr
  | IsExpr
  | MatchExpr
  | ParenExpr
  | CaseExpr
  | CallExpr
  | QuantifierExpr
  | RowTruthExpr
  | RowNumberExpr
  | CoveredExpr
  | PickExpr
  | ColumnOfExpr
  | ElapsedExpr
  | AgeExpr
  | DatePartExpr
  | ObservedExpr;

export interface NumberExpr extends Node {
  readonly kind: 'number';
  /** Digits as written, so that 64-bit integers keep every digit. */
  readonly text: string;
  readonly integer: boolean;
}
interface TextExpr extends Node {
  readonly kind: 'text';
  readonly value: string;
}
interface BooleanExpr extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}
interface MissingExpr extends Node {
  readonly kind: 'missing';
}
/** `@2020-01-31` or `@2020-01-31T08:30`; `value` without the `@`. */
export interface DateExpr extends Node {
  readonly kind: 'date';
  readonly value: string;
  readonly time: boolean;
}
export interface DurationExpr extends Node {
  readonly kind: 'duration';
  readonly count: string;
  readonly unit: DurationUnit;
}
export interface QuantityExpr extends Node {
  readonly kind: 'quantity';
  readonly number: string;
  /** The unit as written, without quotes. */
  readonly unit: string;
  readonly quoted: boolean;
}
/** A name, or a dotted pair: `age`, `patient.sex`, `index.grade`, `d.date`. */
export interface RefExpr extends Node {
  readonly kind: 'ref';
  readonly path: readonly Name[];
}
/** A date word of the language. `index` followed by `.column` is a RefExpr except `index.end` and `index.label`. */
export interface WordExpr extends Node {
  readonly kind: 'word';
  readonly word:
    | 'index'
    | 'index.end'
    | 'index.label'
    | 'exit'
    | 'birth'
    | 'death'
    | 'start of observation'
    | 'end of observation'
    /** `end` where a value is expected: the row's end. */
    | 'end';
}
export interface UnaryExpr extends Node {
  readonly kind: 'unary';
  readonly op: '-' | 'not';
  readonly value: Expr;
}
export interface BinaryExpr extends Node {
  readonly kind: 'binary';
  readonly op: '+' | '-' | '*' | '/' | 'and' | 'or';
  readonly left: Expr;
  readonly right: Expr;
}
export interface CompareExpr extends Node {
  readonly kind: 'compare';
  readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=';
  readonly left: Expr;
  readonly right: Expr;
}
export interface BetweenExpr extends Node {
  readonly kind: 'between';
  readonly value: Expr;
  readonly low: Expr;
  readonly high: Expr;
}
export interface InListExpr extends Node {
  readonly kind: 'inList';
  readonly negated: boolean;
  readonly value: Expr;
  readonly members: readonly Expr[];
}
/** `code in dialysis` or `code in ICD10 { … }`. */
export interface InCodesExpr extends Node {
  readonly kind: 'inCodes';
  readonly negated: boolean;
  readonly value: Expr;
  readonly codes: Name | CodeList;
}
interface InCohortExpr extends Node {
  readonly kind: 'inCohort';
  readonly name: Name;
}
export interface IsExpr extends Node {
  readonly kind: 'is';
  readonly value: Expr;
  readonly state: 'missing' | 'known';
}
export interface MatchExpr extends Node {
  readonly kind: 'match';
  readonly op: 'contains' | 'starts with';
  readonly value: Expr;
  readonly pattern: Expr;
}
interface ParenExpr extends Node {
  readonly kind: 'paren';
  readonly inner: Expr;
}
export interface CaseExpr extends Node {
  readonly kind: 'case';
  readonly branches: readonly { readonly when: Expr; readonly then: Expr }[];
  readonly otherwise: Expr | null;
}
/** `abs(x)`, `earliest(a, b)`, `if_missing(a, b)`, … also a spelling the language does not know. */
export interface CallExpr extends Node {
  readonly kind: 'call';
  readonly name: Name;
  readonly args: readonly Expr[];
}
export interface QuantifierExpr extends Node {
  readonly kind: 'quantifier';
  readonly mode: 'all' | 'any' | 'none' | 'at least' | 'at most' | 'exactly';
  readonly n: string | null;
  readonly conditions: readonly Expr[];
}
export interface RowTruthExpr extends Node {
  readonly kind: 'rowTruth';
  readonly mode: 'any' | 'no' | 'at least' | 'at most' | 'exactly';
  readonly n: string | null;
  readonly distinctDays: boolean;
  readonly events: Events;
}
export interface RowNumberExpr extends Node {
  readonly kind: 'rowNumber';
  readonly fn: 'count' | 'count distinct' | 'mean' | 'median' | 'min' | 'max' | 'sum' | 'sd';
  /** Null for `count of`. */
  readonly column: Name | null;
  readonly events: Events;
}
export interface CoveredExpr extends Node {
  readonly kind: 'covered';
  readonly events: Events;
}
export interface PickExpr extends Node {
  readonly kind: 'pick';
  readonly which: 'first' | 'last' | 'nth' | 'highest' | 'lowest';
  readonly n: number | null;
  readonly events: Events;
}
/** `COLUMN of PICK`, and `date of (…)`. */
export interface ColumnOfExpr extends Node {
  readonly kind: 'columnOf';
  readonly column: Name;
  readonly of: Expr;
}
export interface ElapsedExpr extends Node {
  readonly kind: 'elapsed';
  readonly unit: DurationUnit;
  readonly from: Expr;
  readonly to: Expr;
}
export interface AgeExpr extends Node {
  readonly kind: 'age';
  readonly at: Expr;
}
export interface DatePartExpr extends Node {
  readonly kind: 'datePart';
  readonly part: 'year' | 'month';
  readonly of: Expr;
}
export interface ObservedExpr extends Node {
  readonly kind: 'observed';
  readonly interval:
    | { readonly kind: 'before'; readonly length: Expr; readonly date: Expr }
    | { readonly kind: 'fromTo'; readonly from: Expr; readonly to: Expr };
}

// ---------------------------------------------------------------- event rows

export interface Events extends Node {
  readonly kind: 'events';
  readonly source: EventSource;
  /** Windows, where, called, by and spaced in written order; their number and order are the checker's business. */
  readonly suffixes: readonly Suffix[];
}

export type EventSource =
  | (Node & { readonly kind: 'table'; readonly name: Name; readonly items: readonly Name[] })
  /** `death`, `birth`, `start of observation`, `end of observation` where rows are expected. */
  | (Node & { readonly kind: 'word'; readonly word: 'birth' | 'death' | 'start of observation' | 'end of observation' })
  | (Node & { readonly kind: 'union'; readonly parts: readonly Events[] })
  | (Node & {
      readonly kind: 'episodes';
      readonly events: Events;
      readonly gap: Expr | null;
      readonly plus: Expr | null;
      readonly by: Name | null;
    })
  | (Node & {
      readonly kind: 'lines';
      readonly events: Events;
      readonly combine: Expr | null;
      readonly gap: Expr | null;
      readonly ignore: Name | CodeList | null;
    })
  | (Node & { readonly kind: 'cohort'; readonly name: Name })
  | (Node & { readonly kind: 'parens'; readonly inner: Events });

export type Suffix =
  | Window
  | (Node & { readonly kind: 'where'; readonly condition: Expr })
  | (Node & { readonly kind: 'called'; readonly name: Name })
  | (Node & { readonly kind: 'by'; readonly column: Name })
  | (Node & { readonly kind: 'spaced'; readonly by: Expr });

export interface Window extends Node {
  readonly kind: 'window';
  /** `ending` was written: the window applies to the end date. */
  readonly ending: boolean;
  /** `the day of` was written before D: days are compared, whatever the times of day. */
  readonly day: boolean;
  readonly form:
    | 'before'
    | 'on or before'
    | 'on'
    | 'on or after'
    | 'after'
    | 'within before'
    | 'within on or before'
    | 'within after'
    | 'within on or after'
    | 'within of'
    | 'from to'
    | 'overlapping'
    | 'overlapping to';
  /** N of the `within` forms. */
  readonly length: Expr | null;
  readonly date: Expr;
  /** D2 of `from D1 to D2` and `overlapping D1 to D2`. */
  readonly to: Expr | null;
}
