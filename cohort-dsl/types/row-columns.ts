/** Finding a row's columns by the names a program uses. */
import type { Events } from '../syntax/ast-expressions';
import type { Check } from './check';
import { columnNames, findColumn, type RowColumnView, type RowView } from './row-view';

/** The first ten of a list of names, for messages. */
export function listed(names: readonly string[]): readonly string[] {
  const shown = names.slice(0, 10).map((name) => `\`${name}\``);
  return names.length > 10 ? [...shown, '…'] : shown;
}

/** A column of the row by role word or name; null after reporting that there is none. */
export function columnOf(
  check: Check,
  name: { readonly text: string; readonly quoted: boolean; readonly span: Events['span'] },
  view: RowView,
): RowColumnView | null {
  const column = findColumn(view, name.text, name.quoted);
  const parts = column ? undefined : view.differing?.get(name.text);
  if (parts) {
    check.reporter.error('type-union-column', name.span, { column: name.text, parts });
    return null;
  }
  if (!column) {
    const known = columnNames(view);
    check.reporter.error(
      'type-unknown-column',
      name.span,
      { column: name.text, table: view.name, known: listed(known) },
      check.reporter.nearNames(name.span, name.text, known),
    );
    return null;
  }
  if (column.mixedUnits) {
    check.reporter.error('type-mixed-units', name.span, { table: view.name, column: name.text });
    return null;
  }
  return column;
}

/** The date or end of the row's table, or null after reporting that it has none. */
export function requireRole(check: Check, view: RowView, role: 'date' | 'end', span: Events['span']): RowColumnView | null {
  const column = findColumn(view, role);
  if (!column || view.roles[role] === undefined) {
    check.reporter.error('type-no-role', span, { role, table: view.name });
    return null;
  }
  return column;
}
