/** Words of SQL as they are mistyped. */
import { nearestNames } from '../../formula/nearest-name';

const KEYWORDS = [
  ...[
    'SELECT',
    'FROM',
    'WHERE',
    'GROUP',
    'ORDER',
    'HAVING',
    'BY',
    'JOIN',
    'LEFT',
    'INNER',
    'FULL',
    'ON',
    'USING',
    'AS',
    'AND',
    'OR',
    'NOT',
  ],
  ...[
    'DISTINCT',
    'UNION',
    'LIMIT',
    'WITH',
    'VALUES',
    'PIVOT',
    'CASE',
    'WHEN',
    'THEN',
    'ELSE',
    'END',
    'BETWEEN',
    'LIKE',
    'OVER',
    'PARTITION',
  ],
];

/** The word of SQL that a word was meant to be; null where it is one, or near to none. */
export function meantKeyword(word: string): string | null {
  const upper = word.toUpperCase();
  return upper.length < 3 || KEYWORDS.includes(upper)
    ? null
    : (nearestNames(
        upper,
        KEYWORDS.filter(({ length }) => length > 2),
      )[0] ?? null);
}

/** A mistyped word at a place where a query cannot be read, or just before it, where it was taken for a name. */
export function mistypedAt(
  source: string,
  offset: number,
): { readonly word: string; readonly start: number; readonly meant: string } | null {
  const here = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(source.slice(offset))?.[0];
  const before = /([\p{L}_][\p{L}\p{N}_]*)\s+$/u.exec(source.slice(0, offset));
  const words = [
    { word: here ?? '', start: offset },
    { word: before?.[1] ?? '', start: before?.index ?? 0 },
  ];
  for (const { word, start } of words) {
    const meant = meantKeyword(word);
    if (meant !== null) return { word, start, meant };
  }
  return null;
}
