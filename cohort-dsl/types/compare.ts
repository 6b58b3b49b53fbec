/** Comparisons: `= != < <= > >=`. */
import type { Fix } from '../diagnostics/diagnostic';
import type { Expr as PlanExpr, ValueType } from '../plan/expressions';
import type { CompareExpr, Expr } from '../syntax/ast-expressions';
import { checkBeside } from './beside';
import type { Check } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { normaliseCode } from './code-systems';
import { dateOfPick, inWords, unwrap } from './coerce';
import { withComparator } from './comparators';
import { asNumber } from './literals';
import { type append, writeInstead } from './reporter';
import { findColumn } from './row-view';
import type { Scope } from './scope';
import { inUnitOf } from './units';
import { booleanType, type Family, familyOf, sameCategory } from './value-type';

type Op = CompareExpr['op'];
/** How two values are compared. */
export type As = Extract<PlanExpr, { kind: 'compare' }>['as'];

/** An operand as written and as checked. */
export interface Side {
  readonly node: Expr;
  readonly checked: Checked;
}

interface Operand {
  readonly expr: PlanExpr;
  readonly molarMass: number | null;
  readonly node: Expr;
}

/** Two operands of one kind, ready to be compared. */
interface Pair {
  readonly left: PlanExpr;
  readonly right: PlanExpr;
  readonly as: As;
}

/** `a < b` and its kin: both sides of one kind, in one unit, a text being a key or a code where the other side is one. */
export function checkCompare(check: Check, node: CompareExpr, scope: Scope): Checked {
  if (isCodesName(check, node)) return errorChecked;
  if (unwrap(node.left).kind === 'quantity' && unwrap(node.right).kind !== 'quantity') {
    const right = { node: node.right, checked: check.expr(node.right, scope) };
    if (right.checked.kind === 'error') return errorChecked;
    return compareSides(check, node.op, { node: node.left, checked: checkBeside(check, node.left, right.checked, scope) }, right, scope);
  }
  const left = { node: node.left, checked: check.expr(node.left, scope) };
  // Of two sides in error the first is reported: the other often only followed it.
  if (left.checked.kind === 'error') return errorChecked;
  if (isBareKey(check, node.right, left, scope)) return errorChecked;
  const right = { node: node.right, checked: checkBeside(check, node.right, left.checked, scope) };
  return compareSides(check, node.op, left, right, scope);
}

/** `kind = inpatient`: a key or label without its quotes, where no name of that sort can be seen; reports it. */
function isBareKey(check: Check, node: Expr, { checked }: Side, scope: Scope): boolean {
  const category = checked.kind === 'value' ? checked.expr.type.category : null;
  const name = node.kind === 'ref' && node.path.length === 1 ? node.path[0].text : null;
  if (!category || name === null) return false;
  const seen = (scope.row && findColumn(scope.row, name)) || scope.called.some((row) => row.name === name);
  if (seen || check.symbols.has(name.toLowerCase()) || check.isBroken(name)) return false;
  const key = category.keys.includes(name) ? name : keyOfLabel(check, category.keys, name);
  if (key === null) return false;
  check.reporter.error('type-unknown-name', node.span, { name, row: scope.row?.name ?? null }, [writeInstead(node.span, `"${key}"`)]);
  return true;
}

/** `code = ckd`: a code list is no value; reports it with the comparison as a test of membership. */
function isCodesName(check: Check, { op, left, right }: CompareExpr): boolean {
  const inner = unwrap(right);
  const symbol = inner.kind === 'ref' && inner.path.length === 1 ? check.symbols.get(inner.path[0].text.toLowerCase()) : undefined;
  if (symbol?.kind !== 'codes' || (op !== '=' && op !== '!=')) return false;
  const text = `${op === '=' ? 'in' : 'not in'} ${check.text(right.span)}`;
  const fix = { ...writeInstead({ start: left.span.end, end: right.span.end }, ` ${text}`), title: writeInstead(right.span, text).title };
  check.reporter.error('type-codes-value', right.span, { name: symbol.name }, [fix]);
  return true;
}

/** A comparison of two sides that were checked. */
export function compareSides(check: Check, op: Op, left: Side, right: Side, scope: Scope): Checked {
  const pair = pairOf(check, op, left, right);
  if (!pair) return errorChecked;
  const comparison = { kind: 'compare' as const, op, left: pair.left, right: pair.right, as: pair.as, type: booleanType };
  return ofValue(withComparator(check, comparison, scope.row));
}

/** Two sides made ready to be compared; null after reporting why they cannot be. */
export function pairOf(check: Check, op: Op, left: Side, right: Side): Pair | null {
  if (left.checked.kind === 'error' || right.checked.kind === 'error') return null;
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (side.checked.kind === 'missing') {
      const state = op === '!=' ? 'known' : 'missing';
      const text = `${check.text(other.node.span)} is ${state}`;
      const span = { start: left.node.span.start, end: right.node.span.end };
      check.reporter.error('type-compare-missing', side.node.span, {}, op === '=' || op === '!=' ? [writeInstead(span, text)] : []);
      return null;
    }
    if (side.checked.kind === 'duration') {
      reportDuration(check, side, other);
      return null;
    }
  }
  const a = operand(check, left, right);
  const b = operand(check, right, left);
  return a && b && matched(check, op, a, b);
}

/** `age at index >= 18 years`: counts are whole numbers without a unit. */
function reportDuration(check: Check, side: Side, other: Side): void {
  const inner = unwrap(side.node);
  const counted = unwrap(other.node);
  const unit = counted.kind === 'age' ? 'years' : counted.kind === 'elapsed' ? counted.unit : null;
  if (unit !== null) {
    const fixes = inner.kind === 'duration' && inner.unit === unit ? [writeInstead(side.node.span, inner.count)] : [];
    check.reporter.error('type-duration-count', side.node.span, { text: check.text(side.node.span), unit }, fixes);
    return;
  }
  check.reporter.error('type-duration-compared', side.node.span, { text: check.text(side.node.span), other: inWords(other.checked) });
}

/** A value; a pick alone counts as its date where the other side is one. */
function operand(check: Check, side: Side, other: Side): Operand | null {
  if (side.checked.kind === 'value') return { expr: side.checked.expr, molarMass: side.checked.molarMass, node: side.node };
  if (side.checked.kind !== 'row') return null;
  if (other.checked.kind === 'row' || (other.checked.kind === 'value' && familyOf(other.checked.expr.type) === 'date')) {
    const date = dateOfPick(check, side.checked.pick);
    return date && { expr: date, molarMass: null, node: side.node };
  }
  const text = check.text(side.node.span);
  const { roles } = side.checked.pick.rows.view;
  const names = (['value', 'code', 'date'] as const).filter((name) => roles[name] !== undefined).slice(0, 2);
  check.reporter.error(
    'type-row-alone',
    side.node.span,
    { text },
    names.map((name) => writeInstead(side.node.span, `${name} of ${text}`)),
  );
  return null;
}

function isLiteralText(expr: PlanExpr): boolean {
  return expr.kind === 'literal' && expr.type.base === 'text' && expr.type.category === null && expr.type.system === null;
}

function matched(check: Check, op: Op, a: Operand, b: Operand): Pair | null {
  const families = [familyOf(a.expr.type), familyOf(b.expr.type)] as const;
  const order = op !== '=' && op !== '!=';
  if (families[0] === families[1]) return sameFamily(check, families[0], order, a, b);
  if (isLiteralText(b.expr) && families[0] === 'category') return withKey(check, order, a, b, false);
  if (isLiteralText(a.expr) && families[1] === 'category') return withKey(check, order, b, a, true);
  if (isLiteralText(b.expr) && families[0] === 'code') return withCode(check, order, a, b, false);
  if (isLiteralText(a.expr) && families[1] === 'code') return withCode(check, order, b, a, true);
  reportMismatch(check, a, b);
  return null;
}

function sameFamily(check: Check, family: Family, order: boolean, a: Operand, b: Operand): Pair | null {
  switch (family) {
    case 'number':
      return numbers(check, a, b);
    case 'date':
      return { left: a.expr, right: b.expr, as: a.expr.type.base === 'datetime' && b.expr.type.base === 'datetime' ? 'instant' : 'day' };
    case 'text':
      return { left: a.expr, right: b.expr, as: 'value' };
    case 'boolean':
      if (!order) return { left: a.expr, right: b.expr, as: 'value' };
      check.reporter.error('type-order-boolean', b.node.span, { text: check.text(a.node.span) });
      return null;
    case 'category':
      return categories(check, order, a, b);
    case 'code':
      if (!order) return { left: a.expr, right: b.expr, as: 'code' };
      reportCodeOrder(check, a, b);
      return null;
  }
}

function numbers(check: Check, a: Operand, b: Operand): Pair | null {
  const convertLeft = a.expr.kind === 'literal' && b.expr.kind !== 'literal';
  const [moved, fixed] = convertLeft ? [a, b] : [b, a];
  const inUnit = inUnitOf(check, { ...moved, span: moved.node.span }, { ...fixed, span: fixed.node.span });
  if (!inUnit) return null;
  const [left, right] = convertLeft ? [inUnit, fixed.expr] : [fixed.expr, inUnit];
  const number = left.type.base === 'number' || right.type.base === 'number';
  return number ? { left: asNumber(left), right: asNumber(right), as: 'value' } : { left, right, as: 'value' };
}

function categories(check: Check, order: boolean, a: Operand, b: Operand): Pair | null {
  if (!order) return { left: a.expr, right: b.expr, as: 'value' };
  if (a.expr.type.category?.ordered && b.expr.type.category?.ordered && sameCategory(a.expr.type, b.expr.type)) {
    return { left: a.expr, right: b.expr, as: 'rank' };
  }
  check.reporter.error('type-order-category', a.node.span, { text: check.text(a.node.span) });
  return null;
}

function withKey(check: Check, order: boolean, category: Operand, text: Operand, swapped: boolean): Pair | null {
  const key = keyLiteral(check, category.expr.type, text.expr, text.node);
  if (!key) return null;
  const ordered = category.expr.type.category?.ordered ?? false;
  if (order && !ordered) {
    check.reporter.error('type-order-category', category.node.span, { text: check.text(category.node.span) });
    return null;
  }
  const as = order ? 'rank' : 'value';
  return swapped ? { left: key, right: category.expr, as } : { left: category.expr, right: key, as };
}

/** How many keys are offered where none is near to a word, and the letters that make it one and no key of another coding. */
const MOST_CHOICES = 4;
const LEAST_WORD = 3;

/** The text as a key of the category; an unknown key is reported, and where it is a label its key is offered. */
export function keyLiteral(check: Check, type: ValueType, text: PlanExpr, node: Expr): PlanExpr | null {
  if (text.kind !== 'literal' || text.value === null) return { ...text, type };
  const written = String(text.value);
  const keys = type.category?.keys ?? [];
  // A category whose keys the dictionary does not list takes any text.
  if (keys.length === 0 || keys.includes(written)) return { ...text, type };
  const labelled = keyOfLabel(check, keys, written);
  const span = unwrap(node).span;
  const near = labelled === null ? check.reporter.nearNames(span, written, keys).map((fix) => quoted(fix)) : [];
  // Of a few keys the author sees at once which was meant.
  const any =
    near.length > 0 || written.length < LEAST_WORD || keys.length > MOST_CHOICES ? near : keys.map((key) => writeInstead(span, `"${key}"`));
  const fixes = labelled === null ? any : [writeInstead(span, `"${labelled}"`)];
  const shown = keys.length <= 8 ? keys : [...keys.slice(0, 8), '…'];
  check.reporter.error('type-unknown-key', node.span, { key: written, keys: shown.map((key) => `"${key}"`) }, fixes);
  return null;
}

function quoted(fix: Fix): Fix {
  const key = fix.edits[0].text.replaceAll('`', '');
  return writeInstead(fix.edits[0].span, `"${key}"`);
}

/** The key whose label, in either language, the text is. */
function keyOfLabel(check: Check, keys: readonly string[], written: string): string | null {
  const wanted = written.toLowerCase();
  for (const table of check.dictionary.tables) {
    for (const column of table.columns) {
      const values = column.values ?? [];
      if (values.length !== keys.length || !values.every((value, i) => value.key === keys[i])) continue;
      const found = values.find(
        (value) => value.key.toLowerCase() === wanted || value.label.en.toLowerCase() === wanted || value.label.zh === written,
      );
      if (found) return found.key;
    }
  }
  return keys.find((key) => key.toLowerCase() === wanted) ?? null;
}

function withCode(check: Check, order: boolean, code: Operand, text: Operand, swapped: boolean): Pair | null {
  if (order) {
    reportCodeOrder(check, code, text);
    return null;
  }
  const literal: PlanExpr =
    text.expr.kind === 'literal' && text.expr.value !== null
      ? { ...text.expr, value: normaliseCode(String(text.expr.value)), type: code.expr.type }
      : text.expr;
  if (text.expr.kind === 'literal' && /[*%]$/.test(String(text.expr.value))) {
    const fix = writeInstead(
      { start: code.node.span.start, end: text.node.span.end },
      `${check.text(code.node.span)} in ${code.expr.type.system} { "${String(text.expr.value).slice(0, -1)}*" }`,
    );
    check.reporter.error('type-code-star', text.node.span, { code: String(text.expr.value) }, swapped ? [] : [fix]);
    return null;
  }
  return swapped ? { left: literal, right: code.expr, as: 'code' } : { left: code.expr, right: literal, as: 'code' };
}

function reportCodeOrder(check: Check, code: Operand, other: Operand): void {
  const system = code.expr.type.system ?? other.expr.type.system ?? '';
  check.reporter.error('type-order-code', other.node.span, { text: check.text(code.node.span), system });
}

function reportMismatch(check: Check, a: Operand, b: Operand): void {
  const [left, right] = [a, b].map((side) => inWords({ kind: 'value', expr: side.expr, molarMass: null }));
  const fixes = [];
  for (const [side, other] of [
    [a, b],
    [b, a],
  ]) {
    const inner = unwrap(side.node);
    const family = familyOf(other.expr.type);
    if (inner.kind === 'text' && family === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(inner.value))
      fixes.push(writeInstead(inner.span, `@${inner.value}`));
    const written = check.text(inner.span);
    if (family === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(written)) fixes.push(writeInstead(inner.span, `@${written}`));
    if (inner.kind === 'number' && (family === 'category' || family === 'code')) fixes.push(writeInstead(inner.span, `"${inner.text}"`));
    if (inner.kind === 'number' && family === 'date') fixes.push(...dateNumberFix(check, inner, other));
    if (inner.kind === 'text' && family === 'number' && Number.isFinite(Number(inner.value)) && inner.value.trim() !== '') {
      fixes.push(writeInstead(inner.span, inner.value.trim()));
    }
    if (inner.kind === 'text' && family === 'boolean' && (inner.value === 'true' || inner.value === 'false')) {
      fixes.push(writeInstead(inner.span, inner.value));
    }
  }
  check.reporter.error(
    'type-mismatch',
    b.node.span,
    { left: check.text(a.node.span), leftType: left, right: check.text(b.node.span), rightType: right },
    fixes,
  );
}

function dateNumberFix(check: Check, number: Extract<Expr, { kind: 'number' }>, date: Operand): ReturnType<typeof append>[] {
  if (!/^(19|20)\d\d$/.test(number.text)) return [];
  const inner = date.node.kind === 'word' || date.node.kind === 'ref' ? check.text(date.node.span) : `(${check.text(date.node.span)})`;
  return [writeInstead(date.node.span, `year of ${inner}`)];
}
