/** How files write what is not known, besides an empty field and `NA`. */
import { quoteText } from '../../identifiers';

const WORDS = ['.', '..', '-', '--', '?', 'NA', 'N/A', '#N/A', 'N.A.', 'NULL', '\\N'];
const PATTERN = `\\p{Zs}*(?i:${WORDS.map((word) => word.replace(/[.?\\]/g, '\\$&')).join('|')})\\p{Zs}*`;

/**
 * SQL that is true of such a word, in any case and with blanks around it. `NA` as it stands is missing without a word about it. A pattern,
 * for a list of words would be asked of every row, also where a condition before it has decided.
 */
export function isMissingWord(field: string): string {
  return `regexp_full_match(${field}, ${quoteText(PATTERN)})`;
}

/** Numbers that files write for missing: a negative number of one repeated digit, of which at least two columns of codebooks know. */
export const MISSING_CODES = [-9, -99, -999, -9999, -88, -888, -77, -777];
