import { expect, it } from 'vitest';
import { Remembered } from '@/app/_server/remembered';

it('remembers what was used last, as much as there is room for', () => {
  const remembered = new Remembered<string>(10);
  remembered.set('a', 'A', 4);
  remembered.set('b', 'B', 4);
  expect(remembered.get('a')).toBe('A');
  remembered.set('c', 'C', 4);
  expect(['a', 'b', 'c'].map((key) => remembered.get(key))).toEqual(['A', undefined, 'C']);
  remembered.set('a', 'longer', 6);
  expect(['a', 'c'].map((key) => remembered.get(key))).toEqual(['longer', 'C']);
  remembered.set('d', 'D', 11);
  expect(['a', 'c', 'd'].map((key) => remembered.get(key))).toEqual([undefined, undefined, undefined]);
});
