import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween, changedText, type TextChange } from '@/analysis-kernel/document/text-change';
import { rebasedOn, selectionAfter } from '@/components/editor/changes';

const insert = (start: number, text: string): TextChange => ({ start, end: start, text });
const at = (place: number) => ({ anchor: place, head: place });

describe('where somebody is after another’s change', () => {
  it('keeps a cursor before what is put in at it, so that two who write in one place keep their words whole', () => {
    expect(selectionAfter(at(3), insert(3, 'xyz'))).toEqual(at(3));
    expect(selectionAfter(at(3), insert(2, 'xyz'))).toEqual(at(6));
  });

  it('takes nothing into a selection that another puts in at its ends, and all that is put between', () => {
    const selected = { anchor: 2, head: 5 };
    expect(selectionAfter(selected, insert(2, '__'))).toEqual({ anchor: 4, head: 7 });
    expect(selectionAfter(selected, insert(5, '__'))).toEqual(selected);
    expect(selectionAfter(selected, insert(3, '__'))).toEqual({ anchor: 2, head: 7 });
    expect(selectionAfter({ anchor: 5, head: 2 }, insert(2, '__'))).toEqual({ anchor: 7, head: 4 });
  });

  it('comes to the place of what was removed around it', () => {
    expect(selectionAfter(at(4), { start: 2, end: 8, text: '' })).toEqual(at(2));
    expect(selectionAfter({ anchor: 3, head: 6 }, { start: 2, end: 8, text: '' })).toEqual(at(2));
  });
});

describe('an own change on top of others’', () => {
  it('removes what it removed and nothing that others wrote into it', () => {
    const { changes } = rebasedOn({ start: 1, end: 5, text: '12' }, [insert(3, 'XY')]);
    expect(changedText('abcXYdef', changes)).toBe('a12XYf');
  });

  // Letters of the text, capitals of the others and figures of one's own say where each character comes from.
  const base = 'abcdefghijkl';
  const place = fc.integer({ min: 0, max: 40 });
  const change = (characters: string) =>
    fc.tuple(place, fc.integer({ min: 0, max: 5 }), fc.string({ unit: fc.constantFrom(...characters), maxLength: 3 }));
  const fitted = (text: string, [from, length, put]: readonly [number, number, string]): TextChange => {
    const start = from % (text.length + 1);
    return { start, end: Math.min(text.length, start + length), text: put };
  };

  it('leaves of everybody’s words what nobody removed, in their order, wherever they are', () => {
    fc.assert(
      fc.property(change('0123'), fc.array(change('ABCD'), { maxLength: 4 }), place, (mine, theirs, caret) => {
        const own = fitted(base, mine);
        const typed = changedText(base, [own]);
        let theirText = base;
        const others = theirs.map((one) => {
          const fits = fitted(theirText, one);
          theirText = changedText(theirText, [fits]);
          return fits;
        });
        const { changes, offset } = rebasedOn(own, others);
        const both = changedText(theirText, changes);
        const gone = new Set(base.slice(own.start, own.end));
        expect(both.replaceAll(/\d/gu, '')).toBe([...theirText].filter((letter) => !gone.has(letter)).join(''));
        expect(both.replaceAll(/[A-Z]/gu, '')).toBe(
          [...typed].filter((letter) => /\d/u.test(letter) || theirText.includes(letter)).join(''),
        );
        const from = caret % (typed.length + 1);
        const moved = offset(from);
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(both.length);
        // Behind the own last letter one stays behind it.
        if (own.text !== '' && from === own.start + own.text.length) expect(both.slice(moved - own.text.length, moved)).toBe(own.text);
      }),
      { seed: 10, numRuns: 600 },
    );
  });

  it('is nothing where nothing was typed', () => {
    expect(rebasedOn(changeBetween('a', 'a'), [insert(0, 'x')]).changes).toEqual([]);
    expect(rebasedOn(null, [insert(0, 'x')]).offset(1)).toBe(2);
  });
});
