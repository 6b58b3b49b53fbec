import type { Localised } from '@/cohort-dsl/source/localised';
import type { ValueType } from '../frame/column';
import {
  countText,
  cutText,
  estimateText,
  exactText,
  fixedText,
  intervalTexts,
  levelText,
  NO_NUMBER,
  percentText,
  pText,
  ratioText,
  ratioTexts,
  timeText,
} from '../results/format';
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
  if (column.startsWith('p_') || column.endsWith('_p') || column.endsWith('_p_value')) return pText(value);
  if (column === 'percent') return percentText(value);
  if (column.startsWith('hazard_ratio')) return ratioText(value);
  if (column === 'smd' || column.startsWith('concordance') || column.startsWith('loglik'))
    return fixedText(value, column === 'smd' ? 3 : column.startsWith('loglik') ? 2 : 3);
  if (type === 'integer' || COUNTS.has(column)) return countText(value);
  if (CUTS.has(column)) return cutText(value);
  return column === 'time' ? timeText(value) : estimateText(value);
}

/** A number and its limits as its column is printed, with decimals alike. */
function limitsTexts(column: string, type: ValueType, values: readonly (number | null)[]): string[] {
  if (column.startsWith('hazard_ratio')) return ratioTexts(...values);
  return intervalTexts(values, (value) => (value === null || value === undefined ? NO_NUMBER : numberText(column, type, value)));
}

type OwnColumns = ViewOf<'table'>['columns'];

/**
 * Any result table as it stands, column by column.
 * @param confLevel of the limits among its columns, which then stand in brackets behind the numbers they are of
 */
export function genericTable(
  name: string,
  table: ResultTable,
  options: ViewOptions,
  own: OwnColumns = {},
  confLevel?: number,
): JournalTable {
  const empty = table.columns.map((_, place) => table.rows.every((row) => row[place] === null));
  const filled = table.columns.map((_, place) => place).filter((place) => !empty[place] || table.rows.length === 0);
  const intervals = confLevel === undefined ? [] : intervalsOf(table, filled);
  const limits = new Set(intervals.flatMap(({ low, high }) => [low, high]));
  const shown = filled.filter((place) => !limits.has(place));
  const intervalAt = (place: number) => intervals.find(({ of }) => of === place);
  const headerAt = (place: number) => {
    const header = own[table.columns[place]]?.header?.[options.lang] ?? headerOf(table.columns[place], options.lang);
    return confLevel === undefined || intervalAt(place) === undefined ? header : withLevel(header, confLevel, options.lang);
  };
  const cellAt = (row: readonly Value[], place: number) =>
    valueCell(
      table.columns[place],
      table.types[place],
      inUnits(labelled(table, row, place, options), own[table.columns[place]]?.length),
      options,
      own[table.columns[place]]?.words,
    );
  return {
    name,
    caption: captionOf(name, options.lang),
    columns: shown.map((place) => ({
      header: headerAt(place),
      column: table.columns[place],
      numeric: isNumeric(table.types[place]) && own[table.columns[place]]?.words === undefined,
    })),
    rows: table.rows.map((row, at) => ({
      indent: 0,
      row: at,
      cells: shown.map((place) => {
        const interval = intervalAt(place);
        const [cell, low, high] = [place, ...(interval === undefined ? [] : [interval.low, interval.high])].map((at) => cellAt(row, at));
        if (interval === undefined || (row[interval.low] === null && row[interval.high] === null)) return cell;
        const places = [place, interval.low, interval.high];
        const values = places.map((at) => inUnits(row[at], own[table.columns[at]]?.length));
        const [said, from, to] = values.every((value) => value === null || typeof value === 'number')
          ? limitsTexts(table.columns[place], table.types[place], values)
          : [cell.text, low.text, high.text];
        const text = options.lang === 'zh' ? `${said}（${from}～${to}）` : `${said} (${from} to ${to})`;
        return rounded(text, row[place], row[interval.low], row[interval.high]);
      }),
    })),
    notes: [],
  };
}

interface Interval {
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/** Columns of a test, and errors of an estimate: limits beside them are not theirs. */
const BESIDE = new Set(['std_error', 'std_error_log', 'robust_se', 'statistic', 'df', 'df2', 'p_value', 'p_adjusted']);

/** Columns that are the limits of another: `NAME_low` and `NAME_high` of NAME; `conf_low` and `conf_high` of the estimate, or of the number before them. */
function intervalsOf({ columns, types }: ResultTable, filled: readonly number[]): readonly Interval[] {
  const at = (name: string) => filled.find((place) => columns[place] === name);
  const before = (limit: number) =>
    filled.filter((place) => place < limit && types[place] === 'number' && !BESIDE.has(columns[place])).at(-1);
  return filled.flatMap((low) => {
    const name = /^(.+)_low$/u.exec(columns[low])?.[1];
    if (name === undefined) return [];
    const high = at(`${name}_high`);
    const of = name === 'conf' ? (at('estimate') ?? before(low)) : at(name);
    return high === undefined || of === undefined ? [] : [{ of, low, high }];
  });
}

/** `Estimate (95% CI)`. */
function withLevel(header: string, confLevel: number, lang: ViewOptions['lang']): string {
  return lang === 'zh' ? `${header}（${levelText(confLevel)}% CI）` : `${header} (${levelText(confLevel)}% CI)`;
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
              { ...valueCell(column, table.types[place], row[place], options, own[column]?.words), of: { row: 0, column } },
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
