import { type Diagnostic, diagnose, type Fix, replaceFix } from '../diagnostics/diagnostic';
import type { Span } from '../source/span';
import type { Token } from './classify';
import type { ParseStop } from './clause-parser';
import type { ClauseSlice } from './clauses';
import { joinedDates } from './habits/dates';

/** Soft words that need a companion to be keywords, with the form they are written in. */
const FORMS: Readonly<Record<string, string>> = {
  count: 'count of',
  mean: 'mean of COLUMN of',
  median: 'median of COLUMN of',
  min: 'min of COLUMN of',
  max: 'max of COLUMN of',
  sum: 'sum of COLUMN of',
  sd: 'sd of COLUMN of',
  age: 'age at',
  year: 'year of',
  month: 'month of',
  days: 'days covered by',
  all: 'all of (',
  none: 'none of (',
  union: 'union(',
  episodes: 'episodes(',
  lines: 'lines(',
  distinct: 'distinct days of',
  exactly: 'exactly 2',
  least: 'at least 2',
  most: 'at most 2',
  observed: 'observed 365 days before index',
};

function insert(at: number, text: string): Fix {
  return replaceFix({ start: at, end: at }, text, { en: `insert \`${text.trim()}\``, zh: `插入 \`${text.trim()}\`` });
}

function write(span: Span, text: string): Fix {
  return replaceFix(span, text, { en: `write \`${text}\``, zh: `写作 \`${text}\`` });
}

/** Mistakes common enough to have words of their own; null where the general message does. */
export function explainMistake(source: string, slice: ClauseSlice, stop: ParseStop, token: Token): Diagnostic | null {
  const { previous, rule } = stop;
  const span = { start: token.start, end: token.end };
  if (token.type === 'cohort' && previous?.type === 'in') {
    const left = source.slice(slice.tokens[0].start, previous.start).trimEnd().split(/\s/).at(-1) ?? '';
    return diagnose('error', 'syntax-cohort-left', { left }, { start: previous.start, end: token.end });
  }
  if (rule === 'DateBase' && ['first', 'last', 'highest', 'lowest', 'ORDINAL', 'NAME_OF'].includes(token.type)) {
    const pick = pickFrom(slice, token.start);
    const edits = [
      { span: { start: pick.start, end: pick.start }, text: '(' },
      { span: { start: pick.end, end: pick.end }, text: ')' },
    ];
    const fix: Fix = { title: { en: 'put it in parentheses', zh: '把它放进括号' }, edits };
    const at = slice.tokens.findIndex(({ start }) => start === token.start);
    const joined = joinedDates(source, slice.tokens, at)?.fixes ?? [];
    return diagnose('error', 'syntax-pick-in-window', { pick: source.slice(token.start, token.end) }, span, [...joined, fix]);
  }
  if (token.type === 'earliest' || (token.type === '{' && previous?.type === 'earliest')) {
    return diagnose('error', 'syntax-braces-place', {}, span);
  }
  if (rule === 'ExamplePatient' && previous?.type === 'patient' && token.type.startsWith('NAME')) {
    const params = { found: `\`${token.text}\``, expected: 'text' as const, literals: [] };
    return diagnose('error', 'syntax-expected', params, span, [write(span, `"${token.text}"`)]);
  }
  if (rule === 'ExamplePatient' && previous?.type === 'TEXT') {
    return diagnose('error', 'syntax-verdict', { found: `\`${token.text}\`` }, span, [write(span, 'in'), write(span, 'out')]);
  }
  return operator(token, previous, stop) ?? label(slice, stop, token) ?? wordAlone(token, previous, stop);
}

const AFTER_PICK: ReadonlySet<string> = new Set([
  'to',
  'as',
  'until',
  'then',
  'else',
  'end',
  'and',
  'or',
  'is',
  'between',
  'in',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  ',',
  ';',
]);
/** Words and signs that a `where` of the pick takes for its own. */
const INSIDE_WHERE: ReadonlySet<string> = new Set(['and', 'or', 'is', 'between', 'in', '=', '!=', '<', '<=', '>', '>=']);

/** How far a pick reaches that stands where only a date may: to what can no longer belong to it. */
function pickFrom(slice: ClauseSlice, start: number): Span {
  let depth = 0;
  let inWhere = false;
  let end = start;
  for (const token of slice.tokens) {
    if (token.start < start) continue;
    const closes = token.text === ')' || token.text === '}';
    if (closes && depth === 0) break;
    if (depth === 0 && AFTER_PICK.has(token.text) && !(inWhere && INSIDE_WHERE.has(token.text))) break;
    if (token.text === '(' || token.text === '{') depth++;
    else if (closes) depth--;
    else if (token.text === 'where') inWhere = true;
    end = token.end;
  }
  return { start, end };
}

const FOREIGN_OPERATORS: Readonly<Record<string, string>> = { '==': '=', '<>': '!=', '=>': '>=', '=<': '<=', '=!': '!=', '><': '!=' };

/** `==`, `<>`, `:=` of other languages. */
function operator(token: Token, previous: Token | null, stop: ParseStop): Diagnostic | null {
  const pair = previous && previous.end === token.start ? previous.text + token.text : '';
  const meant = FOREIGN_OPERATORS[pair] ?? null;
  if (meant !== null && previous) {
    const whole = { start: previous.start, end: token.end };
    const params = { found: `\`${pair}\``, expected: null, literals: [meant] };
    return diagnose('error', 'syntax-expected', params, whole, [write(whole, meant)]);
  }
  if (token.text !== ':' || stop.wanted !== '=') return null;
  return diagnose('error', 'syntax-expected', { found: '`:`', expected: null, literals: ['='] }, { start: token.start, end: token.end });
}

/** `include "Adults" age at …`: the colon after the label is missing. */
function label(slice: ClauseSlice, stop: ParseStop, token: Token): Diagnostic | null {
  const criterion = slice.lead === 'include' || slice.lead === 'exclude';
  if (!stop.trailing || !criterion || stop.previous?.type !== 'TEXT' || slice.tokens[1]?.start !== stop.previous.start) return null;
  const params = { found: `\`${token.text}\``, expected: 'label colon' as const, literals: [] };
  return diagnose('error', 'syntax-expected', params, { start: token.start, end: token.end }, [insert(stop.previous.end, ':')]);
}

/** `count visit`, `at least two visit`: a soft word without what makes it a keyword. */
function wordAlone(token: Token, previous: Token | null, stop: ParseStop): Diagnostic | null {
  const word = [previous, token].find((candidate) => candidate?.type.startsWith('NAME') && Object.hasOwn(FORMS, candidate.text));
  if (!word || (word === token && !['least', 'most'].includes(word.text) && !stop.trailing)) return null;
  if (word === previous && !stop.trailing) return null;
  const form = FORMS[word.text];
  const fixes = form === `${word.text} of` ? [insert(word.end, ' of')] : [];
  return diagnose('error', 'syntax-word-alone', { word: word.text, form }, { start: word.start, end: word.end }, fixes);
}
