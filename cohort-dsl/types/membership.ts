/** `between` and lists: the comparisons they stand for. */
import type { Expr as PlanExpr } from '../plan/expressions';
import { usualSpelling } from '../schema/unit-spellings';
import type { BetweenExpr, Expr, InListExpr } from '../syntax/ast-expressions';
import { checkBeside } from './beside';
import type { Check } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { unwrap } from './coerce';
import { withComparator } from './comparators';
import { type As, compareSides, pairOf, type Side } from './compare';
import { booleanLiteral } from './literals';
import { writeInstead } from './reporter';
import type { Scope } from './scope';
import { unitInSource } from './unit-in-source';
import { likelyUnits } from './units-likely';
import { booleanType, familyOf } from './value-type';

/** `x between a and b`: the two comparisons it stands for. */
export function checkBetween(check: Check, node: BetweenExpr, scope: Scope): Checked {
  if (isElapsed(check, node)) return errorChecked;
  const value = { node: node.value, checked: check.expr(node.value, scope) };
  if (value.checked.kind === 'error') return errorChecked;
  const low = { node: node.low, checked: checkBeside(check, node.low, value.checked, scope) };
  const high = { node: node.high, checked: checkBeside(check, node.high, value.checked, scope) };
  if (isWindow(check, value, low, high, node)) return errorChecked;
  const above = compareSides(check, '>=', value, low, scope);
  const below = compareSides(check, '<=', value, high, scope);
  if (above.kind !== 'value' || below.kind !== 'value') return errorChecked;
  return ofValue(check.mark({ kind: 'and', args: [above.expr, below.expr], type: booleanType }, node.span));
}

/** `days between A and B` is written `days from A to B`; reports it. */
function isElapsed(check: Check, { value, low, high, span }: BetweenExpr): boolean {
  const word = value.kind === 'ref' && value.path.length === 1 ? value.path[0].text : '';
  if (!['minutes', 'hours', 'days', 'weeks', 'months', 'years'].includes(word)) return false;
  const form = `${word} from ${check.text(low.span)} to ${check.text(high.span)}`;
  check.reporter.error('syntax-word-alone', value.span, { word, form: `${word} from A to B` }, [writeInstead(span, form)]);
  return true;
}

/** `any visit between A and B`: rows and two dates make a window; reports it. */
function isWindow(check: Check, value: Side, low: Side, high: Side, node: BetweenExpr): boolean {
  const isDate = ({ checked }: Side): boolean => checked.kind === 'value' && familyOf(checked.expr.type) === 'date';
  if (value.node.kind !== 'rowTruth' || !isDate(low) || !isDate(high)) return false;
  const text = `from ${check.text(low.node.span)} to ${check.text(high.node.span)}`;
  const fix = writeInstead({ start: value.node.span.end, end: node.span.end }, ` ${text}`);
  check.reporter.error('type-between-window', node.span, {}, [{ ...fix, title: { en: `write \`${text}\``, zh: `写作 \`${text}\`` } }]);
  return true;
}

/** `x in { … }`: members are literals or params of the value's kind. */
export function checkInList(check: Check, node: InListExpr, scope: Scope): Checked {
  const value = { node: node.value, checked: check.expr(node.value, scope) };
  if (node.members.length === 0) {
    if (value.checked.kind === 'error') return errorChecked;
    return ofValue(check.mark(booleanLiteral(node.negated), node.span));
  }
  if (value.checked.kind === 'error' || bareMembers(check, node, value) || starMembers(check, node, value)) return errorChecked;
  const members: PlanExpr[] = [];
  let as: As = 'value';
  let left: PlanExpr | null = null;
  for (const member of node.members) {
    if (!isListMember(check, member)) {
      check.reporter.error('type-list-member', member.span, { text: check.text(member.span) });
      continue;
    }
    const pair = pairOf(check, '=', value, { node: member, checked: checkBeside(check, member, value.checked, scope) });
    if (!pair) continue;
    left = pair.left;
    as = pair.as;
    members.push(pair.right);
  }
  if (!left || members.length < node.members.length || as === 'rank') return errorChecked;
  const test = listTest(check, left, members, as, scope);
  return ofValue(node.negated ? { kind: 'not', value: test, type: booleanType } : test);
}

/** `code in { "N18*" }`: a star belongs to a list of a code system; reports it. */
function starMembers(check: Check, node: InListExpr, value: Side): boolean {
  const system = value.checked.kind === 'value' ? value.checked.expr.type.system : null;
  const star = node.members.map(unwrap).find((member) => member.kind === 'text' && member.value.endsWith('*'));
  if (system === null || star?.kind !== 'text') return false;
  const brace = check.source.indexOf('{', value.node.span.end);
  const title = { en: `write \`in ${system} { … }\``, zh: `写作 \`in ${system} { … }\`` };
  check.reporter.error('type-code-star', star.span, { code: star.value }, [
    { title, edits: [{ span: { start: brace, end: brace }, text: `${system} ` }] },
  ]);
  return true;
}

/** Bare numbers in a list of quantities: said once, with the unit for all of them. */
function bareMembers(check: Check, node: InListExpr, value: Side): boolean {
  if (value.checked.kind !== 'value' || value.checked.expr.type.base === 'text') return false;
  const { unit } = value.checked.expr.type;
  const bare = node.members.filter((member) => unwrap(member).kind === 'number');
  if (unit === null || bare.length < 2) return false;
  const first = Number(check.text(bare[0].span));
  const fixes = likelyUnits(check.dictionary, first, unit, value.checked.molarMass).map((likely) => {
    const usual = unitInSource(likely);
    const edits = bare.map((member) => ({ span: { start: member.span.end, end: member.span.end }, text: ` ${usual}` }));
    const shown = `{ ${bare.map((member) => `${check.text(member.span)} ${usual}`).join(', ')} }`;
    return { edits, title: { en: `write \`${shown}\``, zh: `写作 \`${shown}\`` } };
  });
  const params = { other: check.text(node.value.span), unit: usualSpelling(unit), number: check.text(bare[0].span) };
  check.reporter.error('type-bare-number', bare[0].span, params, fixes);
  return true;
}

/** The list; of a value that may have a comparator, the `or` of equalities it stands for. */
function listTest(check: Check, value: PlanExpr, members: readonly PlanExpr[], as: Exclude<As, 'rank'>, scope: Scope): PlanExpr {
  const equalities = members.map((right) =>
    withComparator(check, { kind: 'compare', op: '=', left: value, right, as, type: booleanType }, scope.row),
  );
  if (equalities.every((one) => one.kind === 'compare')) return { kind: 'inList', value, members, as, type: booleanType };
  return { kind: 'or', args: equalities, type: booleanType };
}

function isListMember(check: Check, node: Expr): boolean {
  const inner = unwrap(node);
  if (inner.kind === 'unary') return inner.op === '-' && isListMember(check, inner.value);
  if (inner.kind === 'ref') return inner.path.length === 1 && check.symbols.get(inner.path[0].text.toLowerCase())?.kind === 'param';
  return ['number', 'text', 'boolean', 'date', 'quantity', 'duration', 'missing'].includes(inner.kind);
}
