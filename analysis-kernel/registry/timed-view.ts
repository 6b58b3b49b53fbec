/** A table shown with its times in the unit of the sentence and the figure. */
import { headingUnitText } from '../results/format';
import type { ShownTime } from '../results/time-unit';
import type { ViewOf } from '../views/kinds';
import { declaredColumns, type TableDeclaration } from './method';

/** Columns that hold the times themselves are headed by the unit: `Time, years`; their limits are in it too. */
const HEADED = ['time', 'estimate'];

/** @param columns those in units of time */
export function timedView(table: TableDeclaration, { unit, length }: ShownTime, columns: readonly string[]): ViewOf<'table'> {
  const header = unit === null ? undefined : { en: `Time, ${headingUnitText(unit, 'en')}`, zh: `时间（${headingUnitText(unit, 'zh')}）` };
  const { name, title, folded = false } = table;
  const shown = columns.map((column) => [column, header && HEADED.includes(column) ? { header, length } : { length }]);
  return { kind: 'table', table: name, title, folded, notes: [], columns: { ...declaredColumns(table), ...Object.fromEntries(shown) } };
}
