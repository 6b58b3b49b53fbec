/** Dates as one speaks of them. */
import { diagnose, type Fix } from '../../diagnostics/diagnostic';
import type { Span } from '../../source/span';
import { bothReadings } from '../joined-dates';
import type { RawToken } from '../scan';
import { COMPARISONS, type Habit } from './habit';

interface JoinedDates {
  readonly op: 'and' | 'or';
  /** The first of them, as written. */
  readonly first: string;
  readonly span: Span;
  readonly fixes: readonly Fix[];
}

/** Words before a date. */
const BEFORE_DATE: ReadonlySet<string> = new Set(['from', 'before', 'after', 'on', 'of', 'overlapping']);

/** Words and signs with which something else begins after a date. */
const AFTER_DATE: ReadonlySet<string> = new Set([
  ...['to', 'called', 'spaced', 'by', 'as', 'then', 'else', 'within', 'before', 'after', 'on', 'overlapping', 'ending'],
  ...['{', '}', ')', ',', ';'],
]);

/** The dates around a place that `and` or `or` joins where one date stands, with both readings; null where there are none. */
export function joinedDates(source: string, tokens: readonly RawToken[], at: number): JoinedDates | null {
  const start = tokens.findLastIndex(({ text }, place) => place < at && BEFORE_DATE.has(text)) + 1;
  const parts: RawToken[][] = [[]];
  let [op, depth, inWhere] = [null as 'and' | 'or' | null, 0, false];
  for (const token of start === 0 ? [] : tokens.slice(start)) {
    const { text } = token;
    const isOutside = depth === 0 && token.kind !== 'text';
    if (isOutside && (AFTER_DATE.has(text) || (!inWhere && COMPARISONS.has(text)))) break;
    if (isOutside && (text === 'and' || text === 'or')) {
      if (op !== null && op !== text) return null;
      op = text;
      inWhere = false;
      parts.push([]);
      continue;
    }
    if (text === 'where') inWhere = true;
    if (token.kind === 'mark') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    parts[parts.length - 1].push(token);
  }
  if (op === null || parts.some((part) => part.length === 0)) return null;
  const texts = parts.map((part) => source.slice(part[0].start, part[part.length - 1].end).replace(/\s+/g, ' '));
  const span = { start: parts[0][0].start, end: parts[parts.length - 1].at(-1)?.end ?? 0 };
  return { op, first: texts[0], span, fixes: bothReadings(op, span, texts) };
}

/** `days from death or index to exit`, `each visit before death or index`: dates joined where one stands. */
export const datesJoined: Habit = ({ source, tokens, at, stop }) => {
  const text = tokens[at]?.text;
  const isJoined = text === 'and' || text === 'or' || (text === 'to' && stop.trailing);
  const dates = isJoined ? joinedDates(source, tokens, at) : null;
  if (dates === null || (stop.wanted === 'to' && tokens.find(({ start }) => start >= dates.span.end)?.text !== 'to')) return null;
  return diagnose('error', 'type-dates-joined', { op: dates.op, date: dates.first }, dates.span, dates.fixes);
};
