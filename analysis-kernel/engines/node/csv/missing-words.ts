/** How files write what is not known, besides an empty field and `NA`. */
import { quoteText } from '../../../results/sql-text';

/** Words that mean nothing else, in a column of texts either. */
const PLAIN = ['.', '..', '-', '--', '?', '\\N', 'NA', 'N/A', '#N/A', 'N.A.', 'NULL', 'NaN'];
/** Among numbers, dates and truth values these too: in a column of texts they may be answers. */
const AMONG_VALUES = ['None', '#DIV/0!', '#NAME?', '#NULL!', '#NUM!', '#REF!', '#VALUE!', '不详', '未知', '缺失', '未测', '未查', '无数据'];

const pattern = (words: readonly string[]): string =>
  quoteText(`\\p{Zs}*(?i:${words.map((word) => word.replace(/[.?\\]/g, '\\$&')).join('|')})\\p{Zs}*`);

/** SQL that is true of a field that begins with N, a backslash, or a sign, blank or control character of ASCII. */
const begins = (field: string): string => `${beginsWith(field, 'Nn\\')} OR ${field} < '0' OR (${field} > ':' AND ${field} < '@')`;

/**
 * SQL that is true of such a word among numbers, dates or truth values, in any case and with blanks around it. `NA` as it stands is missing
 * without a word about it. How the field begins decides most of them; a pattern decides the rest, for a list of words would be asked of
 * every row.
 */
export function isMissingWord(field: string): string {
  const words = pattern([...PLAIN, ...AMONG_VALUES]);
  return `((${begins(field)} OR ${field} > chr(127)) AND regexp_full_match(${field}, ${words}))`;
}

/** SQL that is true of a text that stands for missing whatever the others are. */
export function isMissingText(field: string): string {
  return `((${begins(field)} OR ${field} > chr(127)) AND regexp_full_match(${field}, ${pattern(PLAIN)}))`;
}

/** SQL that is true of a field that begins with one of some characters of ASCII; asked of every row, it costs next to nothing. */
export function beginsWith(field: string, characters: string): string {
  const ranges = [...characters].map((first) => {
    const next = String.fromCharCode(first.charCodeAt(0) + 1);
    return `(${field} >= ${quoteText(first)} AND ${field} < ${quoteText(next)})`;
  });
  return `(${ranges.join(' OR ')})`;
}

/** Numbers that files write for missing: a negative number of one repeated digit, of which at least two columns of codebooks know. */
export const MISSING_CODES = [-9, -99, -999, -9999, -88, -888, -77, -777];
