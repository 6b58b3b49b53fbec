/** Windows on event rows: `before D`, `within N after D`, `from D1 to D2`, `overlapping D`. */
import type { Filter, Expr as PlanExpr } from '../plan/expressions';
import type { Expr, Window } from '../syntax/ast-expressions';
import type { Check } from './check';
import { asDate, asDuration, dayOf, fitsClock, unwrap } from './coerce';
import { backwards, isClock } from './literals';
import { inParentheses } from './reporter';
import { findColumn, type RowView } from './row-view';
import type { Scope } from './scope';

type Op = Extract<Filter, { kind: 'bound' }>['op'];

/**
 * D of a window, of `at`, `from`, `to` and of `year of`: a date word or name, a literal, a call or parentheses, then durations.
 * Anything else stands in parentheses.
 */
function checkDateForm(check: Check, node: Expr): boolean {
  switch (node.kind) {
    case 'word':
    case 'ref':
    case 'date':
    case 'call':
    case 'paren':
    case 'missing':
      return true;
    case 'binary':
      if (node.op === '+' || node.op === '-') return checkDateForm(check, node.left);
      break;
    default:
      break;
  }
  // What is no date at all is told so; what is one only lacks its parentheses.
  if (['number', 'text', 'duration', 'quantity', 'boolean'].includes(node.kind)) return true;
  check.reporter.error('type-date-form', node.span, { text: check.text(node.span) }, [inParentheses(node.span, check.source)]);
  return false;
}

/** A date in one of those forms. */
export function dateInForm(check: Check, node: Expr, scope: Scope): PlanExpr | null {
  if (!checkDateForm(check, node)) return null;
  return asDate(check, node, scope);
}

/** The filters of a window; null after an error. */
export function checkWindow(check: Check, window: Window, view: RowView, scope: Scope): readonly Filter[] | null {
  const on = window.ending ? 'end' : 'date';
  const overlapping = window.form === 'overlapping' || window.form === 'overlapping to';
  const dated = hasRole(check, view, on, window) && (!overlapping || hasRole(check, view, 'end', window));
  const length = window.length ? asDuration(check, window.length, scope) : null;
  const written = dateInForm(check, window.date, scope);
  const date = written && window.day ? dayOf(written) : written;
  const to = window.to ? dateInForm(check, window.to, scope) : null;
  if (!dated || !date || (window.length && !length) || (window.to && !to)) return null;
  if (overlapping) {
    if (window.ending) {
      check.reporter.error('type-ending-overlap', window.span, {});
      return null;
    }
    return [check.mark({ kind: 'overlap', from: date, to: to ?? date }, window.span)];
  }
  const rowType = findColumn(view, on)?.type.base;
  if (length && window.length && window.day && isClock(length)) {
    const day = `the day of ${check.text(window.date.span)}`;
    check.reporter.error('type-hours-date', window.length.span, { text: check.text(window.length.span), date: day });
    return null;
  }
  if (length && window.length && !fitsClock(check, length, date, window.length, window.date)) return null;
  if (length && window.length && isClock(length) && rowType !== 'datetime') {
    check.reporter.error('type-hours-date', window.length.span, { text: check.text(window.length.span), date: `${on} of ${view.name}` });
    return null;
  }
  const bound = (op: Op, value: PlanExpr): Filter =>
    check.mark(
      {
        kind: 'bound' as const,
        on,
        op,
        value,
        as: rowType === 'datetime' && value.type.base === 'datetime' ? ('instant' as const) : ('day' as const),
      },
      window.span,
    );
  const shifted = (forward: boolean): PlanExpr =>
    length ? { kind: 'shift', value: date, by: forward ? length : backwards(length), type: date.type } : date;
  switch (window.form) {
    case 'before':
      return [bound('<', date)];
    case 'on or before':
      return [bound('<=', date)];
    case 'on':
      return [bound('=', date)];
    case 'on or after':
      return [bound('>=', date)];
    case 'after':
      return [bound('>', date)];
    case 'within before':
      return [bound('>=', shifted(false)), bound('<', date)];
    case 'within on or before':
      return [bound('>=', shifted(false)), bound('<=', date)];
    case 'within after':
      return [bound('>', date), bound('<=', shifted(true))];
    case 'within on or after':
      return [bound('>=', date), bound('<=', shifted(true))];
    case 'within of':
      return [bound('>=', shifted(false)), bound('<=', shifted(true))];
    case 'from to':
      return to ? [bound('>=', date), bound('<=', to)] : null;
    default:
      return null;
  }
}

function hasRole(check: Check, view: RowView, role: 'date' | 'end', window: Window): boolean {
  if (view.roles[role] !== undefined) return true;
  check.reporter.error('type-no-role', window.span, { role, table: view.name });
  return false;
}

/** Whether a date is, parentheses apart, the word `index`. */
export function isIndexWord(node: Expr): boolean {
  const inner = unwrap(node);
  return inner.kind === 'word' && inner.word === 'index';
}
