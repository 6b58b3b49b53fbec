import type { Fix } from '../diagnostics/diagnostic';
import { columnOfRole } from '../schema/dictionary';
import type { CheckedProgram } from '../types/program';
import type { Lint } from './lint';
import { exprsOfRows } from './look';

/** A series whose rows are chosen by an outcome's date: it is known only after the fact, and only for those who had the outcome. */
export const seriesOutcome: Lint = (program, warn) => {
  for (const { clause, rows } of program.series) {
    for (const expr of exprsOfRows(program, rows)) {
      if (expr.kind !== 'outcomeDate') continue;
      const outcome = program.outcomes[expr.id].clause.name.text;
      warn('lint-series-outcome', program.spanOf(expr) ?? clause.events.span, { series: clause.name.text, outcome });
    }
  }
};

/** How many items a message names. */
const MOST_NAMES = 6;

/** A series with the values of several items and no column that says which row is which. */
export const seriesItems: Lint = (program, warn) => {
  for (const { clause, rows, columns } of program.series) {
    const { source } = rows;
    const table = source.kind === 'table' ? program.dictionary.tables.find(({ name }) => name === source.table) : undefined;
    const [item, value] = (['item', 'value'] as const).map((role) => table && columnOfRole(table, role)?.name);
    if (source.kind !== 'table' || !table || !item || !value || columns.includes(item) || !columns.includes(value)) continue;
    const names = source.items?.names ?? table.items.map(({ name }) => name);
    if (names.length < 2 || asksFor(program, rows, item)) continue;
    const { span } = clause.columns[clause.columns.length - 1];
    const fix: Fix = {
      title: { en: 'add the column `item`', zh: '加上列 `item`' },
      edits: [{ span: { start: span.end, end: span.end }, text: ', item' }],
    };
    const items = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), '…'] : names;
    warn('lint-series-items', clause.events.span, { series: clause.name.text, items }, [fix]);
  }
};

/** Whether conditions choose rows by a column. */
function asksFor(program: CheckedProgram, rows: CheckedProgram['series'][number]['rows'], column: string): boolean {
  return exprsOfRows(program, rows).some((expr) => expr.kind === 'rowColumn' && expr.column === column);
}
