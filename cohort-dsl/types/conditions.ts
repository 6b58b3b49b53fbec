/** Logic, tests on one value, quantifiers, observation, and numbers made of dates. */
import type { Expr as PlanExpr } from '../plan/expressions';
import { columnOfRole, patientTable } from '../schema/dictionary';
import type {
  AgeExpr,
  BinaryExpr,
  DatePartExpr,
  ElapsedExpr,
  IsExpr,
  MatchExpr,
  ObservedExpr,
  QuantifierExpr,
  UnaryExpr,
} from '../syntax/ast-expressions';
import type { Check } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { asCondition, asDuration, asValue, dateFrom, fitsClock, inWords, unwrap, valueFrom } from './coerce';
import { reportDatesInLogic } from './dates-in-logic';
import { reportJoinedValues } from './joined-values';
import { backwards } from './literals';
import { writeInstead } from './reporter';
import { parenthesised, type Scope } from './scope';
import { booleanType, familyOf, integerType } from './value-type';
import { dateInForm } from './windows';

/** `and`, `or`: two parts each, so that a condition's conjuncts can be told apart. */
export function checkLogic(check: Check, node: BinaryExpr & { readonly op: 'and' | 'or' }, scope: Scope): Checked {
  if (reportDatesInLogic(check, node, scope) || reportJoinedValues(check, node, scope)) return errorChecked;
  const left = asCondition(check, node.left, scope);
  const right = asCondition(check, node.right, scope);
  if (!left || !right) return errorChecked;
  return ofValue({ kind: node.op, args: [left, right], type: booleanType });
}

/** `not`: the opposite; missing stays missing. */
export function checkNot(check: Check, node: UnaryExpr, scope: Scope): Checked {
  const value = asCondition(check, node.value, scope);
  return value ? ofValue({ kind: 'not', value, type: booleanType }) : errorChecked;
}

/** `x is missing`, `x is known`; of a pick, whether there is a row. */
export function checkIs(check: Check, node: IsExpr, scope: Scope): Checked {
  const checked = check.expr(node.value, scope);
  if (checked.kind === 'row') {
    const date = dateFrom(check, node.value, checked);
    return date ? isTest(date, node.state) : errorChecked;
  }
  const value = valueFrom(check, node.value, checked);
  if (!value) return errorChecked;
  if (value.kind === 'missing') return isTest({ kind: 'literal', value: null, type: booleanType }, node.state);
  return isTest(value.expr, node.state);
}

function isTest(value: PlanExpr, state: IsExpr['state']): Checked {
  const missing: PlanExpr = { kind: 'isMissing', value, type: booleanType };
  return ofValue(state === 'missing' ? missing : { kind: 'not', value: missing, type: booleanType });
}

/** `contains` and `starts with`, on texts alone. */
export function checkMatch(check: Check, node: MatchExpr, scope: Scope): Checked {
  const value = asValue(check, node.value, scope);
  const pattern = asValue(check, node.pattern, scope);
  if (!value || !pattern) return errorChecked;
  if (value.kind === 'value' && familyOf(value.expr.type) === 'code') {
    const { system } = value.expr.type;
    const inner = unwrap(node.pattern);
    const start = inner.kind === 'text' && node.op === 'starts with';
    const fixes = start ? [writeInstead(node.span, `${check.text(node.value.span)} in ${system} { "${inner.value}*" }`)] : [];
    check.reporter.error('type-code-match', node.span, { op: node.op, system: system ?? '' }, fixes);
    return errorChecked;
  }
  for (const [side, place] of [
    [value, node.value],
    [pattern, node.pattern],
  ] as const) {
    if (side.kind === 'value' && familyOf(side.expr.type) === 'text') continue;
    check.reporter.error('type-text-expected', place.span, { op: node.op, text: check.text(place.span), found: inWords(side) });
    return errorChecked;
  }
  if (value.kind !== 'value' || pattern.kind !== 'value') return errorChecked;
  return ofValue({ kind: 'match', op: node.op, value: value.expr, pattern: pattern.expr, type: booleanType });
}

/** `all of (…)`, `at least N of (…)` and their kin. */
export function checkQuantifier(check: Check, node: QuantifierExpr, outer: Scope): Checked {
  const scope = parenthesised(outer);
  const args = node.conditions.map((condition) => asCondition(check, condition, scope));
  if (args.length === 0) {
    check.reporter.error('type-quantifier-empty', node.span, {});
    return errorChecked;
  }
  if (args.includes(null)) return errorChecked;
  const known = args.filter((arg) => arg !== null);
  const forms = {
    all: ['at least', known.length],
    any: ['at least', 1],
    none: ['at most', 0],
    'at least': ['at least', Number(node.n)],
    'at most': ['at most', Number(node.n)],
    exactly: ['exactly', Number(node.n)],
  } as const;
  const [mode, n] = forms[node.mode];
  return ofValue(check.mark({ kind: 'quantifier' as const, mode, n, args: known, type: booleanType }, node.span));
}

/** `observed N before D`, `observed from D1 to D2`. */
export function checkObserved(check: Check, node: ObservedExpr, scope: Scope): Checked {
  if (node.interval.kind === 'fromTo') {
    const from = dateInForm(check, node.interval.from, scope);
    const to = dateInForm(check, node.interval.to, scope);
    return from && to ? ofValue(check.mark({ kind: 'observed' as const, from, to, type: booleanType }, node.span)) : errorChecked;
  }
  const length = asDuration(check, node.interval.length, scope);
  const to = dateInForm(check, node.interval.date, scope);
  if (!length || !to || !fitsClock(check, length, to, node.interval.length, node.interval.date)) return errorChecked;
  const from: PlanExpr = { kind: 'shift', value: to, by: backwards(length), type: to.type };
  return ofValue(check.mark({ kind: 'observed' as const, from, to, type: booleanType }, node.span));
}

/** `days from A to B`. */
export function checkElapsed(check: Check, node: ElapsedExpr, scope: Scope): Checked {
  const from = dateInForm(check, node.from, scope);
  const to = dateInForm(check, node.to, scope);
  return from && to ? ofValue({ kind: 'elapsed', unit: node.unit, from, to, type: integerType }) : errorChecked;
}

/** `age at D`. */
export function checkAge(check: Check, node: AgeExpr, scope: Scope): Checked {
  if (!columnOfRole(patientTable(check.dictionary), 'birth')) {
    check.reporter.error('type-no-patient-date', node.span, { word: 'birth', database: check.dictionary.database });
    return errorChecked;
  }
  const at = dateInForm(check, node.at, scope);
  return at ? ofValue({ kind: 'age', at, type: integerType }) : errorChecked;
}

/** `year of D`, `month of D`. */
export function checkDatePart(check: Check, node: DatePartExpr, scope: Scope): Checked {
  const of = dateInForm(check, node.of, scope);
  return of ? ofValue(check.mark({ kind: 'datePart' as const, part: node.part, of, type: integerType }, node.span)) : errorChecked;
}
