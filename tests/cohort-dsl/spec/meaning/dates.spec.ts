import { describe } from 'vitest';
import { specification } from '../specification';

const { values, refused, program } = specification();

const leap = `
patient  birth_date
1        2000-02-29
`;

describe('Dates', () => {
  values('adding months keeps the day or takes the last of a shorter month', '', {
    '@2019-01-31 + 1 month': '2019-02-28',
    '@2020-01-31 + 1 month': '2020-02-29',
    '@2019-03-31 - 1 month': '2019-02-28',
    '@2020-02-29 + 1 year': '2021-02-28',
  });
  values('weeks are 7 days, and date ± days is a date', '', { '@2019-01-01 + 2 weeks': '2019-01-15', '@2020-03-01 - 1 day': '2020-02-29' });
  values('a date beyond the year 9999 is missing', '', { '@9999-12-31 + 1 day': null, '@2020-01-01 + 9000 years': null });
  values('completed months turn on the day, and where the month lacks it on the first of the next', '', {
    'months from @2019-01-31 to @2019-02-28': 0,
    'months from @2019-01-31 to @2019-03-01': 1,
    'months from @2019-01-15 to @2019-02-14': 0,
    'months from @2019-01-15 to @2019-02-15': 1,
  });
  values('completed years are full calendar years', '', {
    'years from @2000-03-01 to @2019-02-28': 18,
    'years from @2000-03-01 to @2019-03-01': 19,
  });
  values('when B is before A the units are minus those from B to A', '', {
    'days from @2019-01-10 to @2019-01-01': -9,
    'weeks from @2019-01-10 to @2019-01-01': -1,
    'months from @2019-03-01 to @2019-01-31': -1,
    'years from @2019-02-28 to @2000-03-01': -18,
  });
  values('someone born on 29 February turns on 1 March in common years', leap, {
    'age at @2019-02-28': 18,
    'age at @2019-03-01': 19,
    'age at @2020-02-29': 20,
  });
  values('age before birth is missing', leap, { 'age at @1999-12-31': null, 'age at @2000-02-29': 0 });
  values('age at a missing date, or without a birth date, is missing', leap, { 'age at death': null, 'year of birth': 2000 });
  values('`year of` and `month of` are numbers', '', { 'year of index': 2020, 'month of @2019-12-31': 12 });
  values('hours and minutes use the clock, a date being its 00:00', '', {
    'hours from @2020-01-01T08:30 to @2020-01-01T10:29': 1,
    'minutes from @2020-01-01T08:30 to @2020-01-01T10:29': 119,
    'hours from index to @2020-01-02T01:00': 25,
    '@2020-01-01T23:30 + 45 minutes': '2020-01-02T00:15:00',
  });
  values('days between datetimes compare their days', '', { 'days from @2020-01-01T23:00 to @2020-01-02T01:00': 1 });
  values('a datetime plus days keeps its time of day', '', { '@2020-01-31T08:00 + 1 month': '2020-02-29T08:00:00' });
  values('comparing a date with a datetime compares days', '', { 'index = @2020-01-01T10:00': true, 'index < @2020-01-01T10:00': false });
  refused('hours cannot be added to a date', 'index at @2020-01-01 + 3 hours', 'type-hours-date');
  refused('durations are whole', 'index at first visit\ninclude observed 1.5 years before index', 'syntax-number-whole');
});

describe('Observation', () => {
  const periods = `
patient  birth_date
1        1960-01-01

observed  start_date  end_date
1         2018-01-01  2018-12-31
1         2019-01-01  2020-06-30
1         2020-08-01  2020-12-31
`;
  values('periods that follow one another without an unobserved day are one', periods, {
    'observed 730 days before index': true,
    'observed 731 days before index': false,
    'start of observation': '2018-01-01',
    'end of observation': '2020-06-30',
  });
  values('`observed from D1 to D2` asks that one period covers both', periods, {
    'observed from index to @2020-06-30': true,
    'observed from index to @2020-07-01': false,
    'observed from index to @2020-09-01': false,
    'observed from @2020-09-01 to @2020-10-01': true,
  });
  values('with a missing date `observed` is missing', periods, { 'observed 10 days before death': null });
  values(
    '`start` and `end of observation` are those of the period that holds the index',
    periods,
    {
      'start of observation': '2020-08-01',
      'end of observation': '2020-12-31',
    },
    'index at @2020-09-01',
  );
  program('in an index clause they are those of the first period', periods, 'index at start of observation + 1 year', {
    rows: 'index_date  exit_date\n2019-01-01  2020-06-30',
  });
  program(
    'a missing end is the coverage’s `through`',
    `
observed  start_date  end_date
1         2018-01-01  -
`,
    'index at @2020-01-01',
    { rows: 'exit_date  exit_reason\n2025-12-31  end of observation' },
  );
  program(
    'periods that overlap are one',
    `
observed  start_date  end_date
1         2019-01-01  2020-03-01
1         2018-01-01  2019-06-01
1         2018-02-01  2018-03-01
`,
    'index at @2018-02-15\nvariable start = start of observation',
    { rows: 'start  exit_date\n2018-01-01  2020-03-01' },
  );
});
