/** A replacement in a text. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with replacements done, in order. */
export function spliced(text: string, splices: readonly Splice[]): string {
  return splices.reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text);
}
