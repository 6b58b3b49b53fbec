/** How files write what is not known, besides an empty field and `NA`. */
import { quoteText } from '@/cohort-dsl/source/sql-text';

/** Words that mean nothing else, in a column of texts either. */
const PLAIN = ['.', '..', '-', '--', '?', '\\N', 'NA', 'N/A', '#N/A', 'N.A.', 'NULL', 'NaN'];
/** Among numbers, dates and truth values these too: in a column of texts they may be answers. */
const AMONG_VALUES = [
  'None',
  'Unknown',
  'UNK',
  '#DIV/0!',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#REF!',
  '#VALUE!',
  '不详',
  '未知',
  '缺失',
  '未测',
  '未查',
  '无数据',
];

/** SQL that is true of a field that is one of some words, in any case and with blanks around it. */
function isOneOf(field: string, words: readonly string[]): string {
  const pattern = words.map((word) => word.replace(/[.?\\]/g, '\\$&')).join('|');
  return `regexp_full_match(${field}, ${quoteText(`\\p{Zs}*(?i:${pattern})\\p{Zs}*`)})`;
}

/** SQL that is true of a field that begins with N, U, a backslash, a sign, a blank, or beyond ASCII; asked of every row, it costs next to nothing. */
function begins(field: string): string {
  const first = `ascii(${field})`;
  return `(${first} < 48 OR ${first} > 127 OR ${first} > 58 AND ${first} < 65 OR ${isAnyOf(first, 'NnUu\\')})`;
}

/** SQL that is true where a character's code is that of one of some; written out, for of a long list the engine makes a join. */
export function isAnyOf(code: string, characters: string): string {
  return `(${[...characters].map((one) => `${code} = ${one.charCodeAt(0)}`).join(' OR ')})`;
}

/**
 * SQL that is true of such a word among numbers, dates or truth values, in any case and with blanks around it. `NA` as it stands is missing
 * without a word about it. How the field begins decides most of them; the engine
 * looks closer at the rest alone, which it does of a CASE and not of an AND.
 */
export function isMissingWord(field: string): string {
  return `(CASE WHEN ${begins(field)} THEN ${isOneOf(field, [...PLAIN, ...AMONG_VALUES])} ELSE false END)`;
}

/** SQL that is true of a text that stands for missing whatever the others are. */
export function isMissingText(field: string): string {
  return `(CASE WHEN ${begins(field)} THEN ${isOneOf(field, PLAIN)} ELSE false END)`;
}
