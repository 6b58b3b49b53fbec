import type { Localised } from '@/cohort-dsl/source/localised';
import type { ValueType } from '../frame/column';
import { countText, cutText, estimateText, exactText, fixedText, NO_NUMBER, percentText, pText, ratioText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { allTermsOf, captionOf, headerOf, wordOf } from './headers';
import { type JournalCell, type JournalTable, plain, rounded, type ViewOptions } from './journal-table';
import type { ViewOf } from './kinds';

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

/** Columns that name a term, a variable or a group: the method's labels say what it is. */
const NAMED = new Set(['term', 'variable', 'strata', 'group', 'group_1', 'group_2', 'contrast']);
/** Columns whose values are words of the methods. */
const WORDED = new Set(['method', 'test', 'quantity', 'kind']);

/** One value of a result table as its column is printed. */
export function valueCell(
  column: string,
  type: ValueType,
  value: Value,
  { labels, lang }: ViewOptions,
  words: Readonly<Record<string, Localised>> = {},
): JournalCell {
  if (value === null) return plain(isNumeric(type) ? NO_NUMBER : '');
  if (typeof value === 'boolean') return plain(value ? (lang === 'zh' ? '是' : 'yes') : lang === 'zh' ? '否' : 'no');
  const said = words[String(value)];
  if (said !== undefined) return typeof value === 'string' ? plain(said[lang]) : rounded(said[lang], value);
  // Sums and keys too large for a number.
  if (typeof value === 'string' && isNumeric(type)) return rounded(exactText(value), value);
  if (typeof value === 'string')
    return plain(
      WORDED.has(column)
        ? wordOf(value, lang)
        : NAMED.has(column)
          ? (labels[value]?.[lang] ?? (column === 'term' ? allTermsOf(value, lang) : value))
          : value,
    );
  return rounded(numberText(column, type, value), value);
}

/** Columns of values that a rule compares with. */
const CUTS = new Set(['cut', 'cut_low', 'cut_high', 'threshold']);

function numberText(column: string, type: ValueType, value: number): string {
  if (column.startsWith('p_') || column.endsWith('_p')) return pText(value);
  if (column === 'percent') return percentText(value);
  if (column.startsWith('hazard_ratio')) return ratioText(value);
  if (column === 'smd' || column.startsWith('concordance') || column.startsWith('loglik'))
    return fixedText(value, column === 'smd' ? 3 : column.startsWith('loglik') ? 2 : 3);
  if (type === 'integer' || COUNTS.has(column)) return countText(value);
  return CUTS.has(column) ? cutText(value) : estimateText(value);
}

type OwnColumns = ViewOf<'table'>['columns'];

/** Any result table as it stands, column by column. */
export function genericTable(name: string, table: ResultTable, options: ViewOptions, own: OwnColumns = {}): JournalTable {
  const empty = table.columns.map((_, place) => table.rows.every((row) => row[place] === null));
  const shown = table.columns.map((_, place) => place).filter((place) => !empty[place] || table.rows.length === 0);
  return {
    name,
    caption: captionOf(name, options.lang),
    columns: shown.map((place) => ({
      header: own[table.columns[place]]?.header?.[options.lang] ?? headerOf(table.columns[place], options.lang),
      numeric: isNumeric(table.types[place]) && own[table.columns[place]]?.words === undefined,
    })),
    rows: table.rows.map((row) => ({
      indent: 0,
      cells: shown.map((place) =>
        valueCell(
          table.columns[place],
          table.types[place],
          inUnits(labelled(table, row, place, options), own[table.columns[place]]?.length),
          options,
          own[table.columns[place]]?.words,
        ),
      ),
    })),
    notes: [],
  };
}

/** A time in a unit so many of the table's own long. */
function inUnits(value: Value, length = 1): Value {
  return typeof value === 'number' ? value / length : value;
}

/** A level under its variable's label for it. */
function labelled({ columns }: ResultTable, row: readonly Value[], place: number, { labels, lang }: ViewOptions): Value {
  const variable = columns[place] === 'level' ? row[columns.indexOf('variable')] : undefined;
  return variable === undefined ? row[place] : (labels[`${variable}=${row[place]}`]?.[lang] ?? row[place]);
}

/** A table of one row read downwards: name, value. */
export function factsTable(name: string, table: ResultTable, options: ViewOptions, own: OwnColumns = {}): JournalTable {
  const row = table.rows[0] ?? [];
  const facts = table.columns.flatMap((column, place) =>
    row[place] === null || row[place] === undefined
      ? []
      : [
          {
            indent: 0 as const,
            cells: [
              plain(own[column]?.header?.[options.lang] ?? headerOf(column, options.lang)),
              valueCell(column, table.types[place], row[place], options, own[column]?.words),
            ],
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
