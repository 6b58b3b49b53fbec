import type { Expectation } from '../diagnostics/codes/syntax';
import { type Diagnostic, diagnose, type Fix, replaceFix } from '../diagnostics/diagnostic';
import { suggest } from '../diagnostics/suggest';
import type { BracketFault } from './brackets';
import type { Token } from './classify';
import type { ParseStop } from './clause-parser';
import type { ClauseSlice } from './clauses';
import type { RawToken } from './scan';
import { CLAUSE_WORDS, HARD_WORDS } from './words';

/** What the parser's rules wait for, innermost rule first found. */
const RULE_EXPECTS: Readonly<Record<string, Expectation>> = {
  Primary: 'value',
  EventSource: 'rows',
  DateBase: 'date',
  Length: 'length',
  Code: 'code',
  CodeItem: 'code',
  CodesClause: 'code list',
  IndexClause: 'index form',
  IntervalItem: 'interval item',
  SplitItem: 'interval item',
  Window: 'window',
};

/** What a terminal of the grammar stands for. */
const TERMINAL_EXPECTS: Readonly<Record<string, Expectation>> = {
  NAME: 'name',
  NAME_CALL: 'name',
  NAME_OF: 'column',
  SYSTEM: 'code list',
  TEXT: 'text',
  LABEL: 'text',
  NUM: 'number',
  COLUMNS_OPEN: 'columns',
};

/** Characters often typed for another one. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '—': '-',
  '‘': '"',
  '’': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '·': '*',
  '。': '.',
  '÷': '/',
};

function quote(text: string): string {
  return `\`${text}\``;
}

function fixTo(token: { readonly start: number; readonly end: number }, text: string): Fix {
  return replaceFix({ start: token.start, end: token.end }, text, { en: `write \`${text}\``, zh: `写作 \`${text}\`` });
}

/** A text, name or character that cannot be read. */
export function explainScan(token: RawToken): Diagnostic {
  const span = { start: token.start, end: token.end };
  if (token.kind === 'unclosedText') {
    const close = replaceFix({ start: token.end, end: token.end }, '"', { en: 'close it with `"`', zh: '用 `"` 结束' });
    return diagnose('error', 'syntax-text-open', {}, span, [close]);
  }
  if (token.kind === 'unclosedName') return diagnose('error', 'syntax-name-open', {}, span);
  const meant = LOOKALIKES[token.text];
  return diagnose('error', 'syntax-character', { character: token.text }, span, meant ? [fixTo(token, meant)] : []);
}

export function explainBracket(fault: BracketFault): Diagnostic {
  if (fault.kind === 'unclosed') {
    const span = { start: fault.opener.start, end: fault.opener.end };
    if (fault.opener.text === 'case') return diagnose('error', 'syntax-case-open', {}, span);
    return diagnose('error', 'syntax-bracket-open', { opener: fault.opener.text, closer: fault.closer }, span);
  }
  const span = { start: fault.token.start, end: fault.token.end };
  if (fault.kind === 'deep') return diagnose('error', 'syntax-depth', { limit: 60 }, span);
  const remove = replaceFix(span, '', { en: `remove \`${fault.token.text}\``, zh: `删去 \`${fault.token.text}\`` });
  return diagnose('error', 'syntax-bracket-stray', { closer: fault.token.text }, span, [remove]);
}

/** A text that begins with no clause. */
export function explainStray(token: RawToken): Diagnostic {
  const fixes = token.kind === 'word' ? suggest(token.text, CLAUSE_WORDS).map((word) => fixTo(token, word)) : [];
  return diagnose('error', 'syntax-clause-expected', { found: quote(token.text) }, { start: token.start, end: token.end }, fixes);
}

export function headerOutOfPlace(token: RawToken): Diagnostic {
  return diagnose('error', 'syntax-header-place', { word: token.text }, { start: token.start, end: token.end });
}

/** Where the grammar stopped in a clause, in the language's own words. */
export function explainStop(source: string, slice: ClauseSlice, stop: ParseStop, clauseEnd: number): Diagnostic {
  const clause = slice.lead ?? '';
  const { token } = stop;
  const expected = expectationOf(stop);
  if (!token) {
    const start = Math.max(slice.tokens[slice.tokens.length - 1].start, 0);
    const span = { start, end: clauseEnd };
    if (expected.expected === null && expected.literal === null) return diagnose('error', 'syntax-complex', {}, span);
    return diagnose('error', 'syntax-incomplete', { clause, ...expected }, span);
  }
  const span = { start: token.start, end: token.end };
  const found = quote(source.slice(token.start, token.end));
  return special(source, stop, token) ?? (stop.trailing ? trailing(clause, token, found) : unexpected(token, found, expected, span));
}

function expectationOf(stop: ParseStop): { readonly expected: Expectation | null; readonly literal: string | null } {
  if (stop.wanted !== null) {
    const terminal = TERMINAL_EXPECTS[stop.wanted];
    return terminal ? { expected: terminal, literal: null } : { expected: null, literal: spell(stop.wanted) };
  }
  const rule = stop.rules[stop.rules.length - 1] ?? '';
  const expected = RULE_EXPECTS[rule] ?? null;
  if (expected !== null) return { expected, literal: null };
  if (rule === 'ExamplePatient') return { expected: null, literal: 'in' };
  return stop.rules.length === 0 ? { expected: null, literal: null } : { expected: 'value', literal: null };
}

/** How a terminal with one spelling is written. */
function spell(type: string): string {
  const spellings: Readonly<Record<string, string>> = {
    START_OF_OBSERVATION: 'start of observation',
    END_OF_OBSERVATION: 'end of observation',
    DAYS_COVERED: 'days',
    SHIFT_PLUS: '+',
    SHIFT_MINUS: '-',
  };
  return spellings[type] ?? type;
}

/** Mistakes with a message of their own. */
function special(source: string, stop: ParseStop, token: Token): Diagnostic | null {
  const span = { start: token.start, end: token.end };
  const rule = stop.rules[stop.rules.length - 1] ?? '';
  if (token.type === 'cohort' && stop.previous?.type === 'in') {
    const left = source.slice(0, stop.previous.start).trimEnd().split(/\s/).at(-1) ?? '';
    return diagnose('error', 'syntax-cohort-left', { left }, { start: stop.previous.start, end: token.end });
  }
  if (rule === 'DateBase' && ['first', 'last', 'highest', 'lowest', 'ORDINAL', 'NAME_OF'].includes(token.type)) {
    return diagnose('error', 'syntax-pick-in-window', { pick: source.slice(token.start, token.end) }, span);
  }
  if (token.type === '{' && stop.previous?.type === 'earliest') return diagnose('error', 'syntax-braces-place', {}, span);
  if (token.type === 'earliest') return diagnose('error', 'syntax-braces-place', {}, span);
  if (rule === 'ExamplePatient' && stop.previous?.type === 'TEXT') {
    return diagnose('error', 'syntax-verdict', { found: quote(token.text) }, span, [fixTo(token, 'in'), fixTo(token, 'out')]);
  }
  return null;
}

function trailing(clause: string, token: Token, found: string): Diagnostic {
  const fixes = /^[a-z_]+$/i.test(token.text) ? suggest(token.text, [...HARD_WORDS], 2).map((word) => fixTo(token, word)) : [];
  return diagnose('error', 'syntax-unexpected', { found, clause }, { start: token.start, end: token.end }, fixes);
}

function unexpected(
  token: Token,
  found: string,
  expected: { readonly expected: Expectation | null; readonly literal: string | null },
  span: { readonly start: number; readonly end: number },
): Diagnostic {
  if (HARD_WORDS.has(token.type) && (expected.expected === 'name' || expected.expected === 'rows')) {
    return diagnose('error', 'syntax-reserved', { word: token.text }, span, [fixTo(token, `\`${token.text}\``)]);
  }
  const fixes = expected.literal !== null && suggest(token.text, [expected.literal]).length > 0 ? [fixTo(token, expected.literal)] : [];
  return diagnose('error', 'syntax-expected', { found, ...expected }, span, fixes);
}
