/** Random program text: a template whose holes are random texts. */
import fc from 'fast-check';

export type Text = fc.Arbitrary<string>;

/** A template of random texts. */
export function text(parts: TemplateStringsArray, ...holes: readonly Text[]): Text {
  return fc.tuple(...holes).map((filled) => parts.map((part, at) => part + (filled[at] ?? '')).join(''));
}

export const oneOf = (...choices: readonly Text[]): Text => fc.oneof(...choices);
export const words = (...choices: readonly string[]): Text => fc.constantFrom(...choices);

/** None to `most` lines of a kind, numbered. */
export function lines(most: number, line: (at: number) => Text): Text {
  const all = Array.from({ length: most }, (_, at) => line(at));
  return fc.tuple(fc.nat({ max: most }), fc.tuple(...all)).map(([count, written]) => written.slice(0, count).join('\n'));
}
