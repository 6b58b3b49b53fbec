/** A table shown with its times in the unit of the sentence and the figure. */
import { timeUnitText } from '../results/format';
import type { ShownTime } from '../results/time-unit';
import type { View } from '../views/kinds';
import type { TableDeclaration } from './method';

/** Columns that hold the times themselves are headed by the unit: `Time, years`; their limits are in it too. */
const HEADED = ['time', 'estimate'];

/** @param columns those in units of time */
export function timedView(
  { name, title, folded = false }: TableDeclaration,
  { unit, length }: ShownTime,
  columns: readonly string[],
): View {
  const header = unit === null ? undefined : { en: `Time, ${timeUnitText(unit, 'en')}`, zh: `时间（${timeUnitText(unit, 'zh')}）` };
  const shown = columns.map((column) => [column, header && HEADED.includes(column) ? { header, length } : { length }]);
  return { kind: 'table', table: name, title, folded, notes: [], columns: Object.fromEntries(shown) };
}
