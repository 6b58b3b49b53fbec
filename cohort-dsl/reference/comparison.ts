import type { Expr } from '../plan/expressions';
import { dayOf, instant } from './calendar';
import { any, normaliseCode, order, type Truth, type Value } from './value';

type Compare = Extract<Expr, { kind: 'compare' }>;
type InList = Extract<Expr, { kind: 'inList' }>;

/** A comparison of two values; missing when either is. */
export function compare(expr: Compare, left: Value, right: Value): Truth {
  const difference = differenceOf(expr, left, right);
  if (difference === null) return null;
  switch (expr.op) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

function differenceOf(expr: Compare, left: Value, right: Value): number | null {
  if (left === null || right === null) return null;
  switch (expr.as) {
    case 'day':
      return order(dayOf(String(left)), dayOf(String(right)));
    case 'instant':
      return instant(String(left)) - instant(String(right));
    case 'code':
      return order(normaliseCode(String(left)), normaliseCode(String(right)));
    case 'rank': {
      const keys = (expr.left.type.category ?? expr.right.type.category)?.keys ?? [];
      const [a, b] = [keys.indexOf(String(left)), keys.indexOf(String(right))];
      return a < 0 || b < 0 ? null : a - b;
    }
    case 'value':
      return order(left, right);
  }
}

/** Membership as the `or` of equalities: false for an empty list, unknown for a missing value in any other. */
export function inList(expr: InList, value: Value, members: readonly Value[]): Truth {
  return any(
    members.map((member) => {
      if (value === null || member === null) return null;
      if (expr.as === 'day') return dayOf(String(value)) === dayOf(String(member));
      if (expr.as === 'instant') return instant(String(value)) === instant(String(member));
      if (expr.as === 'code') return normaliseCode(String(value)) === normaliseCode(String(member));
      return order(value, member) === 0;
    }),
  );
}
