/** Values joined by `or` behind a comparison, as one says it: `kind = "inpatient" or "emergency"`. */
import type { BinaryExpr, Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { inWords, unwrap } from './coerce';
import { endOf, partsOf } from './dates-in-logic';
import { writeInstead } from './reporter';
import type { Scope } from './scope';

/** Whether an expression is a value written out, and no code with a star, which belongs to a list of codes. */
function isPlainValue(node: Expr): boolean {
  const inner = unwrap(node);
  return inner.kind === 'number' || inner.kind === 'quantity' || (inner.kind === 'text' && !/[*%]$/.test(inner.value));
}

/** Reports values that stand where conditions do, behind a comparison with another, with the list that was meant; false where there are none. */
export function reportJoinedValues(check: Check, node: BinaryExpr & { readonly op: 'and' | 'or' }, scope: Scope): boolean {
  const parts = partsOf(node, node.op);
  const at = parts.findIndex((part, place) => place > 0 && isPlainValue(part));
  const end = at < 0 ? null : endOf(parts[at - 1]);
  if (end === null || !('compare' in end) || !isPlainValue(end.compare.right)) return false;
  const { op, left, right } = end.compare;
  if (!(op === '=' && node.op === 'or') && op !== '!=') return false;
  const next = parts.findIndex((part, place) => place > at && !isPlainValue(part));
  const members = [right, ...parts.slice(at, next < 0 ? undefined : next)];
  const last = members[members.length - 1];
  const list = `${check.text(left.span)} ${op === '=' ? 'in' : 'not in'} { ${members.map(({ span }) => check.text(span)).join(', ')} }`;
  const text = check.text(parts[at].span);
  const found = inWords(check.expr(parts[at], scope));
  check.reporter.error('type-condition-expected', parts[at].span, { found, text }, [
    writeInstead({ start: left.span.start, end: last.span.end }, list),
  ]);
  return true;
}
