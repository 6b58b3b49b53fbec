/** What a habit of other languages or of everyday writing looks at, and how its diagnostic and fixes are made. */
import { type Diagnostic, diagnose, type Fix, type TextEdit } from '../../diagnostics/diagnostic';
import type { Span } from '../../source/span';
import type { ParseStop } from '../clause-parser';
import type { RawToken } from '../scan';
import { HARD_WORDS } from '../words';

/** Where the grammar stopped, with the clause's tokens around it. */
export interface Stopped {
  readonly source: string;
  readonly tokens: readonly RawToken[];
  readonly lead: string;
  /** Place of the token that did not fit; the number of tokens where the clause ended too early. */
  readonly at: number;
  readonly rule: string;
  readonly stop: ParseStop;
}

/** Null where the stop does not show the habit. */
export type Habit = (stopped: Stopped) => Diagnostic | null;

/** A fix by what it writes. */
export function writing(edits: readonly TextEdit[], shown: string): Fix {
  return { title: { en: `write \`${shown}\``, zh: `写作 \`${shown}\`` }, edits };
}

/** A fix that writes something in a place. */
export function put(span: Span, text: string): Fix {
  return writing([{ span: { start: span.start, end: span.end }, text }], text.trim());
}

/** An edit that writes something before a token. */
export function before(token: Span, text: string): TextEdit {
  return { span: { start: token.start, end: token.start }, text };
}

/** An edit that writes something after a token. */
export function after(token: Span, text: string): TextEdit {
  return { span: { start: token.end, end: token.end }, text };
}

/** One word or sign was expected where another thing stands. */
export function expected(stopped: Stopped, span: Span, literal: string, fixes: readonly Fix[]): Diagnostic {
  const found = `\`${stopped.source.slice(span.start, span.end)}\``;
  return diagnose('error', 'syntax-expected', { found, expected: null, literals: [literal] }, { start: span.start, end: span.end }, fixes);
}

/** Whether a token is a word that may be a name. */
export function isName(token: RawToken | undefined): boolean {
  return token?.kind === 'quotedName' || (token?.kind === 'word' && !HARD_WORDS.has(token.text));
}

const CLOSER: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** The place of the bracket that closes, or opens, the one at a place; -1 where there is none. */
export function partner(tokens: readonly RawToken[], at: number): number {
  const step = CLOSER[tokens[at]?.text] === undefined ? -1 : 1;
  let depth = 0;
  for (let place = at; place >= 0 && place < tokens.length; place += step) {
    const token = tokens[place];
    if (token.kind !== 'mark') continue;
    if (token.text === '(' || token.text === '{') depth += step;
    else if (token.text === ')' || token.text === '}') depth -= step;
    if (depth === 0) return place;
  }
  return -1;
}

/** Signs between two values. */
export const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

/** Clauses that begin with a name and `=`. */
export const NAMING: ReadonlySet<string> = new Set(['variable', 'let', 'outcome', 'param']);
