/** What an expression may be taken for where a date, a condition, a number or a duration is expected. */

import type { Duration, Expr as PlanExpr } from '../plan/expressions';
import type { Localised } from '../source/localised';
import type { Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import type { Checked } from './checked';
import { isAlwaysKnown } from './dates-in-logic';
import { reportJoinedDates } from './joined-dates';
import { durationFix, durationText, isClock } from './literals';
import { type CheckedPick, columnOfPick } from './pick';
import { nameInSource, writeInstead } from './reporter';
import { findColumn } from './row-view';
import type { Scope } from './scope';
import { booleanType, dateType, describeType, familyOf } from './value-type';

/** What was found, in words. */
export function inWords(checked: Checked): Localised {
  switch (checked.kind) {
    case 'value':
      return describeType(checked.expr.type);
    case 'missing':
      return { en: '`missing`', zh: '`missing`' };
    case 'duration':
      return { en: `a length of time (${durationText(checked.duration)})`, zh: `时长（${durationText(checked.duration)}）` };
    case 'row':
      return { en: 'a row', zh: '一条记录' };
    case 'error':
      return { en: 'an error', zh: '错误' };
  }
}

/** The expression without its outer parentheses. */
export function unwrap(node: Expr): Expr {
  let inner = node;
  while (inner.kind === 'paren') inner = inner.inner;
  return inner;
}

/** The date of a picked row; null (reported) where its table has none. */
export function dateOfPick(check: Check, pick: CheckedPick): PlanExpr | null {
  const column = findColumn(pick.rows.view, 'date');
  if (!column) {
    check.reporter.error('type-no-role', pick.rows.span, { role: 'date', table: pick.rows.view.name });
    return null;
  }
  return columnOfPick(pick, column);
}

/** The expression as a date: a pick alone means its date. Null after an error. */
export function asDate(check: Check, node: Expr, scope: Scope): PlanExpr | null {
  if (reportJoinedDates(check, unwrap(node), scope)) return null;
  return dateFrom(check, node, check.expr(node, scope));
}

/** The same of what an expression was checked to. */
export function dateFrom(check: Check, node: Expr, checked: Checked): PlanExpr | null {
  if (checked.kind === 'error') return null;
  if (checked.kind === 'row') {
    const date = dateOfPick(check, checked.pick);
    return date && check.mark(date, node.span);
  }
  if (checked.kind === 'missing') return { kind: 'literal', value: null, type: dateType };
  if (checked.kind === 'value' && familyOf(checked.expr.type) === 'date') return checked.expr;
  const inner = unwrap(node);
  const text = check.text(inner.span);
  check.reporter.error('type-date-expected', inner.span, { found: inWords(checked), text }, dateFixes(check, inner, text));
  return null;
}

/**
 * What was meant where a date is expected: a date without its `@`, the first of rows that were asked for, a length after the index, the date
 * to which time is counted.
 */
function dateFixes(check: Check, node: Expr, text: string): readonly ReturnType<typeof writeInstead>[] {
  const calendar = node.kind === 'text' ? node.value : text;
  if (/^\d{4}-\d{2}-\d{2}$/.test(calendar)) return [writeInstead(node.span, `@${calendar}`)];
  if (node.kind === 'duration') return [writeInstead(node.span, `index + ${text}`)];
  if (node.kind === 'rowTruth' && node.mode === 'any') return [writeInstead(node.span, text.replace(/^any\b/, 'first'))];
  if (node.kind === 'rowNumber' && node.fn === 'count') return [writeInstead(node.span, text.replace(/^count of\b/, 'first'))];
  return node.kind === 'elapsed' ? [writeInstead(node.span, check.text(unwrap(node.to).span))] : [];
}

/** The expression as a length of time: a duration literal or a parameter. */
export function asDuration(check: Check, node: Expr, scope: Scope): Duration | null {
  const checked = check.expr(node, scope);
  if (checked.kind === 'duration') return checked.duration;
  if (checked.kind === 'error') return null;
  const inner = unwrap(node);
  const days =
    inner.kind === 'number' && inner.integer
      ? [writeInstead(node.span, `${inner.text} days`)]
      : inner.kind === 'quantity'
        ? durationFix(inner)
        : [];
  check.reporter.error('type-duration-expected', node.span, { found: inWords(checked), text: check.text(node.span) }, days);
  return null;
}

/** Hours and minutes need a time of day; reports a date that has none. */
export function fitsClock(check: Check, length: Duration, date: PlanExpr, lengthNode: Expr, dateNode: Expr): boolean {
  if (!isClock(length) || date.type.base === 'datetime') return true;
  check.reporter.error('type-hours-date', lengthNode.span, { text: check.text(lengthNode.span), date: check.text(dateNode.span) });
  return false;
}

/** The expression as a condition. */
export function asCondition(check: Check, node: Expr, scope: Scope): PlanExpr | null {
  const checked = check.expr(node, scope);
  if (checked.kind === 'error') return null;
  if (checked.kind === 'missing') return { kind: 'literal', value: null, type: booleanType };
  if (checked.kind === 'value' && checked.expr.type.base === 'boolean') return checked.expr;
  check.reporter.error(
    'type-condition-expected',
    node.span,
    { found: inWords(checked), text: check.text(node.span) },
    conditionFixes(check, checked, node, scope),
  );
  return null;
}

function conditionFixes(check: Check, checked: Checked, node: Expr, scope: Scope): readonly ReturnType<typeof writeInstead>[] {
  const text = check.text(node.span);
  const inner = unwrap(node);
  if (inner.kind === 'pick') return [writeInstead(node.span, `any ${check.text(inner.events.span)}`)];
  if (checked.kind === 'value' && familyOf(checked.expr.type) === 'category') {
    const keys = checked.expr.type.category?.keys ?? [];
    return keys.slice(0, 2).map((key) => writeInstead(node.span, `${text} = "${key}"`));
  }
  if (checked.kind === 'value' && checked.expr.kind !== 'literal' && !isAlwaysKnown(check, inner, scope))
    return [writeInstead(node.span, `${text} is known`)];
  return [];
}

type Value = Extract<Checked, { kind: 'value' | 'missing' }>;

/** The expression as one value; a pick alone is an error that offers its columns. */
export function asValue(check: Check, node: Expr, scope: Scope): Value | null {
  return valueFrom(check, node, check.expr(node, scope));
}

/** The same of what an expression was checked to. */
export function valueFrom(check: Check, node: Expr, checked: Checked): Value | null {
  switch (checked.kind) {
    case 'value':
    case 'missing':
      return checked;
    case 'row':
      reportRow(check, node, checked.pick);
      return null;
    case 'duration':
      check.reporter.error('type-duration-alone', node.span, { text: check.text(node.span) });
      return null;
    case 'error':
      return null;
  }
}

function reportRow(check: Check, node: Expr, pick: CheckedPick): void {
  const text = check.text(node.span);
  const { roles, columns } = pick.rows.view;
  const names = [roles.value ? 'value' : null, roles.date ? 'date' : null, roles.code ? 'code' : null].filter((name) => name !== null);
  const offered = names.length > 0 ? names.slice(0, 2) : columns.slice(0, 2).map((column) => nameInSource(column.name));
  check.reporter.error(
    'type-row-alone',
    node.span,
    { text },
    offered.map((name) => writeInstead(node.span, `${name} of ${text}`)),
  );
}

/** A datetime as its day. */
export function dayOf(expr: PlanExpr): PlanExpr {
  if (expr.type.base !== 'datetime') return expr;
  if (expr.kind === 'literal') return { ...expr, value: expr.value === null ? null : String(expr.value).slice(0, 10), type: dateType };
  return { kind: 'day', value: expr, type: dateType };
}
