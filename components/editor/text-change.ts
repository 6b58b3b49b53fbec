/** Where somebody is in a text, in offsets: the selection runs from `anchor` to `head`, where the cursor stands. */
export interface TextSelection {
  readonly anchor: number;
  readonly head: number;
}

/** Whether a text holds half a surrogate pair: somebody is in the middle of a character. */
export function isHalf(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** A text as it is kept: line ends are LF, and there is no NUL. */
export function keptText(text: string): string {
  return text.replaceAll(/\r\n?/gu, '\n').replaceAll('\0', '');
}

/** How many characters two lines begin with in common, blanks before them aside; 0 for a blank line. */
function likeness(a: string, b: string): number {
  const [left, right] = [a.trimStart(), b.trimStart()];
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}

/** Fewer characters in common say nothing: every clause begins with its word. */
const LEAST_LIKENESS = 9;

/** The new lines that stand for old ones between what is the same above and below, in order: equal ones, else the most alike. */
function matchLines(old: readonly string[], now: readonly string[]): number[] {
  let from = 0;
  return old.map((line, at) => {
    const rest = now.slice(from);
    const equal = line.trim() === '' ? -1 : rest.indexOf(line);
    const alike = rest.map((other) => likeness(line, other));
    const best = Math.max(0, ...alike);
    const found = equal !== -1 ? equal : best >= LEAST_LIKENESS ? alike.indexOf(best) : -1;
    if (found === -1) return Math.min(Math.max(at, from), Math.max(0, now.length - 1));
    from += found + 1;
    return from - 1;
  });
}

/**
 * Where lines of an earlier text stand in a later one, as a function of the line's number from 0: lines above and below what changed
 * keep their text, those between go where the same text or the most alike stands, else they keep their place.
 */
export function lineMover(before: string, after: string): (line: number) => number {
  if (before === after) return (line) => line;
  const [old, now] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, now.length);
  let above = 0;
  while (above < shorter && old[above] === now[above]) above += 1;
  let below = 0;
  while (below < shorter - above && old[old.length - 1 - below] === now[now.length - 1 - below]) below += 1;
  const between = matchLines(old.slice(above, old.length - below), now.slice(above, now.length - below));
  return (line) => {
    if (line < above) return line;
    if (line >= old.length - below) return line + now.length - old.length;
    return Math.min(above + between[line - above], now.length - 1);
  };
}

/** The number, from 0, of the line an offset is on. */
export function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
