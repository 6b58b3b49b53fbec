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
const BEFORE_DATE: ReadonlySet<string> = new Set(['from', 'to', 'at', 'before', 'after', 'on', 'of', 'overlapping']);

/** Words and signs with which something else begins after a date. */
const AFTER_DATE: ReadonlySet<string> = new Set(['to', 'called', 'spaced', 'by', 'as', 'then', 'else', '{', '}', ')', ',', ';']);

/** Words that begin a window: of the rows before it, else of what the dates stand in. */
const WINDOWS: ReadonlySet<string> = new Set(['within', 'before', 'after', 'on', 'overlapping', 'ending']);

/** Words with which a row that stands for its date begins. */
const PICKS: ReadonlySet<string> = new Set(['first', 'last', 'highest', 'lowest', 'any', 'date']);

/** Words with which a date begins, so that an `or` before one ends the condition of a `where`. */
const DATES: ReadonlySet<string> = new Set([...PICKS, 'index', 'exit', 'birth', 'death', 'start', 'earliest', 'latest']);

interface Part {
  readonly tokens: RawToken[];
  windowed: boolean;
}

function isRows({ tokens: [first] }: Part): boolean {
  return first !== undefined && (PICKS.has(first.text) || first.kind === 'ordinal');
}

/** The dates that begin at a place, joined by one of `and` and `or`, and a window that follows the last of them; null where both join. */
function partsFrom(
  tokens: readonly RawToken[],
): { readonly op: JoinedDates['op'] | null; readonly parts: readonly Part[]; readonly window: readonly RawToken[] } | null {
  const parts: Part[] = [{ tokens: [], windowed: false }];
  let [op, depth, inWhere] = [null as JoinedDates['op'] | null, 0, false];
  for (const [at, token] of tokens.entries()) {
    const { text } = token;
    const part = parts[parts.length - 1];
    const isOutside = depth === 0 && token.kind !== 'text';
    if (isOutside && ((AFTER_DATE.has(text) && !(inWhere && text === '{')) || (!inWhere && COMPARISONS.has(text)))) break;
    if (isOutside && WINDOWS.has(text)) {
      if (!isRows(part)) return { op, parts, window: windowAt(tokens.slice(at)) };
      part.windowed = true;
      inWhere = false;
    }
    const next = tokens[at + 1];
    if (isOutside && (text === 'and' || text === 'or') && !(inWhere && next?.kind !== 'date' && !DATES.has(next?.text ?? ''))) {
      if (op !== null && op !== text) return null;
      op = text;
      inWhere = false;
      parts.push({ tokens: [], windowed: false });
      continue;
    }
    if (text === 'where') inWhere = true;
    if (token.kind === 'mark') depth += text === '(' || text === '{' ? 1 : text === ')' || text === '}' ? -1 : 0;
    part.tokens.push(token);
  }
  return { op, parts, window: [] };
}

/** The words of the window with which some tokens begin. */
function windowAt(tokens: readonly RawToken[]): readonly RawToken[] {
  const end = tokens.findIndex(({ text }) => AFTER_DATE.has(text) || text === 'and' || COMPARISONS.has(text));
  return end < 0 ? tokens : tokens.slice(0, end);
}

/**
 * The window after the last of some dates, where it may be meant of rows among them that have none: a date without rows comes after a day as
 * written, but cannot be kept to a length of time.
 */
function sharedWindow(parts: readonly Part[], after: readonly RawToken[]): readonly RawToken[] {
  const last = parts[parts.length - 1];
  const window = last.windowed ? last.tokens.slice(last.tokens.findIndex(({ text }) => WINDOWS.has(text))) : after;
  const follows = window[0]?.text === 'after' || (window[0]?.text === 'on' && window[2]?.text === 'after');
  const isShared = parts.some((part) => isRows(part) && !part.windowed) && (follows || parts.every(isRows));
  return isShared ? window : [];
}

/**
 * The dates around a place that `and` or `or` joins where one date stands, with both readings; null where there are none. A window after the
 * last of them is meant of all rows among them that have none.
 */
export function joinedDates(source: string, tokens: readonly RawToken[], at: number): JoinedDates | null {
  const start = tokens.findLastIndex(({ text }, place) => place < at && BEFORE_DATE.has(text)) + 1;
  const found = start === 0 ? null : partsFrom(tokens.slice(start));
  if (!found || found.op === null || found.parts.some((part) => part.tokens.length === 0)) return null;
  const { op, parts } = found;
  const written = (some: readonly RawToken[]): string =>
    some.length === 0 ? '' : source.slice(some[0].start, some[some.length - 1].end).replace(/\s+/g, ' ');
  const texts = parts.map((part) => written(part.tokens));
  const last = parts[parts.length - 1];
  const shared = sharedWindow(parts, found.window);
  const all = parts.map((part, place) =>
    isRows(part) && !part.windowed && shared.length > 0 ? `${texts[place]} ${written(shared)}` : texts[place],
  );
  const end = [...last.tokens, ...(last.windowed ? [] : shared)].at(-1)?.end ?? 0;
  const span = { start: parts[0].tokens[0].start, end };
  const asWritten = last.windowed && shared.length > 0 ? bothReadings(op, span, texts).slice(0, 1) : [];
  return { op, first: texts[0], span, fixes: [...bothReadings(op, span, all), ...asWritten] };
}

/** `days from death or index to exit`, `each visit before death or index`: dates joined where one stands. */
export const datesJoined: Habit = ({ source, tokens, at, stop }) => {
  const text = tokens[at]?.text;
  const isJoined = text === 'and' || text === 'or' || (text === 'to' && stop.trailing);
  const dates = isJoined ? joinedDates(source, tokens, at) : null;
  if (dates === null || (stop.wanted === 'to' && tokens.find(({ start }) => start >= dates.span.end)?.text !== 'to')) return null;
  return diagnose('error', 'type-dates-joined', { op: dates.op, date: dates.first }, dates.span, dates.fixes);
};
