import { describe } from 'vitest';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { category, column, renal, table } from '../../dictionary';
import { specification } from '../specification';

/** A table whose date is called otherwise and has a time of day. */
const stays: Dictionary = {
  ...renal,
  tables: [
    ...renal.tables.filter(({ name }) => name !== 'visit'),
    table('visit', 'event', 'patient_id', [
      column('patient_id', 'integer', { role: 'key' }),
      column('start_time', 'datetime', { role: 'date' }),
      column('end_time', 'datetime', { role: 'end' }),
      column('days', 'integer'),
      category('kind', { in: 'Inpatient', out: 'Outpatient' }),
    ]),
  ],
};

const { program, refused } = specification({ dictionary: stays });

const data = `
visit  start_time        end_time          kind
1      2020-01-01T15:00  2020-01-02T09:00  in
1      2020-01-01T08:00  -                 out

prescription  date        end_date
1             2020-01-03  2020-01-04
`;

const head = 'index at @2020-01-01\n';

describe('Outcomes in the windows of a series', () => {
  const labs = `
lab  date              item  value
1    2019-12-01T08:00  egfr  50
1    2020-02-01T08:00  egfr  40
1    2020-06-01T08:00  egfr  30
2    2020-02-01T08:00  egfr  80

patient  death_date
1        2020-03-01
2        -
`;
  program(
    'an outcome is its date there; where it is missing no row lies in the window',
    labs,
    `${head}outcome dead = death\nseries until_death = lab(egfr) from index to dead { value }\nseries later = lab(egfr) where date > dead { value }`,
    {
      rows: 'patient_id  dead_date\n1  2020-03-01\n2  -',
      long: { until_death: 'patient_id  days  value\n1  31  40', later: 'patient_id  days  value\n1  152  30' },
    },
  );
  program(
    'a recurrent outcome is its first event',
    labs,
    `${head}outcome low = each lab(egfr) where value < 45 mL/min/1.73m² after index\nseries before_low = lab(egfr) before low { value }`,
    { long: { before_low: 'patient_id  value\n1  50' } },
  );
  refused('variables are not seen there', `${head}variable x = exit\nseries s = lab(egfr) before x { value }`, 'type-not-visible');
});

describe('The date of a series', () => {
  program('`date` is the row’s own, with its time of day; `days` counts days', data, `${head}series v = visit { kind }`, {
    long: { v: 'date  days  kind\n2020-01-01T08:00:00  0  out\n2020-01-01T15:00:00  0  in' },
  });
  program('the date’s own column is there where it is asked for by its name', data, `${head}series v = visit { start_time }`, {
    long: {
      v: 'patient_id  index_date  date  days  start_time\n1  2020-01-01  2020-01-01T08:00:00  0  2020-01-01T08:00:00\n1  2020-01-01  2020-01-01T15:00:00  0  2020-01-01T15:00:00',
    },
  });
  program('asked for by its role it is the one column', data, `${head}series v = visit { date, end }`, {
    long: { v: 'date  days  end_time\n2020-01-01T08:00:00  0  -\n2020-01-01T15:00:00  0  2020-01-02T09:00:00' },
  });
  program('in a union a date beside datetimes is its 00:00', data, `${head}series v = union(visit, prescription) { end }`, {
    long: {
      v: 'date  days  end\n2020-01-01T08:00:00  0  -\n2020-01-01T15:00:00  0  2020-01-02T09:00:00\n2020-01-03T00:00:00  2  2020-01-04T00:00:00',
    },
  });
  program('a date without a time stays a date', data, `${head}series v = prescription { end_date }`, {
    long: { v: 'date  days  end_date\n2020-01-03  2  2020-01-04' },
  });
  refused('one column by role and by name', `${head}series v = visit { date, start_time }`, 'type-column-twice');
  refused('one column by name and by role', `${head}series v = visit { end_time, kind, end }`, 'type-column-twice');
  refused('one column twice by name', `${head}series v = visit { kind, kind }`, 'type-column-twice');
  refused('a column called like one that every series has', `${head}series v = visit { days }`, 'type-column-fixed');
});
