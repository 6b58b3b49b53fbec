import type { RawToken } from './scan';
import { CLAUSE_STARTS, HARD_WORDS } from './words';

/** The raw tokens of one clause, in order. `lead` is the clause word, or null where the text does not begin with one. */
export interface ClauseSlice {
  readonly lead: string | null;
  readonly tokens: readonly RawToken[];
}

/** Words after which event rows stand. */
export const ROW_OPENERS: ReadonlySet<string> = new Set(['any', 'no', 'first', 'last', 'highest', 'lowest', 'each']);
const CLOSING_WORDS: ReadonlySet<string> = new Set(['end', 'true', 'false', 'missing', 'index']);

/** Whether a token can be the last of a value, so that what follows is no operand of it. */
export function endsValue(token: RawToken | undefined, before?: RawToken): boolean {
  if (!token) return false;
  if (token.kind === 'mark') return token.text === ')' || token.text === '}';
  if (token.kind === 'word') return !HARD_WORDS.has(token.text) || CLOSING_WORDS.has(token.text) || before?.text === '.';
  return token.kind !== 'ordinal';
}

function sameLine(source: string, left: RawToken, right: RawToken): boolean {
  return !source.slice(left.end, right.start).includes('\n');
}

/**
 * Whether a word opens a clause. Most clause words open one wherever they stand, unless they are plainly meant as a name (after a
 * point, before a colon, or on the line of an unfinished expression); `index` and `cohort` also occur inside expressions.
 */
function opensClause(source: string, tokens: readonly RawToken[], at: number): boolean {
  const token = tokens[at];
  if (token.kind !== 'word') return false;
  const previous = tokens[at - 1];
  const next = tokens[at + 1];
  if (previous === undefined) return CLAUSE_STARTS.has(token.text) || ['index', 'cohort', 'from'].includes(token.text);
  if (previous.text === '.' || (next?.kind === 'mark' && next.text === ':')) return false;
  const complete = endsValue(previous, tokens[at - 2]);
  if (token.text === 'index') return opensIndex(tokens, at, complete, sameLine(source, previous, token));
  if (token.text === 'cohort') return complete && !ROW_OPENERS.has(previous.text) && !sameLine(source, previous, token);
  if (!CLAUSE_STARTS.has(token.text)) return false;
  if (isListedName(tokens, at)) return false;
  return complete || !sameLine(source, previous, token);
}

/**
 * `index` is also a date. It opens a clause before `at`, before `from` where no interval follows, and on a new line after a value.
 */
function opensIndex(tokens: readonly RawToken[], at: number, complete: boolean, onLine: boolean): boolean {
  const next = tokens[at + 1]?.text;
  if (next === 'at') return true;
  if (complete) return next === 'from' || !onLine;
  const afterTable = tokens[at + 3]?.text ?? '';
  return next === 'from' && !onLine && !['to', '.', '(', '+', '-', 'of'].includes(afterTable);
}

/** `{ date, codes }`: a word of a column list is a name. */
function isListedName(tokens: readonly RawToken[], at: number): boolean {
  const previous = tokens[at - 1]?.text;
  const next = tokens[at + 1]?.text;
  return (previous === '{' || previous === ',') && (next === ',' || next === '}');
}

/** Cuts a program's tokens into clauses, so that a mistake in one never spoils another. */
export function cutClauses(source: string, tokens: readonly RawToken[]): ClauseSlice[] {
  const slices: ClauseSlice[] = [];
  let start = 0;
  for (let at = 1; at <= tokens.length; at++) {
    if (at < tokens.length && !opensClause(source, tokens, at)) continue;
    const part = tokens.slice(start, at);
    if (part.length > 0) slices.push({ lead: opensClause(source, tokens, start) ? part[0].text : null, tokens: part });
    start = at;
  }
  return slices;
}
