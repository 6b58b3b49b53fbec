/** Who was left after each criterion of a cohort, as a report prints it. */

import type { Language } from '@/cohort-dsl/source/localised';
import { stepLabel } from '../figures/flow';
import { countText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { headerOf } from '../views/headers';
import { type JournalTable, plain } from '../views/journal-table';

/** The attrition table; entries are shown where they differ from patients. */
export function attritionTable(table: ResultTable, lang: Language): JournalTable {
  const places = new Map(table.columns.map((column, at) => [column, at]));
  const rows = table.rows.map((row) => (column: string) => row[places.get(column) ?? -1] ?? null);
  const counted = (value: Value) => plain(value === null ? '' : countText(Number(value)));
  const withEntries = rows.some((row) => row('entries') !== null && row('entries') !== row('patients'));
  const shown = ['label', 'patients', ...(withEntries ? ['entries'] : []), 'removed_patients'];
  return {
    name: 'attrition',
    caption: '',
    columns: shown.map((column) => ({ header: headerOf(column, lang), numeric: column !== 'label' })),
    rows: rows.map((row) => ({
      indent: 0,
      cells: shown.map((column) =>
        column === 'label' ? plain(stepLabel(String(row('kind')), String(row('label') ?? ''), lang)) : counted(row(column)),
      ),
    })),
    notes: [],
  };
}
