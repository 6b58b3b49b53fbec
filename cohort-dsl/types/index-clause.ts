/** The index clause: a pick, a date, or rows of which each is an entry. */
import type { Duration, Filter, Pick, Expr as PlanExpr, Rows } from '../plan/nodes';
import type { IndexClause, Washout } from '../syntax/ast';
import type { Check, IndexRow } from './check';
import { asDate, asDuration, unwrap } from './coerce';
import { backwards } from './literals';
import { notYet } from './not-supported';
import { columnOfPick } from './pick';
import { type CheckedRows, findColumn, type RowView, tableView } from './row-view';
import { requireRole } from './rows';
import type { Scope } from './scope';
import { booleanType } from './value-type';

export type CheckedIndex =
  | { readonly kind: 'pick'; readonly pick: Pick; readonly view: RowView }
  | { readonly kind: 'date'; readonly value: PlanExpr }
  | { readonly kind: 'each'; readonly rows: Rows; readonly spaced: Duration | null; readonly view: RowView };

export function indexRowOf(index: CheckedIndex | null): IndexRow {
  if (!index) return { kind: 'error' };
  return index.kind === 'date' ? { kind: 'date' } : { kind: 'row', view: index.view };
}

/** Checks the index clause; null after an error. */
export function checkIndex(check: Check, clause: IndexClause, scope: Scope): CheckedIndex | null {
  const { form } = clause;
  switch (form.kind) {
    case 'at': {
      if (unwrap(form.value).kind === 'pick') {
        const checked = check.expr(form.value, scope);
        return checked.kind === 'row' ? pickOf(check, checked.pick, []) : null;
      }
      const value = asDate(check, form.value, scope);
      return value && { kind: 'date', value };
    }
    case 'washout': {
      const checked = check.expr(form.pick, scope);
      if (checked.kind !== 'row') return null;
      const filter = washout(check, form.washout, checked.pick.rows, scope);
      return filter && pickOf(check, checked.pick, [filter]);
    }
    case 'each':
      return eachOf(check, form, scope);
    case 'from':
      return fromTable(check, form);
    case 'firstOf':
    case 'every':
      check.reporter.error('type-not-supported', form.span, notYet[form.kind]);
      return null;
  }
}

function pickOf(check: Check, pick: Parameters<typeof columnOfPick>[0], extra: readonly Filter[]): CheckedIndex | null {
  const date = requireRole(check, pick.rows.view, 'date', pick.rows.span);
  if (!date) return null;
  const rows = check.mark({ ...pick.rows.rows, filters: [...pick.rows.rows.filters, ...extra] }, pick.rows.span);
  return { kind: 'pick', pick: columnOfPick({ ...pick, rows: { ...pick.rows, rows } }, date), view: pick.rows.view };
}

function eachOf(check: Check, form: Extract<IndexClause['form'], { kind: 'each' }>, scope: Scope): CheckedIndex | null {
  const rows = check.rows(form.events, scope, { by: false, spaced: form.spaced === null });
  const spaced = form.spaced ? asDuration(check, form.spaced, scope) : (rows?.spaced?.duration ?? null);
  const filter = rows && form.washout ? washout(check, form.washout, rows, scope) : null;
  if (!rows || (form.spaced && !spaced) || (form.washout && !filter) || !requireRole(check, rows.view, 'date', form.events.span))
    return null;
  const filters = filter ? [...rows.rows.filters, filter] : rows.rows.filters;
  return { kind: 'each', rows: check.mark({ ...rows.rows, filters }, rows.span), spaced, view: rows.view };
}

/** `after N without F`: no row of F in the N before the row. */
function washout(check: Check, node: Washout, rows: CheckedRows, scope: Scope): Filter | null {
  const length = asDuration(check, node.after, scope);
  const without = check.rows(node.without, scope, { by: false, spaced: false });
  const date = requireRole(check, rows.view, 'date', rows.span);
  if (!length || !without || !date) return null;
  const earlier = requireRole(check, without.view, 'date', node.without.span);
  if (!earlier) return null;
  const outer: PlanExpr = { kind: 'rowColumn', row: rows.view.row, column: date.name, type: date.type };
  const from: PlanExpr = { kind: 'shift', value: outer, by: backwards(length), type: outer.type };
  const as = earlier.type.base === 'datetime' && date.type.base === 'datetime' ? 'instant' : 'day';
  const bounds: readonly Filter[] = [
    { kind: 'bound', on: 'date', op: '>=', value: from, as },
    { kind: 'bound', on: 'date', op: '<', value: outer, as },
  ];
  const condition: PlanExpr = {
    kind: 'rowTruth',
    mode: 'at most',
    n: 0,
    rows: { ...without.rows, filters: [...bounds, ...without.rows.filters] },
    spaced: null,
    distinctDays: false,
    type: booleanType,
  };
  return check.mark({ kind: 'where' as const, condition: check.mark(condition, node.span) }, node.span);
}

/** `index from TABLE`: each of its rows, by its date. */
function fromTable(check: Check, form: Extract<IndexClause['form'], { kind: 'from' }>): CheckedIndex | null {
  const table = check.dictionary.tables.find((candidate) => candidate.name === form.table.text && candidate.role === 'event');
  if (!table) {
    check.reporter.error('type-index-table', form.table.span, { table: form.table.text, database: check.dictionary.database });
    return null;
  }
  const view = tableView(check.nextRow(), table, null, table.name);
  if (!findColumn(view, 'date') || view.roles.date === undefined) {
    check.reporter.error('type-index-table', form.table.span, { table: form.table.text, database: check.dictionary.database });
    return null;
  }
  const rows = check.mark({ kind: 'rows' as const, row: view.row, source: view.source, filters: [] }, form.table.span);
  return { kind: 'each', rows, spaced: null, view };
}
