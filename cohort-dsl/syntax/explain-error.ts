import type { Expectation } from '../diagnostics/codes/syntax';
import { type Diagnostic, diagnose, type Fix, replaceFix } from '../diagnostics/diagnostic';
import { suggest } from '../diagnostics/suggest';
import type { Span } from '../source/span';
import type { BracketFault } from './brackets';
import type { Token } from './classify';
import type { ParseStop } from './clause-parser';
import type { ClauseSlice } from './clauses';
import { explainHabit } from './explain-habit';
import { explainMistake } from './explain-mistake';
import { MAX_DEPTH } from './limits';
import type { RawToken } from './scan';
import { CLAUSE_STARTS, CLAUSE_WORDS, HARD_WORDS } from './words';

/** What would have fitted: an expectation, or words and marks of the language. */
interface Wanted {
  readonly expected: Expectation | null;
  readonly literals: readonly string[];
}

/** Clauses that begin with a name. */
const NAMING_CLAUSES: ReadonlySet<string> = new Set(['codes', 'param', 'let', 'outcome', 'variable', 'series', 'intervals']);

/** What the parser's rules wait for. */
const RULE_EXPECTS: Readonly<Record<string, Expectation>> = {
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

/** The separator of each bracketed list. */
const SEPARATORS: Readonly<Record<string, ',' | ';'>> = {
  AllOf: ',',
  Call: ',',
  CodeList: ',',
  Counted: ',',
  Episodes: ',',
  ExampleRow: ',',
  Lines: ',',
  MemberList: ',',
  SeriesClause: ',',
  TableItems: ',',
  Union: ',',
  ExamplePatient: ';',
  IndexFirstOf: ';',
  IntervalsClause: ';',
  OutcomeCauses: ';',
  Until: ';',
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
  '。': '',
  '÷': '/',
  '#': '//',
  '&': 'and',
  '|': 'or',
  '!': 'not ',
};

function spanOf(token: Span): Span {
  return { start: token.start, end: token.end };
}

/** A text, name or character that cannot be read. */
export function explainScan(source: string, token: RawToken): Diagnostic {
  const span = spanOf(token);
  if (token.kind === 'unclosedText') {
    const written = source.slice(token.start, token.end);
    const bracket = written.search(/\s*[)}]/);
    const places = [bracket < 0 ? null : token.start + bracket, token.end].filter((place) => place !== null);
    const closes = places.map((place) => {
      const text = `${source.slice(token.start, place)}"`;
      return replaceFix({ start: place, end: place }, '"', { en: `close it: \`${text}\``, zh: `加上结束引号：\`${text}\`` });
    });
    return diagnose('error', 'syntax-text-open', {}, span, closes);
  }
  if (token.kind === 'unclosedName') return diagnose('error', 'syntax-name-open', {}, span);
  const pair = pairFix(source, token);
  if (pair) return diagnose('error', 'syntax-character', { character: token.text }, span, [pair]);
  const meant = LOOKALIKES[token.text];
  const doubled = source[token.end] === token.text ? { start: token.start, end: token.end + 1 } : span;
  const fixes =
    meant === undefined
      ? []
      : meant === ''
        ? [replaceFix(span, '', { en: `leave out \`${token.text}\``, zh: `去掉 \`${token.text}\`` })]
        : [replaceFix(doubled, meant, { en: `write \`${meant.trim()}\``, zh: `写作 \`${meant.trim()}\`` })];
  return diagnose('error', 'syntax-character', { character: token.text }, span, fixes);
}

/** Signs that come in pairs, and what stands for them. */
const PAIRS: Readonly<Record<string, readonly [closer: string, open: string, close: string]>> = {
  "'": ["'", '"', '"'],
  '‘': ['’', '"', '"'],
  '„': ['“', '"', '"'],
  '«': ['»', '"', '"'],
  '「': ['」', '"', '"'],
  '[': [']', '{', '}'],
};

/** Both signs of a pair written the language's way, where they stand on one line. */
function pairFix(source: string, token: RawToken): Fix | null {
  const pair = PAIRS[token.text];
  if (!pair) return null;
  const [closer, open, close] = pair;
  const line = source.slice(token.end).split('\n', 1)[0];
  const at = line.indexOf(closer);
  if (at < 0) return null;
  const inner = line.slice(0, at);
  const text = `${open}${open === '{' ? ` ${inner.trim()} ` : inner}${close}`;
  return writeFix({ start: token.start, end: token.end + at + closer.length }, text);
}

/** A unit that has to stand in quotes. */
export function explainUnit(source: string, span: Span): Diagnostic {
  const unit = source.slice(span.start, span.end);
  return diagnose('error', 'syntax-unit-quotes', { unit }, span, [writeFix(span, `'${unit}'`)]);
}

/** A bracket or `case` that is not closed, closes nothing, or nests too deep. */
export function explainBracket(fault: BracketFault): Diagnostic {
  if (fault.kind === 'unclosed') {
    const span = spanOf(fault.opener);
    const close = fault.closer === 'end' ? ' end' : fault.closer;
    const place = { start: fault.last.end, end: fault.last.end };
    const text = `${fault.last.text}${close}`;
    const fixes = [replaceFix(place, close, { en: `write \`${text}\``, zh: `写作 \`${text}\`` })];
    if (fault.opener.text === 'case') return diagnose('error', 'syntax-case-open', {}, span, fixes);
    return diagnose('error', 'syntax-bracket-open', { opener: fault.opener.text, closer: fault.closer }, span, fixes);
  }
  const span = spanOf(fault.token);
  if (fault.kind === 'deep') return diagnose('error', 'syntax-depth', { limit: MAX_DEPTH }, span);
  const remove = replaceFix(span, '', { en: `remove \`${fault.token.text}\``, zh: `删去 \`${fault.token.text}\`` });
  return diagnose('error', 'syntax-bracket-stray', { closer: fault.token.text }, span, [remove]);
}

/** A text that begins with no clause. */
export function explainStray(token: RawToken): Diagnostic {
  const near = token.kind === 'word' ? suggest(token.text, CLAUSE_WORDS).map((word) => writeFix(token, word)) : [];
  const fixes = [...synonymFix(token), ...near];
  return diagnose('error', 'syntax-clause-expected', { found: `\`${token.text}\`` }, spanOf(token), fixes);
}

/** A `cohort` or `from` line below other clauses. */
export function headerOutOfPlace(token: RawToken | Token): Diagnostic {
  return diagnose('error', 'syntax-header-place', { word: token.text }, spanOf(token));
}

function writeFix(span: Span, text: string): Fix {
  return replaceFix(spanOf(span), text, { en: `write \`${text}\``, zh: `写作 \`${text}\`` });
}

/** Where the grammar stopped in a clause, in the language's own words. */
export function explainStop(source: string, slice: ClauseSlice, stop: ParseStop, clauseEnd: number): Diagnostic {
  const clause = slice.lead ?? '';
  const { token } = stop;
  if (stop.deep && token) return diagnose('error', 'syntax-depth', { limit: MAX_DEPTH }, spanOf(token));
  const wanted = whatWasWanted(stop);
  const habit = explainHabit(source, slice, stop);
  if (habit) return habit;
  if (!token) {
    const span = { start: slice.tokens[slice.tokens.length - 1].start, end: clauseEnd };
    const [, name] = slice.tokens;
    const named = NAMING_CLAUSES.has(clause) && (name?.kind === 'word' || name?.kind === 'quotedName') ? `${clause} ${name.text}` : clause;
    return diagnose('error', 'syntax-incomplete', { clause: named, ...wanted }, span);
  }
  const mistake = explainMistake(source, slice, stop, token);
  if (mistake) return mistake;
  const found = `\`${source.slice(token.start, token.end)}\``;
  if (!stop.trailing) return unexpected(source, stop, token, found, wanted);
  if (token.type === 'from') return headerOutOfPlace(token);
  return trailing(clause, token, found);
}

function whatWasWanted(stop: ParseStop): Wanted {
  const { rule } = stop;
  const previous = stop.previous?.type ?? '';
  if (rule === 'ExamplesClause' && stop.wanted === '}') return { expected: 'patient', literals: [] };
  if (stop.wanted !== null) {
    const opened = previous === '{' || previous === ',' || previous === 'COLUMNS_OPEN';
    if (rule === 'CodeList' && opened) return { expected: 'code', literals: [] };
    if (rule === 'TableItems' && previous === '(') return { expected: 'name', literals: [] };
    const terminal = TERMINAL_EXPECTS[stop.wanted];
    if (terminal) return { expected: terminal, literals: [] };
    const closes = stop.wanted === ')' || stop.wanted === '}';
    const separator = closes ? SEPARATORS[rule] : undefined;
    return { expected: null, literals: separator === undefined ? [stop.wanted] : [separator, stop.wanted] };
  }
  if (rule === 'Tail' && previous === 'is') return { expected: null, literals: ['missing', 'known'] };
  if (rule === 'Tail' && previous === 'in') return { expected: 'list', literals: [] };
  if (rule === 'KeepClause') return { expected: null, literals: ['first', 'last'] };
  if (rule === 'ExamplePatient') return { expected: null, literals: ['in', 'out'] };
  const expected = RULE_EXPECTS[rule];
  return { expected: expected ?? (rule === '' ? null : 'value'), literals: [] };
}

/** Words of protocols and other languages for those of this one. */
const SYNONYMS: Readonly<Record<string, string>> = {
  criteria: 'include',
  criterion: 'include',
  inclusion: 'include',
  require: 'include',
  exclusion: 'exclude',
  endpoint: 'outcome',
  event: 'outcome',
  covariate: 'variable',
  var: 'variable',
  define: 'let',
  set: 'let',
  parameter: 'param',
  codelist: 'codes',
  entry: 'index',
  followup: 'follow',
  censor: 'follow',
  with: 'where',
  having: 'where',
  when: 'where',
  prior: 'before',
  since: 'after',
};

function synonymFix(token: RawToken | Token): readonly Fix[] {
  const meant = Object.hasOwn(SYNONYMS, token.text.toLowerCase()) ? SYNONYMS[token.text.toLowerCase()] : undefined;
  return meant === undefined ? [] : [writeFix(token, meant)];
}

/** Something after a clause that was already whole: most often a mistyped clause word. */
function trailing(clause: string, token: Token, found: string): Diagnostic {
  const mistyped = /^[a-z_]{3,}$/i.test(token.text) && !HARD_WORDS.has(token.text);
  const near = mistyped ? suggest(token.text, HARD_WORDS, 2).map((word) => writeFix(token, word)) : [];
  const fixes = [...synonymFix(token), ...near];
  return diagnose('error', 'syntax-unexpected', { found, clause }, spanOf(token), fixes);
}

function unexpected(source: string, stop: ParseStop, token: Token, found: string, wanted: Wanted): Diagnostic {
  const span = spanOf(token);
  const asName = wanted.expected === 'name' || wanted.expected === 'rows' || wanted.expected === 'date' || CLAUSE_STARTS.has(token.type);
  if (asName && HARD_WORDS.has(token.type) && !(wanted.expected === 'date' && !CLAUSE_STARTS.has(token.type))) {
    const fix = replaceFix(span, `\`${token.text}\``, { en: 'put it in backticks', zh: '给它加上反引号' });
    return diagnose('error', 'syntax-reserved', { word: token.text }, span, [fix]);
  }
  return diagnose('error', 'syntax-expected', { found, ...wanted }, span, expectedFixes(source, stop, token, wanted));
}

function expectedFixes(source: string, stop: ParseStop, token: Token, wanted: Wanted): Fix[] {
  const [literal] = wanted.literals;
  if (wanted.expected === 'code' && token.type === 'NAME') return [writeFix(token, `"${source.slice(token.start, token.end)}"`)];
  if (wanted.expected === 'text' && token.type === 'NAME') return [writeFix(token, `"${source.slice(token.start, token.end)}"`)];
  if (wanted.literals.length === 2 && (literal === ',' || literal === ';')) {
    const place = stop.previous ? stop.previous.end : token.start;
    const wrong = token.text === ',' || token.text === ';';
    return wrong
      ? [writeFix(token, literal)]
      : [replaceFix({ start: place, end: place }, literal, { en: `insert \`${literal}\``, zh: `插入 \`${literal}\`` })];
  }
  const mistyped = /^[a-z_]{2,}$/i.test(token.text);
  return mistyped
    ? suggest(
        token.text,
        wanted.literals.filter((word) => word.length > 2),
      ).map((word) => writeFix(token, word))
    : [];
}
