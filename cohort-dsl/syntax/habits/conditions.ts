/** Conditions, labels and choices as other languages write them. */
import { diagnose, type Fix } from '../../diagnostics/diagnostic';
import { HARD_WORDS } from '../words';
import { after, before, COMPARISONS, expected, type Habit, NAMING, put, writing } from './habit';

const LEFT_BOUNDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'where', 'when', '(', ',', ':', '=', 'include', 'exclude']);

/** `age at index > 18 and < 65`: the second comparison has no left side. */
export const leftMissing: Habit = ({ source, tokens, at }) => {
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
export const betweenBounds: Habit = ({ source, tokens, at }) => {
  const token = tokens[at];
  if (token?.text !== 'to' && token?.text !== ',' && token?.text !== '-') return null;
  const between = tokens.slice(Math.max(0, at - 6), at).findLast(({ text }) => text === 'between' || text === 'and');
  if (between?.text !== 'between') return null;
  const found = `\`${source.slice(token.start, token.end)}\``;
  const fix = token.text === ',' ? writing([{ span: { start: token.start, end: token.end }, text: ' and' }], 'and') : put(token, 'and');
  return diagnose('error', 'syntax-between', { found }, { start: between.start, end: token.end }, [fix]);
};

/** `include Adults: …`: a label stands in quotes. */
export const labelQuotes: Habit = ({ source, tokens, lead, at }) => {
  if (lead !== 'include' && lead !== 'exclude') return null;
  const colon = tokens.findIndex(({ kind, text }) => kind === 'mark' && text === ':');
  if (colon < 2 || at > colon || !tokens.slice(1, colon).every(({ kind }) => kind === 'word' || kind === 'number' || kind === 'duration'))
    return null;
  const span = { start: tokens[1].start, end: tokens[colon - 1].end };
  return diagnose('error', 'syntax-label-quotes', {}, span, [put(span, `"${source.slice(span.start, span.end)}"`)]);
};

/** `if C then A else B`. */
export const ifThen: Habit = ({ tokens, at }) => {
  const place = [at - 1, at].find((one) => /^(if|iif)$/i.test(tokens[one]?.text ?? ''));
  if (place === undefined) return null;
  const word = tokens[place];
  const last = tokens[tokens.length - 1];
  const edits = [{ span: { start: word.start, end: word.end }, text: 'case when' }, ...(last.text === 'end' ? [] : [after(last, ' end')])];
  const fixes = tokens.some(({ text }) => text === 'then') ? [writing(edits, 'case when … then … else … end')] : [];
  return diagnose('error', 'syntax-if', { found: word.text }, { start: word.start, end: word.end }, fixes);
};

/** `case C then A end`: a branch begins with `when`. */
export const whenMissing: Habit = (stopped) => {
  const { tokens, at } = stopped;
  if (tokens[at - 1]?.text !== 'case' || !tokens[at]) return null;
  return expected(stopped, tokens[at], 'when', [writing([before(tokens[at], 'when ')], `when ${tokens[at].text}`)]);
};

/** `missing` for a word that says so in other languages. */
function absent(text: string): 'missing' | null {
  return ['null', 'nothing', 'empty', 'none', 'na', 'unknown'].includes(text.toLowerCase()) ? 'missing' : null;
}

/** `kind is "in"`, `is not null`, `is between 1 and 2`. */
export const isValue: Habit = ({ source, tokens, at, rule }) => {
  const [word, token] = [tokens[at - 1], tokens[at]];
  if (rule !== 'Tail' || word?.text !== 'is' || !token) return null;
  const not = token.text === 'not' && tokens[at + 1] !== undefined;
  const span = { start: word.start, end: not ? token.end : word.end };
  const found = `\`${source.slice(token.start, token.end)}\``;
  const state = not ? (['known', 'missing'].find((one) => one === tokens[at + 1].text) ?? absent(tokens[at + 1].text)) : null;
  const test = COMPARISONS.has(token.text) || ['between', 'in', 'contains', 'starts'].includes(token.text);
  const leaveOut: Fix = {
    title: { en: 'leave out `is`', zh: '去掉 `is`' },
    edits: [{ span: { start: word.start, end: token.start }, text: '' }],
  };
  const fix = absent(token.text)
    ? put(token, 'missing')
    : state
      ? put({ start: word.start, end: tokens[at + 1].end }, state === 'missing' ? 'is known' : 'is missing')
      : test
        ? leaveOut
        : put(span, not ? '!=' : '=');
  const params = { found, expected: null, literals: ['missing', 'known'] };
  return diagnose('error', 'syntax-expected', params, { start: token.start, end: token.end }, [fix]);
};

/** `kind = in`: a key that is a word of the language. */
export const keyQuotes: Habit = ({ tokens, lead, at }) => {
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
