/** What every part of the checker works with: the dictionary, the program's names, the reporter and the checker's own functions. */
import type { CodeSet, Expr as PlanExpr } from '../plan/expressions';
import type { Dictionary } from '../schema/dictionary';
import type { CodesClause, LetClause, OutcomeClause, ParamClause, Span, VariableClause } from '../syntax/ast';
import type { Events, Expr } from '../syntax/ast-expressions';
import type { Checked } from './checked';
import type { Reporter } from './reporter';
import type { CheckedRows, RowView } from './row-view';
import type { Known, Scope } from './scope';

interface ParamSymbol {
  readonly kind: 'param';
  readonly name: string;
  readonly clause: ParamClause;
  /** Its value: the one given for this run, else the one written. */
  readonly checked: Checked;
}

interface CodesSymbol {
  readonly kind: 'codes';
  readonly name: string;
  readonly clause: CodesClause;
  /** Index into the checker's code sets; null where the list is in error. */
  readonly set: () => number | null;
}

export interface LetSymbol {
  readonly kind: 'let';
  readonly name: string;
  readonly clause: LetClause;
  /** Place among the lets, from 0. */
  readonly position: number;
}

/** A let once checked. */
export interface LetValue {
  readonly checked: Checked;
  /** What must be known before it has a value. */
  readonly needs: Known;
  /** How many lets it reads one behind another, itself among them. */
  readonly depth: number;
  /** How many parts its value has once the lets that it reads are written out. */
  readonly size: number;
}

interface OutcomeSymbol {
  readonly kind: 'outcome';
  readonly name: string;
  readonly clause: OutcomeClause;
  readonly position: number;
}

interface VariableSymbol {
  readonly kind: 'variable';
  readonly name: string;
  readonly clause: VariableClause;
  readonly position: number;
}

export type ProgramSymbol = ParamSymbol | CodesSymbol | LetSymbol | OutcomeSymbol | VariableSymbol;

export interface FrozenCodes {
  readonly set: CodeSet;
  readonly name: string | null;
  readonly label: string | null;
  readonly written: string;
}

/** A name of the program that a row's column hides inside `where`. */
export interface HiddenName {
  readonly name: string;
  readonly table: string;
  readonly span: Span;
}

/** The index row, for `index.COLUMN`: none where the index is a date, `busy` while the index clause itself is being checked. */
export type IndexRow =
  | { readonly kind: 'row'; readonly view: RowView; readonly labels: readonly string[] | null }
  | { readonly kind: 'date' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'error' };

/** Which suffixes belong to what stands before the event rows. */
export interface RowsUse {
  readonly by: boolean;
  readonly spaced: boolean;
}

export interface Check {
  readonly dictionary: Dictionary;
  readonly reporter: Reporter;
  readonly source: string;
  readonly symbols: ReadonlyMap<string, ProgramSymbol>;
  /** Cohorts that may be read. */
  readonly cohorts: readonly string[] | 'any';
  /** The program's own name, or null. */
  readonly cohortName: string | null;
  /** The source text of a place on one line, without comments. */
  text(span: Span): string;
  nextRow(): number;
  addCodes(codes: FrozenCodes): number;
  /** The system of a code set. */
  codeSystem(set: number): string;
  /** Remembers a name that a row's column hides. */
  hide(name: HiddenName): void;
  /** The value of a variable above; null where it is in error. */
  variableValue(position: number): Checked;
  letValue(position: number): LetValue;
  /** Counts a let written out where a clause other than a let reads it; false where all together would then be too large. */
  writesOut(size: number): boolean;
  /** The expression under a name of its own, so that it is worked out once; the same name for the same `key`. */
  bind(key: object, expr: PlanExpr): PlanExpr;
  indexRow(): IndexRow;
  /** Remembers where a part of the plan was written. */
  /** Whether a clause that could not be read would have defined the name. */
  isBroken(name: string): boolean;
  mark<T extends object>(node: T, span: Span): T;
  /** Remembers of a part that it was written where another was. */
  sameSpan<T extends object>(node: T, as: object): T;
  expr(node: Expr, scope: Scope): Checked;
  rows(events: Events, scope: Scope, use: RowsUse): CheckedRows | null;
}
