import { describe } from 'vitest';
import { specification } from '../specification';

const { values, refused } = specification();

// The index is 1 January 2020.
const around = `
diagnosis  date
1          2019-12-30
1          2019-12-31
1          2020-01-01
1          2020-01-02
1          2020-01-03
1          -
`;

const times = `
lab  date              item  value
1    2019-12-31T23:59  egfr  1
1    2020-01-01T00:00  egfr  2
1    2020-01-01T13:30  egfr  3
1    2020-01-02T00:00  egfr  4

procedure  date              end
1          2020-01-01T13:30  2020-01-01T15:00
`;

const stays = `
visit  date        end_date    kind
1      2019-12-01  2020-01-01  in
1      2020-01-03  2020-01-05  in
1      2020-01-10  2020-01-08  in
1      2019-06-01  -           out
1      -           2020-02-01  out
`;

describe('Windows against a date', () => {
  values('`before D` keeps rows of earlier days only', around, { 'count of diagnosis before index': 2 });
  values('`on or before D` keeps the day too', around, { 'count of diagnosis on or before index': 3 });
  values('`on D` keeps the rows of that day', around, { 'count of diagnosis on index': 1 });
  values('`on or after D` keeps the day and what follows', around, { 'count of diagnosis on or after index': 3 });
  values('`after D` keeps rows of later days only', around, { 'count of diagnosis after index': 2 });
  values('without a window rows without a date take part in a count', around, { 'count of diagnosis': 6 });
  values('a row without a date satisfies no window', around, {
    'count of diagnosis on or before @2100-01-01': 5,
    'count of diagnosis on or after @1900-01-01': 5,
  });
});

describe('Windows of a length', () => {
  values('`within N before D` is D − N ≤ d < D', around, {
    'count of diagnosis within 1 day before index': 1,
    'count of diagnosis within 2 days before index': 2,
  });
  values('`within N on or before D` is D − N ≤ d ≤ D', around, { 'count of diagnosis within 1 day on or before index': 2 });
  values('`within N after D` is D < d ≤ D + N', around, {
    'count of diagnosis within 1 day after index': 1,
    'count of diagnosis within 2 days after index': 2,
  });
  values('`within N on or after D` is D ≤ d ≤ D + N', around, { 'count of diagnosis within 1 day on or after index': 2 });
  values('`within N of D` is D − N ≤ d ≤ D + N', around, {
    'count of diagnosis within 1 day of index': 3,
    'count of diagnosis within 2 days of index': 5,
  });
  values('N may be a parameter', around, { 'count of diagnosis within lookback before index': 1 }, 'param lookback = 1 day');
  values('N may be weeks, months or years of the calendar', around, {
    'count of diagnosis within 1 week before index': 2,
    'count of diagnosis within 1 month after index': 2,
    'count of diagnosis within 1 year of index': 5,
  });
  values('a month before 31 March begins on the last of February', 'diagnosis date\n1 2020-02-28\n1 2020-02-29\n1 2020-03-30', {
    'count of diagnosis within 1 month before @2020-03-31': 2,
  });
});

describe('Windows between dates', () => {
  values('`from D1 to D2` includes both ends', around, { 'count of diagnosis from @2019-12-31 to @2020-01-02': 3 });
  values('`from D1 to D2` holds nothing when D1 is after D2', around, { 'count of diagnosis from (index + 1 day) to index': 0 });
  values('after D any number of lengths are added or taken away', around, {
    'count of diagnosis from index - 1 day to index + 2 days - 1 day': 3,
  });
  values('a sign and a parameter after D belong to D', around, { 'count of diagnosis before index - pause': 1 }, 'param pause = 1 day');
  values(
    'D may be a let, a pick in parentheses or a function call',
    around,
    {
      'count of diagnosis after (first diagnosis)': 4,
      'count of diagnosis after start': 4,
      'count of diagnosis after earliest(index, start)': 4,
    },
    'let start = date of first diagnosis',
  );
  values('a missing D keeps no row, on either side', around, {
    'count of diagnosis before death': 0,
    'count of diagnosis after death': 0,
    'count of diagnosis from death to index': 0,
    'any diagnosis on death': false,
  });
  values('several windows must all hold', around, {
    'count of diagnosis on or after (index - 1 day) on or before index': 2,
    'count of diagnosis after index before index': 0,
  });
});

describe('Windows and times of day', () => {
  values('a datetime against a date counts as its day', times, {
    'count of lab(egfr) on index': 2,
    'count of lab(egfr) before index': 1,
    'count of lab(egfr) after index': 1,
    'count of lab(egfr) within 1 day after index': 1,
  });
  values('two datetimes compare as instants', times, {
    'count of lab(egfr) before (first procedure)': 2,
    'count of lab(egfr) on or before (first procedure)': 3,
    'count of lab(egfr) after (first procedure)': 1,
  });
  values('hours are of the clock', times, {
    'count of lab(egfr) within 13 hours before (first procedure)': 0,
    'count of lab(egfr) within 14 hours before (first procedure)': 2,
    'count of lab(egfr) within 630 minutes after (first procedure)': 1,
    'count of lab(egfr) within 629 minutes after (first procedure)': 0,
  });
  values('a day added to a datetime keeps the time of day', times, {
    'count of lab(egfr) within 1 day on or before (first procedure)': 3,
    'count of lab(egfr) after (first procedure) - 1 day': 4,
  });
  values('a datetime literal is an instant', times, {
    'count of lab(egfr) before @2020-01-01T13:30': 2,
    'count of lab(egfr) on or before @2020-01-01T13:30': 3,
  });
  refused(
    'hours against a date are refused',
    'index at first visit\nvariable n = count of visit within 3 hours before index',
    'type-hours-date',
  );
});

describe('Windows on intervals', () => {
  values('`ending` before a window applies it to the end date', stays, {
    'count of visit ending on index': 1,
    'count of visit ending after index': 3,
    'count of visit ending before index': 0,
  });
  values('`overlapping D` keeps rows that share the day', stays, {
    'count of visit overlapping index': 1,
    'count of visit overlapping @2020-01-04': 1,
    'count of visit overlapping @2020-01-02': 0,
  });
  values('`overlapping D1 to D2` keeps rows that share a day of the interval', stays, {
    'count of visit overlapping index to @2020-01-03': 2,
    'count of visit overlapping @2020-01-02 to @2020-01-02': 0,
    'count of visit overlapping @2020-01-05 to @2020-01-20': 1,
  });
  values('an interval without start or end, or with its end first, overlaps nothing', stays, {
    'count of visit overlapping @1900-01-01 to @2100-01-01': 2,
  });
  values('a reversed interval is overlapped by nothing', stays, { 'count of visit overlapping @2020-01-05 to @2020-01-01': 0 });
  refused('`overlapping` needs a table with an end', 'index at first visit\nvariable x = any diagnosis overlapping index', 'type-no-role');
});

describe('Rows in a condition', () => {
  values(
    '`where` keeps only rows for which the condition is true',
    `
lab  date        item  value
1    2019-01-01  egfr  50
1    2019-01-02  egfr  -
1    2019-01-03  egfr  70
1    2019-01-03  urea  7
`,
    {
      'count of lab(egfr) where value < 60 mL/min/1.73m²': 1,
      'count of lab(egfr) where not (value < 60 mL/min/1.73m²)': 1,
      'count of lab(egfr) where value is missing': 1,
    },
  );
  values('a window after `where` binds to the same rows', around, {
    'count of diagnosis where (code is missing) before index': 2,
  });
  values('`called` lets an inner condition speak of the outer row', stays, {
    'count of visit called v where any (visit where date > v.date and date <= v.date + 10 days)': 1,
  });
  values('inside `where` D may be a date column of the row', stays, {
    'count of visit where date >= end_date': 1,
    'count of visit where end_date >= date + 2 days': 2,
  });
  values(
    'in a window of inner rows a date column is the outer row’s',
    `
visit  date
1      2019-05-01
1      2019-09-01

diagnosis  date
1          2019-04-28
`,
    { 'count of visit where any (diagnosis within 7 days before date)': 1 },
  );
  values(
    'index, lets and params are visible inside `where`',
    around,
    {
      'count of diagnosis where date < index and date >= cut': 1,
    },
    'param cut = @2019-12-31',
  );
  refused(
    'a conjunct that uses no column of the row is refused',
    'index at first visit\nvariable x = any diagnosis where age at index > 60',
    'type-where-no-column',
  );
  refused(
    'event rows inside `where` with a window of their own need parentheses',
    'index at first visit\nvariable x = any visit where any diagnosis after index',
    'type-rows-in-where',
  );
  refused(
    'two `where` on the same rows are refused',
    'index at first visit\nvariable x = any visit where kind = "in" where kind = "out"',
    'type-two-wheres',
  );
});

describe('`the day of D`', () => {
  const clock = `
procedure  date              end
1          2019-06-01T10:00  2019-06-02T09:00
1          2019-06-03T23:30  -

lab  date              item  value
1    2019-06-01T08:00  egfr  60
1    2019-06-01T10:00  egfr  61
1    2019-06-02T00:10  egfr  62
1    2019-06-03T10:00  egfr  63
`;
  values('compares days where both have a time of day', clock, {
    'count of lab(egfr) on (first procedure)': 1,
    'count of lab(egfr) on the day of (first procedure)': 2,
    'count of lab(egfr) before (first procedure)': 1,
    'count of lab(egfr) before the day of (first procedure)': 0,
    'count of lab(egfr) on or before the day of (first procedure)': 2,
    'count of lab(egfr) after the day of (first procedure)': 2,
    'count of lab(egfr) on or after the day of (last procedure)': 1,
  });
  values('with a length, days are counted from that day', clock, {
    'count of lab(egfr) within 1 day of (first procedure)': 3,
    'count of lab(egfr) within 1 day before the day of (last procedure)': 1,
    'count of lab(egfr) within 1 day on or before the day of (last procedure)': 2,
    'count of lab(egfr) within 2 days of the day of (first procedure)': 4,
    'count of lab(egfr) within 2 days after the day of (first procedure)': 2,
  });
  values('of an end, of a named row, and of a day it is the day itself', clock, {
    'count of procedure ending on the day of @2019-06-02': 1,
    'count of procedure ending on the day of (last (lab(egfr) before @2019-06-03))': 1,
    'count of (procedure called p where any (lab(egfr) on the day of p.date))': 2,
    'count of lab(egfr) on the day of @2019-06-01': 2,
    'count of lab(egfr) on the day of (date of first procedure) + 2 days': 1,
  });
  refused(
    'hours cannot be counted from a day',
    'index at first visit\nvariable n = count of lab(egfr) within 2 hours of the day of (first procedure)',
    'type-hours-date',
  );
});
