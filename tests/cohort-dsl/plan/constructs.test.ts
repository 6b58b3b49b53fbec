import { describe, expect, it } from 'vitest';
import { longTable, rowsOf, type Tables } from './both';

const visits: Tables = {
  patient: [
    { patient_id: 1, birth_date: '1960-01-01' },
    { patient_id: 2, birth_date: '1970-01-01' },
  ],
  visit: [
    { patient_id: 1, date: '2020-01-01', end_date: '2020-01-03', kind: 'in' },
    { patient_id: 1, date: '2020-01-10', end_date: '2020-01-12', kind: 'out' },
    { patient_id: 1, date: '2020-06-01', end_date: '2020-06-01', kind: 'in' },
    { patient_id: 2, date: '2021-03-01', end_date: null, kind: 'in' },
  ],
  prescription: [
    { patient_id: 1, date: '2020-01-05', end_date: '2020-01-20', code: 'A10BA02', packs: 2 },
    { patient_id: 1, date: '2020-01-15', end_date: '2020-01-31', code: 'A10BA02', packs: 3 },
    { patient_id: 2, date: '2021-02-01', end_date: '2021-02-28', code: 'C09AA01', packs: 1 },
  ],
  lab: [
    { patient_id: 1, date: '2020-01-01T08:00:00', item: 'egfr', value: 50 },
    { patient_id: 1, date: '2020-01-01T20:30:00', item: 'egfr', value: 40 },
    { patient_id: 1, date: '2020-02-01T09:00:00', item: 'egfr', value: 30 },
    { patient_id: 2, date: '2021-03-01T09:00:00', item: 'urea', value: 5 },
  ],
  procedure: [{ patient_id: 1, date: '2020-01-02T07:00:00', code: '3995', cost: 10 }],
};

describe('rows that speak of one another', () => {
  it('called lets an inner condition speak of an outer row', async () => {
    const source = `index at first visit
variable followed = count of visit called v where any (lab(egfr) where date > v.date)
variable same_kind = any visit called v where any (visit where kind = v.kind and date > v.date)`;
    expect(await rowsOf(source, visits, ['patient_id', 'followed', 'same_kind'])).toEqual([
      [1, 2, true],
      [2, 0, false],
    ]);
  });

  it('in a window of inner rows a date is the outer row’s', async () => {
    const source = 'index at first visit\nvariable n = count of visit where any (prescription within 7 days after date)';
    expect(await rowsOf(source, visits, ['n'])).toEqual([[2], [0]]);
  });
});

describe('union', () => {
  it('has the rows of its parts, a row in two parts once', async () => {
    const source = `index at first visit
variable n = count of union(visit, prescription)
variable twice = count of union((visit where kind = "in"), visit)
variable latest_end = max of end of union(visit, prescription)
variable first_date = date of first union(prescription, visit)`;
    expect(await rowsOf(source, visits, ['n', 'twice', 'latest_end', 'first_date'])).toEqual([
      [5, 3, '2020-06-01', '2020-01-01'],
      [2, 1, '2021-02-28', '2021-02-01'],
    ]);
  });

  it('may be the index', async () => {
    expect(await rowsOf('index at first union(visit, prescription)', visits, ['patient_id', 'index_date'])).toEqual([
      [1, '2020-01-01'],
      [2, '2021-02-01'],
    ]);
  });
});

describe('days covered', () => {
  it('counts each day once, first and last included, cut to a window', async () => {
    const source = `index at first visit
variable all_days = days covered by prescription
variable january = days covered by prescription overlapping @2020-01-10 to @2020-01-25`;
    expect(await rowsOf(source, visits, ['all_days', 'january'])).toEqual([
      [27, 16],
      [28, 0],
    ]);
  });
});

describe('hours and minutes use the clock', () => {
  it('in windows on datetimes, in elapsed time and in spacing', async () => {
    const source = `index at first visit
let op = date of first procedure
variable day_before = count of lab(egfr) within 12 hours before (first procedure)
variable hours_after = hours from (first lab(egfr)) to op
variable minutes_to = minutes from index to op
variable apart = any lab(egfr) spaced 12 hours
variable two_apart = at least 3 lab(egfr) spaced 12 hours
variable not_apart = at least 3 lab(egfr) spaced 13 hours`;
    // A day of one item is one row, that of its last time: the first eGFR is the one of 20:30.
    expect(await rowsOf(source, visits, ['day_before', 'hours_after', 'minutes_to', 'two_apart', 'not_apart'])).toEqual([
      [1, 10, 1860, true, false],
      [0, null, null, false, false],
    ]);
  });
});

describe('episodes', () => {
  it('join intervals whose pause is at most the gap, each prolonged', async () => {
    const source = `index at first visit
variable joined = count of episodes(visit, gap: 7 days)
variable apart = count of episodes(visit, gap: 6 days)
variable prolonged = count of episodes(visit, gap: 0 days, plus: 7 days)
variable last_end = max of end of episodes(prescription, gap: 1 days)
variable of_rows = max of rows of episodes(prescription, gap: 1 days)`;
    expect(await rowsOf(source, visits, ['joined', 'apart', 'prolonged', 'last_end', 'of_rows'])).toEqual([
      [2, 3, 2, '2020-01-31', 2],
      [0, 0, 0, '2021-02-28', 1],
    ]);
  });
});

describe('index forms', () => {
  it('at first of several rows, each with its label; both on one day are left out', async () => {
    const source = `index at first of { visit where kind = "in" as "stay"; prescription as "drug" }
variable arm = index.label
variable to_end = days from index to index.end`;
    expect(await rowsOf(source, visits, ['patient_id', 'index_date', 'index_label', 'arm', 'to_end'])).toEqual([
      [1, '2020-01-01', 'stay', 'stay', 2],
      [2, '2021-02-01', 'drug', 'drug', 27],
    ]);
    const tied = 'index at first of { lab(egfr) as "lab"; visit as "visit" }';
    expect(await rowsOf(tied, visits, ['patient_id', 'index_label'])).toEqual([[2, 'visit']]);
  });

  it('at every length, each counted from the first date', async () => {
    const source = 'index at every 1 month from @2020-01-31 to @2020-04-30';
    const dates = ['2020-01-31', '2020-02-29', '2020-03-31', '2020-04-30'];
    expect(await rowsOf(source, { patient: [{ patient_id: 1 }] }, ['index_date'])).toEqual(dates.map((date) => [date]));
  });

  it('a washout asks for no row in the length before', async () => {
    const source = 'index at first visit after 30 days without prescription';
    expect(await rowsOf(source, visits, ['patient_id', 'index_date'])).toEqual([[1, '2020-01-01']]);
  });

  it('from a table: each of its days is an entry', async () => {
    expect(await rowsOf('index from visit\nkeep last entry', visits, ['patient_id', 'index_date'])).toEqual([
      [1, '2020-06-01'],
      [2, '2021-03-01'],
    ]);
  });
});

describe('entries, origin, long tables', () => {
  it('merge joins entries whose gap is small enough', async () => {
    const source = 'index at each visit\nmerge entries within 30 days\nfollow until index + 10 days';
    expect(await rowsOf(source, visits, ['patient_id', 'index_date', 'exit_date'])).toEqual([
      [1, '2020-01-01', '2020-01-20'],
      [1, '2020-06-01', '2020-06-11'],
      [2, '2021-03-01', '2021-03-11'],
    ]);
  });

  it('time from another date counts days from there and removes entries before it', async () => {
    const source = 'index at first visit\ntime from (date of first prescription)\nfollow until index + 10 days\noutcome x = death';
    expect(await rowsOf(source, visits, ['patient_id', 'entry_days', 'x_days'])).toEqual([[2, 28, 38]]);
  });

  it('a recurrent outcome has its first event in the table and every one in its own', async () => {
    const source = 'index at first prescription\nfollow until index + 1 year\noutcome stay = each visit after index';
    expect(await rowsOf(source, visits, ['patient_id', 'stay_date', 'stay_event'])).toEqual([
      [1, '2020-01-10', 1],
      [2, '2021-03-01', 1],
    ]);
    expect(await longTable(source, visits, 'stay')).toEqual([
      [1, '2020-01-05', '2020-01-10', 5, 1],
      [1, '2020-01-05', '2020-06-01', 148, 2],
      [2, '2021-02-01', '2021-03-01', 28, 1],
    ]);
  });

  it('a series holds every dated row its windows allow', async () => {
    const source = 'index at first visit\nfollow until index + 1 year\nseries kidney = lab(egfr) from index to exit { date, value }';
    expect(await longTable(source, visits, 'kidney')).toEqual([
      [1, '2020-01-01', '2020-01-01T08:00:00', 0, 50],
      [1, '2020-01-01', '2020-01-01T20:30:00', 0, 40],
      [1, '2020-01-01', '2020-02-01T09:00:00', 31, 30],
    ]);
  });
});
