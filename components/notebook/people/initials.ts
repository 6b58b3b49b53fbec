/** One or two signs that stand for a name: first letters of the first and the last word, of a Chinese name its last two characters. */
export function initialsOf(name: string): string {
  const characters = [...name.trim()];
  if (characters.some((character) => /\p{Script=Han}/u.test(character))) {
    return characters
      .filter((character) => /\p{Script=Han}/u.test(character))
      .slice(-2)
      .join('');
  }
  const words = name.split(/[\s._@-]+/u).filter((word) => word !== '');
  const [first = '', last = ''] = [words[0], words.length > 1 ? words[words.length - 1] : undefined];
  return [first, last]
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}
