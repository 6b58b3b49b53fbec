/** Random small tables of the renal test dictionary: few dates and values, so that ties, gaps and same-day rows are common. */
import fc from 'fast-check';
import type { Row, Value } from '@/cohort-dsl/reference/value';
import type { Tables } from '../spec/data-text';

const ids = [1n, 2n, 3n] as const;

const maybe = <T extends Value>(values: fc.Arbitrary<T>, missing = 6): fc.Arbitrary<T | null> =>
  fc.option(values, { nil: null, freq: missing });
const from = <T extends Value>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const days = from(
  '2019-11-30',
  '2019-12-15',
  '2019-12-31',
  '2020-01-01',
  '2020-01-02',
  '2020-01-10',
  '2020-01-15',
  '2020-01-31',
  '2020-02-29',
  '2020-03-31',
  '2020-04-15',
);
const moments = fc.tuple(days, from('00:00:00', '08:00:00', '12:30:00')).map(([day, time]) => `${day}T${time}`);
const patient = from(...ids);

function table(columns: Readonly<Record<string, fc.Arbitrary<Value>>>, most: number): fc.Arbitrary<Row[]> {
  return fc.array(fc.record({ patient_id: patient as fc.Arbitrary<Value>, ...columns }), {
    minLength: Math.floor(most / 3),
    maxLength: most,
  });
}

const patients = fc
  .tuple(
    ...ids.map((id) =>
      fc.record({
        patient_id: fc.constant(id as Value),
        sex: maybe(from('F', 'M')),
        birth_date: maybe(from('1960-02-29', '1980-06-01', '2001-12-31')),
        death_date: maybe(from('2020-01-10', '2020-02-29', '2020-12-31'), 2),
        hospital: maybe(from('H1', 'H2')),
        smoker: maybe(fc.boolean(), 3),
        height: maybe(from(150, 160, 175.5)),
        children: maybe(from(0n, 1n, 2n, 5n)),
        village: maybe(from('Ost', 'West', 'ost')),
        stage: maybe(from('1', '2', '3')),
        enrolled: maybe(days),
      }),
    ),
  )
  .map((rows): Row[] => rows);

const observed = fc
  .array(
    fc.tuple(
      patient,
      from('2019-01-01', '2019-12-01', '2020-01-11', '2020-03-01'),
      maybe(from('2019-11-30', '2020-01-10', '2020-02-28', '2021-06-30'), 3),
    ),
    { minLength: 2, maxLength: 6 },
  )
  .map((periods): Row[] => periods.map(([patient_id, start_date, end_date]) => ({ patient_id, start_date, end_date })));
const everybody: readonly Row[] = ids.map((patient_id) => ({ patient_id, start_date: '2015-01-01', end_date: '2021-12-31' }));

const any: fc.Arbitrary<Tables> = fc.record({
  patient: patients,
  observed: fc.oneof(fc.constant(everybody), fc.constant(everybody), observed),
  visit: table({ date: maybe(days), end_date: maybe(days, 4), kind: maybe(from('in', 'out')) }, 8),
  diagnosis: table(
    {
      date: maybe(days),
      code: maybe(from('E11.9', 'e119', 'E10', 'N18.3', 'n183', 'N184', 'I10')),
      main: maybe(fc.boolean(), 3),
      grade: maybe(from('mild', 'moderate', 'severe'), 3),
    },
    8,
  ),
  procedure: table(
    { date: maybe(moments), end: maybe(moments, 4), code: maybe(from('3995', '54.98')), cost: maybe(from(1, 2, 3, 2.5)) },
    6,
  ),
  lab: table(
    {
      date: maybe(moments),
      item: from('egfr', 'egfr', 'creatinine', 'score', 'urea'),
      value: maybe(from(20, 30, 59, 60, 80, 1, 2, 4), 4),
      comparator: maybe(from('<', '>'), 1),
      method: maybe(from('a', 'b', 'ab')),
    },
    12,
  ),
  prescription: table(
    {
      date: maybe(days),
      end_date: maybe(days, 4),
      code: maybe(from('A10BA02', 'a10.ba02', 'C09', 'c09')),
      dose: maybe(from(100, 500, 1000)),
      packs: maybe(from(1n, 2n, 3n)),
    },
    8,
  ),
  allergy: table({ substance: maybe(from('Penicillin', 'Latex')), severity: maybe(from('low', 'high')) }, 3),
  earlier: fc.array(
    fc.record({
      patient_id: patient as fc.Arbitrary<Value>,
      index_date: days as fc.Arbitrary<Value>,
      exit_date: days as fc.Arbitrary<Value>,
    }),
    { maxLength: 3 },
  ),
});

/** Tables by name, and the entries of the cohort `earlier`. Values are not biased towards the first and the smallest. */
export const tables: fc.Arbitrary<Tables> = fc.noBias(any);
