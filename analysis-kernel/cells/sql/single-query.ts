/** Whether a text is exactly one query. The engine, left to itself, would also drop, attach and detach. */
import { reachFault } from './reach';
import type { SqlFault, SqlToken } from './tokens';

export type QueryFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unclosed'; readonly what: SqlFault['what'] | '('; readonly start: number }
  | { readonly kind: 'unopened'; readonly start: number }
  | { readonly kind: 'not_a_query'; readonly word: string; readonly start: number }
  | { readonly kind: 'out_of_reach'; readonly start: number }
  /** `?` and `$1`: nothing gives such a parameter its value. */
  | { readonly kind: 'nameless_parameter'; readonly start: number }
  | { readonly kind: 'several'; readonly start: number };

/** Words a query may begin with. */
export const QUERY_WORDS: ReadonlySet<string> = new Set(['SELECT', 'FROM', 'WITH', 'VALUES', 'PIVOT', 'UNPIVOT']);

/** What keeps the tokens from being one query, or null. A semicolon at the very end is allowed. */
export function queryFault(tokens: readonly SqlToken[], fault: SqlFault | null): QueryFault | null {
  const first = tokens.find((token) => token.value !== '(');
  if (first && first.value === ';')
    return tokens.every((token) => token.value === ';') ? { kind: 'empty' } : { kind: 'several', start: first.start };
  if (first && !QUERY_WORDS.has(first.upper)) return { kind: 'not_a_query', word: first.value, start: first.start };
  const open: number[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'mark') continue;
    if (token.value === '(') open.push(token.start);
    else if (token.value === ')' && open.pop() === undefined) return { kind: 'unopened', start: token.start };
    else if (token.value === ';') {
      const next = tokens.slice(at + 1).find((later) => later.value !== ';');
      if (next) return { kind: 'several', start: next.start };
    }
  }
  if (fault) return { kind: 'unclosed', what: fault.what, start: fault.start };
  if (open.length > 0) return { kind: 'unclosed', what: '(', start: open[open.length - 1] };
  if (!first) return { kind: 'empty' };
  const beyond = reachFault(tokens);
  if (beyond) return { kind: 'out_of_reach', start: beyond.start };
  const nameless = tokens.find((token) => token.kind === 'mark' && (token.value === '$' || token.value === '?'));
  return nameless ? { kind: 'nameless_parameter', start: nameless.start } : null;
}

/** The query without semicolons at its end. */
export function withoutSemicolon(source: string, tokens: readonly SqlToken[]): string {
  const last = tokens.findLast((token) => token.value !== ';' || token.kind !== 'mark');
  const semicolon = last && tokens.find((token) => token.start >= last.end && token.kind === 'mark');
  return semicolon ? source.slice(0, semicolon.start) : source;
}

const VOLATILE_WORDS = new Set(
  'NOW RANDOM UUID GEN_RANDOM_UUID UUIDV4 UUIDV7 TODAY CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP CURRENT_LOCALTIME CURRENT_LOCALTIMESTAMP GET_CURRENT_TIME GET_CURRENT_TIMESTAMP TRANSACTION_TIMESTAMP TXID_CURRENT NEXTVAL SETSEED'.split(
    ' ',
  ),
);

/** Whether the query reads the clock or random numbers without a seed: such results are not kept. */
export function isVolatile(tokens: readonly SqlToken[]): boolean {
  return tokens.some((token, at) => {
    if (token.kind !== 'word') return false;
    if (token.upper === 'TABLESAMPLE' || (token.upper === 'SAMPLE' && tokens[at - 1]?.upper === 'USING')) {
      return !tokens.slice(at).some((later) => later.upper === 'REPEATABLE');
    }
    // The age of one date is its distance from today.
    if (token.upper === 'AGE' && tokens[at + 1]?.value === '(') return !hasComma(tokens, at + 2);
    if (!VOLATILE_WORDS.has(token.upper)) return false;
    // A column of that name is no call; the date and time words need no parentheses.
    return tokens[at + 1]?.value === '(' || (/^(CURRENT|LOCAL)/.test(token.upper) && tokens[at - 1]?.value !== '.');
  });
}

/** Whether an argument list has more than one argument. */
function hasComma(tokens: readonly SqlToken[], from: number): boolean {
  let depth = 1;
  for (let at = from; at < tokens.length && depth > 0; at += 1) {
    const { kind, value } = tokens[at];
    if (kind !== 'mark') continue;
    if (value === '(' || value === '[' || value === '{') depth += 1;
    else if (value === ')' || value === ']' || value === '}') depth -= 1;
    else if (value === ',' && depth === 1) return true;
  }
  return false;
}
