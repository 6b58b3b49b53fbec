/** Habits of other languages and of everyday writing: what was meant, said in this language's words, with the change that makes it so. */
import { type Diagnostic, diagnose, type Fix, type TextEdit } from '../diagnostics/diagnostic';
import type { Span } from '../source/span';
import type { ParseStop } from './clause-parser';
import type { ClauseSlice } from './clauses';
import type { RawToken } from './scan';
import { HARD_WORDS } from './words';

/** Where the grammar stopped, with the clause's tokens around it. */
interface Stopped {
  readonly source: string;
  readonly tokens: readonly RawToken[];
  readonly lead: string;
  /** Place of the token that did not fit; the number of tokens where the clause ended too early. */
  readonly at: number;
  readonly rule: string;
  readonly stop: ParseStop;
}

type Habit = (stopped: Stopped) => Diagnostic | null;

/** The first habit that the stop shows; null where it shows none. */
export function explainHabit(source: string, slice: ClauseSlice, stop: ParseStop): Diagnostic | null {
  const { tokens } = slice;
  const found = stop.token === null ? -1 : tokens.findIndex(({ start }) => start === stop.token?.start);
  const at = found < 0 ? tokens.length : found;
  const stopped: Stopped = { source, tokens, lead: slice.lead ?? '', at, rule: stop.rules[stop.rules.length - 1] ?? '', stop };
  for (const habit of habits) {
    const said = habit(stopped);
    if (said) return said;
  }
  return null;
}

function writing(edits: readonly TextEdit[], shown: string): Fix {
  return { title: { en: `write \`${shown}\``, zh: `写作 \`${shown}\`` }, edits };
}

function put(span: Span, text: string): Fix {
  return writing([{ span: { start: span.start, end: span.end }, text }], text.trim());
}

function before(token: Span, text: string): TextEdit {
  return { span: { start: token.start, end: token.start }, text };
}

function after(token: Span, text: string): TextEdit {
  return { span: { start: token.end, end: token.end }, text };
}

function expected(stopped: Stopped, span: Span, literal: string, fixes: readonly Fix[]): Diagnostic {
  const found = `\`${stopped.source.slice(span.start, span.end)}\``;
  return diagnose('error', 'syntax-expected', { found, expected: null, literals: [literal] }, { start: span.start, end: span.end }, fixes);
}

function isName(token: RawToken | undefined): boolean {
  return token?.kind === 'quotedName' || (token?.kind === 'word' && !HARD_WORDS.has(token.text));
}

const CLOSER: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** The place of the bracket that closes, or opens, the one at a place; -1 where there is none. */
function partner(tokens: readonly RawToken[], at: number): number {
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

const SUMMARIES: ReadonlySet<string> = new Set(['mean', 'median', 'min', 'max', 'sum', 'sd']);
const SUFFIX_WORDS: ReadonlySet<string> = new Set([
  'where',
  'before',
  'after',
  'on',
  'within',
  'overlapping',
  'ending',
  'called',
  'spaced',
]);

/** `lab(egfr) before index`: rows without a word that says what is asked of them. */
const rowsAlone: Habit = ({ source, tokens, lead, at }) => {
  const token = tokens[at];
  const last = tokens[at - 1];
  if (!SUFFIX_WORDS.has(token?.text ?? '') || !last) return null;
  const start = last.text === ')' ? partner(tokens, at - 1) - 1 : at - 1;
  if (!isName(tokens[start]) || tokens[start - 1]?.text === '.') return null;
  const ofColumn = tokens[start - 1]?.text === 'of';
  const date = lead === 'index' || lead === 'follow' || lead === 'outcome' || lead === 'time';
  const openers = ofColumn ? ['last', 'first'] : date ? ['first', 'last'] : lead === 'variable' ? ['any', 'count of'] : ['any', 'no'];
  const span = { start: tokens[start].start, end: last.end };
  const rows = source.slice(span.start, span.end);
  const fixes = openers.map((opener) => writing([before(span, `${opener} `)], `${opener} ${rows}`));
  return diagnose('error', 'syntax-rows-alone', { rows, word: token.text }, span, fixes);
};

/** Words of the language in Chinese. */
const IN_CHINESE: Readonly<Record<string, string>> = { 且: 'and', 并且: 'and', 和: 'and', 或: 'or', 或者: 'or', 非: 'not', 不是: '!=' };
/** Soft words that begin a phrase. */
const SPOKEN: ReadonlySet<string> = new Set([
  'first',
  'last',
  'highest',
  'lowest',
  'any',
  'no',
  'count',
  'least',
  'most',
  'exactly',
  'age',
]);
const ORDINALS: Readonly<Record<string, string>> = { second: '2nd', third: '3rd', fourth: '4th', fifth: '5th' };

/** `AND`, `且`, `second visit`: the language's word in capitals, in Chinese, or spelt out. */
const otherSpelling: Habit = (stopped) => {
  const { tokens, at } = stopped;
  for (const place of [at - 1, at]) {
    const token = tokens[place];
    if (!token || token.kind === 'text' || token.kind === 'quotedName') continue;
    const lower = token.text.toLowerCase();
    const capitals = token.text !== lower && (HARD_WORDS.has(lower) || SPOKEN.has(lower)) ? lower : undefined;
    const ordinal = Object.hasOwn(ORDINALS, lower) && isName(tokens[place + 1]) ? ORDINALS[lower] : undefined;
    const meant = capitals ?? ordinal ?? (Object.hasOwn(IN_CHINESE, token.text) ? IN_CHINESE[token.text] : undefined);
    if (meant !== undefined) return expected(stopped, token, meant, [put(token, meant)]);
  }
  return null;
};

/** `value last lab(egfr)`, `mean value of lab(egfr)`: an `of` is missing. */
const ofMissing: Habit = (stopped) => {
  const { tokens, at } = stopped;
  for (const place of [at - 1, at]) {
    const [word, next, third] = [tokens[place], tokens[place + 1], tokens[place + 2]];
    if (!isName(word) || !next) continue;
    const pick = ['first', 'last', 'highest', 'lowest'].includes(next.text) || next.kind === 'ordinal';
    const column = SUMMARIES.has(word.text) && isName(next) && third?.text === 'of';
    if ((place === at - 1 && pick) || column)
      return expected(stopped, next, 'of', [writing([after(word, ' of')], `${word.text} of ${next.text}`)]);
  }
  return null;
};

/** `mean of lab(egfr)`: the column is missing. */
const columnMissing: Habit = ({ source, tokens, at }) => {
  const token = tokens[at];
  if (!isName(token) || tokens[at - 1]?.text !== 'of' || !SUMMARIES.has(tokens[at - 2]?.text ?? '') || tokens[at + 1]?.text === 'of')
    return null;
  const found = `\`${source.slice(token.start, token.end)}\``;
  return diagnose('error', 'syntax-expected', { found, expected: 'column', literals: [] }, { start: token.start, end: token.end }, [
    writing([before(token, 'value of ')], `value of ${token.text}`),
  ]);
};

/** `highest value of lab(egfr)` is a summary: `max of value of lab(egfr)`. */
const highestColumn: Habit = (stopped) => {
  const { tokens, at } = stopped;
  const [pick, column, of] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if ((pick?.text !== 'highest' && pick?.text !== 'lowest') || column?.kind !== 'word' || of?.text !== 'of') return null;
  const summary = `${pick.text === 'highest' ? 'max' : 'min'} of`;
  return expected(stopped, pick, summary, [
    writing([{ span: { start: pick.start, end: pick.end }, text: summary }], `${summary} ${column.text} of`),
  ]);
};

/** `365 days before index`, `in 365 days before index`: the window's `within`. */
const withinMissing: Habit = (stopped) => {
  const { tokens, at } = stopped;
  const token = tokens[at];
  if (token?.kind !== 'number' || tokens[at + 1]?.kind !== 'duration') return null;
  if (!['before', 'after', 'of', 'on'].includes(tokens[at + 2]?.text ?? '')) return null;
  const previous = tokens[at - 1];
  if (previous?.text === 'in') return expected(stopped, previous, 'within', [put(previous, 'within')]);
  return isName(previous) || previous?.text === ')'
    ? expected(stopped, token, 'within', [writing([before(token, 'within ')], `within ${token.text} ${tokens[at + 1].text}`)])
    : null;
};

/** `last lab(egfr) at index`: rows are `on` a day. */
const atDay: Habit = (stopped) => {
  const { tokens, at, stop } = stopped;
  if (!stop.trailing || tokens[at]?.text !== 'at' || !(isName(tokens[at - 1]) || tokens[at - 1]?.text === ')')) return null;
  return expected(stopped, tokens[at], 'on', [put(tokens[at], 'on')]);
};

/** `within 1 year of before index`. */
const ofTooMany: Habit = ({ source, tokens, at, rule }) => {
  const [of, token] = [tokens[at - 1], tokens[at]];
  if (!token || of?.text !== 'of') return null;
  const window = rule === 'DateBase' && ['before', 'after', 'on'].includes(token.text);
  const counted = rule === 'Counted' && ['least', 'most', 'exactly'].includes(tokens[at - 3]?.text ?? '');
  if (!window && !counted) return null;
  const span = { start: of.start, end: token.start };
  const fix: Fix = { title: { en: 'leave out `of`', zh: '去掉 `of`' }, edits: [{ span, text: '' }] };
  const found = `\`${source.slice(of.start, of.end)}\``;
  const params = window ? { found, expected: 'date' as const, literals: [] } : { found, expected: 'rows' as const, literals: [] };
  return diagnose('error', 'syntax-expected', params, { start: of.start, end: of.end }, [fix]);
};

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** `at least two`, `within one year`: numbers stand in digits. */
const numberWord: Habit = ({ source, tokens, at }) => {
  for (const place of [at - 1, at, at + 1]) {
    const token = tokens[place];
    const digits = token === undefined ? -1 : NUMBER_WORDS.indexOf(token.text);
    if (digits < 0 || !['least', 'most', 'exactly', 'within', 'spaced', 'every'].includes(tokens[place - 1]?.text ?? '')) continue;
    const found = `\`${source.slice(token.start, token.end)}\``;
    return diagnose('error', 'syntax-expected', { found, expected: 'number', literals: [] }, { start: token.start, end: token.end }, [
      put(token, String(digits)),
    ]);
  }
  return null;
};

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const LEFT_BOUNDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'where', 'when', '(', ',', ':', '=', 'include', 'exclude']);

/** `age at index > 18 and < 65`: the second comparison has no left side. */
const leftMissing: Habit = ({ source, tokens, at }) => {
  const token = tokens[at];
  if (!COMPARISONS.has(token?.text ?? '') || !['and', 'or'].includes(tokens[at - 1]?.text ?? '')) return null;
  let operator = at - 2;
  while (operator > 0 && !COMPARISONS.has(tokens[operator].text)) operator -= 1;
  let start = operator;
  while (start > 0 && !LEFT_BOUNDS.has(tokens[start - 1].text)) start -= 1;
  const span = { start: token.start, end: token.end };
  if (operator <= 0 || start === operator) return diagnose('error', 'syntax-left-missing', { operator: token.text }, span);
  const left = source.slice(tokens[start].start, tokens[operator - 1].end);
  return diagnose('error', 'syntax-left-missing', { operator: token.text }, span, [
    writing([before(token, `${left} `)], `${left} ${token.text}`),
  ]);
};

/** `between 18 to 65`. */
const betweenBounds: Habit = ({ source, tokens, at }) => {
  const token = tokens[at];
  if (token?.text !== 'to' && token?.text !== ',' && token?.text !== '-') return null;
  const between = tokens.slice(Math.max(0, at - 6), at).findLast(({ text }) => text === 'between' || text === 'and');
  if (between?.text !== 'between') return null;
  const found = `\`${source.slice(token.start, token.end)}\``;
  const fix = token.text === ',' ? writing([{ span: { start: token.start, end: token.end }, text: ' and' }], 'and') : put(token, 'and');
  return diagnose('error', 'syntax-between', { found }, { start: between.start, end: token.end }, [fix]);
};

/** `include Adults: …`: a label stands in quotes. */
const labelQuotes: Habit = ({ source, tokens, lead, at }) => {
  if (lead !== 'include' && lead !== 'exclude') return null;
  const colon = tokens.findIndex(({ kind, text }) => kind === 'mark' && text === ':');
  if (colon < 2 || at > colon || !tokens.slice(1, colon).every(({ kind }) => kind === 'word' || kind === 'number' || kind === 'duration'))
    return null;
  const span = { start: tokens[1].start, end: tokens[colon - 1].end };
  return diagnose('error', 'syntax-label-quotes', {}, span, [put(span, `"${source.slice(span.start, span.end)}"`)]);
};

/** `if C then A else B`. */
const ifThen: Habit = ({ tokens, at }) => {
  const place = [at - 1, at].find((one) => /^(if|iif)$/i.test(tokens[one]?.text ?? ''));
  if (place === undefined) return null;
  const word = tokens[place];
  const last = tokens[tokens.length - 1];
  const edits = [{ span: { start: word.start, end: word.end }, text: 'case when' }, ...(last.text === 'end' ? [] : [after(last, ' end')])];
  const fixes = tokens.some(({ text }) => text === 'then') ? [writing(edits, 'case when … then … else … end')] : [];
  return diagnose('error', 'syntax-if', { found: word.text }, { start: word.start, end: word.end }, fixes);
};

/** `case C then A end`: a branch begins with `when`. */
const whenMissing: Habit = (stopped) => {
  const { tokens, at } = stopped;
  if (tokens[at - 1]?.text !== 'case' || !tokens[at]) return null;
  return expected(stopped, tokens[at], 'when', [writing([before(tokens[at], 'when ')], `when ${tokens[at].text}`)]);
};

const NAMING: ReadonlySet<string> = new Set(['variable', 'let', 'outcome', 'param']);

/** `variable age at index`: the name and `=` are missing. */
const nameMissing: Habit = ({ source, tokens, lead, at }) => {
  const token = tokens[at];
  if (!NAMING.has(lead) || at !== 1 || token?.kind !== 'word' || HARD_WORDS.has(token.text)) return null;
  const found = `\`${source.slice(token.start, token.end)}\``;
  return diagnose('error', 'syntax-expected', { found, expected: 'name', literals: [] }, { start: token.start, end: token.end }, [
    writing([before(token, `${token.text} = `)], `${token.text} = ${token.text} …`),
  ]);
};

/** Words written for the one that the grammar waits for. */
const CONFUSED: Readonly<Record<string, readonly string[]>> = {
  until: ['to', 'till', 'up_to', 'for', 'from', 'through'],
  at: ['on', 'is', 'in', 'from', '=', ':'],
  to: ['and', 'until', 'till', '-', ','],
  '=': [':', 'is', 'as', 'in'],
  within: ['in', 'by', 'after'],
  entry: ['entries', 'row', 'visit', 'record', 'one', 'event'],
  entries: ['entry', 'rows', 'records'],
};

/** One word or sign of the language is missing, or another stands in its place. */
const wordMissing: Habit = (stopped) => {
  const { tokens, at, lead, stop } = stopped;
  const token = tokens[at];
  const wanted = lead === 'index' && at === 1 ? 'at' : stop.wanted;
  if (!token || wanted === null || !Object.hasOwn(CONFUSED, wanted)) return null;
  const other = CONFUSED[wanted].includes(token.text);
  if (!other && token.kind === 'mark' && token.text !== '(') return null;
  const next = tokens[at + 1];
  const whole = { start: token.start, end: next?.text === '=' && next.start === token.end ? next.end : token.end };
  const fix = other ? put(whole, wanted) : writing([before(token, `${wanted} `)], `${wanted} ${token.text}`);
  const params = {
    found: `\`${token.text}\``,
    expected: lead === 'index' && at === 1 ? ('index form' as const) : null,
    literals: [wanted],
  };
  return diagnose('error', 'syntax-expected', params, { start: token.start, end: token.end }, [fix]);
};

/** `in ("a", "b")`: a list stands in braces. */
const listBraces: Habit = ({ tokens, at }) => {
  const token = tokens[at];
  if (token?.text !== '(' || tokens[at - 1]?.text !== 'in') return null;
  const close = partner(tokens, at);
  const fixes =
    close < 0
      ? []
      : [
          {
            ...writing(
              [
                { span: { start: token.start, end: token.end }, text: '{ ' },
                { span: { start: tokens[close].start, end: tokens[close].end }, text: ' }' },
              ],
              'in { … }',
            ),
            asked: true as const,
          },
        ];
  return diagnose('error', 'syntax-list-braces', {}, { start: token.start, end: token.end }, fixes);
};

/** `in ICD10 "N18*"`, `in ICD-10 { … }`: how a code list is written. */
const codeList: Habit = ({ source, tokens, at }) => {
  const token = tokens[at];
  if (token?.kind === 'text' && isName(tokens[at - 1]) && ['in', '='].includes(tokens[at - 2]?.text ?? '')) {
    let last = at;
    while (tokens[last + 1]?.text === ',' && tokens[last + 2]?.kind === 'text') last += 2;
    const span = { start: token.start, end: tokens[last].end };
    const inner = source.slice(span.start, span.end);
    return diagnose('error', 'syntax-codes-braces', { system: tokens[at - 1].text }, span, [put(span, `{ ${inner} }`)]);
  }
  const [name, dash, number, brace] = tokens.slice(Math.max(0, at - 3), at + 1);
  if (token?.text !== '{' || dash?.text !== '-' || number?.kind !== 'number' || !isName(name) || brace !== token) return null;
  const span = { start: name.start, end: number.end };
  const found = `\`${source.slice(span.start, span.end)}\``;
  const params = { found, expected: 'code list' as const, literals: [] };
  return diagnose('error', 'syntax-expected', params, span, [put(span, name.text + number.text)]);
};

/** `"E10"-"E14"`, `N18*` without quotes. */
const codeItem: Habit = (stopped) => {
  const { source, tokens, at, rule } = stopped;
  const token = tokens[at];
  if (!token || (rule !== 'CodeList' && rule !== 'CodeItem' && rule !== 'Code')) return null;
  if ((token.text === '-' || token.text === 'to') && tokens[at - 1]?.kind === 'text')
    return expected(stopped, token, '..', [put(token, '..')]);
  if (token.kind !== 'word') return null;
  let last = at;
  while (tokens[last + 1]?.start === tokens[last].end && !['}', ',', '..'].includes(tokens[last + 1].text)) last += 1;
  const span = { start: token.start, end: tokens[last].end };
  const code = source.slice(span.start, span.end);
  return diagnose('error', 'syntax-expected', { found: `\`${code}\``, expected: 'code', literals: [] }, span, [put(span, `"${code}"`)]);
};

/** `kind is "in"`. */
const isValue: Habit = ({ source, tokens, at, rule }) => {
  const [word, token] = [tokens[at - 1], tokens[at]];
  if (rule !== 'Tail' || word?.text !== 'is' || !token) return null;
  const not = token.text === 'not' && tokens[at + 1] !== undefined;
  const span = { start: word.start, end: not ? token.end : word.end };
  const found = `\`${source.slice(token.start, token.end)}\``;
  const state = not && ['missing', 'known'].includes(tokens[at + 1].text);
  const absent = ['null', 'nothing', 'empty', 'none', 'na', 'unknown'].includes(token.text.toLowerCase());
  const fix = absent
    ? put(token, 'missing')
    : state
      ? put({ start: word.start, end: tokens[at + 1].end }, tokens[at + 1].text === 'missing' ? 'is known' : 'is missing')
      : put(span, not ? '!=' : '=');
  const params = { found, expected: null, literals: ['missing', 'known'] };
  return diagnose('error', 'syntax-expected', params, { start: token.start, end: token.end }, [fix]);
};

/** `kind = in`: a key that is a word of the language. */
const keyQuotes: Habit = ({ tokens, lead, at }) => {
  for (const place of [at, at - 1]) {
    const token = tokens[place];
    const defines = NAMING.has(lead) && place === 3;
    if (defines) continue;
    if (token?.kind !== 'word' || !HARD_WORDS.has(token.text) || !COMPARISONS.has(tokens[place - 1]?.text ?? '')) continue;
    const params = { found: `\`${token.text}\``, expected: 'value' as const, literals: [] };
    return diagnose('error', 'syntax-expected', params, { start: token.start, end: token.end }, [put(token, `"${token.text}"`)]);
  }
  return null;
};

/** `earliest(a as "x", b as "y")`: dates with labels stand in braces. */
const labelBraces: Habit = ({ tokens, at }) => {
  if (tokens[at]?.text !== 'as') return null;
  const open = tokens.findLastIndex(({ text }, place) => text === '(' && place < at && partner(tokens, place) > at);
  if (tokens[open - 1]?.text !== 'earliest') return null;
  const close = partner(tokens, open);
  let depth = 0;
  const edits: TextEdit[] = [];
  for (let place = open; place <= close; place += 1) {
    const { text, start, end, kind } = tokens[place];
    if (kind !== 'mark') continue;
    if (text === ')' || text === '}') depth -= 1;
    const mended = place === open ? ' { ' : place === close ? ' }' : text === ',' && depth === 1 ? ';' : null;
    if (mended !== null) edits.push({ span: { start, end }, text: mended });
    if (text === '(' || text === '{') depth += 1;
  }
  const span = { start: tokens[at].start, end: tokens[at].end };
  return diagnose('error', 'syntax-labels-braces', {}, span, [writing(edits, 'earliest { … as "…"; … }')]);
};

/** `include age at index >= 18;`: clauses need nothing at their end. */
const separator: Habit = ({ tokens, lead, at, stop }) => {
  const token = tokens[at];
  if (!stop.trailing || at !== tokens.length - 1 || (token.text !== ',' && token.text !== ';' && token.text !== '.')) return null;
  const span = { start: token.start, end: token.end };
  const fix: Fix = { title: { en: `leave out \`${token.text}\``, zh: `去掉 \`${token.text}\`` }, edits: [{ span, text: '' }] };
  return diagnose('error', 'syntax-unexpected', { found: `\`${token.text}\``, clause: lead }, span, [fix]);
};

const habits: readonly Habit[] = [
  otherSpelling,
  separator,
  labelQuotes,
  numberWord,
  ifThen,
  whenMissing,
  leftMissing,
  betweenBounds,
  withinMissing,
  atDay,
  ofTooMany,
  highestColumn,
  ofMissing,
  columnMissing,
  codeList,
  codeItem,
  listBraces,
  labelBraces,
  isValue,
  keyQuotes,
  rowsAlone,
  nameMissing,
  wordMissing,
];
