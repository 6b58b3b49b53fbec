import { describe, expect, it } from 'vitest';
import {
  any,
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
  indexColumn,
  integer,
  lab,
  letOf,
  months,
  no,
  observation,
  observed,
  patientColumn,
  pick,
  plan,
  rows,
  rowValue,
  shift,
  stay,
  text,
  truth,
  type,
  where,
} from './build';
import { type Data, type Ran, run } from './run';

const indexDates = (ran: Ran) => ran.rows.map((row) => [row.patient_id, row.index_date]);
const counts = (ran: Ran) => Object.fromEntries(ran.attrition.map((row) => [row.kind, [row.patients, row.entries]]));

describe('index', () => {
  const data: Data = {
    patient: [
      [1, 'F', '1960-01-01', null],
      [2, 'M', '1960-01-01', null],
    ],
    diagnosis: [
      [1, '2019-01-01', 'A'],
      [1, '2019-01-11', 'B', 'mild'],
      [1, '2019-01-11', 'A', 'severe'],
      [1, '2019-01-15', 'A'],
      [1, null, 'A'],
      [2, '2019-03-01', 'B'],
    ],
  };

  it('at each: rows of one day are one entry, chosen as for first', async () => {
    const ran = await run(
      plan({
        index: { kind: 'each', rows: rows(diagnosis), spaced: null },
        indexColumns: [{ name: 'code', type: type('text') }],
        variables: [{ name: 'code', value: indexColumn('code', 'text') }],
      }),
      data,
    );
    expect(ran.rows.map((row) => [row.patient_id, row.index_date, row.code])).toEqual([
      [1, '2019-01-01', 'A'],
      [1, '2019-01-11', 'A'],
      [1, '2019-01-15', 'A'],
      [2, '2019-03-01', 'B'],
    ]);
    expect(counts(ran).index).toEqual([2, 4]);
  });

  it('at each, spaced', async () => {
    const ran = await run(plan({ index: { kind: 'each', rows: rows(diagnosis), spaced: days(10) } }), data);
    expect(indexDates(ran)).toEqual([
      [1, '2019-01-01'],
      [1, '2019-01-11'],
      [2, '2019-03-01'],
    ]);
  });

  it('keeps the first or the last entry after the criteria before it', async () => {
    const own = (which: 'first' | 'last') =>
      plan({
        index: { kind: 'each', rows: rows(diagnosis), spaced: null },
        steps: [
          { kind: 'exclude', condition: compare(index, '=', date('2019-01-01'), 'day') },
          { kind: 'keep', which },
        ],
      });
    expect(indexDates(await run(own('first'), data))).toEqual([
      [1, '2019-01-11'],
      [2, '2019-03-01'],
    ]);
    const last = await run(own('last'), data);
    expect(indexDates(last)).toEqual([
      [1, '2019-01-15'],
      [2, '2019-03-01'],
    ]);
    expect(last.attrition.map((row) => [row.kind, row.removed_patients, row.removed_entries])).toContainEqual(['keep', 0, 1]);
  });

  it('at the first of several arms; both on one day are left out and counted', async () => {
    const arm = (codes: number, label: string) => ({ rows: rows(diagnosis, coded(codes)), label });
    const own = plan({ codes: [icd('A'), icd('B')], index: { kind: 'firstOf', arms: [arm(0, 'a'), arm(1, 'b')] } });
    const ran = await run(own, {
      ...data,
      patient: [...(data.patient ?? []), [3, 'F', '1960-01-01', null]],
      diagnosis: [...(data.diagnosis ?? []), [3, '2019-05-05', 'A'], [3, '2019-05-05', 'B']],
    });
    expect(ran.rows.map((row) => [row.patient_id, row.index_date, row.index_label])).toEqual([
      [1, '2019-01-01', 'a'],
      [2, '2019-03-01', 'b'],
    ]);
    expect(ran.warnings.index_arms_on_one_day).toBe(1);
    expect(counts(ran).index).toEqual([2, 2]);
  });

  it('at every month, each counted from the first', async () => {
    const own = plan({ index: { kind: 'every', every: months(1), from: date('2020-01-31'), to: date('2020-04-30') } });
    expect(indexDates(await run(own, { diagnosis: [] }))).toEqual([
      [1, '2020-01-31'],
      [1, '2020-02-29'],
      [1, '2020-03-31'],
      [1, '2020-04-30'],
    ]);
  });

  it('at a date that depends on the patient; without one there is no entry', async () => {
    const own = plan({ index: { kind: 'date', value: shift(pick('last', rows(diagnosis), 'date'), days(1)) } });
    expect(indexDates(await run(own, { ...data, patient: [...(data.patient ?? []), [3, 'F', '1960-01-01', null]] }))).toEqual([
      [1, '2019-01-16'],
      [2, '2019-03-02'],
    ]);
  });

  it('carries the end of the index row', async () => {
    const own = plan({
      index: { kind: 'pick', pick: pick('first', rows(stay), 'start') },
      variables: [{ name: 'left', value: { kind: 'entry', type: type('date'), field: 'indexEnd' } }],
    });
    const ran = await run(own, { stay: [[1, '2020-01-01', '2020-01-09']] });
    expect(ran.rows[0].left).toBe('2020-01-09');
  });

  it('knows washout as a condition on rows', async () => {
    const free = where((row) =>
      no(rows(diagnosis, bound('>=', back(column(row, 'date', type('date')), days(5))), bound('<', column(row, 'date', type('date'))))),
    );
    const own = plan({ index: { kind: 'each', rows: rows(diagnosis, free), spaced: null } });
    expect(indexDates(await run(own, data))).toEqual([
      [1, '2019-01-01'],
      [1, '2019-01-11'],
      [2, '2019-03-01'],
    ]);
  });
});

describe('observation', () => {
  const atIndex = plan({
    variables: [
      { name: 'from', value: observation('start') },
      { name: 'to', value: observation('end') },
    ],
  });
  const periods = (...own: readonly (readonly [string, string | null])[]): Data => ({
    observed: own.map(([start, end]) => [1, start, end] as const),
  });
  const bounds = async (data: Data) => (await run(atIndex, data)).rows.map((row) => [row.from, row.to]);

  it('merges periods that overlap or touch, not those with an unobserved day between', async () => {
    expect(await bounds(periods(['2019-01-01', '2019-06-30'], ['2019-07-01', '2020-02-01'], ['2019-02-01', '2019-03-01']))).toEqual([
      ['2019-01-01', '2020-02-01'],
    ]);
    expect(await bounds(periods(['2019-01-01', '2019-06-30'], ['2019-07-02', '2020-02-01']))).toEqual([['2019-07-02', '2020-02-01']]);
  });

  it('removes entries whose index lies in no period, in a step of its own', async () => {
    const ran = await run(atIndex, periods(['2019-01-01', '2019-12-31'], ['2020-01-02', null]));
    expect(ran.rows).toEqual([]);
    expect(counts(ran)).toMatchObject({ index: [1, 1], observation: [0, 0] });
  });

  it('takes a missing end from the coverage, else from the last dated event row', async () => {
    expect(await bounds(periods(['2019-01-01', null]))).toEqual([['2019-01-01', '2024-12-31']]);
    const open = plan({
      ...atIndex,
      observation: { kind: 'table', table: 'observed', key: 'patient_id', start: 'start_date', end: 'end_date', through: null },
    });
    const ran = await run(open, {
      ...periods(['2019-01-01', null]),
      diagnosis: [[1, '2020-03-01', 'A']],
      lab: [[1, '2020-03-04 12:00', 'egfr', 1]],
    });
    expect(ran.rows[0].to).toBe('2020-03-04');
  });

  it('without a table runs from the first to the last dated event row, death included', async () => {
    const derived = (through: string | null) => plan({ ...atIndex, observation: { kind: 'rows', through } });
    const data: Data = {
      patient: [[1, 'F', '1960-01-01', '2020-09-09']],
      diagnosis: [
        [1, '2019-05-01', 'A'],
        [1, null, 'A'],
      ],
      lab: [[1, '2020-03-04 12:00', 'egfr', 1]],
    };
    expect((await run(derived(null), data)).rows.map((row) => [row.from, row.to])).toEqual([['2019-05-01', '2020-09-09']]);
    expect((await run(derived('2020-06-30'), data)).rows.map((row) => [row.from, row.to])).toEqual([['2019-05-01', '2020-06-30']]);
    expect((await run(derived('2020-06-30'), {})).rows).toEqual([]);
  });

  it('observed from one day to another: one period covers both', async () => {
    const value = (from: string | null, to: string) => ({ name: `${from}_${to}`, value: observed(date(from), date(to)) });
    const own = plan({
      variables: [
        value('2019-01-01', '2020-01-01'),
        value('2018-12-31', '2020-01-01'),
        value('2017-02-01', '2017-03-01'),
        value('2017-02-01', '2019-03-01'),
        value(null, '2020-01-01'),
        { name: 'before', value: observed(back(index, days(365)), index) },
        { name: 'long_before', value: observed(back(index, days(366)), index) },
      ],
    });
    const ran = await run(own, periods(['2019-01-01', '2021-01-01'], ['2017-01-01', '2017-12-31']));
    expect(ran.rows[0]).toMatchObject({
      '2019-01-01_2020-01-01': true,
      '2018-12-31_2020-01-01': false,
      '2017-02-01_2017-03-01': true,
      '2017-02-01_2019-03-01': false,
      'null_2020-01-01': null,
      before: true,
      long_before: false,
    });
  });

  it('in the index clause is that of the first period', async () => {
    const own = plan({ index: { kind: 'date', value: observation('start') }, variables: [{ name: 'from', value: observation('start') }] });
    expect(indexDates(await run(own, periods(['2019-01-01', '2021-01-01'], ['2017-01-01', '2017-12-31'])))).toEqual([[1, '2017-01-01']]);
  });
});

describe('criteria', () => {
  const data: Data = {
    patient: [
      [1, 'F', '1960-01-01', null],
      [2, 'M', null, null],
      [3, null, '1950-01-01', null],
    ],
  };
  const sex = compare(patientColumn('sex', 'text'), '=', text('F'));

  it('include keeps only true, exclude removes only true', async () => {
    expect(indexDates(await run(plan({ steps: [{ kind: 'include', condition: sex }] }), data))).toEqual([[1, '2020-01-01']]);
    expect(indexDates(await run(plan({ steps: [{ kind: 'exclude', condition: sex }] }), data))).toEqual([
      [2, '2020-01-01'],
      [3, '2020-01-01'],
    ]);
  });

  it('compute a let once and share it', async () => {
    const first = pick('first', rows(diagnosis), 'date');
    const own = plan({
      lets: [
        { needs: 'patient', value: first },
        { needs: 'patient', value: shift(letOf(0, 'date'), days(1)) },
      ],
      index: { kind: 'date', value: letOf(1, 'date') },
      steps: [{ kind: 'include', condition: any(rows(diagnosis, bound('=', letOf(0, 'date')))) }],
      variables: [
        { name: 'n', value: rowValue('count', rows(diagnosis, bound('<', letOf(1, 'date')))) },
        { name: 'first', value: letOf(0, 'date') },
      ],
    });
    const ran = await run(own, {
      diagnosis: [
        [1, '2019-01-01', 'A'],
        [1, '2019-02-01', 'A'],
      ],
    });
    expect(ran.rows).toEqual([
      { patient_id: 1, index_date: '2019-01-02', exit_date: '2024-12-31', exit_reason: 'end of observation', n: 1, first: '2019-01-01' },
    ]);
  });

  it('gives nobody on empty tables', async () => {
    const own = plan({
      index: { kind: 'pick', pick: pick('first', rows(diagnosis), 'date') },
      steps: [{ kind: 'include', condition: truth(true) }],
      variables: [{ name: 'n', value: rowValue('mean', rows(lab('mean', 'egfr')), 'value') }],
    });
    const ran = await run(own, { observed: [] });
    expect(ran.rows).toEqual([]);
    expect(counts(ran)).toMatchObject({ database: [1, null], index: [0, 0], result: [0, 0] });
  });

  it('keep keys beyond 2^53 apart and exact', async () => {
    const own = plan({ variables: [{ name: 'one', value: integer('1') }] });
    const large = 2 ** 53;
    const ran = await run(own, { patient: [[large, 'F', null, null]], observed: [[large, '2000-01-01', '2024-12-31']] });
    expect(ran.rows[0].patient_id).toBe('9007199254740992');
  });
});
