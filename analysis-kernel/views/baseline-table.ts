import type { Localised } from '@/cohort-dsl/source/localised';
import { countText, fixedText, pText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import {
  type BaselineColumn,
  baselineColumns,
  baselineHeadings,
  type Group,
  hasMissing,
  number,
  type Read,
  type Row,
} from './baseline-columns';
import { headerOf, wordOf } from './headers';
import { type JournalCell, type JournalRow, type JournalTable, plain, rounded, type ViewOptions } from './journal-table';
import type { ViewOf } from './kinds';

const WORDS = {
  missing: { en: 'Missing', zh: '缺失' },
  unweighted: { en: 'Rows, unweighted', zh: '未加权例数' },
  effective: { en: 'Effective sample size', zh: '有效样本量' },
  mean: { en: 'mean (SD)', zh: '均数（标准差）' },
  means: {
    en: 'Numbers: median [25th to 75th percentile], or mean (SD) where it says so.',
    zh: '数值变量：中位数［第 25～75 百分位数］，注明者为均数（标准差）。',
  },
  medians: { en: 'Numbers: median [25th to 75th percentile].', zh: '数值变量：中位数［第 25～75 百分位数］。' },
  categories: { en: 'Categories: n (%).', zh: '分类变量：例数（%）。' },
  ofKnown: { en: 'Categories: n (% of those known).', zh: '分类变量：例数（占非缺失者的 %）。' },
  ofAll: { en: 'Categories: n (% of all, those missing included).', zh: '分类变量：例数（占全部例数的 %，含缺失者）。' },
  missingRows: { en: 'Missing, unweighted', zh: '缺失（未加权）' },
  missingNote: { en: 'Missing values, n (% of all rows): ', zh: '缺失值，例数（占全部例数的 %）：' },
  missingRowsNote: { en: 'Missing values, unweighted n (% of all rows): ', zh: '缺失值，未加权例数（占全部例数的 %）：' },
} satisfies Record<string, Localised>;

/** What the rows of a table are made with. */
interface Made {
  /** Where a row of the result stands in it. */
  readonly placeOf: ReadonlyMap<Row, number>;
  readonly view: ViewOf<'baseline'>;
  readonly table: ResultTable;
  readonly columns: readonly BaselineColumn[];
  readonly read: Read;
  readonly options: ViewOptions;
}

/** Table 1: a variable a block, a group a column; counts with percentages, means with medians, missing values where there are any. */
export function baselineTable(view: ViewOf<'baseline'>, table: ResultTable, options: ViewOptions): Omit<JournalTable, 'name' | 'caption'> {
  const places = new Map(table.columns.map((name, at) => [name, at]));
  const read: Read = (row, column) => row[places.get(column) ?? -1] ?? null;
  const columns = baselineColumns(view, table, read);
  const made = { view, table, columns, read, options, placeOf: new Map(table.rows.map((row, at) => [row, at])) };
  return {
    columns: baselineHeadings(view, columns, table, read, options),
    rows: view.subgroups === undefined ? variableRows(table.rows, made) : repeatedRows(view.subgroups, made),
    byLabels: true,
    notes: notesOf(made),
  };
}

/** All variables again below each level of the column that the table is repeated within. */
function repeatedRows(column: string, made: Made): JournalRow[] {
  const { table, columns, read, options } = made;
  const { lang, labels } = options;
  return distinct(table.rows.map((row) => read(row, 'subgroup'))).flatMap((level) => {
    const own = table.rows.filter((row) => read(row, 'subgroup') === level);
    const said = `${labels[column]?.[lang] ?? column}${lang === 'zh' ? '：' : ': '}${labels[`${column}=${level}`]?.[lang] ?? level}`;
    const sizes = columns.map((one) => {
      if (one.kind !== 'group') return plain('');
      const size = number(read(own.find((row) => read(row, 'group') === one.group.key) ?? [], 'group_n'));
      return rounded(`n = ${countText(size)}`, size);
    });
    const below = variableRows(own, made).map((row): JournalRow => ({ ...row, indent: row.indent === 0 ? 1 : 2 }));
    return [{ indent: 0 as const, cells: [plain(said), ...sizes] }, ...below];
  });
}

function variableRows(rows: readonly Row[], made: Made): JournalRow[] {
  const blocks = new Map<Value, Row[]>();
  for (const row of rows) {
    const variable = made.read(row, 'variable');
    blocks.set(variable, [...(blocks.get(variable) ?? []), row]);
  }
  return [...weightRows(rows, made), ...[...blocks].flatMap(([variable, own]) => variableBlock(String(variable), own, made))];
}

/** Whether rows count by weights that are no numbers of rows. */
const isWeighted = ({ table }: Made) => table.columns.includes('effective_n');

/** Of weighted groups the rows behind them and their effective number. */
function weightRows(rows: readonly Row[], { table, columns, read, options }: Made): JournalRow[] {
  if (!table.columns.includes('effective_n')) return [];
  const of = (word: 'unweighted' | 'effective', name: string): JournalRow => {
    const cells = columns.map((column) => {
      if (column.kind !== 'group') return plain('');
      const value = number(read(rows.find((row) => read(row, 'group') === column.group.key) ?? [], name));
      return value === null ? plain('') : rounded(countText(value), value);
    });
    return { indent: 0, cells: [plain(WORDS[word][options.lang]), ...cells] };
  };
  return [of('unweighted', 'group_n_unweighted'), of('effective', 'effective_n')];
}

function variableBlock(variable: string, rows: readonly Row[], made: Made): JournalRow[] {
  const { view, columns, read, options } = made;
  const { lang, labels } = options;
  const name = labels[variable]?.[lang] ?? variable;
  const levels = distinct(rows.map((row) => read(row, 'level')));
  const of = (level: Value, show: (row: Row) => JournalCell): JournalCell[] =>
    columns.map((column) => {
      if (column.kind !== 'group') return plain('');
      const row = rows.find((one) => read(one, 'level') === level && read(one, 'group') === column.group.key);
      return row === undefined ? plain('') : { ...show(row), ...shownIn(row, level === null ? middleOf(variable, made) : 'n', made) };
    });
  /** Cells of the row that names the variable: with what compares groups, and what is missing. */
  const withTail = (cells: readonly JournalCell[]) =>
    columns.map((column, at) => (column.kind === 'group' ? cells[at] : tailCell(column, rows, made)));
  const missing = missingRow(rows, made);
  if (levels.length === 1 && levels[0] === null) {
    const byMean = middleOf(variable, made) === 'mean';
    const own = byMean ? `${name}${lang === 'zh' ? '，' : ', '}${WORDS.mean[lang]}` : name;
    const decimals = Object.hasOwn(view.decimals, variable) ? view.decimals[variable] : decimalsOf(rows, byMean, read);
    const cells = of(null, (row) => summary(row, byMean, decimals, made));
    return [{ indent: 0, cells: [plain(own), ...withTail(cells)] }, ...missing];
  }
  const empty = columns.map(() => plain(''));
  const counted = levels
    .filter((level) => level !== null)
    .map((level): JournalRow => {
      const said = labels[`${variable}=${level}`]?.[lang] ?? String(level);
      return { indent: 1, cells: [plain(said), ...of(level, (row) => counts(number(read(row, 'n')), number(read(row, 'percent')), made))] };
    });
  return [{ indent: 0, cells: [plain(name), ...withTail(empty)] }, ...counted, ...missing];
}

/** What a number is given by. */
function middleOf(variable: string, { view }: Made): 'mean' | 'median' {
  return view.normal.includes(variable) ? 'mean' : 'median';
}

/** The value a cell shows, of those of a row. */
function shownIn(row: Row, column: string, { placeOf }: Made): Pick<JournalCell, 'of'> {
  const at = placeOf.get(row);
  return at === undefined ? {} : { of: { row: at, column } };
}

function tailCell(column: Exclude<BaselineColumn, { readonly kind: 'group' }>, rows: readonly Row[], made: Made): JournalCell {
  const { view, read } = made;
  if (column.kind === 'missing') {
    const { n, percent } = missingOf(rows, made);
    return n === 0 ? plain('0') : counts(n, percent, made);
  }
  const { kind, panel } = column;
  const keys = panel === null ? null : new Set(view.groups.filter((group) => group.panel === panel).map(({ key }) => key));
  const row = rows.filter((one) => keys === null || keys.has(read(one, 'group') as string)).find((one) => number(read(one, kind)) !== null);
  if (row === undefined) return plain('');
  const value = number(read(row, kind)) ?? Number.NaN;
  return { ...rounded(kind === 'p_value' ? pText(value) : fixedText(value, SMD_DECIMALS), value), ...shownIn(row, kind, made) };
}

const SMD_DECIMALS = 3;

/** The row below a variable that counts its missing values, where it is to have one and there are any. */
function missingRow(rows: readonly Row[], made: Made): JournalRow[] {
  const { view, columns, read, options } = made;
  if (view.missing !== 'rows' || rows.every((row) => (number(read(row, 'missing')) ?? 0) === 0)) return [];
  const cells = columns.map((column) => {
    const row = column.kind === 'group' ? rows.find((one) => read(one, 'group') === column.group.key) : undefined;
    const n = row === undefined ? null : number(read(row, 'missing'));
    if (row === undefined || n === null) return plain('');
    const size = rowsOf(row, made);
    const cell = view.percentOf === 'all' ? counts(n, size > 0 ? (100 * n) / size : null, made) : rounded(countText(n), n);
    return { ...cell, ...shownIn(row, 'missing', made) };
  });
  return [{ indent: 1, cells: [plain(WORDS[isWeighted(made) ? 'missingRows' : 'missing'][options.lang]), ...cells] }];
}

/** Rows of the group: missing values are counted in rows, and their percentages are of rows, whatever the rows weigh. */
const rowsOf = (row: Row, { read }: Made): number => number(read(row, 'group_n_unweighted')) ?? number(read(row, 'group_n')) ?? 0;

/** Missing values of a variable in all groups together. */
function missingOf(rows: readonly Row[], made: Made): { readonly n: number; readonly percent: number | null } {
  const { view, read } = made;
  const isWhole = ({ key, levels }: Group) => key !== null && levels.length === view.by.length;
  const keys = new Set(view.groups.some(({ key }) => key === null) ? [null] : view.groups.filter(isWhole).map(({ key }) => key));
  let [n, all] = [0, 0];
  const seen = new Set<string>();
  for (const row of rows) {
    const place = JSON.stringify([read(row, 'subgroup'), read(row, 'group')]);
    if (seen.has(place) || !keys.has(read(row, 'group') as string | null)) continue;
    seen.add(place);
    n += number(read(row, 'missing')) ?? 0;
    all += rowsOf(row, made);
  }
  return { n, percent: all > 0 ? (100 * n) / all : null };
}

function notesOf(made: Made): string[] {
  const { view, table, read, options } = made;
  const { lang } = options;
  const numbers = table.rows.some((row) => read(row, 'median') !== null);
  const categories = table.rows.filter((row) => read(row, 'percent') !== null);
  const areKnown = categories.every((row) => (number(read(row, 'missing')) ?? 0) === 0);
  const share = areKnown ? 'categories' : view.percentOf === 'all' ? 'ofAll' : 'ofKnown';
  const tests = distinct(table.rows.map((row) => (read(row, 'p_value') === null ? null : read(row, 'test')))).filter(
    (test) => test !== null,
  );
  const said = tests.map((test) => wordOf(String(test), lang)).join(lang === 'zh' ? '、' : ', ');
  return [
    ...(numbers ? [WORDS[view.normal.length > 0 ? 'means' : 'medians'][lang]] : []),
    ...(categories.length > 0 ? [WORDS[share][lang]] : []),
    ...(tests.length > 0 ? [`${headerOf('test', lang)}${lang === 'zh' ? '：' : ': '}${said}`] : []),
    ...(view.missing === 'footnote' && hasMissing(table, read) ? [missingNote(made)] : []),
  ];
}

/** `Missing values, n (% of all rows): BMI 12 (3.1); Smoking 4 (1.0).` */
function missingNote(made: Made): string {
  const { table, read, options } = made;
  const { lang, labels } = options;
  const items = distinct(table.rows.map((row) => read(row, 'variable'))).flatMap((variable) => {
    const { n, percent } = missingOf(
      table.rows.filter((row) => read(row, 'variable') === variable),
      made,
    );
    return n === 0 ? [] : [`${labels[String(variable)]?.[lang] ?? variable}${lang === 'zh' ? '：' : ' '}${counts(n, percent, made).text}`];
  });
  return `${WORDS[isWeighted(made) ? 'missingRowsNote' : 'missingNote'][lang]}${items.join(lang === 'zh' ? '；' : '; ')}${lang === 'zh' ? '。' : '.'}`;
}

/** `55.0 [47.5 to 62.5]`, `75.0 (12.9)`; of dates how many are known; nothing where nothing is. */
function summary(row: Row, byMean: boolean, decimals: number, made: Made): JournalCell {
  const { read, options } = made;
  const { lang } = options;
  const values = (byMean ? ['mean', 'sd'] : ['median', 'p25', 'p75']).map((column) => number(read(row, column)));
  const known = number(read(row, 'n'));
  if (values[0] === null) return known === 0 ? plain('') : counts(known, null, made);
  const [middle, low, high] = values.map((value) => fixedText(value, decimals));
  if (byMean) return rounded(lang === 'zh' ? `${middle}（${low}）` : `${middle} (${low})`, ...values);
  return rounded(lang === 'zh' ? `${middle}［${low}～${high}］` : `${middle} [${low} to ${high}]`, ...values);
}

/** Quartiles of whole numbers lie on quarters. */
const QUARTER = 4;

/**
 * Decimals of a variable, the same in every group: none where median and quartiles are whole, one where they lie between whole numbers; else
 * as many as show its widest spread (between the quartiles, or its standard deviation) to two digits, and one at least below 100.
 */
function decimalsOf(rows: readonly Row[], byMean: boolean, read: Read): number {
  const of = (column: string) => rows.map((row) => number(read(row, column)));
  const [low, high] = [of('p25'), of('p75')];
  const shown = [...(byMean ? of('mean') : [...of('median'), ...low, ...high])].filter((value) => value !== null);
  if (!byMean && shown.every(Number.isInteger)) return 0;
  if (!byMean && shown.every((value) => Number.isInteger(QUARTER * value))) return 1;
  const spreads = (byMean ? of('sd') : high.map((value, row) => (value ?? 0) - (low[row] ?? 0))).map((value) => value ?? 0);
  const widest = Math.max(...spreads) || Math.max(...shown.map(Math.abs));
  if (!(widest > 0) || widest >= MOST_WITH_DECIMALS) return 0;
  return Math.min(MOST_DECIMALS, Math.max(1, 1 - Math.floor(Math.log10(widest))));
}

const MOST_WITH_DECIMALS = 100;
const MOST_DECIMALS = 6;

function counts(n: number | null, percent: number | null, { view, options }: Made): JournalCell {
  const share = percent === null ? null : fixedText(percent, view.percentDecimals);
  const brackets = share === null ? '' : options.lang === 'zh' ? `（${share}）` : ` (${share})`;
  return rounded(`${countText(n)}${brackets}`, n, percent);
}

function distinct(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
