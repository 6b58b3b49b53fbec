/** The index clause: a pick, a date, or rows of which each is an entry. */
import type { Duration, Filter, Pick, Expr as PlanExpr, Rows } from '../plan/expressions';
import type { IndexClause, Washout } from '../syntax/ast';
import type { Check, IndexRow } from './check';
import { asDate, asDuration, fitsClock, unwrap } from './coerce';
import { backwards } from './literals';
import { columnOfPick } from './pick';
import { requireRole } from './row-columns';
import { type CheckedRows, findColumn, type RowView, tableView } from './row-view';
import type { Scope } from './scope';
import { booleanType, dateType } from './value-type';
import { dateInForm } from './windows';

interface CheckedArm {
  readonly rows: Rows;
  readonly label: string;
}

export type CheckedIndex =
  | { readonly kind: 'pick'; readonly pick: Pick; readonly view: RowView }
  | { readonly kind: 'date'; readonly value: PlanExpr }
  | { readonly kind: 'each'; readonly rows: Rows; readonly spaced: Duration | null; readonly view: RowView }
  | { readonly kind: 'firstOf'; readonly arms: readonly CheckedArm[]; readonly view: RowView }
  | { readonly kind: 'every'; readonly every: Duration; readonly from: PlanExpr; readonly to: PlanExpr };

/** The index row as `index.COLUMN` sees it. */
export function indexRowOf(index: CheckedIndex | null): IndexRow {
  if (!index) return { kind: 'error' };
  if (index.kind === 'date' || index.kind === 'every') return { kind: 'date' };
  return { kind: 'row', view: index.view, labels: index.kind === 'firstOf' ? index.arms.map((arm) => arm.label) : null };
}

/** The rows an index is picked from; none where it is a date. */
export function rowsOfIndex(index: CheckedIndex): readonly Rows[] {
  switch (index.kind) {
    case 'pick':
      return [index.pick.rows];
    case 'each':
      return [index.rows];
    case 'firstOf':
      return index.arms.map((arm) => arm.rows);
    case 'date':
    case 'every':
      return [];
  }
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
      return firstOf(check, form, scope);
    case 'every': {
      const every = asDuration(check, form.every, scope);
      const from = dateInForm(check, form.from, scope);
      const to = dateInForm(check, form.to, scope);
      if (!every || !from || !to || !fitsClock(check, every, { ...from, type: dateType }, form.every, form.from)) return null;
      return { kind: 'every', every, from, to };
    }
  }
}

/** The earliest of several rows, each with its label; `index.COLUMN` means the columns the arms share. */
function firstOf(check: Check, form: Extract<IndexClause['form'], { kind: 'firstOf' }>, scope: Scope): CheckedIndex | null {
  const arms: (CheckedArm & { readonly view: RowView })[] = [];
  for (const arm of form.arms) {
    const rows = check.rows(arm.events, scope, { by: false, spaced: false });
    const filter = rows && arm.washout ? washout(check, arm.washout, rows, scope) : null;
    if (!rows || (arm.washout && !filter) || !requireRole(check, rows.view, 'date', arm.events.span)) continue;
    const label = arm.label?.value ?? check.text(arm.events.span);
    if (arms.some((other) => other.label === label)) check.reporter.error('type-arm-label', arm.label?.span ?? arm.span, { label });
    const filters = filter ? [...rows.rows.filters, filter] : rows.rows.filters;
    arms.push({ rows: check.mark({ ...rows.rows, filters }, rows.span), label, view: rows.view });
  }
  if (form.arms.length === 0) check.reporter.error('type-earliest-empty', form.span, {});
  if (arms.length < form.arms.length || arms.length === 0) return null;
  const [first, ...others] = arms.map((arm) => arm.view);
  const shares = (name: string, type: string): boolean =>
    others.every((view) => view.columns.some((column) => column.name === name && JSON.stringify(column.type) === type));
  const columns = first.columns.filter((column) => shares(column.name, JSON.stringify(column.type)));
  const roles = Object.fromEntries(
    Object.entries(first.roles).filter(
      ([word, name]) => others.every((view) => findColumn(view, word)?.name === name) && columns.some((column) => column.name === name),
    ),
  );
  return { kind: 'firstOf', arms: arms.map(({ rows, label }) => ({ rows, label })), view: { ...first, columns, roles } };
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
