/** Words spelt otherwise, missing or too many. */
import { diagnose, type Fix } from '../../diagnostics/diagnostic';
import type { RawToken } from '../scan';
import { HARD_WORDS, SOFT_WORDS } from '../words';
import { before, expected, type Habit, isName, NAMING, put, writing } from './habit';

/** Words of the language in Chinese. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  且: 'and',
  并且: 'and',
  和: 'and',
  或: 'or',
  或者: 'or',
  非: 'not',
  不是: '!=',
  纳入: 'include',
  入选: 'include',
  排除: 'exclude',
  剔除: 'exclude',
  变量: 'variable',
  结局: 'outcome',
};

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

/** The word of the language that another spelling stands for: in capitals, in Chinese; null where it is none. */
export function plainWord({ kind, text }: Pick<RawToken, 'kind' | 'text'>): string | null {
  if (kind === 'text' || kind === 'quotedName') return null;
  const lower = text.toLowerCase();
  if (text !== lower && (HARD_WORDS.has(lower) || SPOKEN.has(lower))) return lower;
  return Object.hasOwn(IN_CHINESE, text) ? IN_CHINESE[text] : null;
}

const ORDINALS: Readonly<Record<string, string>> = { second: '2nd', third: '3rd', fourth: '4th', fifth: '5th' };

/** `AND`, `且`, `second visit`: the language's word in capitals, in Chinese, or spelt out. */
export const otherSpelling: Habit = (stopped) => {
  const { tokens, lead, at } = stopped;
  for (const place of [at - 1, at]) {
    const token = tokens[place];
    if (!token) continue;
    const lower = token.text.toLowerCase();
    const ordinal = lead !== 'keep' && Object.hasOwn(ORDINALS, lower) && isName(tokens[place + 1]) ? ORDINALS[lower] : null;
    const meant = plainWord(token) ?? ordinal;
    if (meant !== null) return expected(stopped, token, meant, [put(token, meant)]);
  }
  return null;
};

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** `at least two`, `within one year`: numbers stand in digits. */
export const numberWord: Habit = ({ source, tokens, at }) => {
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

/** `variable age at index`: the name and `=` are missing. */
export const nameMissing: Habit = ({ source, tokens, lead, at }) => {
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
export const wordMissing: Habit = (stopped) => {
  const { tokens, at, lead, stop } = stopped;
  const token = tokens[at];
  const wanted = lead === 'index' && at === 1 ? 'at' : stop.wanted;
  if (!token || wanted === null || !Object.hasOwn(CONFUSED, wanted)) return null;
  const other = CONFUSED[wanted].includes(token.text);
  if (!other && (token.kind === 'mark' ? token.text !== '(' : token.text === 'and' || token.text === 'or')) return null;
  const next = tokens[at + 1];
  const whole = { start: token.start, end: next?.text === '=' && next.start === token.end ? next.end : token.end };
  const isWord = token.kind === 'word' && !HARD_WORDS.has(token.text) && !SOFT_WORDS.has(token.text);
  const instead = other || isWord ? [put(whole, wanted)] : [];
  const fixes = other ? instead : [writing([before(token, `${wanted} `)], `${wanted} ${token.text}`), ...instead];
  const params = {
    found: `\`${token.text}\``,
    expected: lead === 'index' && at === 1 ? ('index form' as const) : null,
    literals: [wanted],
  };
  return diagnose('error', 'syntax-expected', params, { start: token.start, end: token.end }, fixes);
};

/** `include age at index >= 18;`: clauses need nothing at their end. */
export const separator: Habit = ({ tokens, lead, at, stop }) => {
  const token = tokens[at];
  if (!stop.trailing || at !== tokens.length - 1 || (token.text !== ',' && token.text !== ';' && token.text !== '.')) return null;
  const span = { start: token.start, end: token.end };
  const fix: Fix = { title: { en: `leave out \`${token.text}\``, zh: `去掉 \`${token.text}\`` }, edits: [{ span, text: '' }] };
  return diagnose('error', 'syntax-unexpected', { found: `\`${token.text}\``, clause: lead }, span, [fix]);
};
