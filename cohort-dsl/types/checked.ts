/** What the checker finds for an expression: a value of the plan, or one of the things that are not values by themselves. */
import type { Duration, Expr, ValueType } from '../plan/expressions';
import type { CheckedPick } from './pick';

export type Checked =
  /** `molarMass` (g/mol) is known for values read from one item and lets mass and substance convert. */
  | { readonly kind: 'value'; readonly expr: Expr; readonly molarMass: number | null }
  /** The literal `missing`, a value of every type. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'duration'; readonly duration: Duration }
  /** A pick alone: where a date is expected it means its date. */
  | { readonly kind: 'row'; readonly pick: CheckedPick }
  /** Something here was reported already; whatever is built on it stays silent. */
  | { readonly kind: 'error' };

export const errorChecked: Checked = { kind: 'error' };

/** A value, with the molar mass of what it measures where that is known. */
export function ofValue(expr: Expr, molarMass: number | null = null): Checked {
  return { kind: 'value', expr, molarMass };
}

/** Missing, as a value of the given type. */
export function missingOf(type: ValueType): Expr {
  return { kind: 'literal', value: null, type };
}
