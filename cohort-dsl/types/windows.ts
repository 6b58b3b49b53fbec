/** Windows on event rows: `before D`, `within N after D`, `from D1 to D2`, `overlapping D`. */
import type { Duration, Filter, Expr as PlanExpr } from '../plan/expressions';
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

/** The dates that bound a window: D, D with the length before or after it, and the second of two. */
type Bounding = 'date' | 'earlier' | 'later' | 'to';

type BoundForm = Exclude<Window['form'], 'overlapping' | 'overlapping to'>;

/** What each form asks of the rows' date. */
const BOUNDS: Readonly<Record<BoundForm, readonly (readonly [op: Op, than: Bounding])[]>> = {
  before: [['<', 'date']],
  'on or before': [['<=', 'date']],
  on: [['=', 'date']],
  'on or after': [['>=', 'date']],
  after: [['>', 'date']],
  'within before': [
    ['>=', 'earlier'],
    ['<', 'date'],
  ],
  'within on or before': [
    ['>=', 'earlier'],
    ['<=', 'date'],
  ],
  'within after': [
    ['>', 'date'],
    ['<=', 'later'],
  ],
  'within on or after': [
    ['>=', 'date'],
    ['<=', 'later'],
  ],
  'within of': [
    ['>=', 'earlier'],
    ['<=', 'later'],
  ],
  'from to': [
    ['>=', 'date'],
    ['<=', 'to'],
  ],
};

/** The filters of a window; null after an error. */
export function checkWindow(check: Check, window: Window, view: RowView, scope: Scope): readonly Filter[] | null {
  const { form } = window;
  const on = window.ending ? 'end' : 'date';
  const overlapping = form === 'overlapping' || form === 'overlapping to';
  const dated = hasRole(check, view, on, window) && (!overlapping || hasRole(check, view, 'end', window));
  const length = window.length ? asDuration(check, window.length, scope) : null;
  const written = dateInForm(check, window.date, scope);
  const date = written && window.day ? dayOf(written) : written;
  const to = window.to ? dateInForm(check, window.to, scope) : null;
  if (!dated || !date || (window.length && !length) || (window.to && !to)) return null;
  if (overlapping) {
    if (!window.ending) return [check.mark({ kind: 'overlap', from: date, to: to ?? date }, window.span)];
    check.reporter.error('type-ending-overlap', window.span, {});
    return null;
  }
  const rowType = findColumn(view, on)?.type.base;
  if (length && !countsFrom(check, window, length, date, rowType === 'datetime' ? null : `${on} of ${view.name}`)) return null;
  const shifted = (by: Duration): PlanExpr => ({ kind: 'shift', value: date, by, type: date.type });
  return BOUNDS[form].map(([op, than]) => {
    const own = than === 'to' ? to : than === 'date' || !length ? date : shifted(than === 'later' ? length : backwards(length));
    const value = own ?? date;
    const as = rowType === 'datetime' && value.type.base === 'datetime' ? 'instant' : 'day';
    return check.mark({ kind: 'bound' as const, on, op, value, as: as as 'instant' | 'day' }, window.span);
  });
}

/**
 * Whether hours and minutes, which need times of day, can be counted from the window's date; reports a date that has none.
 * @param dateless the rows' date in words, where it has no time of day
 */
function countsFrom(
  check: Check,
  { length: node, date: dateNode, day }: Window,
  length: Duration,
  date: PlanExpr,
  dateless: string | null,
): boolean {
  if (!node || !isClock(length)) return true;
  if (!day && !fitsClock(check, length, date, node, dateNode)) return false;
  const without = day ? `the day of ${check.text(dateNode.span)}` : dateless;
  if (without !== null) check.reporter.error('type-hours-date', node.span, { text: check.text(node.span), date: without });
  return without === null;
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
