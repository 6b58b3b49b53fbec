import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeRows, countMissing, findColumn, numbersOf, selectColumns, takeRows } from '@/analysis-kernel/frame/access';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Column } from '@/analysis-kernel/frame/column';
import { isoDate, isoDatetime } from '@/analysis-kernel/frame/dates';
import { compareCodePoints, factorOf } from '@/analysis-kernel/frame/factor';
import { rowsByCode } from '@/analysis-kernel/frame/gather';
import { jsonTable, tableOfFrame } from '@/analysis-kernel/results/from-frame';

const keys: Column = {
  kind: 'bigint',
  type: 'integer',
  name: 'id',
  meta: {},
  valid: Uint8Array.from([1, 1, 0]),
  values: BigInt64Array.from([-8937000000000000001n, 5n, 0n]),
};
const frame = frameOf([
  keys,
  numericColumn('x', [0.5, Number.NaN, null]),
  numericColumn('day', [0, -1, 20_000], 'date'),
  numericColumn('at', [0, 86_399_999, null], 'datetime'),
  booleanColumn('b', [true, false, null]),
  textColumn('t', ['', 'é', null]),
  textColumn('money', ['1.10', null, '2.00'], {}, 'decimal'),
]);

describe('values', () => {
  it('become JSON by the rules of result tables', () => {
    expect(jsonTable(tableOfFrame(frame))).toEqual({
      columns: ['id', 'x', 'day', 'at', 'b', 't', 'money'],
      types: ['integer', 'number', 'date', 'datetime', 'boolean', 'text', 'decimal'],
      rows: [
        ['-8937000000000000001', 0.5, '1970-01-01', '1970-01-01T00:00:00', true, '', '1.10'],
        [5, 'NaN', '1969-12-31', '1970-01-01T23:59:59.999', false, 'é', null],
        [null, null, '2024-10-04', null, null, null, '2.00'],
      ],
    });
  });

  it('write −0 as 0 and infinities as words', () => {
    const table = tableOfFrame(frameOf([numericColumn('x', [-0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])]));
    expect(JSON.stringify(jsonTable(table).rows)).toBe('[[0],["Infinity"],["-Infinity"]]');
  });

  it('are numbers where they can be', () => {
    const money = findColumn(frame, 'money');
    expect(money === null ? null : [...(numbersOf(money) ?? [])]).toEqual([1.1, Number.NaN, 2]);
    expect(numbersOf(frame.columns[5])).toBeNull();
  });
});

describe('dates', () => {
  it('agree with the calendar for every day of 12,000 years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000, max: 2_900_000 }), (days) => {
        expect(isoDate(days)).toBe(new Date(days * 86_400_000).toISOString().slice(0, -14));
      }),
    );
  });

  it('agree with the clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (milliseconds) => {
        expect(isoDatetime(milliseconds)).toBe(new Date(milliseconds).toISOString().replace('.000Z', '').replace('Z', ''));
      }),
    );
  });
});

describe('rows and columns', () => {
  it('are taken in the order asked', () => {
    const taken = takeRows(frame, [2, 0, 0]);
    expect(tableOfFrame(selectColumns(taken, ['t', 'b', 'nothing'])).rows).toEqual([
      [null, null],
      ['', true],
      ['', true],
    ]);
  });

  it('know what is missing', () => {
    expect(countMissing(frame.columns[1])).toBe(1);
    expect([...completeRows(3, frame.columns.slice(0, 3))]).toEqual([0, 1]);
  });

  it('must agree in length and differ in name', () => {
    expect(() => frameOf([numericColumn('a', [1]), numericColumn('b', [1, 2])])).toThrow(RangeError);
    expect(() => frameOf([numericColumn('a', [1]), numericColumn('a', [2])])).toThrow(RangeError);
  });

  it('are listed by code', () => {
    expect(rowsByCode(Int32Array.from([1, 0, -1, 1]), 3).map((rows) => [...rows])).toEqual([[1], [0, 3], []]);
  });
});

describe('factors', () => {
  it('order texts by code point, beyond the first plane too', () => {
    expect(['b', '\u{1F600}', 'Z', '', 'a', '中', '\uFF21'].sort(compareCodePoints)).toEqual([
      '',
      'Z',
      'a',
      'b',
      '中',
      '\uFF21',
      '\u{1F600}',
    ]);
  });

  it('order numbers by size and name them as R does', () => {
    expect(factorOf(numericColumn('x', [10, 0.1, 1e5, null, 2])).levels).toEqual(['0.1', '2', '10', '1e+05']);
    expect(factorOf(numericColumn('x', [100000, 9], 'integer')).levels).toEqual(['9', '100000']);
    expect(factorOf(keys).levels).toEqual(['-8937000000000000001', '5']);
  });

  it('follow the dictionary, then what it does not list, and drop what the rows lack', () => {
    const column = textColumn('x', ['low', 'high', 'odd', 'mid', null], {
      levels: ['low', 'mid', 'high', 'top'].map((key) => ({ key, label: null })),
    });
    expect(factorOf(column).levels).toEqual(['low', 'mid', 'high', 'odd']);
    const some = factorOf(column, [1, 3]);
    expect(some.levels).toEqual(['mid', 'high']);
    expect([...some.codes]).toEqual([-1, 1, -1, 0, -1]);
  });

  it('keep both sides of a boolean', () => {
    expect(factorOf(booleanColumn('b', [true, true])).levels).toEqual(['FALSE', 'TRUE']);
  });
});
