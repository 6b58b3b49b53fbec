/** Of 1: where a typed word stands at the beginning of a name, of another word, or within one. */
const AT_START = 1;
const AT_WORD = 0.7;
const WITHIN = 0.4;

/**
 * How well an entry fits what is typed, 0 where it does not: every typed word has to be found in it, its name before its other words.
 * Letters strewn over a long title are no find: who types a name means that name.
 */
export function paletteScore(search: string, [name = '', ...others]: readonly string[]): number {
  const wanted = search.trim().toLowerCase().split(/\s+/u);
  const [first, rest] = [name.toLowerCase(), others.join(' ').toLowerCase()];
  if (first.startsWith(wanted.join(' '))) return AT_START;
  const scores = wanted.map((word) => placeScore(first, word) || placeScore(rest, word) / 2);
  return scores.includes(0) ? 0 : (0.9 * scores.reduce((sum, score) => sum + score, 0)) / scores.length;
}

function placeScore(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return AT_START;
  return /[\p{L}\p{N}]/u.test(text[at - 1]) && !text.split(/[^\p{L}\p{N}]+/u).some((one) => one.startsWith(word)) ? WITHIN : AT_WORD;
}
