/** Phrases of everyday writing and of SQL for what the language says in other words. */
import { diagnose, type Fix } from '../../diagnostics/diagnostic';
import type { RawToken } from '../scan';
import { before, COMPARISONS, expected, type Habit, isName, partner, put, writing } from './habit';

/** Words before event rows, by the word meant. */
const OPENERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['exists', 'exist', 'has', 'have', 'having', 'some', '有', '存在'].map((word) => [word, 'any'])),
  ...Object.fromEntries(['without', 'never', 'lacks', 'zero', '无', '没有'].map((word) => [word, 'no'])),
  ...Object.fromEntries(['latest', 'newest', 'recent', 'final', '末次', '最后'].map((word) => [word, 'last'])),
  ...Object.fromEntries(['earliest', 'oldest', 'initial', '首次', '第一次'].map((word) => [word, 'first'])),
  atleast: 'at least',
  at_least: 'at least',
  atmost: 'at most',
  at_most: 'at most',
};

/** Summaries by other names. */
const SUMMARIES: Readonly<Record<string, string>> = {
  number: 'count',
  avg: 'mean',
  average: 'mean',
  maximum: 'max',
  minimum: 'min',
  total: 'sum',
  std: 'sd',
  stdev: 'sd',
  stddev: 'sd',
};

/** Words for a side of a date. */
const SIDES: Readonly<Record<string, string>> = {
  since: 'on or after',
  until: 'on or before',
  till: 'on or before',
  upto: 'on or before',
  previous: 'before',
  preceding: 'before',
  following: 'after',
  之前: 'before',
  之后: 'after',
};

const TESTS: Readonly<Record<string, string>> = {
  like: 'contains',
  ilike: 'contains',
  includes: 'contains',
  startswith: 'starts with',
  starts_with: 'starts with',
  beginswith: 'starts with',
};

const spanOf = (from: RawToken, to: RawToken = from) => ({ start: from.start, end: to.end });

/** `exists visit`, `without visit`, `value of latest lab(egfr)`, `atleast 2 visit`. */
export const otherOpener: Habit = (stopped) => {
  const { tokens, lead, at } = stopped;
  for (const place of [at - 1, at]) {
    const [word, next] = [tokens[place], tokens[place + 1]];
    if (!word || !next || (lead === 'index' && word.text === 'without') || !Object.hasOwn(OPENERS, word.text)) continue;
    const meant = OPENERS[word.text];
    if (meant.startsWith('at ') ? next.kind !== 'number' : !isName(next)) continue;
    const first = word.text === 'recent' && tokens[place - 1]?.text === 'most' ? tokens[place - 1] : word;
    return expected(stopped, first, meant, [put(spanOf(first, word), meant)]);
  }
  return null;
};

/** `avg of value of …`, `number of visit`; `mean(value of lab(egfr) before index)`, `count(visit before index)`. */
export const otherSummary: Habit = (stopped) => {
  const { tokens, at } = stopped;
  for (let place = at - 1; place >= Math.max(0, at - 8); place -= 1) {
    const [word, next] = [tokens[place], tokens[place + 1]];
    const meant = Object.hasOwn(SUMMARIES, word.text) ? SUMMARIES[word.text] : word.text;
    if (next?.text === 'of' && meant !== word.text) return expected(stopped, word, `${meant} of`, [put(word, meant)]);
    if (next?.text !== '(' || !['count', 'mean', 'median', 'min', 'max', 'sum', 'sd'].includes(meant)) continue;
    const columned = tokens[place + 3]?.text === 'of';
    if ((meant === 'count') === columned) continue;
    const column = columned ? ` of ${tokens[place + 2].text}` : '';
    const edit = {
      span: columned ? { start: word.start, end: tokens[place + 4]?.start ?? word.end } : spanOf(word),
      text: `${meant}${column} of${columned ? ' (' : ' '}`,
    };
    return expected(stopped, word, `${meant}${column} of`, [writing([edit], `${meant}${column} of (…)`)]);
  }
  return null;
};

/** `last value of lab(egfr)`: the column comes before the pick. */
export const columnAfterPick: Habit = (stopped) => {
  const { tokens, at } = stopped;
  const [pick, column, of] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!['first', 'last'].includes(pick?.text ?? '') || column?.kind !== 'word' || of?.text !== 'of') return null;
  return expected(stopped, spanOf(pick, of), 'of', [put(spanOf(pick, of), `${column.text} of ${pick.text}`)]);
};

/** `prior to index`, `since index`, `up to index`. */
export const otherSide: Habit = (stopped) => {
  const { tokens, at, lead } = stopped;
  const [word, next] = [tokens[at], tokens[at + 1]];
  if (!word || at < 2 || stopped.stop.wanted === 'to') return null;
  const pair = next?.text === 'to' && (word.text === 'prior' || word.text === 'up');
  const meant = pair
    ? word.text === 'up'
      ? 'on or before'
      : 'before'
    : lead === 'follow' || !Object.hasOwn(SIDES, word.text)
      ? undefined
      : SIDES[word.text];
  return meant === undefined ? null : expected(stopped, word, meant, [put(spanOf(word, pair ? next : word), meant)]);
};

/** `within the 90 days before index`, `within 90 days of the index`, `in the 90 days before index`. */
export const article: Habit = (stopped) => {
  const { tokens, at } = stopped;
  const place = [at - 1, at].find((one) => tokens[one]?.text === 'the' && tokens[one + 1] !== undefined);
  if (place === undefined) return null;
  const [previous, the, next] = [tokens[place - 1], tokens[place], tokens[place + 1]];
  if (previous?.text === 'in' && next.kind === 'number')
    return expected(stopped, previous, 'within', [put(spanOf(previous, the), 'within')]);
  const fix: Fix = {
    title: { en: 'leave out `the`', zh: '去掉 `the`' },
    edits: [{ span: { start: the.start, end: next.start }, text: '' }],
  };
  return diagnose('error', 'syntax-unexpected', { found: '`the`', clause: stopped.lead }, spanOf(the), [fix]);
};

/** `>= 2 visit`, `more than 1 visit`: how many rows. */
export const howMany: Habit = (stopped) => {
  const { tokens, at } = stopped;
  for (const place of [at, at - 1]) {
    const sign = tokens[place];
    const worded = tokens[place + 1]?.text === 'than' && ['more', 'fewer', 'less'].includes(sign?.text ?? '');
    const number = tokens[place + (worded ? 2 : 1)];
    // A word after a number arrives as a unit.
    const rows = tokens[place + (worded ? 3 : 2)];
    if (number?.kind !== 'number' || (rows?.kind !== 'unit' && !isName(rows))) continue;
    const opens = place === 1 || ['and', 'or', 'not', '(', ':', '='].includes(tokens[place - 1]?.text ?? '');
    const count = Number(number.text);
    if (!opens || !Number.isSafeInteger(count)) continue;
    const form = { '>=': `at least ${count}`, '<=': `at most ${count}`, '=': `exactly ${count}`, '>': `at least ${count + 1}` };
    const phrase = worded && sign.text === 'more' ? form['>'] : worded ? `at most ${count - 1}` : form[sign.text as keyof typeof form];
    if (phrase !== undefined) return expected(stopped, sign, phrase, [put(spanOf(sign, number), phrase)]);
  }
  return null;
};

/** `any lab(egfr) < 60 … before index`: the condition on the value stands after `where`. */
export const valueOfRows: Habit = (stopped) => {
  const { tokens, at } = stopped;
  const sign = tokens.findLastIndex(({ text }, place) => place < at && COMPARISONS.has(text));
  const open = tokens[sign - 1]?.text === ')' ? partner(tokens, sign - 1) : -1;
  if (open < 2 || !isName(tokens[open - 1]) || !['any', 'no'].includes(tokens[open - 2].text)) return null;
  return expected(stopped, tokens[sign], 'where', [writing([before(tokens[sign], 'where value ')], `where value ${tokens[sign].text}`)]);
};

/** `> =`, `like "%x%"`, `startswith "x"`, `code = ICD10 { … }`. */
export const otherTest: Habit = (stopped) => {
  const { tokens, at } = stopped;
  const [previous, word, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!word || !previous) return null;
  if (word.text === '=' && (previous.text === '>' || previous.text === '<'))
    return expected(stopped, spanOf(previous, word), `${previous.text}=`, [put(spanOf(previous, word), `${previous.text}=`)]);
  if ((previous.text === '=' || previous.text === '!=') && /^[A-Z]/.test(word.text) && next?.text === '{') {
    const meant = previous.text === '=' ? 'in' : 'not in';
    return expected(stopped, previous, meant, [put(previous, meant)]);
  }
  const lower = word.text.toLowerCase();
  if (!Object.hasOwn(TESTS, lower) || next?.kind !== 'text') return null;
  const text = next.text.slice(1, -1);
  const meant = /^[^%]+%$/.test(text) ? 'starts with' : TESTS[lower];
  return expected(stopped, word, meant, [put(spanOf(word, next), `${meant} "${text.replaceAll('%', '')}"`)]);
};

/** `follow until 5 years after index`, `follow up until death`. */
export const followFor: Habit = (stopped) => {
  const { source, tokens, lead, at } = stopped;
  const word = tokens[at];
  if (lead !== 'follow' || !word) return null;
  if (word.text === 'up' && tokens[at + 1]?.text === 'until')
    return expected(stopped, word, 'until', [put(spanOf(word, tokens[at + 1]), 'until')]);
  const [number, unit] = [tokens[at - 2], tokens[at - 1]];
  const side = ['after', 'from', 'before'].includes(word.text);
  if (!side || number?.kind !== 'number' || unit?.kind !== 'duration' || !tokens.slice(at + 1).every(({ kind }) => kind === 'word'))
    return null;
  const last = tokens[tokens.length - 1];
  const date = source.slice(word.end, last.end).trim();
  if (date === '') return null;
  const shifted = `${date} ${word.text === 'before' ? '-' : '+'} ${number.text} ${unit.text}`;
  return expected(stopped, word, word.text === 'before' ? '-' : '+', [put(spanOf(number, last), shifted)]);
};

/** `series s = lab(egfr) (date, value)`, `{ date value }`: columns stand in braces, apart by commas. */
export const seriesColumns: Habit = (stopped) => {
  const { tokens, lead, at } = stopped;
  const last = tokens[tokens.length - 1];
  const open = lead === 'series' && (last.text === ')' || last.text === '}') ? partner(tokens, tokens.length - 1) : -1;
  const names = tokens.slice(open + 1, -1).filter(({ text }) => text !== ',');
  if (open < 4 || names.length === 0 || !names.every(isName) || (at !== open && at !== tokens.length)) return null;
  if (tokens[open - 1].end === tokens[open].start) return null;
  const list = `{ ${names.map(({ text }) => text).join(', ')} }`;
  return expected(stopped, spanOf(tokens[open], last), list, [put(spanOf(tokens[open], last), list)]);
};
