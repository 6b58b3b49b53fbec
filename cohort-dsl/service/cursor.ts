import type { Span } from '../source/span';
import { type ClauseSlice, cutClauses } from '../syntax/clauses';
import { type RawToken, scan } from '../syntax/scan';

/** Where the cursor stands in a program, as far as tokens tell. */
export interface Cursor {
  readonly offset: number;
  /** The clauses of the program. */
  readonly clauses: readonly ClauseSlice[];
  /** Tokens of the clause that end before the word under the cursor. */
  readonly before: readonly RawToken[];
  /** Where the clause's last token ends; the cursor's place where there is none after it. */
  readonly clauseEnd: number;
  /** The word begun at the cursor: empty between words. */
  readonly word: Span;
  /** The text the cursor stands in, its quotation marks included. */
  readonly text: Span | null;
  readonly inComment: boolean;
  /** Whether the cursor's word is the first thing on its line. */
  readonly startsLine: boolean;
}

function isWordLike(token: RawToken): boolean {
  return token.kind === 'word' || token.kind === 'unit' || token.kind === 'duration' || token.kind === 'quotedName';
}

function sliceAt(slices: readonly ClauseSlice[], offset: number): ClauseSlice | null {
  let found: ClauseSlice | null = null;
  for (const slice of slices) if (slice.tokens[0].start < offset) found = slice;
  return found;
}

/** Finds the clause and the word at an offset. */
export function cursorAt(source: string, offset: number): Cursor {
  const { tokens, comments } = scan(source);
  const clauses = cutClauses(source, tokens);
  const slice = sliceAt(clauses, offset);
  const own = slice?.tokens ?? [];
  const under = own.find((token) => token.start < offset && offset <= token.end);
  const closed = under?.kind === 'text' && offset === under.end;
  const isText = under !== undefined && !closed && (under.kind === 'text' || under.kind === 'unclosedText');
  const word = under && isWordLike(under) ? { start: under.start, end: under.end } : { start: offset, end: offset };
  const start = isText && under ? under.start : word.start;
  const last = own[own.length - 1];
  return {
    offset,
    clauses,
    before: own.filter((token) => token.end <= start),
    clauseEnd: Math.max(offset, last?.end ?? offset),
    word,
    text: isText && under ? { start: under.start, end: under.end } : null,
    inComment: comments.some((comment) => comment.start < offset && offset <= comment.end),
    startsLine: source.slice(source.lastIndexOf('\n', start - 1) + 1, start).trim() === '',
  };
}

/** Words after which a date stands. */
const BEFORE_DATES: ReadonlySet<string> = new Set(['before', 'after', 'on', 'at', 'from', 'to', 'overlapping', 'until']);
/** Whether a date stands at the cursor. */
export function expectsDate(cursor: Cursor): boolean {
  return BEFORE_DATES.has(cursor.before[cursor.before.length - 1]?.text ?? '');
}

/** Whether a duration or a parameter stands at the cursor. */
export function expectsLength(cursor: Cursor): boolean {
  const last = cursor.before[cursor.before.length - 1]?.text;
  return last === 'within' || last === 'spaced';
}
