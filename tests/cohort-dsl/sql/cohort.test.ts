import { expect, it } from 'vitest';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';
import {
  age,
  any,
  back,
  bound,
  coded,
  column,
  compare,
  days,
  death,
  diagnosis,
  index,
  integer,
  lab,
  no,
  number,
  observed,
  pick,
  plan,
  rows,
  rowTruth,
  shift,
  type,
  where,
  years,
} from './build';
import { run } from './run';

const egfr = (row: number) => column(row, 'value', type('number'));

const whole = plan({
  codes: [
    { system: 'ICD10', tests: [{ kind: 'prefix', not: false, code: 'N18' }] },
    { system: 'ICD10', tests: [{ kind: 'exact', not: false, code: 'Z992' }] },
  ],
  index: { kind: 'pick', pick: pick('first', rows(diagnosis, coded(0)), 'date') },
  steps: [
    { kind: 'include', condition: compare(age(index), '>=', integer('18')) },
    { kind: 'include', condition: observed(back(index, days(180)), index) },
    {
      kind: 'include',
      condition: rowTruth(
        'at least',
        2,
        rows(
          lab(null, 'egfr'),
          bound('>=', back(index, days(365))),
          bound('<=', index),
          where((row) => compare(egfr(row), '<', number(60))),
        ),
        { spaced: days(90) },
      ),
    },
    { kind: 'exclude', condition: any(rows(diagnosis, bound('<=', index), coded(1))) },
  ],
  follow: [{ value: shift(index, years(2)), label: '2 years' }],
  outcomes: [
    {
      kind: 'causes',
      name: 'kidney_failure',
      until: null,
      through: null,
      namesDeath: true,
      causes: [
        { value: pick('first', rows(diagnosis, bound('>', index), coded(1)), 'date'), label: 'dialysis', onIndexDay: false },
        { value: death, label: 'death', onIndexDay: true },
      ],
    },
  ],
  variables: [
    { name: 'age', value: age(index) },
    { name: 'egfr0', value: pick('last', rows(lab('last', 'egfr'), bound('<=', index)), 'value') },
    { name: 'untested', value: no(rows(lab(null, 'crea'))) },
  ],
  labels: {
    cohort: null,
    steps: ['Adults', 'Observed', 'Low eGFR', 'No dialysis'],
    outcomes: [null],
    variables: [null, null, null],
    codes: [],
  },
});

const low = (id: number) =>
  [
    [id, '2019-06-01 08:00', 'egfr', 50],
    [id, '2019-09-01 08:00', 'egfr', 45],
  ] as const;

const data = {
  patient: [
    [1, 'F', '1960-06-15', null],
    [2, 'M', '1960-06-15', '2020-06-01'],
    [3, 'F', '2010-01-01', null],
    [4, 'M', '1950-01-01', null],
    [5, 'M', '1950-01-01', null],
    [6, 'M', '1950-01-01', null],
    [7, 'M', '1950-01-01', null],
  ],
  observed: [
    [1, '2015-01-01', '2024-12-31'],
    [2, '2015-01-01', null],
    [3, '2015-01-01', '2024-12-31'],
    [4, '2019-12-01', '2024-12-31'],
    [5, '2015-01-01', '2024-12-31'],
    [6, '2015-01-01', '2024-12-31'],
    [7, '2015-01-01', '2018-12-31'],
  ],
  diagnosis: [
    [1, '2020-01-10', 'N18.3'],
    [1, '2020-01-05', 'n184'],
    [1, '2021-03-01', 'Z99.2'],
    [2, '2020-01-05', 'N18.3'],
    [3, '2020-01-05', 'N18.3'],
    [4, '2020-01-05', 'N18.3'],
    [5, '2020-01-05', 'N18.3'],
    [6, '2020-01-05', 'N18.3'],
    [6, '2020-01-05', 'Z99.2'],
    [7, '2020-01-05', 'N18.3'],
  ],
  lab: [
    ...low(1),
    [1, '2019-12-01 08:00', 'egfr', 44],
    ...low(2),
    ...low(3),
    ...low(4),
    [5, '2019-06-01 08:00', 'egfr', 50],
    [5, '2019-08-29 08:00', 'egfr', 45],
    ...low(6),
  ],
} as const;

it('runs a whole cohort: each step counted, each outcome dated', async () => {
  const ran = await run(whole, data);
  expect(ran.rows).toEqual([
    {
      patient_id: 1,
      index_date: '2020-01-05',
      exit_date: '2022-01-05',
      exit_reason: '2 years',
      kidney_failure_date: '2021-03-01',
      kidney_failure_days: 421,
      kidney_failure_event: 1,
      kidney_failure_cause: 'dialysis',
      age: 59,
      egfr0: 44,
      untested: true,
    },
    {
      patient_id: 2,
      index_date: '2020-01-05',
      exit_date: '2020-06-01',
      exit_reason: 'death',
      kidney_failure_date: '2020-06-01',
      kidney_failure_days: 148,
      kidney_failure_event: 2,
      kidney_failure_cause: 'death',
      age: 59,
      egfr0: 45,
      untested: true,
    },
  ]);
  const line = (row: (typeof ran.attrition)[number]) => [
    row.step,
    row.kind,
    row.label,
    row.patients,
    row.entries,
    row.removed_patients,
    row.removed_entries,
  ];
  expect(ran.attrition.map(line)).toEqual([
    [1, 'database', 'Patients in the database', 7, null, null, null],
    [2, 'index', 'With an index date', 7, 7, 0, null],
    [3, 'observation', 'Under observation at index', 6, 6, 1, 1],
    [4, 'include', 'Adults', 5, 5, 1, 1],
    [5, 'include', 'Observed', 4, 4, 1, 1],
    [6, 'include', 'Low eGFR', 3, 3, 1, 1],
    [7, 'exclude', 'No dialysis', 2, 2, 1, 1],
    [8, 'follow_up', 'With follow-up from index', 2, 2, 0, 0],
    [9, 'result', 'Cohort', 2, 2, 0, 0],
  ]);
});

it('prints the same text for the same plan', () => {
  const print = () => printCohort(whole, { name: 'advanced_ckd', dialect: 'duckdb' }).script;
  expect(print()).toBe(print());
});
