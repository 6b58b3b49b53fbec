import { nameKey } from '../document/names';
import { quoteName } from '../formula/deparse';
import { type Token, tokenize } from '../formula/tokens';
import { MethodError } from '../results/method-error';
import { type Edit, edited } from './edits';

/** Where a formula reads columns that are called otherwise now. A formula that cannot be read is left as it is. */
export function formulaEdits(text: string, columns: ReadonlyMap<string, string>): readonly Edit[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, at): Edit[] => {
    const next = tokens[at + 1];
    if (token.kind !== 'name' || (next?.kind === 'symbol' && next.text === '(')) return [];
    const now = columns.get(nameKey(token.text));
    if (now === undefined) return [];
    const end = text[token.offset] === '`' ? text.indexOf('`', token.offset + 1) + 1 : token.offset + token.text.length;
    return [{ start: token.offset, end, text: quoteName(now) }];
  });
}

/** Names a formula reads beside the columns renamed. */
export function otherNames(text: string, columns: ReadonlyMap<string, string>): readonly string[] {
  return tokensOf(text).flatMap((token) => (token.kind === 'name' && !columns.has(nameKey(token.text)) ? [nameKey(token.text)] : []));
}

/**
 * A term of a model under the new names: `age`, `log(age)`, `age:sex`, `sexfemale`; null where it reads none of them.
 * @param others names that a term may begin with as well
 */
export function termRenamed(term: string, columns: ReadonlyMap<string, string>, others: readonly string[]): string | null {
  const now = edited(term, formulaEdits(term, columns));
  if (now !== term) return now;
  const own = columns.get(nameKey(term));
  if (own !== undefined) return own;
  // A level stands behind the name of its column.
  const key = nameKey(term);
  const behind = [...columns].find(
    ([name]) => key.startsWith(name) && !others.some((other) => other.startsWith(name) && key.startsWith(other)),
  );
  return behind ? behind[1] + term.slice(behind[0].length) : null;
}

function tokensOf(text: string): readonly Token[] {
  try {
    return tokenize(text);
  } catch (error) {
    if (error instanceof MethodError) return [];
    throw error;
  }
}
