import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergedText, stretchesOf } from '@/components/notebook/conflict/line-diff';

it('finds the lines that both texts have, and what stands between them', () => {
  expect(stretchesOf('a\nb\nc\nd', 'a\nc\nx\nd')).toEqual([
    { isSame: true, left: ['a'], right: ['a'] },
    { isSame: false, left: ['b'], right: [] },
    { isSame: true, left: ['c'], right: ['c'] },
    { isSame: false, left: [], right: ['x'] },
    { isSame: true, left: ['d'], right: ['d'] },
  ]);
  expect(stretchesOf('', '')).toEqual([{ isSame: true, left: [''], right: [''] }]);
});

it('makes one text of both: lines of both once, where they differ the left’s first', () => {
  expect(mergedText('SELECT 1\nFROM a\nWHERE x', 'SELECT 2\nFROM a')).toBe('SELECT 1\nSELECT 2\nFROM a\nWHERE x');
});

it('gives every line of either text in its order, and as many in common as there are at most', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 });
  const longest = (a: readonly string[], b: readonly string[]): number => {
    if (a.length === 0 || b.length === 0) return 0;
    if (a[0] === b[0]) return 1 + longest(a.slice(1), b.slice(1));
    return Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
  };
  fc.assert(
    fc.property(lines, lines, (left, right) => {
      const stretches = stretchesOf(left.join('\n'), right.join('\n'));
      expect(stretches.flatMap((one) => one.left)).toEqual(left);
      expect(stretches.flatMap((one) => one.right)).toEqual(right);
      const same = stretches.flatMap((one) => (one.isSame ? one.left : []));
      expect(stretches.flatMap((one) => (one.isSame ? one.right : []))).toEqual(same);
      if (left.length + right.length <= 14) expect(same).toHaveLength(longest(left, right));
    }),
    { seed: 12, numRuns: 200 },
  );
});

it('looks for no line elsewhere in texts that differ in thousands', () => {
  const lines = (letter: string) => Array.from({ length: 3000 }, (_, at) => `${letter}${at}`).join('\n');
  expect(stretchesOf(lines('a'), lines('b'))).toHaveLength(1);
});
