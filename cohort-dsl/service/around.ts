import type { RawToken } from '../syntax/scan';
import type { Cursor } from './cursor';

/** How many words and signs of a clause are looked at before the cursor, and how long they may be together. */
const MOST_TOKENS = 400;
const MOST_LENGTH = 20_000;

const SEPARATORS: ReadonlySet<string> = new Set([',', ';', 'and', 'or']);

/** A shorter program in which the same may be written at the cursor. */
export interface Shortened {
  readonly source: string;
  readonly offset: number;
}

/**
 * A program whose cursor stands in a clause of great length, without what no longer matters there: of each list or chain that is open at the
 * cursor the first part and the last two stay, and the clause ends at the cursor. Null where that leaves too much.
 */
export function shortened(source: string, cursor: Cursor): Shortened | null {
  const { before, offset } = cursor;
  const kept = neededAt(before);
  if (kept.length > MOST_TOKENS || lengthOf(kept) > MOST_LENGTH) return null;
  const start = before[0].start;
  const last = before[before.length - 1];
  const head = source.slice(0, start) + kept.map((token) => source.slice(token.start, token.end)).join(' ');
  const wordEnd = cursor.text?.end ?? cursor.word.end;
  const end = Math.max(cursor.clauseEnd, wordEnd);
  return {
    source: `${head}${source.slice(last.end, wordEnd)}\n${source.slice(end)}`,
    offset: head.length + offset - last.end,
  };
}

/** Whether the cursor's clause is too long to be looked at as a whole. */
export function isLong({ before }: Cursor): boolean {
  return before.length > MOST_TOKENS || lengthOf(before) > MOST_LENGTH;
}

function lengthOf(tokens: readonly RawToken[]): number {
  return tokens.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The tokens without the middle parts of what is open after them. */
function neededAt(tokens: readonly RawToken[]): readonly RawToken[] {
  const open: number[][] = [[]];
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== 'mark' && kind !== 'word') continue;
    if (text === '(' || text === '{') open.push([]);
    else if ((text === ')' || text === '}') && open.length > 1) open.pop();
    else if (SEPARATORS.has(text)) open[open.length - 1].push(at);
  }
  const dropped = open.flatMap((separators) => (separators.length < 3 ? [] : [[separators[0], separators[separators.length - 2]]]));
  return tokens.filter((_, at) => !dropped.some(([from, to]) => from <= at && at < to));
}
