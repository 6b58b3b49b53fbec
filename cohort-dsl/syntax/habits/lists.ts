/** Lists, code lists and labelled dates without their braces. */
import { diagnose, type TextEdit } from '../../diagnostics/diagnostic';
import { HARD_WORDS } from '../words';
import { expected, type Habit, isName, partner, put, writing } from './habit';

/** `in ("a", "b")`: a list stands in braces. */
export const listBraces: Habit = ({ tokens, at }) => {
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
export const codeList: Habit = ({ source, tokens, at }) => {
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
export const codeItem: Habit = (stopped) => {
  const { source, tokens, at, rule } = stopped;
  const token = tokens[at];
  if (!token || (rule !== 'CodeList' && rule !== 'CodeItem' && rule !== 'Code')) return null;
  if ((token.text === '-' || token.text === 'to') && tokens[at - 1]?.kind === 'text')
    return expected(stopped, token, '..', [put(token, '..')]);
  if (token.kind !== 'word') return null;
  const close = tokens.findIndex(({ text }, place) => place > at && text === '}');
  const edits: TextEdit[] = [];
  for (let place = at; place < (close < 0 ? tokens.length : close); place += 1) {
    if (tokens[place].kind !== 'word' || HARD_WORDS.has(tokens[place].text)) continue;
    const first = place;
    while (tokens[place + 1]?.start === tokens[place].end && !['}', ',', '..'].includes(tokens[place + 1].text)) place += 1;
    const span = { start: tokens[first].start, end: tokens[place].end };
    edits.push({ span, text: `"${source.slice(span.start, span.end)}"` });
  }
  const [first] = edits;
  if (!first) return null;
  const params = { found: `\`${source.slice(first.span.start, first.span.end)}\``, expected: 'code' as const, literals: [] };
  return diagnose('error', 'syntax-expected', params, first.span, [writing(edits, edits.map(({ text }) => text).join(', '))]);
};

/** `earliest(a as "x", b as "y")`: dates with labels stand in braces. */
export const labelBraces: Habit = ({ tokens, at }) => {
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
