/** How files write what is not known, besides an empty field and `NA`. */
import { quoteText } from '../../../results/sql-text';

const WORDS = ['.', '..', '-', '--', '?', 'NA', 'N/A', '#N/A', 'N.A.', 'NULL', '\\N'];
const PATTERN = `\\p{Zs}*(?i:${WORDS.map((word) => word.replace(/[.?\\]/g, '\\$&')).join('|')})\\p{Zs}*`;

/**
 * SQL that is true of such a word, in any case and with blanks around it. `NA` as it stands is missing without a word about it. How the
 * field begins decides most of them; a pattern decides the rest, for a list of words would be asked of every row.
 */
export function isMissingWord(field: string): string {
  const begins = `(${beginsWith(field, 'Nn\\')} OR ${field} < '@' OR ${field} > chr(127))`;
  return `(${begins} AND regexp_full_match(${field}, ${quoteText(PATTERN)}))`;
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
