/** `+ - * /` on numbers with units, dates plus or minus durations, unary minus. */
import type { Expr as PlanExpr } from '../plan/expressions';
import { usualSpelling } from '../schema/unit-spellings';
import type { BinaryExpr, Expr, UnaryExpr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { type Checked, errorChecked, missingOf, ofValue } from './checked';
import { asValue, dateOfPick, fitsClock, inWords, unwrap } from './coerce';
import { asNumber, backwards, checkNumber, checkQuantity, readDate } from './literals';
import { writeInstead } from './reporter';
import type { Scope } from './scope';
import { derivedUnit, inUnitOf } from './units';
import { familyOf, integerType, numberOf, numberType } from './value-type';

type Op = '+' | '-' | '*' | '/';
type ArithmeticNode = BinaryExpr & { readonly op: Op };

/** Whether an operator calculates; `and` and `or` do not. */
export function isArithmetic(node: BinaryExpr): node is ArithmeticNode {
  return node.op !== 'and' && node.op !== 'or';
}

/** `a + b` and its kin: numbers of one unit, or a date and a duration. */
export function checkArithmetic(check: Check, node: ArithmeticNode, scope: Scope): Checked {
  const written = check.text(node.span);
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(written)) {
    const date = written.replace(/-(\d)(?!\d)/g, '-0$1');
    check.reporter.error('type-bare-date', node.span, { text: written }, readDate(date) ? [writeInstead(node.span, `@${date}`)] : []);
    return errorChecked;
  }
  const left = check.expr(node.left, scope);
  const right = check.expr(node.right, scope);
  if (left.kind === 'error' || right.kind === 'error') return errorChecked;
  if (left.kind === 'duration' || right.kind === 'duration') return dateAndDuration(check, node, left, right);
  const a = number(check, node.left, left, node);
  const b = number(check, node.right, right, node);
  if (!a || !b) return errorChecked;
  return numbers(check, node, a, b);
}

/** Date ± duration. */
function dateAndDuration(check: Check, node: ArithmeticNode, left: Checked, right: Checked): Checked {
  if (right.kind !== 'duration') {
    check.reporter.error('type-duration-first', node.span, { text: check.text(node.span) }, [
      ...(node.op === '+' && isDate(right)
        ? [writeInstead(node.span, `${check.text(node.right.span)} + ${check.text(node.left.span)}`)]
        : []),
    ]);
    return errorChecked;
  }
  const date = left.kind === 'row' ? dateOfPick(check, left.pick) : left.kind === 'value' && isDate(left) ? left.expr : null;
  if (!date) {
    if (left.kind === 'row') return errorChecked;
    check.reporter.error('type-duration-to', node.right.span, { text: check.text(node.right.span), found: inWords(left) });
    return errorChecked;
  }
  if (node.op !== '+' && node.op !== '-') {
    check.reporter.error('type-duration-to', node.right.span, { text: check.text(node.right.span), found: inWords(left) });
    return errorChecked;
  }
  if (!fitsClock(check, right.duration, date, node.right, node.left)) return errorChecked;
  const by = node.op === '+' ? right.duration : backwards(right.duration);
  return ofValue({ kind: 'shift', value: date, by, type: date.type });
}

function isDate(checked: Checked): boolean {
  return checked.kind === 'row' || (checked.kind === 'value' && familyOf(checked.expr.type) === 'date');
}

interface Operand {
  readonly expr: PlanExpr;
  readonly molarMass: number | null;
}

function number(check: Check, node: Expr, checked: Checked, whole: ArithmeticNode): Operand | null {
  if (checked.kind === 'missing') return { expr: missingOf(numberType), molarMass: null };
  if (checked.kind === 'value' && familyOf(checked.expr.type) === 'number') return checked;
  if (isDate(checked)) {
    reportDate(check, whole, node);
    return null;
  }
  check.reporter.error('type-number-expected', node.span, { text: check.text(node.span), found: inWords(checked) });
  return null;
}

/** Dates are shifted by durations and compared by `days from A to B`; they are not added to numbers. */
function reportDate(check: Check, whole: ArithmeticNode, date: Expr): void {
  const other = date === whole.left ? whole.right : whole.left;
  const inner = unwrap(other);
  if (inner.kind === 'number' && inner.integer && date === whole.left && (whole.op === '+' || whole.op === '-')) {
    check.reporter.error('type-date-number', other.span, { text: check.text(other.span) }, [
      writeInstead(other.span, `${inner.text} days`),
    ]);
    return;
  }
  const [from, to] = whole.op === '-' ? [whole.right, whole.left].map((node) => dateWord(check, node)) : ['', ''];
  const fixes = whole.op === '-' && inner.kind !== 'number' ? [writeInstead(whole.span, `days from ${from} to ${to}`)] : [];
  check.reporter.error('type-date-arithmetic', whole.span, { text: check.text(whole.span) }, fixes);
}

/** A date as it may stand after `from` and `to`. */
function dateWord(check: Check, node: Expr): string {
  const plain = node.kind === 'word' || node.kind === 'ref' || node.kind === 'date' || node.kind === 'call' || node.kind === 'paren';
  return plain ? check.text(node.span) : `(${check.text(node.span)})`;
}

function numbers(check: Check, node: ArithmeticNode, a: Operand, b: Operand): Checked {
  const text = check.text(node.span);
  const whole = a.expr.type.base === 'integer' && b.expr.type.base === 'integer' && node.op !== '/';
  if (node.op === '+' || node.op === '-') {
    const second = inUnitOf(check, { ...b, span: node.right.span }, { ...a, span: node.left.span });
    if (!second) return errorChecked;
    const type = whole && second.type.base === 'integer' ? { ...integerType, unit: a.expr.type.unit } : numberOf(a.expr.type.unit);
    return ofValue(arithmetic(check, node, a.expr, second, type, text), a.molarMass);
  }
  const derived = derivedUnit(node.op, a.expr.type.unit, b.expr.type.unit);
  if (!derived) {
    const units = [a, b].map((side) => usualSpelling(side.expr.type.unit ?? '1'));
    check.reporter.error('type-unit-derived', node.span, { left: units[0], right: units[1] });
    return errorChecked;
  }
  const type = whole && derived.factor === 1 ? { ...integerType, unit: derived.unit } : numberOf(derived.unit);
  const result = arithmetic(check, node, a.expr, b.expr, type, text);
  const molarMass = a.expr.type.unit === null ? b.molarMass : b.expr.type.unit === null ? a.molarMass : null;
  if (derived.factor === 1) return ofValue(result, molarMass);
  return ofValue({ kind: 'convert', value: result, factor: derived.factor, offset: 0, type }, null);
}

function arithmetic(check: Check, node: ArithmeticNode, a: PlanExpr, b: PlanExpr, type: PlanExpr['type'], text: string): PlanExpr {
  const [left, right] = type.base === 'integer' ? [a, b] : [asNumber(a), asNumber(b)];
  return check.mark({ kind: 'arithmetic', op: node.op, left, right, text, type }, node.span);
}

/** Unary minus. */
export function checkNegative(check: Check, node: UnaryExpr, scope: Scope): Checked {
  if (node.value.kind === 'number') return checkNumber(check, node.value, true);
  if (node.value.kind === 'quantity') return checkQuantity(check, node.value, true);
  const checked = asValue(check, node.value, scope);
  if (!checked) return errorChecked;
  if (checked.kind === 'missing') return ofValue(missingOf(numberType));
  if (familyOf(checked.expr.type) !== 'number') {
    check.reporter.error('type-number-expected', node.value.span, { text: check.text(node.value.span), found: inWords(checked) });
    return errorChecked;
  }
  return ofValue({ kind: 'negate', value: checked.expr, type: checked.expr.type }, checked.molarMass);
}
