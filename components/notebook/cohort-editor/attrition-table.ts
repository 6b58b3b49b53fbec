import { stepLabel } from '@/analysis-kernel/figures/flow';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { genericTable } from '@/analysis-kernel/views/generic-table';
import type { JournalTable } from '@/analysis-kernel/views/journal-table';
import type { Language } from '@/cohort-dsl/source/localised';

/** A cohort's attrition as a paper prints it: entries only where patients have several, fixed steps in the reader's words. */
export function attritionTable(table: ResultTable, lang: Language): JournalTable {
  const place = (column: string) => table.columns.indexOf(column);
  const [kind, label, patients, entries] = ['kind', 'label', 'patients', 'entries'].map(place);
  const several = table.rows.some((row) => row[entries] !== null && row[entries] !== row[patients]);
  const kept = table.columns.flatMap((column, at) => (at === kind || (!several && column.endsWith('entries')) ? [] : [at]));
  const rows = table.rows.map((row) => {
    const words = stepLabel(String(row[kind]), String(row[label] ?? ''), lang);
    return kept.map((at) => (at === label ? words : (row[at] ?? null)));
  });
  const shown: ResultTable = { columns: kept.map((at) => table.columns[at]), types: kept.map((at) => table.types[at]), rows };
  return genericTable('attrition', shown, { lang, labels: {} });
}
