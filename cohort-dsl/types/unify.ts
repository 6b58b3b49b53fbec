/** Bringing several values to one type: branches of a `case`, arguments of `if_missing`, `earliest`, `lowest_of`. */
import type { Expr as PlanExpr, ValueType } from '../plan/expressions';
import type { Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { missingOf } from './checked';
import { dayOf } from './coerce';
import { keyLiteral } from './compare';
import { asNumber } from './literals';
import { inUnitOf } from './units';
import { dateType, describeType, familyOf, sameCategory, textType } from './value-type';

export interface Branch {
  readonly node: Expr;
  /** Null for the literal `missing`. */
  readonly expr: PlanExpr | null;
  readonly molarMass: number | null;
}

export interface Unified {
  readonly exprs: readonly PlanExpr[];
  readonly type: ValueType;
  readonly molarMass: number | null;
}

function isPlainText(expr: PlanExpr): boolean {
  return expr.kind === 'literal' && familyOf(expr.type) === 'text';
}

/** The branch that sets the type: the first known one, but a category before a text that may be one of its keys. */
function leader(branches: readonly Branch[]): Branch | undefined {
  const known = branches.filter((branch) => branch.expr !== null);
  const first = known[0];
  if (first?.expr && isPlainText(first.expr)) {
    const category = known.find((branch) => branch.expr && familyOf(branch.expr.type) === 'category');
    if (category) return category;
  }
  return first;
}

/** All branches in the type and unit of the first known one; null after reporting a branch that does not fit. */
export function unify(check: Check, branches: readonly Branch[]): Unified | null {
  const first = leader(branches);
  if (!first?.expr) return { exprs: branches.map(() => missingOf(textType)), type: textType, molarMass: null };
  const family = familyOf(first.expr.type);
  const exprs: PlanExpr[] = [];
  for (const branch of branches) {
    const expr = fitted(check, branch, { ...first, expr: first.expr }, family);
    if (!expr) return null;
    exprs.push(expr);
  }
  const type = commonType(exprs, first.expr.type);
  const leveled = exprs.map((expr) => level(expr, type));
  return { exprs: leveled, type, molarMass: first.molarMass };
}

function fitted(
  check: Check,
  branch: Branch,
  first: Branch & { readonly expr: PlanExpr },
  family: ReturnType<typeof familyOf>,
): PlanExpr | null {
  if (!branch.expr) return missingOf(first.expr.type);
  if (branch.node === first.node) return branch.expr;
  if (family === 'category' && isPlainText(branch.expr)) return keyLiteral(check, first.expr.type, branch.expr, branch.node);
  if (familyOf(branch.expr.type) !== family) {
    check.reporter.error('type-branches', branch.node.span, {
      text: check.text(branch.node.span),
      found: describeType(branch.expr.type),
      first: check.text(first.node.span),
      expected: describeType(first.expr.type),
    });
    return null;
  }
  if (family === 'number') {
    return inUnitOf(check, { ...branch, expr: branch.expr, span: branch.node.span }, { ...first, span: first.node.span });
  }
  return branch.expr;
}

function commonType(exprs: readonly PlanExpr[], first: ValueType): ValueType {
  const bases = new Set(exprs.map((expr) => expr.type.base));
  if (familyOf(first) === 'number') return { ...first, base: bases.has('number') ? 'number' : 'integer' };
  if (familyOf(first) === 'date') return bases.has('date') ? dateType : first;
  if (familyOf(first) === 'category') return exprs.every((expr) => sameCategory(expr.type, first)) ? first : textType;
  if (familyOf(first) === 'code') return exprs.every((expr) => expr.type.system === first.system) ? first : textType;
  return first;
}

function level(expr: PlanExpr, type: ValueType): PlanExpr {
  if (expr.kind === 'literal' && expr.value === null) return missingOf(type);
  if (type.base === 'number') return asNumber(expr);
  if (type.base === 'date') return dayOf(expr);
  return expr;
}
