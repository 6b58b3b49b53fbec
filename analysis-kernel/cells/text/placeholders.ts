/**
 * Results inside prose: `{fit.coefficients["hormone"].estimate | 2}`.
 *
 *     {INPUT}                     the value of an input or code cell
 *     {SQL["a"].n}                of the cell's table, the row that has "a" in its first text column that knows it, column n
 *     {SQL[2].n}                  the second row
 *     {SQL[2]["n at entry"]}      a column whose name is no plain word
 *     {FIT.TABLE["term"].column}  a table of an analysis or cohort
 *     {COHORT.rows}               number of rows
 *     … | 2    fixed decimals;  | p    as a p value;  | %    a percentage with one decimal
 *
 * A table with one row needs no row. What does not read like this stays text, and so does a bare `{word}` that is no cell's name: braces of
 * maths and code are left alone. What asks for a row, a column or a format of a cell that is not there says so.
 */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { markdownRefusal } from '../../content/markdown-size';
import { nameKey } from '../../document/names';
import { countText, estimateText, fixedText, NO_NUMBER, percentText, pText } from '../../results/format';
import type { ResultTable, Value } from '../../results/result';
import type { CellOutcome } from '../outcome';

export interface Placeholder {
  readonly start: number;
  readonly end: number;
  readonly cell: string;
  readonly steps: readonly Step[];
  readonly format: string | null;
}

type Step = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'row'; readonly row: string | number };

export type Filled = { readonly text: string } | { readonly problem: Problem };

type Problem = keyof typeof PROBLEMS;

const PROBLEMS = {
  no_cell: { en: 'no such cell', zh: '没有此单元' },
  failed: { en: 'in error', zh: '出错' },
  not_run: { en: 'not run', zh: '未运行' },
  no_table: { en: 'no such table', zh: '没有此表' },
  no_row: { en: 'no such row', zh: '没有此行' },
  no_column: { en: 'no such column', zh: '没有此列' },
  no_value: { en: 'no single value', zh: '不是单个值' },
} as const;

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const PATTERN = new RegExp(
  String.raw`\{\s*(${NAME})((?:\s*\.\s*${NAME}|\s*\[\s*(?:"[^"\n]*"|'[^'\n]*'|\d+)\s*\])*)\s*(?:\|\s*(\d{1,2}|p|%))?\s*\}`,
  'gu',
);
const STEP = new RegExp(String.raw`\.\s*(${NAME})|\[\s*(?:"([^"\n]*)"|'([^'\n]*)'|(\d+))\s*\]`, 'gu');

/** What a text may say of a cell it names. */
export interface NamedCell {
  readonly outcome: CellOutcome | null;
  readonly failed: boolean;
  /** Its result is on the way. */
  readonly coming: boolean;
}

/**
 * A text cell's Markdown with the results it names put in. One that is on the way stands as three dots, one that cannot be put in says why.
 * @param cellOf of a name; null where no cell has it
 */
export function filledMarkdown(markdown: string, cellOf: (name: string) => NamedCell | null, lang: Language): string {
  let text = '';
  let from = 0;
  for (const placeholder of placeholders(markdown, (name, asks) => asks || cellOf(name) !== null)) {
    const cell = cellOf(placeholder.cell);
    const filled = cell === null ? ({ problem: 'no_cell' } as const) : fill(placeholder, cell.outcome);
    text += markdown.slice(from, placeholder.start);
    if ('text' in filled) text += asMarkdown(filled.text);
    else if (filled.problem === 'not_run' && cell?.coming) text += '…';
    else text += asMarkdown(unfilledText(placeholder, filled.problem === 'not_run' && cell?.failed ? 'failed' : filled.problem)[lang]);
    from = placeholder.end;
  }
  return text + markdown.slice(from);
}

/**
 * Placeholders of a text cell, in order.
 * @param isCell whether a name is a cell's, or is asked something that only a cell is asked; others are left alone
 */
export function placeholders(markdown: string, isCell: (name: string, asks: boolean) => boolean): readonly Placeholder[] {
  // A text that will not be set is not filled in either.
  if (markdownRefusal(markdown)) return [];
  const quiet = quietRanges(markdown);
  let range = 0;
  const found: Placeholder[] = [];
  for (const match of markdown.matchAll(PATTERN)) {
    const start = match.index;
    while (range < quiet.length && quiet[range].end <= start) range += 1;
    if ((range < quiet.length && start >= quiet[range].start) || markdown.charAt(start - 1) === '\\') continue;
    if (!isCell(match[1], match[2] !== '' || match[3] !== undefined)) continue;
    const steps = [...match[2].matchAll(STEP)].map(
      ([, name, double, single, row]): Step =>
        name !== undefined ? { kind: 'name', name } : { kind: 'row', row: row === undefined ? (double ?? single) : Number(row) },
    );
    found.push({ start, end: start + match[0].length, cell: match[1], steps, format: match[3] ?? null });
  }
  return found;
}

/** Code and maths: nothing is filled in there. */
function quietRanges(markdown: string): readonly { readonly start: number; readonly end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  const pattern =
    /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))|(`+)(?!`)[\s\S]*?[^`]\2(?!`)|\$\$[\s\S]+?\$\$|(?<![\\$])\$(?=\S)[^$\n]*?\S\$(?!\d)|(?<![\\$])\$\S\$(?!\d)/gm;
  for (const match of markdown.matchAll(pattern)) ranges.push({ start: match.index, end: match.index + match[0].length });
  return ranges;
}

/** The text that takes a placeholder's place. */
export function fill(placeholder: Placeholder, outcome: CellOutcome | null): Filled {
  if (outcome === null) return { problem: 'not_run' };
  const { steps, format } = placeholder;
  if (steps.length === 0) return outcome.value === undefined ? { problem: 'no_value' } : written(outcome.value, format);
  const [first] = steps;
  const named = first.kind === 'name' ? [...outcome.tables].find(([name]) => nameKey(name) === nameKey(first.name)) : undefined;
  const [tableName, table] = named ?? ['table', outcome.tables.get('table')];
  if (!table) return { problem: 'no_table' };
  return fromTable(table, named ? steps.slice(1) : steps, outcome.totals.get(tableName) ?? table.rows.length, format);
}

function fromTable(table: ResultTable, steps: readonly Step[], total: number, format: string | null): Filled {
  const [first, second] = steps;
  const rowStep = first?.kind === 'row' ? first : null;
  const columnStep = rowStep ? second : first;
  const wanted = columnStep?.kind === 'name' ? columnStep.name : columnStep?.row;
  if (typeof wanted !== 'string' || steps.length > (rowStep ? 2 : 1)) return { problem: 'no_column' };
  const column = table.columns.findIndex((name) => nameKey(name) === nameKey(wanted));
  if (column < 0) return wanted === 'rows' && rowStep === null ? written(total, format) : { problem: 'no_column' };
  const row = rowStep === null ? (table.rows.length === 1 ? table.rows[0] : undefined) : rowOf(table, rowStep.row);
  return row === undefined ? { problem: 'no_row' } : written(row[column] ?? null, format);
}

function rowOf(table: ResultTable, row: string | number): readonly Value[] | undefined {
  if (typeof row === 'number') return table.rows[row - 1];
  for (const [at, type] of table.types.entries()) {
    const found = type === 'text' ? table.rows.find((values) => values[at] === row) : undefined;
    if (found) return found;
  }
  // A key that is a number: `by_grade["3"]`.
  return table.rows.find((values) => values[0] !== null && String(values[0]) === row);
}

function written(value: Value, format: string | null): Filled {
  if (value === null) return { text: NO_NUMBER };
  if (typeof value === 'boolean') return { text: String(value) };
  if (typeof value === 'string' && (format === null || !/^-?[\d.]+$/.test(value))) return { text: value };
  const number = Number(value);
  if (format === 'p') return { text: pText(number) };
  if (format === '%') return { text: percentText(number) };
  if (format !== null) return { text: fixedText(number, Number(format)) };
  return { text: Number.isInteger(number) ? countText(number) : estimateText(number) };
}

/** What stands in place of a result that cannot be put in. */
function unfilledText({ cell }: Placeholder, problem: Problem): Localised {
  const { en, zh } = PROBLEMS[problem];
  return { en: `⟨${cell}: ${en}⟩`, zh: `⟨${cell}：${zh}⟩` };
}

/** A text as Markdown that shows it and nothing else. */
export function asMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|$~!&]/g, (mark) => `\\${mark}`);
}
