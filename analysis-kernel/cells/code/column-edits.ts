import { type Token, tokenizer } from 'acorn';
import { nameKey } from '../../document/names';
import type { Edit } from '../edits';

/** Words a reader sees, which name no column. */
const SHOWN = new Set(['label', 'title', 'subtitle', 'caption', 'text', 'ariaLabel', 'ariaDescription']);
const LIBRARIES = new Set(['aq', 'op', 'Plot', 'ss', 'ML', 'Math', 'Object', 'Array', 'JSON', 'Number', 'String', 'Date', 'console']);
const PLAIN = /^[\p{L}_$][\p{L}\p{M}\p{N}_$]*$/u;

/**
 * Where code over a table names its columns: texts (`x: "age"`, `get("age")`) and properties of rows (`d.age`, `d["age"]`), with types or
 * without. Methods called, members of libraries and words shown on a drawing are left alone.
 */
export function codeColumnEdits(source: string, columns: ReadonlyMap<string, string>): readonly Edit[] {
  const tokens = tokensOf(source);
  const wordOf = (token: Token | undefined) => (token ? source.slice(token.start, token.end) : '');
  return tokens.flatMap((token, at): Edit[] => {
    const isText = token.type.label === 'string';
    const now =
      isText || token.type.label === 'name' ? columns.get(nameKey(isText ? wordOf(token).slice(1, -1) : wordOf(token))) : undefined;
    if (now === undefined) return [];
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (isText) {
      const isShown = before?.type.label === ':' && SHOWN.has(wordOf(tokens[at - 2]));
      const quote = source[token.start];
      return isShown ? [] : [{ start: token.start, end: token.end, text: quote + now.replaceAll(/["'\\]/gu, '\\$&') + quote }];
    }
    if ((before?.type.label !== '.' && before?.type.label !== '?.') || next?.type.label === '(') return [];
    if (LIBRARIES.has(wordOf(tokens[at - 2]))) return [];
    if (PLAIN.test(now)) return [{ start: token.start, end: token.end, text: now }];
    const dot = before.type.label === '?.' ? '?.' : '';
    return [{ start: before.start, end: token.end, text: `${dot}[${JSON.stringify(now)}]` }];
  });
}

/** What can be read of the source as tokens: types are tokens too. */
function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  try {
    for (const token of tokenizer(source, { ecmaVersion: 2023 })) tokens.push(token);
  } catch {
    // Text that is no code stays as it is.
    return [];
  }
  return tokens;
}
