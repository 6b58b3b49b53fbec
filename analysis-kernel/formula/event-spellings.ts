/** Words of an event column that differ only in how they are typed. */
import type { EvaluatedColumn } from './values';

type Words = Extract<EvaluatedColumn, { kind: 'factor' }>;

/** One word that a column spells in several ways. */
export interface Spellings {
  /** As most rows spell it. */
  readonly word: string;
  readonly others: readonly string[];
}

/** A word whatever its case, the blanks around it and the width of its signs: `Ｄead ` is `dead`. */
export function foldedWord(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase();
}

/** The level that is a word whatever its spelling; the same spelling before all. -1 where none is. */
export function placeOfWord(levels: readonly string[], word: string): number {
  const same = levels.indexOf(word);
  return same >= 0 ? same : levels.findIndex((level) => foldedWord(level) === foldedWord(word));
}

/** The column with each word spelt one way, as most of its rows spell it, and the words that were spelt in several. */
export function joinedSpellings(value: Words): { readonly value: Words; readonly joined: readonly Spellings[] } {
  const { codes, levels } = value;
  const folds = levels.map(foldedWord);
  if (new Set(folds).size === levels.length) return { value, joined: [] };
  const rows = levels.map(() => 0);
  for (const code of codes) if (code >= 0) rows[code] += 1;
  const blanks = (place: number): number => levels[place].length - levels[place].trim().length;
  const words = [...new Set(folds)];
  const spelt = words.map((fold) =>
    levels
      .map((_, place) => place)
      .filter((place) => folds[place] === fold)
      .sort((a, b) => rows[b] - rows[a] || blanks(a) - blanks(b) || a - b),
  );
  const joined = spelt
    .filter((places) => places.length > 1)
    .map(([most, ...others]) => ({ word: levels[most], others: others.map((place) => levels[place]).sort() }));
  const own = folds.map((fold) => words.indexOf(fold));
  return {
    value: { ...value, codes: codes.map((code) => (code < 0 ? code : own[code])), levels: spelt.map(([most]) => levels[most]) },
    joined,
  };
}
