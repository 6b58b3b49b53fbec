/** What event rows give: truth, numbers, picks and their columns. */
import type { ValueType } from '../plan/expressions';
import { columnOfRole, type Table } from '../schema/dictionary';
import type { ColumnOfExpr, CoveredExpr, Expr, PickExpr, RowNumberExpr, RowTruthExpr, Window } from '../syntax/ast-expressions';
import type { Check } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { asDate, inWords, unwrap } from './coerce';
import { columnOfPick } from './pick';
import { writeInstead } from './reporter';
import { columnOf, requireRole } from './row-columns';
import type { RowColumnView } from './row-view';
import type { Scope } from './scope';
import { booleanType, describeType, familyOf, integerType } from './value-type';

/** `any E`, `no E`, `at least N E` and their kin. */
export function checkRowTruth(check: Check, node: RowTruthExpr, scope: Scope): Checked {
  const rows = check.rows(node.events, scope, { by: false, spaced: !node.distinctDays });
  if (!rows) return errorChecked;
  if (node.distinctDays && !requireRole(check, rows.view, 'date', node.events.span)) return errorChecked;
  const mode = node.mode === 'any' ? 'at least' : node.mode === 'no' ? 'at most' : node.mode;
  const n = node.mode === 'any' ? 1 : node.mode === 'no' ? 0 : Number(node.n);
  if (!Number.isSafeInteger(n) || n < 0) {
    check.reporter.error('type-count-literal', node.span, { text: node.n ?? '' });
    return errorChecked;
  }
  const spaced = rows.spaced?.duration ?? null;
  return ofValue(
    check.mark({ kind: 'rowTruth', mode, n, rows: rows.rows, spaced, distinctDays: node.distinctDays, type: booleanType }, node.span),
  );
}

/** `count of E` and summaries of a column. */
export function checkRowNumber(check: Check, node: RowNumberExpr, scope: Scope): Checked {
  const rows = check.rows(node.events, scope, { by: false, spaced: false });
  if (!rows) return errorChecked;
  const text = check.text(node.span);
  if (node.fn === 'count' || !node.column) {
    return ofValue(
      check.mark({ kind: 'rowNumber', fn: 'count', column: null, as: 'value', rows: rows.rows, text, type: integerType }, node.span),
    );
  }
  const column = columnOf(check, node.column, rows.view);
  if (!column) return errorChecked;
  const type = numberType(check, node, column);
  if (!type) return errorChecked;
  const as = node.fn === 'count distinct' && column.type.system !== null ? 'code' : 'value';
  return ofValue(
    check.mark({ kind: 'rowNumber', fn: node.fn, column: column.name, as, rows: rows.rows, text, type }, node.span),
    column.molarMass,
  );
}

/** The type of a summary of a column, or null after reporting that the column cannot be summarised so. */
function numberType(check: Check, node: RowNumberExpr, column: RowColumnView): ValueType | null {
  const family = familyOf(column.type);
  switch (node.fn) {
    case 'count':
    case 'count distinct':
      return integerType;
    case 'min':
    case 'max':
      if (family === 'number' || family === 'date' || (family === 'category' && column.type.category?.ordered)) return column.type;
      break;
    case 'sum':
      if (family === 'number') return column.type;
      break;
    case 'mean':
    case 'median':
    case 'sd':
      if (family === 'number') return { ...column.type, base: 'number' };
  }
  const name = node.column?.text ?? '';
  if (family === 'category' && (node.fn === 'min' || node.fn === 'max'))
    check.reporter.error('type-order-category', node.span, { text: name });
  else
    check.reporter.error('type-summary', node.column?.span ?? node.span, { fn: node.fn, column: name, found: describeType(column.type) });
  return null;
}

/** `days covered by E`: cut to D1..D2 by a window `from D1 to D2` or `overlapping D1 to D2` on E itself. */
export function checkCovered(check: Check, node: CoveredExpr, scope: Scope): Checked {
  const rows = check.rows(node.events, scope, { by: false, spaced: false });
  if (!rows) return errorChecked;
  const { span } = node.events;
  if (!requireRole(check, rows.view, 'date', span) || !requireRole(check, rows.view, 'end', span)) return errorChecked;
  const cut = node.events.suffixes.find(
    (suffix): suffix is Window =>
      suffix.kind === 'window' && !suffix.ending && (suffix.form === 'from to' || suffix.form === 'overlapping to'),
  );
  const from = cut ? asDate(check, cut.date, scope) : null;
  const to = cut?.to ? asDate(check, cut.to, scope) : null;
  return ofValue(
    check.mark({ kind: 'covered' as const, rows: rows.rows, cut: from && to ? { from, to } : null, type: integerType }, node.span),
  );
}

/** `first E`, `2nd E`, `highest E by COLUMN`: one row a patient. */
export function checkPick(check: Check, node: PickExpr, scope: Scope): Checked {
  const extreme = node.which === 'highest' || node.which === 'lowest';
  const rows = check.rows(node.events, scope, { by: extreme, spaced: false });
  if (!rows) return errorChecked;
  if (!requireRole(check, rows.view, 'date', node.events.span)) return errorChecked;
  if (extreme && !rows.by) {
    const fixes = rows.view.roles.value ? [writeInstead(node.events.span, `${check.text(node.events.span)} by value`)] : [];
    check.reporter.error('type-by-missing', node.span, { which: node.which }, fixes);
    return errorChecked;
  }
  if (rows.by && !canOrder(rows.by.column.type)) {
    const { type } = rows.by.column;
    if (type.category) check.reporter.error('type-order-category', rows.by.span, { text: rows.by.column.name });
    else check.reporter.error('type-summary', rows.by.span, { fn: node.which, column: rows.by.column.name, found: describeType(type) });
    return errorChecked;
  }
  const n = node.which === 'nth' ? (node.n ?? 0) : 1;
  if (!Number.isSafeInteger(n) || n < 1) {
    check.reporter.error('type-count-literal', node.span, { text: String(node.n) });
    return errorChecked;
  }
  return { kind: 'row', pick: { which: node.which, n, by: rows.by?.column.name ?? null, rows } };
}

function canOrder(type: ValueType): boolean {
  const family = familyOf(type);
  return family === 'number' || family === 'date' || (family === 'category' && type.category?.ordered === true);
}

/** `COLUMN of PICK`; `date of (…)` also gives a date expression back as it is. */
export function checkColumnOf(check: Check, node: ColumnOfExpr, scope: Scope): Checked {
  const checked = check.expr(node.of, scope);
  if (checked.kind === 'error') return errorChecked;
  if (checked.kind === 'row') {
    const column = columnOf(check, node.column, checked.pick.rows.view);
    return column ? ofValue(check.mark(columnOfPick(checked.pick, column), node.span), column.molarMass) : errorChecked;
  }
  const inner = unwrap(node.of);
  if (node.column.text === 'date' && checked.kind === 'value' && familyOf(checked.expr.type) === 'date') {
    return checked;
  }
  check.reporter.error('type-column-of', node.span, { column: node.column.text, text: check.text(inner.span), found: inWords(checked) });
  return errorChecked;
}

/** `lab(egfr)` names many rows where one value is expected: which one is meant? */
export function whichRow(check: Check, node: Expr, table: Table): void {
  const text = check.text(node.span);
  const value = columnOfRole(table, 'value') ? [`value of last ${text}`] : [];
  const fixes = [...value, `any ${text}`, `date of first ${text}`, `count of ${text}`].map((fix) => writeInstead(node.span, fix));
  check.reporter.error('type-many-rows', node.span, { text }, fixes);
}
