/** Tables that a reader expects in a form of their own: attrition, coefficients with intervals, Table 1. */
import type { Lang, Localised } from '../frame/column';
import { countText, estimateText, intervalText, percentText, pText, ratioText, summaryText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import type { PrintedTable, TableRow } from './table-html';
import { word } from './words';

type Labels = Readonly<Record<string, Localised>>;
type Reader = (column: string) => Value;

/** A layout for a table of this name and these columns, or null. */
export function layoutOf(
  name: string,
  table: ResultTable,
  caption: string,
  labels: Labels,
  lang: Lang,
  notes: readonly string[],
): PrintedTable | null {
  const has = (...columns: readonly string[]) => columns.every((column) => table.columns.includes(column));
  if (has('step', 'kind', 'patients', 'removed_patients')) return attrition(table, caption, lang);
  if (has('term', 'estimate', 'conf_low', 'conf_high', 'p_value')) return coefficients(table, caption, labels, lang, notes);
  if (name === 'table' && has('variable', 'level', 'group', 'mean', 'median')) return tableOne(table, caption, labels, lang, notes);
  return null;
}

function readers(table: ResultTable): readonly Reader[] {
  const places = new Map(table.columns.map((column, at) => [column, at]));
  return table.rows.map((row) => (column) => row[places.get(column) ?? -1] ?? null);
}

function text(value: Value): string {
  return value === null ? '' : String(value);
}

function number(value: Value): number | null {
  return typeof value === 'number' ? value : value === null ? null : Number(value);
}

function attrition(table: ResultTable, caption: string, lang: Lang): PrintedTable {
  const entriesDiffer = readers(table).some((row) => row('entries') !== row('patients') && row('entries') !== null);
  return {
    caption,
    columns: [
      { title: word('criterion', lang), numeric: false },
      { title: word('patients', lang), numeric: true },
      ...(entriesDiffer ? [{ title: word('entries', lang), numeric: true }] : []),
      { title: word('removed', lang), numeric: true },
    ],
    rows: readers(table).map((row) => ({
      cells: [
        text(row('label')) || text(row('kind')),
        countText(number(row('patients'))),
        ...(entriesDiffer ? [countText(number(row('entries')))] : []),
        row('removed_patients') === null ? '' : countText(number(row('removed_patients'))),
      ],
    })),
    notes: [],
  };
}

function coefficients(table: ResultTable, caption: string, labels: Labels, lang: Lang, notes: readonly string[]): PrintedTable {
  const ratio = (['hazard_ratio', 'odds_ratio', 'rate_ratio'] as const).find((name) => table.columns.includes(name)) ?? null;
  return {
    caption,
    columns: [
      { title: word('term', lang), numeric: false },
      { title: `${word(ratio ?? 'estimate', lang)} (${word('interval', lang)})`, numeric: true },
      ...(ratio ? [] : [{ title: word('std_error', lang), numeric: true }]),
      { title: 'p', numeric: true },
    ],
    rows: readers(table).map((row) => {
      const term = text(row('term'));
      const interval = ratio
        ? intervalText(number(row(ratio)), number(row(`${ratio}_low`)), number(row(`${ratio}_high`)), ratioText, lang)
        : intervalText(number(row('estimate')), number(row('conf_low')), number(row('conf_high')), estimateText, lang);
      const error = number(row('robust_se') ?? row('std_error'));
      return { cells: [labels[term]?.[lang] ?? term, interval, ...(ratio ? [] : [estimateText(error)]), pText(number(row('p_value')))] };
    }),
    notes,
  };
}

/** One row a variable or level, one column a group. */
function tableOne(table: ResultTable, caption: string, labels: Labels, lang: Lang, notes: readonly string[]): PrintedTable {
  const rows = readers(table);
  const groups = [...new Set(rows.map((row) => text(row('group'))))];
  const hasP = rows.some((row) => row('p_value') !== null);
  const hasSmd = rows.some((row) => row('smd') !== null);
  const variables = new Map<string, Reader[]>();
  for (const row of rows) variables.set(text(row('variable')), [...(variables.get(text(row('variable'))) ?? []), row]);
  const printedRows: TableRow[] = [];
  for (const [variable, own] of variables) {
    const levels = [...new Set(own.map((row) => row('level')))].filter((level) => level !== null);
    const p = own.map((row) => number(row('p_value'))).find((value) => value !== null) ?? null;
    const smd = own.map((row) => number(row('smd'))).find((value) => value !== null) ?? null;
    const tail = [...(hasP ? [p === null ? '' : pText(p)] : []), ...(hasSmd ? [smd === null ? '' : estimateText(smd)] : [])];
    const name = labels[variable]?.[lang] ?? variable;
    const whole = groups.map((group) => own.find((row) => text(row('group')) === group && row('level') === null));
    printedRows.push({ cells: [name, ...whole.map((row) => (row ? continuous(row, lang) : '')), ...tail] });
    for (const level of levels) {
      const cells = groups.map((group) => {
        const row = own.find((candidate) => text(candidate('group')) === group && candidate('level') === level);
        return row ? share(row, lang) : '';
      });
      printedRows.push({
        cells: [labels[`${variable}${String(level)}`]?.[lang] ?? String(level), ...cells, ...tail.map(() => '')],
        indented: true,
      });
    }
  }
  return {
    caption,
    columns: [
      { title: word('variable', lang), numeric: false },
      ...groups.map((group) => ({ title: group === '' ? word('overall', lang) : (labels[group]?.[lang] ?? group), numeric: true })),
      ...(hasP ? [{ title: 'p', numeric: true }] : []),
      ...(hasSmd ? [{ title: word('smd', lang), numeric: true }] : []),
    ],
    rows: printedRows,
    notes,
  };
}

function continuous(row: Reader, lang: Lang): string {
  if (row('mean') === null && row('median') === null) return row('n') === null ? '' : countText(number(row('n')));
  const center =
    row('mean') === null
      ? `${summaryText(number(row('median')))} (${summaryText(number(row('p25')))}, ${summaryText(number(row('p75')))})`
      : `${summaryText(number(row('mean')))} (${summaryText(number(row('sd')))})`;
  const missing = number(row('missing')) ?? 0;
  return missing > 0 ? `${center}; ${word('missing', lang)} ${countText(missing)}` : center;
}

function share(row: Reader, lang: Lang): string {
  const count = countText(number(row('n')));
  return row('percent') === null
    ? count
    : lang === 'en'
      ? `${count} (${percentText(number(row('percent')))})`
      : `${count}（${percentText(number(row('percent')))}）`;
}
