import { countText, fixedText, percentText, pText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { headerOf, wordOf } from './headers';
import {
  type JournalCell,
  type JournalColumn,
  type JournalRow,
  type JournalTable,
  plain,
  rounded,
  type ViewOptions,
} from './journal-table';
import type { ViewOf } from './kinds';

type Read = (row: readonly Value[], column: string) => Value;

const WORDS = {
  overall: { en: 'Overall', zh: '合计' },
  characteristic: { en: 'Characteristic', zh: '特征' },
  missing: { en: 'Missing', zh: '缺失' },
  mean: { en: 'mean (SD)', zh: '均数（标准差）' },
  means: {
    en: 'Numbers: median [25th to 75th percentile], or mean (SD) where it says so.',
    zh: '数值变量：中位数［第 25～75 百分位数］，注明者为均数（标准差）。',
  },
  medians: { en: 'Numbers: median [25th to 75th percentile].', zh: '数值变量：中位数［第 25～75 百分位数］。' },
  categories: { en: 'Categories: n (%).', zh: '分类变量：例数（%）。' },
  knownCategories: { en: 'Categories: n (% of those known).', zh: '分类变量：例数（占非缺失者的 %）。' },
};

/** Table 1: a variable a block, a group a column; counts with percentages, means with medians, missing values where there are any. */
export function baselineTable(
  { normal, by }: ViewOf<'baseline'>,
  table: ResultTable,
  options: ViewOptions,
): Omit<JournalTable, 'name' | 'caption'> {
  const { lang } = options;
  const at: Read = (row, column) => row[table.columns.indexOf(column)] ?? null;
  const groups = distinct(table.rows.map((row) => at(row, 'group')));
  const tested = table.rows.some((row) => at(row, 'p_value') !== null);
  const balanced = table.rows.some((row) => at(row, 'smd') !== null);
  const rows = distinct(table.rows.map((row) => at(row, 'variable'))).flatMap((variable) =>
    block(
      String(variable),
      table.rows.filter((row) => at(row, 'variable') === variable),
      groups,
      at,
      tested,
      balanced,
      normal.includes(String(variable)),
      options,
    ),
  );
  const numbers = table.rows.some((row) => at(row, 'median') !== null);
  const categories = table.rows.filter((row) => at(row, 'percent') !== null);
  const areKnown = categories.every((row) => (number(at(row, 'missing')) ?? 0) === 0);
  const tests = distinct(table.rows.map((row) => at(row, 'test'))).filter((test) => test !== null);
  return {
    columns: [
      { header: WORDS.characteristic[lang], numeric: false },
      ...groups.map((group) => groupColumn(group, by, sizeOf(group, table, at), options)),
      ...(tested ? [{ header: headerOf('p_value', lang), numeric: true }] : []),
      ...(balanced ? [{ header: headerOf('smd', lang), numeric: true }] : []),
    ],
    rows,
    byLabels: true,
    notes: [
      ...(numbers ? [(normal.length > 0 ? WORDS.means : WORDS.medians)[lang]] : []),
      ...(categories.length > 0 ? [WORDS[areKnown ? 'categories' : 'knownCategories'][lang]] : []),
      ...(tests.length > 0
        ? [
            `${headerOf('test', lang)}${lang === 'zh' ? '：' : ': '}${tests.map((test) => wordOf(String(test), lang)).join(lang === 'zh' ? '、' : ', ')}`,
          ]
        : []),
    ],
  };
}

/** `Female`, below it `n = 412`, over all groups `Sex`; the group of all stands under its own word. */
function groupColumn(group: Value, by: string | undefined, size: number, { lang, labels }: ViewOptions): JournalColumn {
  const under = `n = ${countText(size)}`;
  if (group === null) return { header: WORDS.overall[lang], under, numeric: true };
  const said = labels[`by:${group}`]?.[lang];
  if (by === undefined) return { header: said ?? String(group), under, numeric: true };
  return { header: labels[`${by}=${group}`]?.[lang] ?? String(group), under, spanner: labels[by]?.[lang] ?? by, numeric: true };
}

/** Rows of a group, or their weight: the known values of the variable that misses the fewest, and those missing. */
function sizeOf(group: Value, table: ResultTable, at: Read): number {
  const own = table.rows.filter((row) => at(row, 'group') === group);
  const missing = (row: readonly Value[]) => number(at(row, 'missing')) ?? 0;
  const fullest = own.reduce((best, row) => (missing(row) < missing(best) ? row : best));
  const rows = own.filter((row) => at(row, 'variable') === at(fullest, 'variable'));
  return rows.reduce((sum, row) => sum + (number(at(row, 'n')) ?? 0), missing(fullest));
}

function block(
  variable: string,
  rows: readonly (readonly Value[])[],
  groups: readonly Value[],
  at: Read,
  tested: boolean,
  balanced: boolean,
  byMean: boolean,
  options: ViewOptions,
): JournalRow[] {
  const { lang, labels } = options;
  const levels = distinct(rows.map((row) => at(row, 'level')));
  const rowOf = (level: Value, group: Value) =>
    rows.find((candidate) => at(candidate, 'level') === level && at(candidate, 'group') === group);
  const cellOf = (level: Value, group: Value): JournalCell => {
    const row = rowOf(level, group);
    return row ? counts(row, at, lang) : plain('');
  };
  const heading = plain(labels[variable]?.[lang] ?? variable);
  const first = rows.find((row) => at(row, 'p_value') !== null || at(row, 'smd') !== null) ?? rows[0];
  const tail = [
    ...(tested ? [rounded(text(at(first, 'p_value'), pText), at(first, 'p_value'))] : []),
    ...(balanced
      ? [
          rounded(
            text(at(first, 'smd'), (value) => fixedText(value, 3)),
            at(first, 'smd'),
          ),
        ]
      : []),
  ];
  const none = tail.map(() => plain(''));
  const missing = groups.map((group) =>
    number(rows.map((row) => (at(row, 'group') === group ? at(row, 'missing') : null)).find((value) => value !== null) ?? null),
  );
  const missingRow: JournalRow[] = missing.some((value) => value !== null && value > 0)
    ? [
        {
          indent: 1,
          cells: [plain(WORDS.missing[lang]), ...missing.map((value) => rounded(value === null ? '' : countText(value), value)), ...none],
        },
      ]
    : [];
  if (levels.length === 1 && levels[0] === null) {
    const name = labels[variable]?.[lang] ?? variable;
    const own = byMean ? plain(`${name}${lang === 'zh' ? '，' : ', '}${WORDS.mean[lang]}`) : heading;
    const decimals = decimalsOf(rows, byMean, at);
    const cells = groups.map((group) => {
      const row = rowOf(null, group);
      if (!row) return plain('');
      if (byMean) return spread(row, ['mean', 'sd'], decimals, at, (mean, sd) => (lang === 'zh' ? `${mean}（${sd}）` : `${mean} (${sd})`));
      return spread(row, ['median', 'p25', 'p75'], decimals, at, (median, p25, p75) =>
        lang === 'zh' ? `${median}［${p25}～${p75}］` : `${median} [${p25} to ${p75}]`,
      );
    });
    return [{ indent: 0, cells: [own, ...cells, ...tail] }, ...missingRow];
  }
  return [
    { indent: 0, cells: [heading, ...groups.map(() => plain('')), ...tail] },
    ...levels
      .filter((level) => level !== null)
      .map(
        (level): JournalRow => ({
          indent: 1,
          cells: [plain(labels[`${variable}=${level}`]?.[lang] ?? String(level)), ...groups.map((group) => cellOf(level, group)), ...none],
        }),
      ),
    ...missingRow,
  ];
}

/** Several values of a row in one cell, or nothing where there is none. */
function spread(
  row: readonly Value[],
  columns: readonly string[],
  decimals: number,
  at: Read,
  show: (...texts: string[]) => string,
): JournalCell {
  const values = columns.map((column) => number(at(row, column)));
  return values[0] === null ? plain('') : rounded(show(...values.map((value) => fixedText(value, decimals))), ...values);
}

/** Quartiles of whole numbers lie on quarters. */
const QUARTER = 4;

/**
 * Decimals of a variable, the same in every group: none where median and quartiles are whole, one where they lie between whole numbers; else
 * as many as show its widest spread (between the quartiles, or its standard deviation) to two digits, and one at least below 100.
 */
function decimalsOf(rows: readonly (readonly Value[])[], byMean: boolean, at: Read): number {
  const of = (column: string) => rows.map((row) => number(at(row, column)));
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

function counts(row: readonly Value[], at: Read, lang: 'en' | 'zh'): JournalCell {
  const [n, percent] = [number(at(row, 'n')), number(at(row, 'percent'))];
  const share = percent === null ? '' : lang === 'zh' ? `（${percentText(percent)}）` : ` (${percentText(percent)})`;
  return rounded(`${countText(n)}${share}`, n, percent);
}

function number(value: Value): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function text(value: Value, show: (value: number) => string): string {
  const known = number(value);
  return known === null ? '' : show(known);
}

function distinct(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
