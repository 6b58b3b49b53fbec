import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionsFor } from '@/app/_server/cells/positions';

const known = new Map(['a', 'b', 'c'].map((id, place) => [id, `00000${place + 1}`]));

describe('positions of cells', () => {
  it('are given to what was placed, and to nothing else', () => {
    expect([...positionsFor(['a', 'n', 'b', 'c'], known, new Set(['n'])).keys()]).toEqual(['n']);
    expect([...positionsFor(['c', 'a', 'b'], known, new Set(['c'])).keys()]).toEqual(['c']);
    expect(positionsFor(['a', 'b', 'c', 'n'], known, new Set(['n'])).get('n')).toBe('000004');
    expect(positionsFor(['n'], new Map(), new Set(['n'])).get('n')).toBe('000001');
  });

  it('sort as the cells stand, stay short, and are all given anew where they cannot', () => {
    const moves = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 30 })), { maxLength: 60 });
    fc.assert(
      fc.property(moves, (given) => {
        let order = ['a', 'b', 'c'];
        const positions = new Map(known);
        for (const [step, [which, where, many]] of given.entries()) {
          const placed = which % 3 === 0 ? [order[where % order.length]] : Array.from({ length: many }, (_, at) => `n${step}-${at}`);
          const rest = order.filter((id) => !placed.includes(id));
          order = rest.toSpliced(where % (rest.length + 1), 0, ...placed);
          for (const [id, position] of positionsFor(order, positions, new Set(placed))) positions.set(id, position);
        }
        const stored = order.map((id) => positions.get(id) ?? '');
        expect(stored.toSorted()).toEqual(stored);
        expect(new Set(stored).size).toBe(stored.length);
        expect(Math.max(...stored.map(({ length }) => length))).toBeLessThanOrEqual(32);
      }),
      { seed: 20261129, numRuns: 200 },
    );
  });

  it('come to rest again after many cells went to one place, or two had one position', () => {
    let order = ['a', 'b'];
    const positions = new Map(known);
    for (let step = 0; step < 500; step += 1) {
      order = order.toSpliced(1, 0, `n${step}`);
      for (const [id, position] of positionsFor(order, positions, new Set([`n${step}`]))) positions.set(id, position);
    }
    const stored = order.map((id) => positions.get(id) ?? '');
    expect(stored.toSorted()).toEqual(stored);
    const twice = new Map([...known, ['b', '000001']]);
    expect([...positionsFor(['a', 'b', 'c', 'n'], twice, new Set(['n']))]).toEqual([
      ['b', '000002'],
      ['n', '000004'],
    ]);
  });
});
