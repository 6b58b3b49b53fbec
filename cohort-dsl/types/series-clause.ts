/** `series S = E { COLUMN, … }`. */
import type { Fix } from '../diagnostics/diagnostic';
import type { Rows } from '../plan/expressions';
import { patientTable } from '../schema/dictionary';
import { joined } from '../source/localised';
import type { SeriesClause } from '../syntax/ast';
import type { Name } from '../syntax/ast-expressions';
import type { Check } from './check';
import { nameInSource } from './reporter';
import { columnOf, requireRole } from './row-columns';
import { unitsOf } from './row-view';
import type { Scope } from './scope';

export interface CheckedSeries {
  readonly clause: SeriesClause;
  readonly rows: Rows;
  /** Physical name of the rows' date. */
  readonly date: string;
  /** Physical names of the columns besides it. */
  readonly columns: readonly string[];
}

/** The rows and columns of a series. Null after an error. */
export function checkSeries(check: Check, clause: SeriesClause, scope: Scope): CheckedSeries | null {
  reportUnits(check, clause);
  const rows = check.rows(clause.events, scope, { by: false, spaced: false });
  const date = rows && requireRole(check, rows.view, 'date', clause.events.span);
  if (!rows || !date) return null;
  const asked = new Map<string, Name>();
  for (const name of clause.columns) {
    const column = columnOf(check, name, rows.view);
    if (!column) return null;
    const first = asked.get(column.name);
    if (first) check.reporter.error('type-column-twice', name.span, { first: first.text, second: name.text }, [withoutName(check, name)]);
    else asked.set(column.name, name);
    // Every series has these columns of its own.
    const fixed = ['index_date', 'days', patientTable(check.dictionary).key].find((own) => own.toLowerCase() === column.name.toLowerCase());
    if (fixed !== undefined) check.reporter.error('type-column-fixed', name.span, { column: name.text });
  }
  // `date` alone is the column that every series has; by its own name it is one more.
  const columns = [...asked].filter(([column, name]) => column !== date.name || name.text !== 'date').map(([column]) => column);
  return { clause, rows: rows.rows, date: date.name, columns };
}

/** A column's name taken out of its list, with the comma before it. */
function withoutName(check: Check, { span }: Name): Fix {
  const comma = check.source.lastIndexOf(',', span.start);
  const title = { en: 'take the second out', zh: '去掉后一个' };
  return { title, edits: [{ span: { start: comma < 0 ? span.start : comma, end: span.end }, text: '' }] };
}

/** Items of several units have no value in common; reports it with a series of each item. */
function reportUnits(check: Check, { name, events, span }: SeriesClause): void {
  const { source } = events;
  const table = source.kind === 'table' ? check.dictionary.tables.find((one) => one.name === source.name.text) : undefined;
  if (source.kind !== 'table' || !table) return;
  const items = table.items.filter((item) => source.items.some(({ text }) => text === item.name));
  if (new Set(items.map(({ unit }) => unit)).size < 2) return;
  const written = (start: number, end: number): string => check.source.slice(start, end);
  const each = items.map((item) => {
    const own = nameInSource(`${name.text}_${item.name}`);
    const rows = `${nameInSource(table.name)}(${nameInSource(item.name)})`;
    return (
      written(span.start, name.span.start) + own + written(name.span.end, source.span.start) + rows + written(source.span.end, span.end)
    );
  });
  const names = items.map((item) => `\`${name.text}_${item.name}\``);
  const title = { en: `make a series of each item: ${joined(names).en}`, zh: `每个项目各写一个序列：${joined(names).zh}` };
  check.reporter.error('type-items-units', source.span, { units: unitsOf(items) }, [{ title, edits: [{ span, text: each.join('\n') }] }]);
}
