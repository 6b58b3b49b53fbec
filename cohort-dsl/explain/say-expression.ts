import type { Expr, RowSource } from '../plan/expressions';
import type { Speech } from './speech';

/** The rows an expression stands inside of. */
export interface Place {
  readonly rows: ReadonlyMap<number, RowSource>;
  /** The row whose columns need no name of their own: the innermost one. */
  readonly inner?: number;
  /** Rows that are told from others of their kind by the program's own name for them. */
  readonly called?: ReadonlyMap<number, string>;
}

export const NOWHERE: Place = { rows: new Map() };

/** Puts an expression into words; handed in, so that rows and expressions need not know each other's files. */
export type Say = (speech: Speech, expr: Expr, place: Place) => string;

/** Whether two expressions are one and the same. */
export function sameExpr(left: Expr, right: Expr): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
