import { describe, expect, it } from 'vitest';
import type { Expr } from '@/cohort-dsl/plan/expressions';
import {
  and,
  any,
  arithmetic,
  back,
  bound,
  coded,
  column,
  compare,
  date,
  days,
  diagnosis,
  index,
  lab,
  months,
  no,
  not,
  number,
  overlap,
  pick,
  rows,
  rowTruth,
  rowValue,
  severity,
  shift,
  stay,
  text,
  type,
  variables,
  where,
} from './build';
import { type Data, run, valuesOf } from './run';

const value = (row: number): Expr => column(row, 'value', type('number'));

async function expectAll(
  data: Data,
  cases: readonly (readonly [what: string, value: Expr, expected: string | number | boolean | null])[],
): Promise<void> {
  const values = await valuesOf(variables(...cases.map(([, own]) => own)), data);
  expect(Object.fromEntries(cases.map(([what], at) => [what, values[at]]))).toEqual(
    Object.fromEntries(cases.map(([what, , expected]) => [what, expected])),
  );
}

describe('windows', () => {
  // Index is 1 January 2020.
  const data: Data = {
    diagnosis: [
      [1, '2019-12-31', 'A'],
      [1, '2020-01-01', 'A'],
      [1, '2020-01-02', 'A'],
      [1, null, 'A'],
    ],
  };
  const count = (...filters: Parameters<typeof rows>[1][]) => rowValue('count', rows(diagnosis, ...filters));

  it('bound rows by date; a row without a date satisfies none', () =>
    expectAll(data, [
      ['no window', count(), 4],
      ['before', count(bound('<', index)), 1],
      ['on or before', count(bound('<=', index)), 2],
      ['on', count(bound('=', index)), 1],
      ['on or after', count(bound('>=', index)), 2],
      ['after', count(bound('>', index)), 1],
      ['within 1 day before', count(bound('>=', back(index, days(1))), bound('<', index)), 1],
      ['a missing date', count(bound('>', date(null))), 0],
    ]));

  it('count a datetime against a date as its day, and two datetimes as instants', () => {
    const times: Data = {
      lab: [
        [1, '2020-01-01 08:00', 'egfr', 1],
        [1, '2020-01-01 20:00', 'egfr', 2],
      ],
    };
    const noon: Expr = { kind: 'literal', type: type('datetime'), value: '2020-01-01T12:00:00' };
    const own = (...filters: Parameters<typeof rows>[1][]) => rowValue('count', rows(lab(null, 'egfr'), ...filters));
    return expectAll(times, [
      ['on or before the day', own(bound('<=', index)), 2],
      ['after the day', own(bound('>', index)), 0],
      ['before noon', own(bound('<', noon, 'date', 'instant')), 1],
      ['before noon by day', own(bound('<', noon)), 0],
    ]);
  });

  it('overlap rows that share a day; a row with a bad interval shares none', () => {
    const stays: Data = {
      stay: [
        [1, '2019-12-01', '2020-01-01'],
        [1, '2020-01-03', '2020-01-05'],
        [1, '2020-01-02', '2019-12-30'],
        [1, '2019-01-01', null],
      ],
    };
    const own = (from: Expr, to: Expr) => rowValue('count', rows(stay, overlap(from, to)));
    return expectAll(stays, [
      ['index', own(index, index), 1],
      ['to the third', own(index, shift(index, days(2))), 2],
      ['reversed', own(shift(index, days(2)), index), 0],
      ['ending', rowValue('count', rows(stay, bound('<=', index, 'end'))), 2],
    ]);
  });
});

describe('numbers about rows', () => {
  const data: Data = {
    stay: [
      [1, '2019-01-01', '2019-01-03', 'a', '4'],
      [1, '2019-02-01', '2019-02-03', 'b', '1'],
      [1, '2019-03-01', '2019-03-03', 'a', null],
      [1, null, null, null, '2'],
    ],
  };
  const own = (fn: Parameters<typeof rowValue>[0], of: string | null) => rowValue(fn, rows(stay), of);
  const nothing = (fn: Parameters<typeof rowValue>[0], of: string | null) => rowValue(fn, rows(stay, bound('>', index)), of);

  it('skip missing values; of no rows only counts are known', () =>
    expectAll(data, [
      ['count', own('count', null), 4],
      ['count distinct', own('count distinct', 'ward'), 2],
      ['mean', own('mean', 'cost'), 7 / 3],
      ['median of three', own('median', 'cost'), 2],
      ['median of two', rowValue('median', rows(stay, bound('<', index)), 'cost'), 2.5],
      ['min', own('min', 'cost'), 1],
      ['max', own('max', 'cost'), 4],
      ['sum', own('sum', 'cost'), 7],
      ['sd', rowValue('sd', rows(stay, bound('<', index)), 'cost'), Math.sqrt(4.5)],
      ['sd of one', rowValue('sd', rows(stay, bound('<', date('2019-01-15'))), 'cost'), null],
      ['count of none', nothing('count', null), 0],
      ['distinct of none', nothing('count distinct', 'ward'), 0],
      ['mean of none', nothing('mean', 'cost'), null],
      ['sum of none', nothing('sum', 'cost'), null],
      ['min of none', nothing('min', 'cost'), null],
      ['max of a text', own('max', 'ward'), 'b'],
    ]));

  it('are missing where they leave the range of a double', () =>
    expectAll(
      {
        lab: [
          [1, '2019-01-01 08:00', 'egfr', 1e308],
          [1, '2019-01-02 08:00', 'egfr', 1e308],
          [1, '2019-01-03 08:00', 'egfr', -1e308],
        ],
      },
      [
        ['sum', rowValue('sum', rows(lab(null, 'egfr'), bound('<', date('2019-01-03'))), 'value'), null],
        ['mean', rowValue('mean', rows(lab(null, 'egfr'), bound('<', date('2019-01-03'))), 'value'), null],
        ['sd', rowValue('sd', rows(lab(null, 'egfr')), 'value'), null],
      ],
    ));

  it('stop the run where a sum of integers overflows', async () => {
    const large: Data = {
      stay: [
        [1, '2019-01-01', null, 'a', '9223372036854775807'],
        [1, '2019-01-02', null, 'a', '1'],
      ],
    };
    await expect(run(variables(own('sum', 'cost')), large)).rejects.toThrow('Integer overflow in: sum of cost');
  });

  it('order an ordered category by rank', () =>
    expectAll(
      {
        diagnosis: [
          [1, '2019-01-01', 'A', 'mild'],
          [1, '2019-01-02', 'A', 'severe'],
          [1, '2019-01-03', 'A', 'moderate'],
        ],
      },
      [
        ['max', rowValue('max', rows(diagnosis), 'severity'), 'severe'],
        ['min', rowValue('min', rows(diagnosis), 'severity'), 'mild'],
        ['highest by', pick('highest', rows(diagnosis), 'date', { by: 'severity', known: false }), '2019-01-02'],
        [
          'above mild',
          rowValue(
            'count',
            rows(
              diagnosis,
              where((row) => compare(column(row, 'severity', severity), '>', { kind: 'literal', type: severity, value: 'mild' }, 'rank')),
            ),
          ),
          2,
        ],
      ],
    ));
});

describe('truth about rows', () => {
  const on = (...dates: readonly string[]): Data => ({ diagnosis: dates.map((own) => [1, own, 'A'] as const) });
  const spaced = (n: number, by: Parameters<typeof shift>[1], mode: 'at least' | 'at most' | 'exactly' = 'at least') =>
    rowTruth(mode, n, rows(diagnosis), { spaced: by });

  it('keeps a row when it lies far enough after the last kept one', () =>
    // Kept at 10 days: 1, 11, 21 January. The 20th is 9 days after the 11th.
    expectAll(on('2019-01-01', '2019-01-05', '2019-01-11', '2019-01-20', '2019-01-21', '2019-01-21'), [
      ['at least 3', spaced(3, days(10)), true],
      ['at least 4', spaced(4, days(10)), false],
      ['exactly 3', spaced(3, days(10), 'exactly'), true],
      ['at most 2', spaced(2, days(10), 'at most'), false],
      ['two at 20 days', spaced(2, days(20)), true],
      ['two at 21 days', spaced(2, days(21)), false],
      ['distinct days', rowTruth('exactly', 5, rows(diagnosis), { distinctDays: true }), true],
    ]));

  it('counts months by the calendar', () =>
    // 31 January + 1 month is 28 February, and another month 28 March.
    expectAll(on('2019-01-31', '2019-02-27', '2019-02-28', '2019-03-27', '2019-03-28'), [
      ['exactly 3', spaced(3, months(1), 'exactly'), true],
      ['at least 2', spaced(2, months(1)), true],
    ]));

  it('is known for no rows', () =>
    expectAll({}, [
      ['any', any(rows(diagnosis)), false],
      ['no', no(rows(diagnosis)), true],
      ['at most 0 spaced', spaced(0, days(3), 'at most'), true],
      ['at least 2 spaced', spaced(2, days(3)), false],
    ]));

  it('keeps only rows whose condition is true', () =>
    expectAll(
      {
        lab: [
          [1, '2019-01-01', 'egfr', null],
          [1, '2019-01-02', 'egfr', 70],
          [1, '2019-01-03', 'crea', 1],
        ],
      },
      [
        [
          'below 60',
          any(
            rows(
              lab(null, 'egfr'),
              where((row) => compare(value(row), '<', number(60))),
            ),
          ),
          false,
        ],
        [
          'not below 60',
          rowTruth(
            'exactly',
            1,
            rows(
              lab(null, 'egfr'),
              where((row) => not(compare(value(row), '<', number(60)))),
            ),
          ),
          true,
        ],
        ['two items', rowTruth('exactly', 3, rows(lab(null, 'egfr', 'crea'))), true],
      ],
    ));

  it('lets a condition speak of event rows about each row', () => {
    // A low value within 7 days after a stay's end: only the second stay has one.
    const data: Data = {
      stay: [
        [1, '2019-01-01', '2019-01-05', 'a'],
        [1, '2019-03-01', '2019-03-05', 'b'],
      ],
      lab: [
        [1, '2019-01-20 10:00', 'egfr', 20],
        [1, '2019-03-10 10:00', 'egfr', 25],
        [1, '2019-03-11 10:00', 'egfr', 90],
      ],
    };
    const stop = (row: number): Expr => column(row, 'stop', type('date'));
    const lowAfter = where((row) =>
      any(
        rows(
          lab(null, 'egfr'),
          bound('>', stop(row)),
          bound('<=', shift(stop(row), days(7))),
          where((inner) => compare(value(inner), '<', number(60))),
        ),
      ),
    );
    const lowest = where((row) => compare(rowValue('min', rows(lab(null, 'egfr'), bound('>', stop(row))), 'value'), '=', number(25)));
    return expectAll(data, [
      ['count', rowValue('count', rows(stay, lowAfter)), 1],
      ['ward', pick('first', rows(stay, lowAfter), 'ward'), 'b'],
      ['lowest later value', pick('first', rows(stay, lowest), 'ward'), 'b'],
      [
        'not',
        rowValue(
          'count',
          rows(
            stay,
            where((row) =>
              and(compare(column(row, 'ward', type('text')), '=', text('a')), not(any(rows(lab(null, 'egfr'), bound('=', stop(row)))))),
            ),
          ),
        ),
        1,
      ],
    ]);
  });

  it('computes what does not depend on the row once for the patient', () =>
    // Diagnoses after the first low value.
    expectAll(
      {
        diagnosis: [
          [1, '2019-01-01', 'A'],
          [1, '2019-06-01', 'A'],
        ],
        lab: [[1, '2019-03-01 07:00', 'egfr', 20]],
      },
      [['count', rowValue('count', rows(diagnosis, bound('>', pick('first', rows(lab(null, 'egfr')), 'date')))), 1]],
    ));
});

describe('picks', () => {
  const data: Data = {
    diagnosis: [
      [1, null, 'N18'],
      [1, '2019-01-02', 'B', 'mild'],
      [1, '2019-01-02', 'A', 'severe'],
      [1, '2019-01-02', null, 'severe'],
      [1, '2019-01-01', 'C', null],
      [1, '2019-01-03', 'D', null],
    ],
  };
  const from = (iso: string) => rows(diagnosis, bound('=', date(iso)));

  it('take the row by date, equal ones by their columns, missing losing in both directions', () =>
    expectAll(data, [
      ['first', pick('first', rows(diagnosis), 'code'), 'C'],
      ['last', pick('last', rows(diagnosis), 'code'), 'D'],
      ['last known severity', pick('last', rows(diagnosis), 'severity'), 'mild'],
      ['first of a day', pick('first', from('2019-01-02'), 'severity'), 'severe'],
      ['last of a day', pick('last', from('2019-01-02'), 'severity'), 'mild'],
      ['2nd', pick('nth', rows(diagnosis), 'code', { n: 2 }), 'A'],
      ['4th', pick('nth', rows(diagnosis), 'code', { n: 4 }), null],
      ['9th', pick('nth', rows(diagnosis), 'code', { n: 9 }), null],
      ['2nd whose column is missing', pick('nth', rows(diagnosis), 'severity', { n: 1 }), null],
      ['date of first', pick('first', rows(diagnosis), 'date'), '2019-01-01'],
      ['none', pick('first', rows(diagnosis, coded(0)), 'date'), null],
    ]));

  it('take the earliest of equal highest and lowest values', () =>
    expectAll(
      {
        lab: [
          [1, '2019-01-03 08:00', 'egfr', 9],
          [1, '2019-01-02 08:00', 'egfr', 9],
          [1, '2019-01-01 08:00', 'egfr', null],
          [1, '2019-01-04 08:00', 'egfr', 3],
        ],
      },
      [
        ['highest', pick('highest', rows(lab(null, 'egfr')), 'date', { by: 'value', known: false }), '2019-01-02 08:00:00'],
        ['lowest', pick('lowest', rows(lab(null, 'egfr')), 'value', { by: 'value', known: false }), 3],
      ],
    ));
});

describe('the value that stands for a day', () => {
  const data: Data = {
    lab: [
      [1, '2019-01-01 08:00', 'egfr', 10, 'a'],
      [1, '2019-01-01 12:00', 'egfr', 40, 'b'],
      [1, '2019-01-01 16:00', 'egfr', 16, 'c'],
      [1, '2019-01-01 20:00', 'egfr', null, 'd'],
      [1, '2019-01-02 08:00', 'egfr', null, 'e'],
      [1, '2019-01-05 08:00', 'egfr', 7, 'f'],
    ],
  };
  const first = (rule: Parameters<typeof lab>[0]) => pick('first', rows(lab(rule, 'egfr')), 'value');
  const note = (rule: Parameters<typeof lab>[0]) => pick('first', rows(lab(rule, 'egfr')), 'note');

  it('is the rule of the item over the known values', () =>
    expectAll(data, [
      ['none', first(null), 10],
      ['last', first('last'), 16],
      ['mean', first('mean'), 22],
      ['median', first('median'), 16],
      ['highest', first('highest'), 40],
      ['lowest', first('lowest'), 10],
      ['other columns of the last row', note('mean'), 'd'],
      ['with last too', note('last'), 'd'],
      ['of the row with the highest', note('highest'), 'b'],
      ['of the row with the lowest', note('lowest'), 'a'],
      ['last value', pick('last', rows(lab('mean', 'egfr')), 'value'), 7],
      ['last value before the fifth', pick('last', rows(lab('mean', 'egfr'), bound('<', date('2019-01-05'))), 'value'), 22],
      ['2nd day', pick('nth', rows(lab('mean', 'egfr')), 'value', { n: 2 }), null],
      ['3rd day', pick('nth', rows(lab('last', 'egfr')), 'value', { n: 3 }), 7],
      ['highest of the means', pick('highest', rows(lab('mean', 'egfr')), 'value', { by: 'value', known: false }), 22],
      [
        'where comes before',
        pick(
          'first',
          rows(
            lab('mean', 'egfr'),
            where((row) => compare(value(row), '<', number(20))),
          ),
          'value',
        ),
        13,
      ],
      ['numbers take each row', rowValue('mean', rows(lab('mean', 'egfr')), 'value'), 73 / 4],
    ]));

  it('differs by item', () => {
    const source = lab('last', 'egfr', 'crea');
    const mixed = {
      ...source,
      sameDay: {
        value: 'value',
        item: 'item',
        rules: [
          { item: 'egfr', rule: 'mean' as const },
          { item: 'crea', rule: 'highest' as const },
        ],
      },
    };
    const own: Data = {
      lab: [
        [1, '2019-01-01 08:00', 'egfr', 1],
        [1, '2019-01-01 09:00', 'egfr', 2],
        [1, '2019-01-02 08:00', 'crea', 5],
        [1, '2019-01-02 07:00', 'crea', 9],
        [1, '2019-01-03 07:00', 'acr', 6],
        [1, '2019-01-03 08:00', 'acr', 8],
      ],
    };
    const all = { ...mixed, items: null };
    return expectAll(own, [
      ['egfr', pick('first', rows(mixed), 'value'), 1.5],
      ['crea', pick('last', rows(mixed), 'value'), 9],
      ['acr has no rule: 4th row', pick('nth', rows(all), 'value', { n: 4 }), 8],
      ['3rd row', pick('nth', rows(all), 'value', { n: 3 }), 6],
    ]);
  });
});

describe('expressions inside rows', () => {
  it('compute with the row and with what belongs to the patient', () =>
    expectAll(
      {
        lab: [
          [1, '2019-01-01 08:00', 'egfr', 10],
          [1, '2019-02-01 08:00', 'egfr', 19],
        ],
      },
      [
        [
          'twice the first',
          rowValue(
            'count',
            rows(
              lab(null, 'egfr'),
              where((row) => compare(value(row), '<', arithmetic(pick('first', rows(lab(null, 'egfr')), 'value'), '*', number(2)))),
            ),
          ),
          2,
        ],
        [
          'more than the mean',
          rowValue(
            'count',
            rows(
              lab(null, 'egfr'),
              where((row) => compare(value(row), '>', rowValue('mean', rows(lab(null, 'egfr')), 'value'))),
            ),
          ),
          1,
        ],
      ],
    ));
});
