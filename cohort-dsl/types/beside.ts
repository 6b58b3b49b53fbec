/** A quantity beside what it is compared with. */
import { readUnit } from '../schema/units';
import type { Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import type { Checked } from './checked';
import { unwrap } from './coerce';
import { checkQuantity } from './literals';
import type { Scope } from './scope';

/** An operand beside another whose unit says which one a misspelt unit was meant to be. */
export function checkBeside(check: Check, node: Expr, other: Checked, scope: Scope): Checked {
  const unit = other.kind === 'value' ? other.expr.type.unit : null;
  const inner = unwrap(node);
  const negative = inner.kind === 'unary' && inner.op === '-';
  const quantity = negative ? unwrap(inner.value) : inner;
  if (unit === null || quantity.kind !== 'quantity' || readUnit(quantity.unit) !== null) return check.expr(node, scope);
  return checkQuantity(check, quantity, negative, unit);
}
