/** Dates of a CSV file: read where they can be one day alone, said where they are no plain dates, kept as text with the ways to say it else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FileNote, openNodeEngine } from '@/analysis-kernel/node';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-dates-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Reads a column, and what the SQL of its notes, run on it, gives in its place. */
async function column(values: readonly string[], name = 'x') {
  const file = join(folder, 't.csv');
  await writeFile(file, `${name},k\n${values.map((value) => `"${value}",0`).join('\n')}\n`);
  const notes: FileNote[] = [];
  const engine = await openNodeEngine({ tables: [{ name: 't', file }], onNote: (note) => notes.push(note) });
  try {
    const { types, rows } = tableOfFrame(await engine.query('FROM t'));
    const ways: unknown[][] = [];
    for (const { text } of notes) {
      expect(text.zh).toMatch(/[一-鿿]/);
      expect(text.zh.match(SQL)).toEqual(text.en.match(SQL));
      for (const sql of text.en.match(SQL) ?? []) {
        const found = await engine.query(`SELECT CAST(${sql} AS VARCHAR) AS x FROM t`);
        ways.push(tableOfFrame(found).rows.map((row) => row[0]));
      }
    }
    return { type: types[0], values: rows.map((row) => row[0]), notes: notes.map(({ text }) => text.en), ways };
  } finally {
    await engine.close();
  }
}

const SQL =
  /(?:strftime|(?:try_)?strptime|coalesce|make_timestamp|timezone|CAST|DATE '1899-12-30')(?: \+ )?[A-Za-z]*(?:\((?:[^()]|\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\))*\))/g;

it.each<[string, string[], 'date' | 'datetime', unknown[]]>([
  ['years first, however they are parted', ['2020-4-3', '2020/4/3', '2020.04.03', '2020年4月3日'], 'date', Array(4).fill('2020-04-03')],
  ['full-width marks', ['2020／4／3', '2021／12／31'], 'date', ['2020-04-03', '2021-12-31']],
  ['months by their English names', ['3-Apr-2020', '03APR2020', '3 April 2020', 'April 3, 2020'], 'date', Array(4).fill('2020-04-03')],
  [
    'times of day behind years first',
    ['2020/4/3 8:30', '2020年4月3日 8时30分', '2020-04-03T08:30:00'],
    'datetime',
    Array(3).fill('2020-04-03T08:30:00'),
  ],
  [
    'a time of day in Chinese with seconds',
    ['2020年4月3日8时30分5秒', '2020年4月3日'],
    'datetime',
    ['2020-04-03T08:30:05', '2020-04-03T00:00:00'],
  ],
  ['digits among dates', ['2020-04-03', '20200404'], 'date', ['2020-04-03', '2020-04-04']],
  ['blanks around', [' 2020-4-3 ', '2020-12-31'], 'date', ['2020-04-03', '2020-12-31']],
])('reads without a word: %s', async (_, given, type, values) => {
  expect(await column(given)).toEqual({ type, values, notes: [], ways: [] });
});

it('reads eight digits as dates where every value is one, says so, and gives the digits back', async () => {
  const read = await column(['20200403', '20210131', '', 'N/A']);
  expect(read.type).toBe('date');
  expect(read.values).toEqual(['2020-04-03', '2021-01-31', null, null]);
  expect(read.notes).toEqual([expect.stringMatching(/^2 values are digits.*20200403 is 2020-04-03.*1 value is written as unknown/)]);
  expect(read.ways).toEqual([['20200403', '20210131', null, null]]);
});

it('reads digits with a time of day as well', async () => {
  const read = await column(['202004030830', '202112312359']);
  expect(read.values).toEqual(['2020-04-03T08:30:00', '2021-12-31T23:59:00']);
  expect(read.ways).toEqual([['202004030830', '202112312359']]);
});

it.each([
  ['a month beyond twelve', ['20200403', '20201303']],
  ['a day beyond the month', ['20200403', '20210229']],
  ['another century', ['20200403', '12345678']],
  ['seven digits', ['2020040', '2020131']],
])('leaves identifiers numbers: %s', async (_, given) => {
  expect(await column(given)).toMatchObject({ type: 'integer', notes: [] });
});

it.each<[string, string[], string[], unknown[][]]>([
  [
    'slashes',
    ['03/04/2020', '05/06/2021'],
    ["'%d/%m/%Y'", "'%m/%d/%Y'"],
    [
      ['2020-04-03', '2021-06-05'],
      ['2020-03-04', '2021-05-06'],
    ],
  ],
  [
    'points',
    ['3.4.2020', '5.6.2021'],
    ["'%d.%m.%Y'", "'%m.%d.%Y'"],
    [
      ['2020-04-03', '2021-06-05'],
      ['2020-03-04', '2021-05-06'],
    ],
  ],
  [
    'hyphens',
    ['3-4-2020', '5-6-2021'],
    ["'%d-%m-%Y'", "'%m-%d-%Y'"],
    [
      ['2020-04-03', '2021-06-05'],
      ['2020-03-04', '2021-05-06'],
    ],
  ],
  [
    'several marks',
    ['3.4.2020', '5/6/2021'],
    ["'%d/%m/%Y'", "'%m/%d/%Y'"],
    [
      ['2020-04-03', '2021-06-05'],
      ['2020-03-04', '2021-05-06'],
    ],
  ],
  [
    'two digits of the year',
    ['3/4/20', '5/6/21'],
    ["'%d/%m/%y'", "'%m/%d/%y'"],
    [
      ['2020-04-03', '2021-06-05'],
      ['2020-03-04', '2021-05-06'],
    ],
  ],
  [
    'two digits of the year, perhaps first',
    ['20-04-03', '21-05-31'],
    ["'%d-%m-%y'", "'%y-%m-%d'"],
    [
      ['2003-04-20', '2031-05-21'],
      ['2020-04-03', '2021-05-31'],
    ],
  ],
])('names the ways to read day and month: %s', async (_, given, formats, days) => {
  const read = await column(given);
  expect([read.type, read.values]).toEqual(['text', given]);
  for (const format of formats) expect(read.notes).toEqual([expect.stringContaining(format)]);
  expect(read.ways).toEqual(days.map((way) => way.map((day) => `${day} 00:00:00`)));
});

it('names the ways where words for missing and times of day stand among them', async () => {
  const missing = await column(['3.4.2020', '.', '5.6.2021']);
  expect(missing.ways).toEqual([
    ['2020-04-03 00:00:00', null, '2021-06-05 00:00:00'],
    ['2020-03-04 00:00:00', null, '2021-05-06 00:00:00'],
  ]);
  const times = await column(['3.4.2020 8:30', '5.6.2021', '5.6.2021 08:30:15']);
  expect(times.ways[0]).toEqual(['2020-04-03 08:30:00', '2021-06-05 00:00:00', '2021-06-05 08:30:15']);
});

it('reads day and month with times of day where one order alone fits, and says so', async () => {
  const read = await column(['03/04/2020 08:30', '25/06/2021 9:05:00']);
  expect([read.type, read.values]).toEqual(['datetime', ['2020-04-03T08:30:00', '2021-06-25T09:05:00']]);
  expect(read.notes).toEqual([expect.stringMatching(/begin with the day: 1 of them/)]);
});

it.each<[string, string[], RegExp]>([
  [
    'years first and days first',
    ['2020-04-03', '25/06/2021', '2020-04-05'],
    /3 values are dates written in more than one way, 2 with the year first/,
  ],
  ['no day of the calendar', ['2020-02-30', '2020-04-03', '2020-04-05'], /2 of 3 values are dates/],
  ['a number for missing', ['13/04/2020', '-99', '05/06/2020'], /2 of 3 values are dates/],
  ['morning and afternoon', ['03/04/2020 8:30 PM', '05/06/2021 9:00 AM'], /2 of 2 values look like dates/],
  ['month names with short years', ['3-Apr-20', '5-Jun-21'], /2 of 2 values look like dates/],
  ['weeks', ['2020-W14', '2020-W15'], /look like dates/],
])('says why dates stay text: %s', async (_, given, note) => {
  expect(await column(given)).toMatchObject({ type: 'text', values: given, notes: [expect.stringMatching(note)] });
});

it('says that dates have a zone, and what each way makes of it', async () => {
  const read = await column(['2020-04-03T08:30:00Z', '2020-04-03 08:30:00+08:00']);
  expect(read.type).toBe('text');
  expect(read.ways).toEqual([
    ['2020-04-03 08:30:00', '2020-04-03 08:30:00'],
    ['2020-04-03 08:30:00', '2020-04-03 00:30:00'],
  ]);
});

it("says that a spreadsheet's day numbers stand among dates", async () => {
  const read = await column(['2020-04-03', '43924', '43925.5']);
  expect(read.type).toBe('text');
  expect(read.ways).toEqual([['2020-04-03', '2020-04-03', '2020-04-04']]);
});

it.each<[string, string, string[], string | null]>([
  ["a spreadsheet's day numbers", 'visit_date', ['43924', '43955'], '2020-04-03'],
  ['the same with times of day', '入院日期', ['43924.354', '43955.5'], '2020-04-03'],
  ['the same in another spelling', 'visitDate', ['43924', '43955'], '2020-04-03'],
  ['seconds since 1970', 'created_at', ['1585902600', '1585902660'], '2020-04-03 08:30:00'],
  ['digits with a decimal', 'x', ['20200403.0', '20210131.0'], '2020-04-03 00:00:00'],
  ['year and month', 'x', ['202004', '202112', '201901'], '2020-04-01 00:00:00'],
  ['numbers of that size under another name', 'platelets', ['43924', '43955'], null],
  ['numbers in a column whose name ends alike', 'candidate', ['43924', '43955'], null],
  ['months beyond twelve', 'x', ['202004', '202013', '201901'], null],
])('says which numbers may be dates, and keeps them: %s', async (_, name, given, first) => {
  const read = await column(given, name);
  expect(['integer', 'number']).toContain(read.type);
  expect(read.notes).toEqual(first === null ? [] : [expect.stringMatching(/may be dates.*kept as numbers/)]);
  expect(read.ways.map((way) => way[0])).toEqual(first === null ? [] : [first]);
});

it.each<[string, string[], RegExp | null]>([
  ['the end of time', ['2020-01-02', '9999-12-31', '2021-03-04', '9999-12-31'], /2 values are 9999-12-31.*CASE WHEN x < DATE '9000-01-01'/],
  ['the beginning of a spreadsheet', ['1900-01-01 00:00', '2021-03-04 08:30'], /1 value is 1900-01-01.*CASE WHEN x > DATE '1900-01-01'/],
  ['births of that time', ['1900-01-01', '1907-03-04', '1950-01-01'], null],
])('says that a date may stand for missing: %s', async (_, given, note) => {
  const read = await column(given);
  expect(read.type).toMatch(/^date/);
  expect(read.notes).toEqual(note === null ? [] : [expect.stringMatching(note)]);
});

it.each([
  ['stages and versions', ['1.2.3', '1.2.4']],
  ['scores', ['1-0-0', '2-1-0']],
  ['telephones', ['010-5555-1234', '021-5555-4321']],
  ['answers that begin with a month', ['Mayor', 'Junior', 'Marble']],
])('takes no other text for a date: %s', async (_, given) => {
  expect(await column(given)).toMatchObject({ type: 'text', notes: [] });
});
