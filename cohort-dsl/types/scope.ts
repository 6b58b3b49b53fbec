/** What is visible where an expression stands. */
import type { RowView } from './row-view';

/** What is known there: the patient alone, the index too, or the exit as well. */
export type Known = 'patient' | 'entry' | 'exit';

const ranks: Readonly<Record<Known, number>> = { patient: 0, entry: 1, exit: 2 };

/** Whether what is needed is known. */
export function knowsAtLeast(known: Known, needed: Known): boolean {
  return ranks[known] >= ranks[needed];
}

/** The later of two states of knowledge. */
export function moreOf(a: Known, b: Known): Known {
  return ranks[a] >= ranks[b] ? a : b;
}

type Place = 'index' | 'criterion' | 'follow' | 'time' | 'outcome' | 'variable' | 'series' | 'let' | 'param';

interface CalledRow {
  readonly name: string;
  readonly view: RowView;
}

export interface Scope {
  readonly place: Place;
  readonly known: Known;
  /** How many of the program's lets, in written order, are visible. */
  readonly lets: number;
  /** How many of its variables. */
  readonly variables: number;
  /** Whether outcomes are visible, as their dates. */
  readonly outcomes: boolean;
  /** The row whose columns bare names mean: that of the nearest `where` around. */
  readonly row: RowView | null;
  /** Rows around that were given a name by `called`, the outermost first. */
  readonly called: readonly CalledRow[];
  /** Inside a `where` and outside parentheses: event rows with suffixes of their own may not stand here. */
  readonly bare: boolean;
  /** Where the nearest `where` around begins. */
  readonly where: number | null;
}

/** The scope inside parentheses. */
export function parenthesised(scope: Scope): Scope {
  return scope.bare ? { ...scope, bare: false } : scope;
}

/** The scope of a row's condition. */
export function whereScope(scope: Scope, row: RowView, called: string | null, where: number): Scope {
  return { ...scope, row, where, bare: true, called: called === null ? scope.called : [...scope.called, { name: called, view: row }] };
}
