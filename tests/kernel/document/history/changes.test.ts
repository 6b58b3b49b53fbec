import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blame } from '@/analysis-kernel/document/history/blame';
import { compared, isChanged } from '@/analysis-kernel/document/history/compare';
import { risingPlaces } from '@/analysis-kernel/document/history/kept-order';
import { type Step, spellsOf } from '@/analysis-kernel/document/history/spells';
import { type LineChange, lineChanges, linesOf, runsBetween } from '@/analysis-kernel/document/history/text-diff';
import { begun, operation, recorded, seen } from './histories';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'a b c', '患者年龄'), { maxLength: 12 });

describe('a comparison of two texts', () => {
  it('has each line of both once, in order', () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const changes = lineChanges(a.join('\n'), b.join('\n'));
        const side = (number: (change: LineChange) => number | null) =>
          changes.filter((change) => number(change) !== null).map((change) => change.pieces.map(({ text }) => text).join(''));
        expect(side(({ before }) => before)).toEqual(linesOf(a.join('\n')));
        expect(side(({ after }) => after)).toEqual(linesOf(b.join('\n')));
        const numbers = changes.flatMap(({ after }) => after ?? []);
        expect(numbers).toEqual(numbers.map((_, at) => at + 1));
      }),
    );
  });

  it('is the shortest there is', () => {
    const longest = (a: readonly string[], b: readonly string[]): number => {
      const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
      for (let i = 1; i <= a.length; i += 1)
        for (let j = 1; j <= b.length; j += 1)
          table[i][j] = a[i - 1] === b[j - 1] ? table[i - 1][j - 1] + 1 : Math.max(table[i - 1][j], table[i][j - 1]);
      return table[a.length][b.length];
    };
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const same = runsBetween(a, b).reduce((sum, { kind, length }) => sum + (kind === 'same' ? length : 0), 0);
        expect(same).toBe(longest(a, b));
      }),
    );
  });

  it('says what was removed before what was added, and marks the words', () => {
    expect(lineChanges('index at first surgery\nkept', 'index at last surgery\nkept')).toEqual([
      {
        kind: 'removed',
        before: 1,
        after: null,
        pieces: [
          { text: 'index at ', changed: false },
          { text: 'first', changed: true },
          { text: ' surgery', changed: false },
        ],
      },
      {
        kind: 'added',
        before: null,
        after: 1,
        pieces: [
          { text: 'index at ', changed: false },
          { text: 'last', changed: true },
          { text: ' surgery', changed: false },
        ],
      },
      { kind: 'same', before: 2, after: 2, pieces: [{ text: 'kept', changed: false }] },
    ]);
  });

  it('marks Chinese by character', () => {
    const [, added] = lineChanges('手术时年龄', '首诊时年龄');
    expect(added.pieces).toEqual([
      { text: '首诊', changed: true },
      { text: '时年龄', changed: false },
    ]);
  });

  it('marks a line that has little of the other as a whole', () => {
    expect(lineChanges('SELECT grade FROM a', 'x').map(({ pieces }) => pieces)).toEqual([
      [{ text: 'SELECT grade FROM a', changed: true }],
      [{ text: 'x', changed: true }],
    ]);
  });

  it('of texts that differ in all their many lines ends, with all of them changed', () => {
    const many = (mark: string) => Array.from({ length: 4000 }, (_, at) => `${mark} ${at}`);
    expect(runsBetween(['same', ...many('a')], ['same', ...many('b')])).toEqual([
      { kind: 'same', before: 0, after: 0, length: 1 },
      { kind: 'removed', before: 1, after: 1, length: 4000 },
      { kind: 'added', before: 4001, after: 1, length: 4000 },
    ]);
  });
});

describe('blame', () => {
  const revision = (version: number, by: string | null, body: string) => ({ version, by, at: version * 1000, body });

  it('gives each line to whoever wrote it so', () => {
    const found = blame([
      revision(0, null, 'one\ntwo'),
      revision(3, 'li', 'one\ntwo words\nthree'),
      revision(5, 'ann', 'zero\none\ntwo words\nthree'),
    ]);
    expect(found.map(({ text, by, version }) => [text, by, version])).toEqual([
      ['zero', 'ann', 5],
      ['one', null, 0],
      ['two words', 'li', 3],
      ['three', 'li', 3],
    ]);
  });

  it('has the lines of the last text, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 6 }), (texts) => {
        const found = blame(texts.map((text, at) => revision(at, `person ${at}`, text.join('\n'))));
        expect(found.map(({ text }) => text)).toEqual(linesOf(texts[texts.length - 1].join('\n')));
      }),
    );
  });
});

describe('a comparison of two notebooks', () => {
  it('finds nothing between a version and itself, and each cell of both once', () => {
    const history = fc.array(operation, { maxLength: 30 }).map((operations) => recorded(begun, operations));
    fc.assert(
      fc.property(history, fc.nat(), (rows, at) => {
        const before = rows.length === 0 ? begun : rows[at % rows.length].after;
        const after = rows.at(-1)?.after ?? begun;
        expect(compared(after, after).cells.filter(isChanged)).toEqual([]);
        const { cells } = compared(before, after);
        const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
        expect(ids(cells.filter((cell) => cell.after))).toEqual(ids(after.cells));
        expect(ids(cells.filter((cell) => cell.before)).sort()).toEqual(ids(before.cells).sort());
        if (cells.every((cell) => !isChanged(cell))) expect(seen(before).cells).toEqual(seen(after).cells);
      }),
    );
  });

  it('says of each cell what is another', () => {
    const [a, b, c] = begun.cells;
    const after = { ...begun, settings: { title: 'New', database: null }, cells: [c, { ...a, body: 'other' }, { ...b, id: 'd' }] };
    const { title, cells } = compared(begun, after);
    expect(title).toEqual({ before: 'Begun', after: 'New' });
    const said = cells.map((cell) => [cell.id, cell.before !== null, cell.after !== null, cell.moved, cell.renamed, cell.rewritten]);
    expect(said).toEqual([
      ['c', true, true, true, false, false],
      ['a', true, true, false, false, true],
      ['b', true, false, false, false, false],
      ['d', false, true, false, false, false],
    ]);
  });

  it('counts as moved the fewest cells that can have been', () => {
    expect([...risingPlaces([3, 0, 1, 2])].sort()).toEqual([0, 1, 2]);
    expect([...risingPlaces([])]).toEqual([]);
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8, maxLength: 8 }), (places) => {
        const rising = risingPlaces(places);
        const kept = places.filter((place) => rising.has(place));
        expect(kept).toEqual([...kept].sort((x, y) => x - y));
        let best = 0;
        for (let set = 0; set < 256; set += 1) {
          const chosen = places.filter((place) => set & (1 << place));
          if (chosen.every((place, at) => at === 0 || chosen[at - 1] < place)) best = Math.max(best, chosen.length);
        }
        expect(kept.length).toBe(best);
      }),
    );
  });
});

describe('spells of work', () => {
  const MINUTE = 60_000;
  const step = (version: number, minutes: number, by = 'li', cell: string | null = 'a'): Step => ({
    version,
    at: minutes * MINUTE,
    by,
    cell,
    kind: cell === null ? 'title' : 'text',
  });
  const ends = (steps: readonly Step[]) => spellsOf(steps).map(({ first, last }) => [first, last]);

  it('end two minutes after work rests', () => {
    expect(ends([step(1, 0), step(2, 1.9), step(3, 3.9), step(4, 4)])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('end after ten minutes of work without a rest', () => {
    const steps = Array.from({ length: 25 }, (_, at) => step(at + 1, at));
    expect(ends(steps)).toEqual([
      [1, 10],
      [11, 20],
      [21, 25],
    ]);
  });

  it('are not torn by a clock that was set back', () => {
    expect(ends([step(1, 60), step(2, 1), step(3, 60.5)])).toEqual([[1, 3]]);
    expect(spellsOf([step(1, 60), step(2, 1)])[0]).toMatchObject({ begun: MINUTE, ended: 60 * MINUTE });
  });

  it('say what each person did to which cells', () => {
    const [spell] = spellsOf([step(1, 0), step(2, 0, 'ann', 'b'), { ...step(3, 0), kind: 'rename' }, step(4, 0, 'ann', null)]);
    expect(spell.steps).toBe(4);
    expect(spell.shares).toEqual([
      { by: 'li', cells: [{ id: 'a', done: ['text', 'rename'] }], titled: false },
      { by: 'ann', cells: [{ id: 'b', done: ['text'] }], titled: true },
    ]);
  });

  it('of an empty history are none', () => {
    expect(spellsOf([])).toEqual([]);
  });
});
