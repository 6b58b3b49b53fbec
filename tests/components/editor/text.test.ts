import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween } from '@/analysis-kernel/document/text-change';
import { lineMover, lineOf } from '@/components/editor/text-change';
import { TextMirror } from '@/components/editor/text-mirror';
import { tokenClass } from '@/components/editor/token-look';

const applied = (before: string, change: ReturnType<typeof changeBetween>) =>
  change === null ? before : before.slice(0, change.start) + change.text + before.slice(change.end);

describe('the change between two texts', () => {
  it('is null for equal texts, and one replacement otherwise', () => {
    expect(changeBetween('index at', 'index at')).toBeNull();
    expect(changeBetween('age > 18', 'age >= 18')).toEqual({ start: 5, end: 5, text: '=' });
    expect(changeBetween('aaa', 'aa')).toEqual({ start: 2, end: 3, text: '' });
  });

  it('never splits a character of two code units', () => {
    expect(changeBetween('x😀y', 'x😁y')).toEqual({ start: 1, end: 3, text: '😁' });
  });

  it('turns the first text into the second, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b, c) => {
        expect(applied(a + b, changeBetween(a + b, a + c))).toBe(a + c);
      }),
      { seed: 3 },
    );
  });
});

describe('lines that follow their text', () => {
  const before = 'index at first surgery\ninclude a\ninclude b\nfollow until x';
  it.each([
    ['a line added above', `// note\n${before}`, [1, 2, 3, 4]],
    ['a line added between', before.replace('include b', 'include new\ninclude b'), [0, 1, 3, 4]],
    ['a line taken out', before.replace('include a\n', ''), [0, 1, 1, 2]],
    [
      'two lines changed and one added',
      `param x = 1\n${before.replace('surgery', 'surgery where a').replace('until x', 'until y')}`,
      [1, 2, 3, 4],
    ],
    ['a word changed', before.replace('include a', 'include zz'), [0, 1, 2, 3]],
  ])('%s', (_, after, expected) => {
    expect([0, 1, 2, 3].map(lineMover(before, after))).toEqual(expected);
  });

  it('counts lines from 0', () => {
    expect([0, 3, 4, 7].map((offset) => lineOf('one\ntwo', offset))).toEqual([0, 0, 1, 1]);
  });
});

describe('an editor and the notebook in step', () => {
  it('takes its own typing back in silence, however late and in whatever bundles it comes', () => {
    const mirror = new TextMirror('');
    for (const text of ['a', 'ab', 'abc']) mirror.typed(text);
    expect(mirror.given('a')).toBeNull();
    expect(mirror.given('abc')).toBeNull();
  });

  it('applies what came from elsewhere as one replacement', () => {
    const mirror = new TextMirror('age > 18');
    mirror.typed('age > 180');
    expect(mirror.given('age > 180')).toBeNull();
    expect(mirror.given('age > 18')).toEqual({ start: 8, end: 9, text: '' });
    expect(mirror.given('age > 18')).toBeNull();
  });

  it('applies a text once typed that is given again after a change from elsewhere', () => {
    const mirror = new TextMirror('one');
    mirror.typed('two');
    expect(mirror.given('three')).toEqual({ start: 1, end: 3, text: 'hree' });
    expect(mirror.given('two')).toEqual({ start: 1, end: 5, text: 'wo' });
  });
});

describe('colours of tokens', () => {
  it.each([
    ['keyword.clause.cohort', 'text-accent-strong font-bold'],
    ['keyword.cohort', 'text-accent'],
    ['string.sql', 'text-fresh'],
    ['string.invalid.cohort', 'text-failed'],
    ['type.identifier.js', 'text-ink'],
    ['identifier.cohort', ''],
    ['numbering', ''],
  ])('%s', (type, expected) => {
    expect(tokenClass(type)).toBe(expected);
  });
});
