/** One replacement that turns a text into another. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Whether an offset falls inside a pair of surrogates, which no edit may split. */
function splitsCharacter(text: string, at: number): boolean {
  return at > 0 && at < text.length && /[\uD800-\uDBFF]/u.test(text[at - 1]) && /[\uDC00-\uDFFF]/u.test(text[at]);
}

/** The smallest single replacement between two texts, or null where they are the same. */
export function changeBetween(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  if (splitsCharacter(before, start) || splitsCharacter(after, start)) start -= 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  if (splitsCharacter(before, before.length - tail) || splitsCharacter(after, after.length - tail)) tail -= 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/**
 * Where lines of an earlier text stand in a later one, as a function of the line's number from 0: lines above and below what changed
 * keep their text, those between keep their place as far as there is one.
 */
export function lineMover(before: string, after: string): (line: number) => number {
  if (before === after) return (line) => line;
  const [old, now] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, now.length);
  let above = 0;
  while (above < shorter && old[above] === now[above]) above += 1;
  let below = 0;
  while (below < shorter - above && old[old.length - 1 - below] === now[now.length - 1 - below]) below += 1;
  return (line) => {
    if (line < above) return line;
    if (line >= old.length - below) return line + now.length - old.length;
    return Math.max(above, Math.min(line, now.length - below - 1));
  };
}

/** The number, from 0, of the line an offset is on. */
export function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
