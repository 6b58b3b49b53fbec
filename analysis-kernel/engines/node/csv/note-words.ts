/** What notes on columns are made of. */
import { plainName } from '@/cohort-dsl/source/sql-text';

export interface ColumnNote {
  readonly en: string;
  readonly zh: string;
  /** Where the values were kept as they stand: what they mean is for the reader to say. */
  readonly open?: true;
  /** The numbers it is about, where it is about some. */
  readonly numbers?: readonly number[];
}

/** Stands in a note for the column, where SQL names it. */
export const COLUMN = '\u{e010}';

/** The note with the column's name in its SQL. */
export function ofColumn<Note extends ColumnNote>(note: Note, column: string): Note {
  const named = (text: string) => text.replaceAll(COLUMN, plainName(column));
  return { ...note, en: named(note.en), zh: named(note.zh) };
}

/** How many values, with their verb. */
export const values = (count: number) => (count === 1 ? '1 value is' : `${count} values are`);

/** Said behind a reading: how many values were words for what is not known. */
export const also = (words: number) => ({
  en: words > 0 ? `; ${values(words)} written as unknown (such as "." or "N/A") and read as missing` : '',
  zh: words > 0 ? `；另有 ${words} 个值写作未知（如“.”或“N/A”），按缺失读取` : '',
});
