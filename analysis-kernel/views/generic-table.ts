import type { ValueType } from '../frame/column';
import { countText, estimateText, fixedText, percentText, pText, ratioText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { captionOf, headerOf } from './headers';
import { type JournalCell, type JournalTable, plain, rounded, type ViewOptions } from './journal-table';

const COUNTS = new Set([
  'n',
  'n_risk',
  'n_event',
  'n_censor',
  'n_max',
  'n_start',
  'records',
  'events',
  'missing',
  'df',
  'iterations',
  'step',
  'patients',
  'entries',
  'removed_patients',
  'removed_entries',
]);

/** One value of a result table as its column is printed. */
export function valueCell(column: string, type: ValueType, value: Value, { labels, lang }: ViewOptions): JournalCell {
  if (value === null) return plain('');
  if (typeof value === 'boolean') return plain(value ? (lang === 'zh' ? '是' : 'yes') : lang === 'zh' ? '否' : 'no');
  if (typeof value === 'string') return plain((column === 'term' || column === 'variable') && labels[value] ? labels[value][lang] : value);
  return rounded(numberText(column, type, value), value);
}

function numberText(column: string, type: ValueType, value: number): string {
  if (column === 'p_value' || column.endsWith('_p')) return pText(value);
  if (column === 'percent') return percentText(value);
  if (column.startsWith('hazard_ratio')) return ratioText(value);
  if (column === 'smd' || column.startsWith('concordance') || column.startsWith('loglik'))
    return fixedText(value, column === 'smd' ? 3 : column.startsWith('loglik') ? 2 : 3);
  if (type === 'integer' || COUNTS.has(column)) return countText(value);
  return estimateText(value);
}

/** Any result table as it stands, column by column. */
export function genericTable(name: string, table: ResultTable, options: ViewOptions): JournalTable {
  const empty = table.columns.map((_, place) => table.rows.every((row) => row[place] === null));
  const shown = table.columns.map((_, place) => place).filter((place) => !empty[place] || table.rows.length === 0);
  return {
    name,
    caption: captionOf(name, options.lang),
    columns: shown.map((place) => ({ header: headerOf(table.columns[place], options.lang), numeric: isNumeric(table.types[place]) })),
    rows: table.rows.map((row) => ({
      indent: 0,
      cells: shown.map((place) => valueCell(table.columns[place], table.types[place], row[place], options)),
    })),
    notes: [],
  };
}

/** A table of one row read downwards: name, value. */
export function factsTable(name: string, table: ResultTable, options: ViewOptions): JournalTable {
  const row = table.rows[0] ?? [];
  const facts = table.columns.flatMap((column, place) =>
    row[place] === null || row[place] === undefined
      ? []
      : [
          {
            indent: 0 as const,
            cells: [plain(headerOf(column, options.lang)), valueCell(column, table.types[place], row[place], options)],
          },
        ],
  );
  return {
    name,
    caption: captionOf(name, options.lang),
    columns: [
      { header: '', numeric: false },
      { header: '', numeric: true },
    ],
    rows: facts,
    notes: [],
  };
}

/** Whether a column's figures stand right-aligned. */
export function isNumeric(type: ValueType): boolean {
  return type === 'number' || type === 'integer' || type === 'decimal';
}
