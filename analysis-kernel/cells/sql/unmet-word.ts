/** Words that an SQL condition compares a column with and that no row has. */
import { quoteName } from '@/cohort-dsl/source/sql-text';
import type { EngineLine } from '../../ports/query-engine';
import type { SqlToken } from './tokens';

/** Values of a column that are looked at: a column of more is no list of words. */
const MOST_VALUES = 100;

export interface UnmetWord {
  readonly column: string;
  readonly word: string;
  /** The column's values, by code point. */
  readonly values: readonly string[];
  /** Of the word in the condition. */
  readonly offset: number;
}

/** `column = 'word'` and the words of `column IN ('a', 'b')`. */
function comparisons(tokens: readonly SqlToken[]): readonly { readonly column: string; readonly word: SqlToken }[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' && token.kind !== 'quoted') return [];
    const [sign, next] = [tokens[at + 1], tokens[at + 2]];
    if (sign?.kind === 'mark' && (sign.value === '=' || sign.value === '==')) {
      const word = next?.kind === 'mark' && next.value === '=' ? tokens[at + 3] : next;
      return word?.kind === 'text' ? [{ column: token.value, word }] : [];
    }
    if (sign?.upper !== 'IN' || next?.value !== '(') return [];
    const end = tokens.findIndex((one, place) => place > at && one.value === ')');
    return tokens.slice(at + 3, end).flatMap((word) => (word.kind === 'text' ? [{ column: token.value, word }] : []));
  });
}

/** The first word of a condition that no row of a table has in the column it is compared with; null where all are met. */
export async function unmetWord(
  table: string,
  tokens: readonly SqlToken[],
  engine: EngineLine,
  signal: AbortSignal,
): Promise<UnmetWord | null> {
  for (const { column, word } of comparisons(tokens)) {
    const name = quoteName(column);
    const sql = `SELECT DISTINCT CAST(${name} AS VARCHAR) AS value FROM ${quoteName(table)} WHERE ${name} IS NOT NULL ORDER BY 1 LIMIT ${MOST_VALUES + 1}`;
    const [found] = (await engine.query(sql, signal)).columns;
    const values = found.kind === 'text' ? [...found.codes].map((code) => found.dictionary[code]) : [];
    if (values.length <= MOST_VALUES && !values.includes(word.value)) return { column, word: word.value, values, offset: word.start };
  }
  return null;
}
