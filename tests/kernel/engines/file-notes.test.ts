/** What a CSV file does not say by itself is said when it is read, or kept as text with the ways to say it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FileNote, openNodeEngine } from '@/analysis-kernel/node';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-notes-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(file: string) {
  const notes: FileNote[] = [];
  const engine = await openNodeEngine({ tables: [{ name: 't', file }], onNote: (note) => notes.push(note) });
  try {
    for (const { text } of notes) expect(text.zh).toMatch(/[一-鿿]/);
    return { ...tableOfFrame(await engine.query('FROM t')), notes: notes.map(({ column, text }) => `${column}: ${text.en}`) };
  } finally {
    await engine.close();
  }
}

async function written(text: string | Buffer) {
  const file = join(folder, 't.csv');
  await writeFile(file, text);
  return load(file);
}

async function column(...values: string[]) {
  const { types, rows, notes } = await written(`x,k\n${values.map((value) => `"${value}",0`).join('\n')}\n`);
  return { type: types[0], values: rows.map((row) => row[0]), notes };
}

it('reads a point for a missing number, and says so', async () => {
  const { types, rows, notes } = await load('tests/fixtures/csv/missing_dot.csv');
  expect(types).toEqual(['integer', 'integer']);
  expect(rows[3]).toEqual([3, null]);
  expect(notes).toEqual(['x: 1 value is written as unknown (such as "." or "N/A") and read as missing.']);
});

it.each([
  ['sep=;\r\na;b\r\n1;2,5\r\n', [[1, 2.5]]],
  ['\uFEFFsep=,\na,b\n1,"x, y"\n', [[1, 'x, y']]],
  ['sep=\t\na\tb\n1\t2\n', [[1, 2]]],
])('takes the delimiter that a spreadsheet names in a line before all others: %j', async (text, expected) => {
  const { columns, rows } = await written(text);
  expect(columns).toEqual(['a', 'b']);
  expect(rows).toEqual(expected);
});

it('reads a decimal comma where it can be nothing else, and says so', async () => {
  const { types, rows, notes } = await load('tests/fixtures/csv/decimal_comma.csv');
  expect(types).toEqual(['integer', 'number']);
  expect(rows[1]).toEqual([1, 1.5]);
  expect(notes).toEqual([`x: ${rows.length} values are written with a decimal comma and read as numbers.`]);
});

it.each<[string, string[], string, unknown[], RegExp | null]>([
  ['words for missing among numbers', ['1', 'N/A', ' null ', '#N/A', '2.5'], 'number', [1, null, null, null, 2.5], /3 values.*missing/],
  ['NaN among numbers', ['1', 'NaN', '2.5', 'nan'], 'number', [1, null, 2.5, null], /2 values.*missing/],
  ['NaN among whole numbers', ['1', '2', 'NAN'], 'integer', [1, 2, null], /1 value.*missing/],
  ['what a spreadsheet writes for no number', ['1', '#DIV/0!', '#VALUE!', 'None'], 'integer', [1, null, null, null], /3 values.*missing/],
  ['Chinese words for missing among numbers', ['1', '未测', '不详', '2'], 'integer', [1, null, null, 2], /2 values.*missing/],
  ['unknown in words among numbers', ['1', 'unknown', 'Unknown', ' UNK ', '2'], 'integer', [1, null, null, null, 2], /3 values.*missing/],
  ['unknown in words among texts', ['Unknown', 'UNK', 'never'], 'text', ['Unknown', 'UNK', 'never'], null],
  ['words that may be answers among texts', ['None', '未知', 'aspirin'], 'text', ['None', '未知', 'aspirin'], null],
  ['infinite numbers', ['1.5', 'Inf', '.'], 'number', [1.5, Number.POSITIVE_INFINITY, null], /1 value is infinite.*; 1 value.*missing/],
  ['points that divide thousands twice', ['1.234.567', '2.345'], 'text', ['1.234.567', '2.345'], /divide thousands/],
  ['blanks that divide thousands', ['1 234', '12 345,5'], 'text', ['1 234', '12 345,5'], /divide thousands/],
  ['words for missing among dates', ['2020-01-02', '.', '?'], 'date', ['2020-01-02', null, null], /2 values.*missing/],
  ['words for missing among truth values', ['true', 'N/A', 'False'], 'boolean', [true, null, false], /1 value.*missing/],
  ['words for missing among texts', ['F', 'M', '.'], 'text', ['F', 'M', '.'], /1 value.*kept as text/],
  ['nothing but words for missing', ['.', '-'], 'text', ['.', '-'], /2 values.*kept as text/],
  ['limits of detection among numbers', ['0.5', '<0.1', '> 90', '2'], 'text', ['0.5', '<0.1', '> 90', '2'], /2 values.*limit/],
  ['nothing but limits', ['<5', '≥10'], 'text', ['<5', '≥10'], /2 values.*limit/],
  ['percentages', ['31%', '4.5 %'], 'text', ['31%', '4.5 %'], /2 values.*percent/],
  ['words that begin like a limit', ['<none>', '>late', 'x'], 'text', ['<none>', '>late', 'x'], null],
  ['NA alone needs no word', ['1', 'NA'], 'integer', [1, null], null],
  ['a code for missing', ['61', '-99', '57', '-99'], 'integer', [61, -99, 57, -99], /2 values are -99.*nullif\(x, -99\)/],
  ['a code among other negative numbers', ['-3', '-99', '57'], 'integer', [-3, -99, 57], null],
  ['a code far from other negative numbers', ['-3', '-99', '-1.5', '4', '2', '-99'], 'number', [], /2 values are -99.*between -3 and 4/],
  [
    '9999 in a laboratory column',
    ['61', '9999', '57', '84', '120', '9999'],
    'integer',
    [],
    /2 values are 9999.*57 and 120.*nullif\(x, 9999\)/,
  ],
  ['999 once', ['61.5', '999', '57', '84', '120'], 'number', [61.5, 999, 57, 84, 120], /1 value is 999,.*kept as a number/],
  ['99 among small counts', ['0', '3', '99', '1', '2', '12'], 'integer', [], /1 value is 99,/],
  [
    'two codes',
    ['4.1', '999', '5.2', '3.9', '888', '4.4', '999'],
    'number',
    [],
    /2 values are 999, 1 value is 888.*nullif\(nullif\(x, 999\), 888\)/,
  ],
  ['a code with a decimal', ['36.6', '37.1', '99.9', '38.0', '36.4'], 'number', [], /1 value is 99.9/],
  [
    'a code beyond a long tail, time and again',
    ['12', '30', '45', '60', '75', '90', '110', '8200', '9999', '9999', '9999'],
    'integer',
    [],
    /3 values are 9999.*between 12 and 8200/,
  ],
  ['99 among ages', ['18', '45', '71', '98', '99'], 'integer', [], null],
  ['99 among weights', ['50', '62', '58', '70', '99'], 'integer', [], null],
  ['999 within other numbers', ['120', '999', '1500', '640', '310'], 'integer', [], null],
  ['99 beside three numbers', ['1', '2', '99'], 'integer', [], null],
  [
    'decimal commas beside whole numbers and signs',
    ['1,5', '-2', '+0,25', '3e2'],
    'number',
    [1.5, -2, 0.25, 300],
    /2 values.*decimal comma/,
  ],
  ['a comma that may divide thousands', ['1,234', '12'], 'text', ['1,234', '12'], /1 value.*may be a decimal comma.*replace/],
  ['commas that divide thousands', ['1,234,567', '12,345.5'], 'text', ['1,234,567', '12,345.5'], /kept as text/],
  ['points and commas by turns', ['1,5', '2.25'], 'text', ['1,5', '2.25'], /more than one way/],
  [
    'dates that may begin with day or month',
    ['03/04/2020', '05/06/2021'],
    'text',
    ['03/04/2020', '05/06/2021'],
    /2 values.*%d\/%m\/%Y.*%m\/%d\/%Y/,
  ],
  [
    'a date that begins with the day',
    ['03/04/2020', '25/06/2021', 'NA'],
    'date',
    ['2020-04-03', '2021-06-25', null],
    /begin with the day: 1 of them/,
  ],
  ['a date that begins with the month', ['3-4-2020', '6-25-2021'], 'date', ['2020-03-04', '2021-06-25'], /begin with the month: 1 of them/],
  ['points between day and month', ['03.04.2020', '31.12.2021'], 'date', ['2020-04-03', '2021-12-31'], /begin with the day/],
  [
    'both orders by turns',
    ['25/06/2021', '06/25/2021'],
    'text',
    ['25/06/2021', '06/25/2021'],
    /some with the day first and some with the month/,
  ],
  ['points that divide thousands', ['1.234,5', '12,5'], 'text', ['1.234,5', '12,5'], /divide thousands/],
  ['years first', ['2020/4/3', '2021/12/31'], 'date', ['2020-04-03', '2021-12-31'], null],
  ['years first in Chinese', ['2020年4月3日', '2021年12月31日'], 'date', ['2020-04-03', '2021-12-31'], null],
  ['years of two digits', ['03/04/20', '05/06/21'], 'text', ['03/04/20', '05/06/21'], /two digits/],
  ['a word among many numbers', [...Array.from({ length: 19 }, (_, at) => String(at)), '<5'], 'text', [], /19 of 20 values are numbers/],
  ['a slip among many dates', [...Array.from({ length: 19 }, () => '2020-01-02'), '2020-01-32'], 'text', [], /19 of 20 values are dates/],
  ['identifiers', ['007', '12'], 'text', ['007', '12'], null],
])('%s', async (_, given, type, values, note) => {
  const read = await column(...given);
  expect(read.type).toBe(type);
  if (values.length > 0) expect(read.values).toEqual(values);
  expect(read.notes).toEqual(note === null ? [] : [expect.stringMatching(note)]);
});

it('asks what a point is beside columns with a decimal comma', async () => {
  const { types, rows, notes } = await written('a;x;y;z\n1;1.234;0,5;1.5\n2;NA;1,75;0.125\n3;56.789;2;\n');
  expect(types).toEqual(['integer', 'text', 'number', 'number']);
  expect(rows.map((row) => row[1])).toEqual(['1.234', null, '56.789']);
  expect(notes).toEqual([
    expect.stringMatching(/^x: 2 values.*replace\(x, '\.', ''\)/),
    expect.stringMatching(/^y: 2 values.*decimal comma/),
  ]);
});

it('reads decimal points between semicolons, and says where they may divide thousands', async () => {
  const { rows, notes } = await written('x;y;z\n1.234;1.5;0.125\n12;2.234;0.250\n');
  expect(rows).toEqual([
    [1.234, 1.5, 0.125],
    [12, 2.234, 0.25],
  ]);
  expect(notes).toEqual([expect.stringMatching(/^x: 1 value.*semicolons.*write 1234 in the file/)]);
});

it('says that a Parquet file holds a code for missing', async () => {
  const file = join(folder, 't.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT * FROM (VALUES (61, 'a', 1.5), (-99, 'b', 2)) v(age, name, x)) TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  expect((await load(file)).notes).toEqual([expect.stringMatching(/^age: 1 value is -99/)]);
});

it('finds a late value that changes the type, whatever the first rows say', async () => {
  const many = Array.from({ length: 30_000 }, () => '03/04/2020');
  expect((await column(...many, '13/04/2020')).type).toBe('date');
  const numbers = Array.from({ length: 30_000 }, () => 'NA');
  const { type, values } = await column(...numbers, '1.5');
  expect([type, values.at(-1)]).toEqual(['number', 1.5]);
});

it('reads GB 18030, header and values, and says so', async () => {
  // 性别,年龄 / 男,61
  const bytes = Buffer.from([0xd0, 0xd4, 0xb1, 0xf0, 0x2c, 0xc4, 0xea, 0xc1, 0xe4, 0x0a, 0xc4, 0xd0, 0x2c, 0x36, 0x31, 0x0a]);
  const { columns, rows, notes } = await written(bytes);
  expect(columns).toEqual(['性别', '年龄']);
  expect(rows).toEqual([['男', 61]]);
  expect(notes).toEqual(['null: the text is not UTF-8; it was read as GB 18030.']);
});

it('says the same of the columns of a wide file as of each alone', async () => {
  const kinds: readonly (readonly string[])[] = [
    ['1', '2', '3', '4', '9999', '9999'],
    ['1.5', '2', ' 3', 'N/A', '', '0.25'],
    ['a', 'b', '.', 'NA', '<5', 'c'],
    ['2020-01-02', '2021-02-03', '?', 'NA', '', '2022-03-04'],
    ['03/04/2020', '25/06/2021', 'NA', '', '01/01/2020', '02/01/2020'],
    ['true', 'False', 'N/A', 'NA', '', 'true'],
    ['1,5', '2,25', '3', '', 'NA', '4,75'],
    ['2020-01-02 08:30', '2020-01-03', 'NA', '', '2020-01-02T09:00', ''],
    ['', 'NA', '', 'NA', '', ''],
    ['007', '12', '3', '', 'NA', '4'],
    ['20200403', '20210131', '', 'NA', '20201231', '20200101'],
    ['3.4.2020', '5.6.2021', 'NA', '', '1.1.2020', '2.1.2020'],
    ['202004', '202105', '', 'NA', '202006', '202101'],
  ];
  const file = (columns: readonly (readonly string[])[]) =>
    `${columns.map((_, at) => `v${at}`).join(',')}\n${kinds[0].map((_, row) => columns.map((values) => `"${values[row]}"`).join(',')).join('\n')}\n`;
  const narrow = await written(file(kinds));
  const wide = await written(file(Array.from({ length: 600 }, (_, at) => kinds[at % kinds.length])));
  expect(wide.types).toEqual(Array.from({ length: 600 }, (_, at) => narrow.types[at % kinds.length]));
  for (const [row, values] of wide.rows.entries()) {
    expect(values).toEqual(Array.from({ length: 600 }, (_, at) => narrow.rows[row][at % kinds.length]));
  }
  const said = (notes: readonly string[], at: number) =>
    notes.filter((note) => note.startsWith(`v${at}: `)).map((note) => note.replaceAll(/\bv\d+\b/gu, 'v'));
  for (let at = 0; at < 600; at += 1) expect(said(wide.notes, at)).toEqual(said(narrow.notes, at % kinds.length));
});

it('says under which name a column is read that has none or another has too', async () => {
  const { columns, notes } = await written('time,,Time,time\n1,2,3,4\n');
  expect(columns).toEqual(['time', 'column2', 'Time_2', 'time_3']);
  expect(notes).toEqual([
    expect.stringMatching(/^column2: .*no name.*read as column2/),
    expect.stringMatching(/^Time_2: .*"Time" more than once.*read as Time_2/),
    expect.stringMatching(/^time_3: .*"time" more than once.*read as time_3/),
  ]);
});

it('says that a file has a first line alone', async () => {
  const { columns, rows, notes } = await written('time,event\n');
  expect([columns, rows]).toEqual([['time', 'event'], []]);
  expect(notes).toEqual([expect.stringMatching(/^null: .*no rows/)]);
});

it('reads a table of very many columns', async () => {
  const names = Array.from({ length: 2_000 }, (_, at) => `v${at}`);
  const { columns, types, rows } = await written(`${names.join(',')}\n${names.map((_, at) => at / 2).join(',')}\n`);
  expect(columns).toHaveLength(2_000);
  expect(types[1]).toBe('number');
  expect(rows[0][1999]).toBe(999.5);
});

const GB = (...codes: number[]) => Buffer.from(codes);

it.each<[string, Buffer]>([
  // 张伟 four times, 張偉 once
  [
    'a rare character among everyday ones',
    Buffer.concat([...Array.from({ length: 4 }, () => GB(0xd5, 0xc5, 0xce, 0xb0, 0x0a)), GB(0x8f, 0x88, 0x82, 0xa5, 0x0a)]),
  ],
  // µ, ≥, ℃
  ['signs, some of four bytes', GB(0x81, 0x30, 0x84, 0x38, 0x6d, 0x0a, 0xa1, 0xdd, 0x0a, 0xa1, 0xe6, 0x0a)],
])('reads GB 18030 with %s', async (_, bytes) => {
  const { notes, rows } = await written(Buffer.concat([Buffer.from('x\n'), bytes]));
  expect(notes[0]).toBe('null: the text is not UTF-8; it was read as GB 18030.');
  expect(rows.flat().join()).toBe(new TextDecoder('gb18030').decode(bytes).trim().replaceAll('\n', ','));
});

it.each<[string, Buffer]>([
  ['western letters', Buffer.from('x\nMüller\nRené\nJosé\n', 'latin1')],
  // 張偉 in Big5
  ['Big5', Buffer.concat([Buffer.from('x\n'), GB(0xb1, 0x69, 0xb0, 0xb6, 0x0a, 0xa4, 0xa4, 0xa4, 0xe5, 0x0a)])],
  // ひらがな in Shift JIS
  ['Shift JIS', Buffer.concat([Buffer.from('x\n'), GB(0x82, 0xd0, 0x82, 0xe7, 0x82, 0xaa, 0x82, 0xc8, 0x0a)])],
])('refuses %s and names both encodings', async (_, bytes) => {
  await expect(written(bytes)).rejects.toThrow(/line 2 is not UTF-8 text, .*GB 18030.*UTF-8/);
});

it.each<[string, string[], string | null]>([
  ['9 among 0 and 1', ['0', '1', '1', '0', '9', '9'], '2 values are 9, where the others lie between 0 and 1'],
  ['9 among 1 and 2', ['1', '2', '1', '2', '9'], '1 value is 9, where the others lie between 1 and 2'],
  ['9 among counts', ['0', '1', '2', '3', '9', '1'], null],
  ['a scale to 9', ['1', '2', '8', '9', '7'], null],
])('%s', async (_, values, said) => {
  const { notes } = await column(...values);
  if (said === null) expect(notes).toEqual([]);
  else expect(notes).toEqual([expect.stringContaining(said)]);
});

it.each([
  [['1e400', '1', '2.5'], [Infinity, 1, 2.5], '1 value is infinite'],
  [['inf', 'INF', 'infinity'], [Infinity, Infinity, Infinity], '3 values are infinite'],
  [['-1e400', '2'], [-Infinity, 2], '1 value is infinite'],
])('says of %j what is infinite or too large', async (values, expected, said) => {
  const { notes, type, values: read } = await column(...values);
  expect([type, read]).toEqual(['number', expected]);
  expect(notes).toEqual([expect.stringContaining(`x: ${said}`)]);
});

it('takes a word that begins like infinity for a text', async () => {
  expect(await column('inf', 'infarct', 'ant')).toMatchObject({ type: 'text', notes: [] });
});
