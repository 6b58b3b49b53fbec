import { endsValue } from './clauses';
import { MAX_DEPTH } from './limits';
import type { RawToken } from './scan';

export type BracketFault =
  /** `last` is the last token that can stand inside. */
  | { readonly kind: 'unclosed'; readonly opener: RawToken; readonly closer: string; readonly last: RawToken }
  | { readonly kind: 'stray'; readonly token: RawToken }
  | { readonly kind: 'deep'; readonly token: RawToken };

interface Frame {
  readonly opener: RawToken;
  readonly closer: string;
  /** Conditions of `where` open inside this bracket. */
  wheres: number;
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['{', '}'],
  ['case', 'end'],
]);
/** Words and marks that end every `where` of their bracket. */
const WHERE_ENDS: ReadonlySet<string> = new Set([
  ',',
  ';',
  'as',
  'before',
  'after',
  'on',
  'within',
  'from',
  'overlapping',
  'ending',
  'called',
  'spaced',
  'by',
  'without',
  'until',
  'when',
  'then',
  'else',
]);

/** Matches brackets and `case … end` over the tokens of one clause; the first fault, or null. */
export function matchBrackets(tokens: readonly RawToken[]): BracketFault | null {
  const stack: Frame[] = [];
  let looseWheres = 0;
  let openWheres = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token.kind !== 'mark' && token.kind !== 'word') continue;
    const previous = tokens[at - 1];
    if (token.kind === 'word' && (previous?.text === '.' || (tokens[at + 1]?.text === ':' && token.text !== 'by'))) continue;
    const top = stack[stack.length - 1];
    const closer = CLOSERS.get(token.text);
    if (closer !== undefined) {
      stack.push({ opener: token, closer, wheres: 0 });
    } else if (token.text === ')' || token.text === '}' || (token.text === 'end' && closesCase(tokens, at))) {
      const fault = close(stack, token, previous);
      if (fault) return fault;
      if (top) openWheres -= top.wheres;
    } else if (token.text === 'where') {
      openWheres++;
      if (top) top.wheres++;
      else looseWheres++;
    } else if (WHERE_ENDS.has(token.text)) {
      if (top) {
        openWheres -= top.wheres;
        top.wheres = 0;
      } else {
        openWheres -= looseWheres;
        looseWheres = 0;
      }
    }
    if (stack.length + openWheres > MAX_DEPTH) return { kind: 'deep', token };
  }
  const open = stack[stack.length - 1];
  return open ? { kind: 'unclosed', opener: open.opener, closer: open.closer, last: tokens[tokens.length - 1] } : null;
}

/** After a value `end` closes `case`; where a value is expected it is the row's end. */
function closesCase(tokens: readonly RawToken[], at: number): boolean {
  if (!endsValue(tokens[at - 1], tokens[at - 2])) return false;
  return !(tokens[at + 1]?.text === 'of');
}

function close(stack: Frame[], token: RawToken, previous: RawToken): BracketFault | null {
  const top = stack[stack.length - 1];
  if (top?.closer === token.text) {
    stack.pop();
    return null;
  }
  // A closer that fits something further out leaves the innermost bracket open; one that fits nothing is itself the fault.
  if (top && stack.some((frame) => frame.closer === token.text))
    return { kind: 'unclosed', opener: top.opener, closer: top.closer, last: previous };
  if (token.text === 'end') return null;
  return { kind: 'stray', token };
}
