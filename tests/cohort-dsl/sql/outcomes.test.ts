import { describe, expect, it } from 'vitest';
import type { OutcomePlan, Plan, Reason } from '@/cohort-dsl/plan/nodes';
import {
  any,
  arithmetic,
  bound,
  coded,
  column,
  compare,
  date,
  days,
  death,
  diagnosis,
  elapsed,
  exit,
  icd,
  index,
  lab,
  number,
  observation,
  outcomeDate,
  pick,
  plan,
  rows,
  shift,
  type,
  variable,
  where,
} from './build';
import { type Data, run } from './run';

const reason = (value: Reason['value'], label: string): Reason => ({ value, label });
const base = { until: null, through: null, namesDeath: false, onIndexDay: false } as const;
const codes = [icd('A'), icd('B')];
const event = (list: number) => pick('first', rows(diagnosis, bound('>=', index), coded(list)), 'date');

async function only(own: Partial<Plan>, data: Data) {
  const ran = await run(plan({ codes, ...own }), data);
  expect(ran.rows).toHaveLength(1);
  return { row: ran.rows[0], ran };
}

const dead = (on: string): Data => ({ patient: [[1, 'F', '1960-06-15', on]] });

describe('follow-up', () => {
  const exitOf = async (follow: readonly Reason[], data: Data) => {
    const { row } = await only({ follow }, data);
    return [row.exit_date, row.exit_reason];
  };

  it('ends at the earlier of end of observation and death', async () => {
    expect(await exitOf([], {})).toEqual(['2024-12-31', 'end of observation']);
    expect(await exitOf([], dead('2021-02-03'))).toEqual(['2021-02-03', 'death']);
    expect(await exitOf([], dead('2024-12-31'))).toEqual(['2024-12-31', 'death']);
    expect(await exitOf([], dead('2025-01-01'))).toEqual(['2024-12-31', 'end of observation']);
  });

  it('ends at the earliest of its dates, the label written first winning, missing dates skipped', async () => {
    const year = reason(shift(index, days(366)), 'a year');
    const same = reason(date('2021-01-01'), 'same day');
    expect(await exitOf([reason(death, 'died'), year, same], {})).toEqual(['2021-01-01', 'a year']);
    expect(await exitOf([same, year], {})).toEqual(['2021-01-01', 'same day']);
    expect(await exitOf([reason(death, 'died'), year], dead('2020-05-05'))).toEqual(['2020-05-05', 'died']);
    expect(await exitOf([reason(observation('end'), 'lost')], {})).toEqual(['2024-12-31', 'lost']);
    expect(await exitOf([reason(date('2030-01-01'), 'late')], {})).toEqual(['2024-12-31', 'end of observation']);
  });

  it('keeps an exit on the index day and removes one before, in a step of its own', async () => {
    expect(await exitOf([reason(index, 'at once')], {})).toEqual(['2020-01-01', 'at once']);
    const ran = await run(plan({}), dead('2019-12-31'));
    expect(ran.rows).toEqual([]);
    expect(ran.attrition.map((row) => [row.kind, row.patients])).toContainEqual(['follow_up', 0]);
    expect(ran.attrition.map((row) => [row.kind, row.patients])).toContainEqual(['observation', 1]);
  });

  it('counts from the time origin where there is one; entries before it leave', async () => {
    const origin = pick('first', rows(diagnosis), 'date');
    const outcome: OutcomePlan = { ...base, kind: 'date', name: 'x', value: date('2020-02-01') };
    const { row } = await only({ origin, outcomes: [outcome] }, { diagnosis: [[1, '2019-12-22', 'A']] });
    expect(row).toMatchObject({ entry_days: 10, x_days: 41, x_event: 1 });
    expect((await run(plan({ origin }), { diagnosis: [[1, '2020-01-02', 'A']] })).rows).toEqual([]);
    expect((await run(plan({ origin }), {})).rows).toEqual([]);
  });

  it('merges entries whose gap is small enough; the reason is that of the one that exits last', async () => {
    const own = plan({
      codes,
      index: { kind: 'each', rows: rows(diagnosis), spaced: null },
      follow: [
        reason(shift(index, days(10)), 'ten days'),
        reason(pick('first', rows(lab(null, 'egfr'), bound('>=', index)), 'date'), 'test'),
      ],
      steps: [{ kind: 'merge', within: days(5), inPeriod: true }],
      variables: [{ name: 'left', value: exit }],
    });
    const ran = await run(own, {
      diagnosis: [
        [1, '2020-01-01', 'A'],
        [1, '2020-01-16', 'A'],
        [1, '2020-02-02', 'A'],
      ],
      lab: [[1, '2020-01-20 09:00', 'egfr', 1]],
    });
    expect(ran.rows).toEqual([
      { patient_id: 1, index_date: '2020-01-01', exit_date: '2020-01-20', exit_reason: 'test', left: '2020-01-20' },
      { patient_id: 1, index_date: '2020-02-02', exit_date: '2020-02-12', exit_reason: 'ten days', left: '2020-02-12' },
    ]);
    expect(ran.attrition.map((row) => [row.kind, row.entries, row.removed_patients, row.removed_entries])).toContainEqual([
      'merged',
      2,
      0,
      1,
    ]);
  });
});

describe('an outcome', () => {
  const single = (over: Partial<Extract<OutcomePlan, { kind: 'date' }>> = {}): OutcomePlan => ({
    ...base,
    kind: 'date',
    name: 'x',
    value: event(0),
    ...over,
  });
  const read = async (outcome: OutcomePlan, data: Data, own: Partial<Plan> = {}) => {
    const { row, ran } = await only({ outcomes: [outcome], ...own }, data);
    return { of: [row.x_date, row.x_days, row.x_event], row, warnings: ran.warnings };
  };

  it('counts after index and on or before exit', async () => {
    expect((await read(single(), { diagnosis: [[1, '2020-01-11', 'A']] })).of).toEqual(['2020-01-11', 10, 1]);
    expect((await read(single(), {})).of).toEqual([null, 1826, 0]);
    const short = { follow: [reason(date('2020-01-11'), 'stop')] };
    expect((await read(single(), { diagnosis: [[1, '2020-01-11', 'A']] }, short)).of).toEqual(['2020-01-11', 10, 1]);
    expect((await read(single(), { diagnosis: [[1, '2020-01-12', 'A']] }, short)).of).toEqual([null, 10, 0]);
    expect((await read(single({ value: date('2019-05-05') }), {})).of).toEqual([null, 1826, 0]);
  });

  it('on the index day counts only where it says so; the others are counted in a warning', async () => {
    const data: Data = { diagnosis: [[1, '2020-01-01', 'A']] };
    const plain = await read(single(), data);
    expect(plain.of).toEqual([null, 1826, 0]);
    expect(plain.warnings['events_on_index_day x']).toBe(1);
    const counted = await read(single({ onIndexDay: true }), data);
    expect(counted.of).toEqual(['2020-01-01', 0, 1]);
    expect(counted.warnings['events_on_index_day x']).toBe(0);
  });

  it('counts unlabelled deaths', async () => {
    expect((await read(single(), dead('2020-03-01'))).warnings['deaths_unlabelled x']).toBe(1);
    expect((await read(single({ until: [reason(death, 'died')] }), dead('2020-03-01'))).warnings['deaths_unlabelled x']).toBe(0);
    expect((await read(single(), { ...dead('2020-03-01'), diagnosis: [[1, '2020-03-01', 'A']] })).warnings['deaths_unlabelled x']).toBe(0);
    expect((await read(single({ namesDeath: true }), dead('2020-03-01'))).warnings).not.toHaveProperty('deaths_unlabelled x');
  });

  it('has its own exit: never later than the cohort’s, before index counting as index, missing the cohort’s', async () => {
    const until = (iso: string | null) => single({ until: [reason(date(iso), 'stopped')] });
    const data: Data = { diagnosis: [[1, '2020-02-01', 'A']] };
    const at = async (iso: string | null) => {
      const { of, row } = await read(until(iso), data);
      return [...of, row.x_exit_reason];
    };
    expect(await at('2020-01-31')).toEqual([null, 30, 0, 'stopped']);
    expect(await at('2020-02-01')).toEqual(['2020-02-01', 31, 1, 'stopped']);
    expect(await at('2019-02-01')).toEqual([null, 0, 0, 'stopped']);
    expect(await at(null)).toEqual(['2020-02-01', 31, 1, 'end of observation']);
    expect(await at('2024-12-31')).toEqual(['2020-02-01', 31, 1, 'stopped']);
    expect(await at('2018-01-01')).toEqual([null, 0, 0, 'stopped']);
    expect(await at('2025-12-31')).toEqual(['2020-02-01', 31, 1, 'end of observation']);
  });

  it('is followed to the coverage of what it is read from', async () => {
    const data: Data = { diagnosis: [[1, '2020-02-01', 'A']] };
    expect((await read(single({ through: '2020-01-31' }), data)).of).toEqual([null, 30, 0]);
    expect((await read(single({ through: '2020-02-01' }), data)).of).toEqual(['2020-02-01', 31, 1]);
    const own = single({ through: '2020-01-31', until: [reason(date('2020-03-01'), 'stopped')] });
    expect((await read(own, data)).row.x_exit_reason).toBe('end of observation');
  });

  it('with causes judges each date by itself; of equal dates the label written first wins', async () => {
    const cause = (value: Reason['value'], label: string, onIndexDay = false) => ({ ...reason(value, label), onIndexDay });
    const own = (...causes: readonly ReturnType<typeof cause>[]): OutcomePlan => ({
      name: 'x',
      until: null,
      through: null,
      namesDeath: true,
      kind: 'causes',
      causes,
    });
    const of = async (outcome: OutcomePlan, data: Data) => {
      const { row } = await read(outcome, data);
      return [row.x_date, row.x_days, row.x_event, row.x_cause];
    };
    const both = own(cause(event(0), 'a'), cause(event(1), 'b'), cause(death, 'death', true));
    expect(
      await of(both, {
        diagnosis: [
          [1, '2020-01-01', 'A'],
          [1, '2020-01-05', 'B'],
        ],
      }),
    ).toEqual(['2020-01-05', 4, 2, 'b']);
    expect(
      await of(both, {
        diagnosis: [
          [1, '2020-01-05', 'A'],
          [1, '2020-01-05', 'B'],
        ],
      }),
    ).toEqual(['2020-01-05', 4, 1, 'a']);
    expect(await of(both, dead('2020-01-01'))).toEqual(['2020-01-01', 0, 3, 'death']);
    expect(await of(both, {})).toEqual([null, 1826, 0, null]);
  });

  it('that recurs has a table of its events, spaced over all rows and then judged', async () => {
    const each = (spaced: ReturnType<typeof days> | null): OutcomePlan => ({
      ...base,
      kind: 'each',
      name: 'x',
      rows: rows(diagnosis, coded(0)),
      spaced,
    });
    const data: Data = {
      diagnosis: [
        [1, '2019-12-30', 'A'],
        [1, '2020-01-01', 'A'],
        [1, '2020-01-05', 'A'],
        [1, '2020-01-05', 'A'],
        [1, '2020-01-09', 'A'],
        [1, null, 'A'],
        [1, '2025-01-01', 'A'],
      ],
    };
    const all = await run(plan({ codes, outcomes: [each(null)] }), data);
    expect(all.rows[0]).toMatchObject({ x_date: '2020-01-05', x_days: 4, x_event: 1 });
    expect(all.long.c_x).toEqual([
      { patient_id: 1, index_date: '2020-01-01', date: '2020-01-05', days: 4, number: 1 },
      { patient_id: 1, index_date: '2020-01-01', date: '2020-01-05', days: 4, number: 2 },
      { patient_id: 1, index_date: '2020-01-01', date: '2020-01-09', days: 8, number: 3 },
    ]);
    expect(all.warnings['events_on_index_day x']).toBe(1);
    // Kept at 6 days: 30 December, 5 January; the 9th is too near.
    const some = await run(plan({ codes, outcomes: [each(days(6))] }), data);
    expect(some.long.c_x.map((row) => [row.date, row.number])).toEqual([['2020-01-05', 1]]);
  });

  it('may read the date of another, and variables those above them', async () => {
    const second: OutcomePlan = {
      ...base,
      kind: 'date',
      name: 'y',
      value: pick('first', rows(diagnosis, bound('>', outcomeDate(1))), 'date'),
    };
    const { row } = await only(
      {
        outcomes: [second, single()],
        variables: [
          { name: 'wait', value: elapsed('days', outcomeDate(1), outcomeDate(0)) },
          { name: 'double_wait', value: arithmetic(variable(0, 'integer'), '*', variable(0, 'integer')) },
          {
            name: 'later',
            value: any(
              rows(
                diagnosis,
                where((own) => compare(column(own, 'date', type('date')), '>', exit, 'day')),
              ),
            ),
          },
        ],
      },
      {
        diagnosis: [
          [1, '2020-02-01', 'A'],
          [1, '2020-02-08', 'B'],
        ],
      },
    );
    expect(row).toMatchObject({ x_date: '2020-02-01', y_date: '2020-02-08', wait: 7, double_wait: 49, later: false });
  });
});

describe('series', () => {
  it('hold every dated row their windows allow, sorted', async () => {
    const own = plan({
      longTables: [
        {
          name: 's',
          kind: 'series',
          rows: rows(
            lab('mean', 'egfr'),
            bound('>=', index),
            bound('<=', exit),
            where((row) => compare(column(row, 'value', type('number')), '>', number(0))),
          ),
          date: 'date',
          columns: ['value'],
        },
      ],
    });
    const ran = await run(own, {
      lab: [
        [1, '2020-01-03 08:00', 'egfr', 5],
        [1, '2020-01-01 12:00', 'egfr', 3],
        [1, '2019-12-31 12:00', 'egfr', 4],
        [1, '2020-01-03 07:00', 'egfr', 2],
      ],
    });
    expect(ran.long.c_s).toEqual([
      { patient_id: 1, index_date: '2020-01-01', date: '2020-01-01 12:00:00', days: 0, value: 3 },
      { patient_id: 1, index_date: '2020-01-01', date: '2020-01-03 07:00:00', days: 2, value: 2 },
      { patient_id: 1, index_date: '2020-01-01', date: '2020-01-03 08:00:00', days: 2, value: 5 },
    ]);
  });
});
