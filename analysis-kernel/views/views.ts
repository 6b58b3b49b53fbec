import { NO_NUMBER } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { baselineTable } from './baseline-table';
import { coxCoefficients } from './coefficients-table';
import { factsTable, genericTable } from './generic-table';
import type { JournalTable, ViewOptions } from './journal-table';
import { survivalSummary } from './survival-summary';

/** The data of a figure, and what the notes of another table say already: reachable, but not printed unasked. */
const FOLDED = new Set(['curve', 'fit', 'baseline']);

export interface JournalView extends JournalTable {
  /** The data of a figure: folded away until asked for. */
  readonly folded: boolean;
}

/**
 * The tables of an analysis as a paper prints them, in the result's order.
 * @param method id of the method; its own layouts are used for the tables it is known for
 */
export function journalViews(
  method: string | null,
  tables: ReadonlyMap<string, ResultTable>,
  conventions: Readonly<Record<string, Value>>,
  options: ViewOptions,
): JournalView[] {
  const level = conventions.conf_level;
  const confLevel = typeof level === 'number' ? level : 0.95;
  return [...tables].map(([name, table]) => ({
    ...withDashNote(viewOf(method, name, tables, table, confLevel, options), options.lang),
    folded: FOLDED.has(name),
  }));
}

/** Says what a dash stands for, where there is one. */
function withDashNote(table: JournalTable, lang: ViewOptions['lang']): JournalTable {
  const dashed = table.rows.some(({ cells }) => cells.some(({ text }) => text.includes(NO_NUMBER)));
  return dashed ? { ...table, notes: [...table.notes, DASH_NOTE[lang]] } : table;
}

const DASH_NOTE = { en: `${NO_NUMBER} no value or not estimable.`, zh: `${NO_NUMBER} 表示无数值或无法估计。` };

function viewOf(
  method: string | null,
  name: string,
  tables: ReadonlyMap<string, ResultTable>,
  table: ResultTable,
  confLevel: number,
  options: ViewOptions,
): JournalTable {
  if (method === 'table1' && name === 'table') return baselineTable(table, options);
  if (method === 'cox' && name === 'coefficients') return coxCoefficients(table, tables.get('fit') ?? null, confLevel, options);
  if (method === 'km' && (name === 'summary' || name === 'followup') && table.columns.includes('median'))
    return survivalSummary(name, table, confLevel, options);
  if (name === 'fit' && table.rows.length === 1) return factsTable(name, table, options);
  return genericTable(name, table, options);
}
