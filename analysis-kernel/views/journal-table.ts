import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Value } from '../results/result';
import { spreadsheetText } from '../results/spreadsheet-text';

/** A table as a journal prints it: rounded texts beside the full values, ready for a page, a report or the clipboard. */
export interface JournalTable {
  /** Name of the result table it was made from. */
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly JournalColumn[];
  readonly rows: readonly JournalRow[];
  /** Conventions, tests and suppressions, below the table. */
  readonly notes: readonly string[];
}

export interface JournalColumn {
  readonly header: string;
  readonly numeric: boolean;
}

export interface JournalRow {
  readonly cells: readonly JournalCell[];
  /** 1 for a level below its variable. */
  readonly indent: 0 | 1;
}

export interface JournalCell {
  readonly text: string;
  /** What the text was rounded from, shown on hover and in exports; null where the text says all. */
  readonly full: string | null;
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
  const line = (cells: readonly string[]) => cells.map((cell) => spreadsheetText(cell).replaceAll(/[\t\n]/g, ' ')).join('\t');
  return [line(table.columns.map(({ header }) => header)), ...table.rows.map(({ cells }) => line(cells.map(({ text }) => text)))].join(
    '\n',
  );
}
