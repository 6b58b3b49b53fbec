/** One replacement that turns a text into another; offsets are UTF-16 code units. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text after changes in order, each on the text that the one before left. */
export function changedText(text: string, changes: readonly TextChange[]): string {
  return changes.reduce((before, { start, end, text: put }) => before.slice(0, start) + put + before.slice(end), text);
}

/** Whether an offset falls inside a pair of surrogates, which no edit may split. */
export function splitsCharacter(text: string, at: number): boolean {
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
