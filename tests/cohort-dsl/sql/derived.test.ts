/** Rows made of rows: unions, episodes, days covered. */
import { describe, expect, it } from 'vitest';
import type { Expr, RowColumn, RowSource, Rows } from '@/cohort-dsl/plan/expressions';
import {
  back,
  bound,
  coded,
  column,
  compare,
  date,
  days,
  diagnosis,
  icd,
  index,
  pick,
  plan,
  rows,
  rowTruth,
  rowValue,
  shift,
  stay,
  text,
  type,
  variables,
  where,
} from './build';
import { type Data, run, valuesOf } from './run';

const day = (name: string): RowColumn => ({ name, type: type('date') });

function union(...parts: readonly { readonly rows: Rows; readonly map: readonly string[] }[]): RowSource {
  return { kind: 'union', date: 'date', end: null, columns: [day('date'), { name: 'code', type: type('text') }], parts };
}

function episodes(own: Rows, gap: number, plus = 0, by: string | null = null): RowSource {
  const grouped = by === null ? [] : [{ name: by, type: type('text') }];
  const columns = [day('start'), day('end'), { name: 'rows', type: type('integer') }, { name: 'codes', type: type('text') }, ...grouped];
  return {
    kind: 'episodes',
    rows: own,
    gap: days(gap),
    plus: days(plus),
    by: by === null ? null : { column: by, as: 'value' },
    date: 'start',
    end: 'end',
    columns,
  };
}

function covered(own: Rows, cut: { readonly from: Expr; readonly to: Expr } | null = null): Expr {
  return { kind: 'covered', type: type('integer'), rows: own, cut };
}

const stays: Data = {
  stay: [
    [1, '2019-01-01', '2019-01-10', 'b'],
    [1, '2019-01-05', '2019-01-12', 'a'],
    [1, '2019-01-15', '2019-01-15', 'a'],
    [1, '2019-03-01', '2019-03-03', 'b'],
    [1, '2019-04-09', '2019-04-01', 'b'],
    [1, '2019-05-01', null, 'b'],
  ],
};

describe('days covered', () => {
  it('count first and last day, each day once; bad intervals cover nothing', async () => {
    // 1–12 January, 15 January, 1–3 March.
    const cut = { from: date('2019-01-10'), to: date('2019-03-01') };
    const values = await valuesOf(
      variables(
        covered(rows(stay)),
        covered(rows(stay), cut),
        covered(rows(stay, bound('>', index))),
        covered(rows(stay), { from: date(null), to: index }),
      ),
      stays,
    );
    expect(values).toEqual([16, 5, 0, 0]);
  });
});

describe('a union', () => {
  it('counts the same row of two parts once', async () => {
    const map = ['date', 'code'];
    const both = union(
      { rows: rows(diagnosis, coded(0)), map },
      { rows: rows(diagnosis, coded(1)), map },
      { rows: rows(stay), map: ['start', 'ward'] },
    );
    const data: Data = {
      diagnosis: [
        [1, '2019-01-02', 'A'],
        [1, '2019-01-03', 'B'],
        [1, '2019-01-03', 'B'],
        [1, '2019-01-04', 'C'],
      ],
      stay: [[1, '2019-01-01', null, 'w']],
    };
    const own = plan({
      codes: [icd('A', 'B'), icd('B')],
      variables: [
        { name: 'v0', value: rowValue('count', rows(both)) },
        { name: 'v1', value: pick('first', rows(both), 'code') },
        { name: 'v2', value: rowTruth('exactly', 3, rows(both), { distinctDays: true }) },
        {
          name: 'v3',
          value: rowValue(
            'count',
            rows(
              both,
              where((row) => compare(column(row, 'code', type('text')), '=', text('B'))),
            ),
          ),
        },
      ],
    });
    expect(await valuesOf(own, data)).toEqual([4, 'w', true, 2]);
  });

  it('takes the part written first where days tie', async () => {
    const of = (first: string, second: string) => {
      const wards = (ward: string) => ({
        rows: rows(
          stay,
          where((row) => compare(column(row, 'ward', type('text')), '=', text(ward))),
        ),
        map: ['start', 'ward'],
      });
      return pick('first', rows(union(wards(first), wards(second))), 'code');
    };
    const data: Data = {
      stay: [
        [1, '2019-01-01', null, 'a'],
        [1, '2019-01-01', null, 'b'],
      ],
    };
    expect(await valuesOf(variables(of('b', 'a'), of('a', 'b')), data)).toEqual(['b', 'a']);
  });
});

describe('episodes', () => {
  it('join intervals whose pause is short enough', async () => {
    // At gap 2 the 15th lies 3 days after the 12th; at gap 3 it is joined.
    const source = (gap: number) => episodes(rows(stay), gap);
    const values = await valuesOf(
      variables(
        rowValue('count', rows(source(2))),
        rowValue('count', rows(source(3))),
        pick('first', rows(source(3)), 'end'),
        pick('first', rows(source(3)), 'rows'),
        pick('last', rows(source(3)), 'start'),
      ),
      stays,
    );
    expect(values).toEqual([3, 2, '2019-01-15', 3, '2019-03-01']);
  });

  it('are prolonged, and kept apart by a column', async () => {
    // By ward, each interval 2 days longer. a: 5–14, 15–17; b: 1–12 January, 1–5 March.
    const source = episodes(rows(stay), 1, 2, 'ward');
    const ward = (name: string) => where((row) => compare(column(row, 'ward', type('text')), '=', text(name)));
    const values = await valuesOf(
      variables(
        rowValue('count', rows(source)),
        pick('first', rows(source, ward('a')), 'end'),
        pick('last', rows(source, ward('b')), 'end'),
        rowValue('count', rows(source, bound('<=', back(index, days(300)), 'end'))),
      ),
      stays,
    );
    expect(values).toEqual([3, '2019-01-17', '2019-03-05', 3]);
  });

  it('can be the index', async () => {
    const own = plan({
      index: { kind: 'each', rows: rows(episodes(rows(stay), 3)), spaced: null },
      variables: [
        { name: 'end', value: { kind: 'entry', type: type('date'), field: 'indexEnd' } },
        { name: 'later', value: shift(index, days(1)) },
      ],
    });
    const ran = await run(own, stays);
    expect(ran.rows.map((row) => [row.index_date, row.end, row.later])).toEqual([
      ['2019-01-01', '2019-01-15', '2019-01-02'],
      ['2019-03-01', '2019-03-03', '2019-03-02'],
    ]);
  });
});
