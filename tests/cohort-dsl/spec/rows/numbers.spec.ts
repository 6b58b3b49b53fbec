import { describe } from 'vitest';
import { specification } from '../specification';

const { values, refused, stops } = specification();

const drugs = `
prescription  date        end_date    code     dose  packs
1             2019-01-01  2019-01-10  A10BA02  500   1
1             2019-01-08  2019-01-15  A10BA02  1000  4
1             2019-02-01  2019-02-05  C09AA01  -     2
1             2019-03-01  -           C09AA01  250   -
1             2019-03-10  2019-03-01  C09AA01  -     -
1             -           2019-05-01  B01      -     -
`;

const events = `
diagnosis  date
1          2019-01-01
1          2019-01-05
1          2019-01-11
1          2019-01-20
1          2019-01-21
1          2019-01-21
1          -
`;

describe('Truth about rows', () => {
  values('`any` and `no` of no rows are false and true', '', {
    'any visit': false,
    'no visit': true,
    'at least 0 visit': true,
    'exactly 0 visit': true,
    'at most 0 visit': true,
  });
  values('`at least`, `at most` and `exactly` count rows', events, {
    'at least 7 diagnosis': true,
    'at least 8 diagnosis': false,
    'at most 6 diagnosis': false,
    'exactly 6 diagnosis on or before index': true,
  });
  values('`any` counts rows without a date when there is no window', 'diagnosis date\n1 -', {
    'any diagnosis': true,
    'any diagnosis before index': false,
  });
  values('`spaced M` keeps a row when at least M after the last kept one, from the earliest', events, {
    'at least 3 diagnosis spaced 10 days': true,
    'at least 4 diagnosis spaced 10 days': false,
    'exactly 2 diagnosis spaced 11 days': true,
    'at most 1 diagnosis spaced 21 days': true,
  });
  values(
    '`spaced` months keep the day or take the last of a shorter month',
    'diagnosis date\n1 2019-01-31\n1 2019-02-27\n1 2019-02-28\n1 2019-03-28',
    {
      'exactly 3 diagnosis spaced 1 month': true,
    },
  );
  values(
    '`spaced` hours use the clock, `spaced` days the calendar',
    `
procedure  date
1          2019-01-01T20:00
1          2019-01-02T08:00
1          2019-01-02T20:00
`,
    {
      'exactly 2 procedure spaced 1 day': true,
      'exactly 2 procedure spaced 13 hours': true,
      'exactly 3 procedure spaced 12 hours': true,
    },
  );
  values('`distinct days` counts days with a date', events, {
    'at least 5 distinct days of diagnosis': true,
    'at least 6 distinct days of diagnosis': false,
  });
  values('distinct days of datetimes are days', 'procedure date\n1 2019-01-01T08:00\n1 2019-01-01T09:00', {
    'at least 2 distinct days of procedure': false,
  });
});

describe('Numbers about rows', () => {
  values('`count of distinct COLUMN` skips missing values', drugs, {
    'count of distinct code of prescription': 3,
    'count of distinct dose of prescription': 3,
    'count of distinct packs of prescription after index': 0,
  });
  values('summaries skip missing values', drugs, {
    'mean of packs of prescription': 2.33333333333,
    'sum of packs of prescription': 7,
    'min of dose of prescription': 250,
    'max of dose of prescription': 1000,
  });
  values('the median of an even number is the mean of the middle two', drugs, {
    'median of packs of prescription': 2,
    'median of dose of prescription before @2019-01-31': 750,
  });
  values('sd has the divisor n − 1 and is missing for one value', drugs, {
    'sd of packs of prescription where packs < 4': Number(Math.SQRT1_2.toFixed(12)),
    'sd of packs of prescription where packs = 4': null,
  });
  values('of no rows counts and covered days are 0, other summaries missing', '', {
    'count of prescription': 0,
    'days covered by prescription': 0,
    'sum of packs of prescription': null,
    'mean of packs of prescription': null,
    'min of date of prescription': null,
    'median of packs of prescription': null,
  });
  values('`min` and `max` work on dates', drugs, {
    'min of date of prescription': '2019-01-01',
    'max of end of prescription': '2019-05-01',
  });
  stops(
    'the sum of integers beyond 64 bits stops the run and names the expression',
    `
prescription  date        packs
1             2019-01-01  9223372036854775807
1             2019-01-02  1
`,
    'index at first prescription\nvariable total = sum of packs of prescription',
    'sum of packs of prescription',
  );
  refused('a summary of a text is refused', 'index at first visit\nvariable x = mean of method of lab(egfr)', 'type-summary');
});

describe('Days covered', () => {
  // 1–15 January is 15 days, 1–5 February 5; the rows without a sound interval cover nothing.
  values('first and last day included, each day once', drugs, { 'days covered by prescription': 20 });
  values('a window `from D1 to D2` cuts the days', drugs, { 'days covered by prescription from @2019-01-05 to @2019-02-02': 10 });
  values('a window `overlapping D1 to D2` cuts the days of every row it keeps', drugs, {
    'days covered by prescription overlapping @2019-01-05 to @2019-02-02': 13,
    'days covered by prescription overlapping @2019-01-16 to @2019-01-31': 0,
  });
  values('`ending` does not cut', drugs, { 'days covered by prescription ending from @2019-01-12 to @2019-01-20': 8 });
});

describe('Union and episodes', () => {
  values('a union has the rows of its parts, a row in two parts once', drugs, {
    'count of union((prescription where packs = 1), prescription)': 6,
    'count of union((prescription where packs = 1), (prescription where packs = 2))': 2,
  });
  values(
    'a union of tables shares their columns of one type',
    `
visit  date        end_date
1      2019-02-01  2019-02-03

prescription  date        end_date
1             2019-01-01  2019-03-01
`,
    {
      'date of first union(visit, prescription)': '2019-01-01',
      'end of last union(visit, prescription)': '2019-02-03',
      'days covered by union(visit, prescription)': 60,
    },
  );
  values(
    'of two parts on one day the part written first comes first',
    `
visit  date
1      2019-02-01

diagnosis  date
1          2019-02-01
`,
    { 'count of union(visit, diagnosis) on @2019-02-01': 2 },
  );
  values(
    'the item of a table may be several, of one unit',
    `
lab  date        item      value
1    2019-01-01  cystatin  1
1    2019-01-02  crp       3
1    2019-01-03  urea      9
`,
    { 'count of lab(cystatin, crp)': 2, 'mean of value of lab(cystatin, crp)': 2 },
  );
  refused(
    'items of two units cannot stand together',
    'index at first visit\nvariable x = mean of value of lab(egfr, urea)',
    'type-items-units',
  );
  values('episodes join intervals whose pause is at most the gap', drugs, {
    'count of episodes(prescription, gap: 17 days)': 1,
    'count of episodes(prescription, gap: 16 days)': 2,
    'count of episodes(prescription, gap: 0 days)': 2,
  });
  values('an episode runs from the first start to the last day, and counts its rows', drugs, {
    'date of first episodes(prescription, gap: 0 days)': '2019-01-01',
    'end of first episodes(prescription, gap: 0 days)': '2019-01-15',
    'rows of first episodes(prescription, gap: 0 days)': 2,
    '`codes` of first episodes(prescription, gap: 17 days)': 'A10BA02 + C09AA01',
  });
  values('`plus` prolongs every interval', drugs, {
    'end of first episodes(prescription, gap: 0 days, plus: 5 days)': '2019-01-20',
    'count of episodes(prescription, gap: 0 days, plus: 17 days)': 1,
  });
  values('`by` makes episodes of one value each', drugs, {
    'count of episodes(prescription, gap: 30 days, by: code)': 2,
    'code of last episodes(prescription, gap: 30 days, by: code)': 'C09AA01',
  });
  values('windows choose episodes by their start', drugs, {
    'count of episodes(prescription, gap: 0 days) after @2019-01-01': 1,
    'days covered by episodes(prescription, gap: 0 days)': 20,
  });
});

describe('Rows from words', () => {
  const patient = `
patient  birth_date  death_date
1        1960-03-01  2021-05-05
`;
  values('`birth`, `death` and observation are rows where rows are expected', patient, {
    'any death': true,
    'count of death after index': 1,
    'count of birth before index': 1,
    'date of first union(death, birth)': '1960-03-01',
  });
  values('a missing death is no row', '', { 'any death': false, 'no death before index': true });
});
