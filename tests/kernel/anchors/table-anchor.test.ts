import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorValue, findRow, keyColumns } from '@/analysis-kernel/anchors/table-anchor';
import type { ResultTable } from '@/analysis-kernel/results/result';

const table = (columns: Record<string, ResultTable['types'][number]>, ...rows: ResultTable['rows']): ResultTable => ({
  columns: Object.keys(columns),
  types: Object.values(columns),
  rows,
});

const grades = table({ n: 'integer', grade: 'integer', centre: 'text' }, [10, 1, 'A'], [20, 2, 'A'], [10, 1, 'B']);

describe('a comment on a value of a table', () => {
  it('hangs on the values of its row and the name of its column', () => {
    expect(anchorValue(grades, 2, 'n')).toEqual({
      key: [
        ['centre', 'B'],
        ['grade', 1],
      ],
      column: 'n',
    });
  });

  it('knows a row by its words before its numbers, and by what was asked before what was found', () => {
    const curve = table({ time: 'number', estimate: 'number', strata: 'text' }, [0, 1, 'a'], [1, 0.5, 'a'], [0, 1, 'b']);
    expect(keyColumns(curve)).toEqual([2, 0]);
    const fit = table({ term: 'text', estimate: 'number', p_value: 'number' }, ['age', 0.1, 0.2], ['sex', 0.1, 0.2]);
    expect(keyColumns(fit)).toEqual([0]);
  });

  it('stays with its row when rows are sorted, added and run again', () => {
    const anchor = anchorValue(grades, 1, 'n');
    const later = table({ centre: 'text', grade: 'integer', n: 'integer' }, ['B', 1, 11], ['C', 2, 4], ['A', 2, 25], ['A', 1, 9]);
    expect(findRow(later, anchor?.key ?? [])).toBe(2);
  });

  it('is gone with its row, with a column it is known by, and where two rows would be it', () => {
    const anchor = anchorValue(grades, 1, 'n');
    const key = anchor?.key ?? [];
    expect(findRow({ ...grades, rows: [grades.rows[0]] }, key)).toBeNull();
    expect(findRow(table({ n: 'integer' }, [1]), key)).toBeNull();
    expect(findRow({ ...grades, rows: [...grades.rows, [5, 2, 'A']] }, key)).toBeNull();
    expect(findRow(grades, [])).toBeNull();
  });

  it('is not made where rows cannot be told apart, or there is no such row or column', () => {
    expect(anchorValue(table({ a: 'text' }, ['x'], ['x']), 0, 'a')).toBeNull();
    expect(anchorValue(grades, 3, 'n')).toBeNull();
    expect(anchorValue(grades, 0, 'gone')).toBeNull();
    expect(anchorValue(table({ a: 'text' }, ['x'.repeat(1001)]), 0, 'a')).toBeNull();
  });

  it('knows a missing value, and a number again that differs in its last digit', () => {
    const own = table({ time: 'number', strata: 'text' }, [0.1 + 0.2, null], [1, null]);
    expect(findRow(table({ time: 'number', strata: 'text' }, [1, null], [0.3, null]), anchorValue(own, 0, 'time')?.key ?? [])).toBe(1);
  });
});

it('whatever the rows and their order, a row is found again or was never known', () => {
  const value = fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 3 }), fc.constant(null));
  const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(rows, fc.nat(), fc.infiniteStream(fc.nat()), (given, which, order) => {
      const own: ResultTable = { columns: ['x', 'y', 'z'], types: ['text', 'text', 'integer'], rows: given };
      const row = which % given.length;
      const anchor = anchorValue(own, row, 'z');
      const isAlike = given.some((one, at) => at !== row && JSON.stringify(one) === JSON.stringify(given[row]));
      if (anchor === null) {
        expect(new Set(given.map((one) => JSON.stringify(one))).size).toBeLessThan(given.length);
        return;
      }
      expect(isAlike).toBe(false);
      const shuffled = given.map((one) => ({ one, at: order.next().value ?? 0 })).toSorted((a, b) => a.at - b.at);
      const found = findRow({ ...own, rows: shuffled.map(({ one }) => one) }, anchor.key);
      expect(found === null ? null : shuffled[found].one).toEqual(given[row]);
    }),
  );
});
