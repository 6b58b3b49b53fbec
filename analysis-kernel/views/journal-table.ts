import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Value } from '../results/result';
import { tsvField } from '../results/spreadsheet-text';

/** A table as a journal prints it: rounded texts beside the full values, ready for a page, a report or the clipboard. */
export interface JournalTable {
  /** Name of the result table it was made from. */
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly JournalColumn[];
  readonly rows: readonly JournalRow[];
  /** Conventions, tests and suppressions, below the table. */
  readonly notes: readonly string[];
  /** The first column has a third of the width at least, and every row is printed: a table that is read by its labels. */
  readonly byLabels?: boolean;
}

export interface JournalColumn {
  readonly header: string;
  readonly numeric: boolean;
  /** A line of its own below the heading, as `n = 412`. */
  readonly under?: string;
  /** Headings above its own, outermost first: each stands once over all neighbouring columns that have it and those above it. */
  readonly spanners?: readonly string[];
  /** The result table's column that its cells show. */
  readonly column?: string;
}

/** A heading may break at every Chinese character; fewer than these in a line, two to a character, are hard to read. */
export const SHORTEST_CHINESE = 8;

export interface HeadCell {
  readonly text: string;
  readonly under: string | null;
  readonly numeric: boolean;
  readonly columns: number;
  readonly lines: number;
  /** Over other headings. */
  readonly spans: boolean;
  /** A short Chinese word, which breaks nowhere; a browser would break it anywhere. */
  readonly whole: boolean;
}

/**
 * The lines of a table's head: spanners above, outermost first, and a column's own heading from the line below its last spanner to the lowest.
 * None where no column has a heading.
 */
export function headLines(columns: readonly JournalColumn[]): readonly (readonly HeadCell[])[] {
  if (columns.every(({ header }) => header === '')) return [];
  const above = columns.map(({ spanners }) => spanners ?? []);
  const depth = Math.max(...above.map(({ length }) => length)) + 1;
  return Array.from({ length: depth }, (_, line) => headLine(columns, above, line, depth));
}

function headLine(columns: readonly JournalColumn[], above: readonly (readonly string[])[], line: number, depth: number): HeadCell[] {
  const cells: HeadCell[] = [];
  columns.forEach(({ header, under, numeric }, at) => {
    const own = above[at];
    if (own.length < line) return;
    if (own.length === line) {
      cells.push({
        text: header,
        under: under ?? null,
        numeric,
        columns: 1,
        lines: depth - line,
        spans: false,
        whole: isShortWord(header),
      });
      return;
    }
    const last = cells.at(-1);
    const before = above[at - 1];
    const goesOn = before !== undefined && before.length > line && own.slice(0, line + 1).every((text, i) => text === before[i]);
    if (goesOn && last) cells[cells.length - 1] = { ...last, columns: last.columns + 1 };
    else cells.push({ text: own[line], under: null, numeric: false, columns: 1, lines: 1, spans: true, whole: isShortWord(own[line]) });
  });
  return cells;
}

/** `标准误`, `P 值`: as short as the narrowest column a Chinese heading is given. */
function isShortWord(text: string): boolean {
  return /\p{Script=Han}/u.test(text) && text.length <= SHORTEST_CHINESE / 2;
}

/** A column's heading in one line: `Hormone therapy: Yes (n = 440)`. */
function headingOf({ header, under, spanners = [] }: JournalColumn): string {
  return `${spanners.length === 0 ? '' : `${spanners.join(', ')}: `}${header}${under === undefined ? '' : ` (${under})`}`;
}

export interface JournalRow {
  readonly cells: readonly JournalCell[];
  /** 1 for a level below its variable, one more below a heading of rows. */
  readonly indent: 0 | 1 | 2;
  /** The result table's row that its cells show, from 0. */
  readonly row?: number;
}

export interface JournalCell {
  readonly text: string;
  /** What the text was rounded from, shown on hover and in exports; null where the text says all. */
  readonly full: string | null;
  /** The value it shows, where that is not the one of its row and its column. */
  readonly of?: ValuePlace;
}

/** A value of a result table: its row, from 0, and the name of its column. */
export interface ValuePlace {
  readonly row: number;
  readonly column: string;
}

/** The value of the result table that a cell shows; null of one that shows none, such as the name of a block of rows. */
export function shownValue({ columns, rows }: Pick<JournalTable, 'columns' | 'rows'>, row: number, place: number): ValuePlace | null {
  const cell = rows[row]?.cells[place];
  const column = columns[place]?.column;
  if (cell?.of !== undefined) return cell.of;
  const own = rows[row]?.row;
  return own === undefined || column === undefined ? null : { row: own, column };
}

export interface ViewOptions {
  readonly lang: Language;
  /** Words for terms and variables, as the method gave them. */
  readonly labels: Readonly<Record<string, Localised>>;
}

/** A cell of plain text. */
export function plain(text: string): JournalCell {
  return { text, full: null };
}

/** A cell rounded from values. */
export function rounded(text: string, ...values: readonly Value[]): JournalCell {
  const full = values.filter((value) => value !== null).map(String);
  return { text, full: full.length === 0 || (full.length === 1 && full[0] === text) ? null : full.join('; ') };
}

/** Tab-separated text of a table for a spreadsheet, as it is printed; the numbers in full are in exports. */
export function tsvOf(table: JournalTable): string {
  const line = (cells: readonly string[]) => cells.map(tsvField).join('\t');
  return [line(table.columns.map(headingOf)), ...table.rows.map(({ cells }) => line(cells.map(({ text }) => text)))].join('\n');
}
