/** Event rows, their picks, summaries and windows, said as one would say them. */
import { diagnose, type Fix } from '../../diagnostics/diagnostic';
import { ROW_OPENERS } from '../clauses';
import { after, before, expected, type Habit, isName, partner, put, writing } from './habit';

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
export const rowsAlone: Habit = ({ source, tokens, lead, at }) => {
  const token = tokens[at];
  const last = tokens[at - 1];
  if (!SUFFIX_WORDS.has(token?.text ?? '') || !last) return null;
  const start = last.text === ')' ? partner(tokens, at - 1) - 1 : at - 1;
  if (!isName(tokens[start]) || tokens[start - 1]?.text === '.') return null;
  // `any where …`: the rows themselves are missing.
  if (ROW_OPENERS.has(tokens[start].text)) {
    const params = { found: `\`${token.text}\``, expected: 'rows' as const, literals: [] };
    return diagnose('error', 'syntax-expected', params, { start: token.start, end: token.end });
  }
  const ofColumn = tokens[start - 1]?.text === 'of';
  const date = lead === 'index' || lead === 'follow' || lead === 'outcome' || lead === 'time';
  const openers = ofColumn ? ['last', 'first'] : date ? ['first', 'last'] : lead === 'variable' ? ['any', 'count of'] : ['any', 'no'];
  const span = { start: tokens[start].start, end: last.end };
  const rows = source.slice(span.start, span.end);
  const fixes = openers.map((opener) => writing([before(span, `${opener} `)], `${opener} ${rows}`));
  return diagnose('error', 'syntax-rows-alone', { rows, word: token.text }, span, fixes);
};

/** `value last lab(egfr)`, `mean value of lab(egfr)`: an `of` is missing. */
export const ofMissing: Habit = (stopped) => {
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
export const columnMissing: Habit = ({ source, tokens, at }) => {
  const token = tokens[at];
  if (!isName(token) || tokens[at - 1]?.text !== 'of' || !SUMMARIES.has(tokens[at - 2]?.text ?? '') || tokens[at + 1]?.text === 'of')
    return null;
  const found = `\`${source.slice(token.start, token.end)}\``;
  return diagnose('error', 'syntax-expected', { found, expected: 'column', literals: [] }, { start: token.start, end: token.end }, [
    writing([before(token, 'value of ')], `value of ${token.text}`),
  ]);
};

/** `highest value of lab(egfr)` is a summary: `max of value of lab(egfr)`. */
export const highestColumn: Habit = (stopped) => {
  const { tokens, at } = stopped;
  const [pick, column, of] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if ((pick?.text !== 'highest' && pick?.text !== 'lowest') || column?.kind !== 'word' || of?.text !== 'of') return null;
  const summary = `${pick.text === 'highest' ? 'max' : 'min'} of`;
  return expected(stopped, pick, summary, [
    writing([{ span: { start: pick.start, end: pick.end }, text: summary }], `${summary} ${column.text} of`),
  ]);
};

/** `365 days before index`, `in 365 days before index`: the window's `within`. */
export const withinMissing: Habit = (stopped) => {
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
export const atDay: Habit = (stopped) => {
  const { tokens, at, stop } = stopped;
  if (!stop.trailing || tokens[at]?.text !== 'at' || !(isName(tokens[at - 1]) || tokens[at - 1]?.text === ')')) return null;
  return expected(stopped, tokens[at], 'on', [put(tokens[at], 'on')]);
};

/** `within 1 year of before index`. */
export const ofTooMany: Habit = ({ source, tokens, at, rule }) => {
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
