import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { buildFolder } from '@/app/_server/databases/build/build-folder';
import { ReleaseError } from '@/app/_server/databases/release-error';
import { dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import { ask, folderOf } from './folder';

const dictionary = `
database: ward
release: "1"
centres: {A: {label: {en: Centre A, zh: 甲}}}
tables:
  person:
    role: patient
    key: pid
    columns:
      sex: {type: category, values: {F: Female, M: Male}}
      born: {type: date, precision: month, role: birth}
      died: {type: date, role: death}
      site: {type: category, role: centre}
      note: {type: text}
      vip: {type: boolean}
  lab:
    role: event
    date: date
    item: item
    value: value
    unit: unit
    items:
      creatinine: {unit: µmol/L, molar_mass: 113.12}
      egfr: {unit: mL/min/1.73m²}
    columns: {date: {type: datetime}, item: {type: category}, value: {type: number}, unit: {type: text}}
`;

const person = `pid,sex,born,died,site,note,vip
9007199254740993,F,1950-03,2020-01-31,A,NA,true
9007199254740992,M,1961,,A,"said ""no"", left",0
2,,NA,NA,,,NA
`;

const lab = `pid,date,item,value,unit
9007199254740993,2019-01-02T08:30,creatinine,1.00,mg/dL
9007199254740993,2019-01-02,creatinine,90,umol/L
9007199254740993,2019-01-03 09:00:30,egfr,<5,mL/min/1.73m2
2,2019-01-04,egfr,NA,
`;

async function faultsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = await folderOf(files);
  const out = join(folder, 'out', 'ward.duckdb');
  const error = await buildFolder(folder, out).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ReleaseError)) throw new Error(`no fault was found, but ${String(error)}`);
  expect(existsSync(out)).toBe(false);
  if (existsSync(join(folder, 'out'))) expect(await readdir(join(folder, 'out'))).toEqual([]);
  for (const fault of error.faults) expect(fault.zh).toMatch(/[一-鿿]/);
  return error.faults.map(({ en }) => en);
}

test('a folder becomes a release: types, missing fields, units, comparators, keys beyond 2^53', async () => {
  const folder = await folderOf({ 'dictionary.yaml': dictionary, 'person.csv': person, 'lab.csv': lab });
  const out = join(folder, 'ward.duckdb');
  const { manifest, warnings } = await buildFolder(folder, out);
  expect(warnings).toEqual([]);
  expect(await ask(out, 'FROM person')).toEqual([
    { pid: '2', sex: null, born: null, died: null, site: null, note: null, vip: null },
    { pid: '9007199254740992', sex: 'M', born: '1961-07-01', died: null, site: 'A', note: 'said "no", left', vip: false },
    { pid: '9007199254740993', sex: 'F', born: '1950-03-01', died: '2020-01-31', site: 'A', note: 'NA', vip: true },
  ]);
  const rows = await ask(out, 'SELECT pid, date, item, value, unit, comparator, value_source, unit_source FROM lab');
  expect(rows.map(({ value, ...rest }) => rest)).toEqual([
    { pid: '2', date: '2019-01-04 00:00:00', item: 'egfr', unit: null, comparator: null, value_source: null, unit_source: null },
    {
      pid: '9007199254740993',
      date: '2019-01-02 00:00:00',
      item: 'creatinine',
      unit: 'umol/L',
      comparator: null,
      value_source: 90,
      unit_source: 'umol/L',
    },
    {
      pid: '9007199254740993',
      date: '2019-01-02 08:30:00',
      item: 'creatinine',
      unit: 'umol/L',
      comparator: null,
      value_source: 1,
      unit_source: 'mg/dL',
    },
    {
      pid: '9007199254740993',
      date: '2019-01-03 09:00:30',
      item: 'egfr',
      unit: 'mL/min/{1.73_m2}',
      comparator: '<',
      value_source: 5,
      unit_source: 'mL/min/1.73m2',
    },
  ]);
  // 1 mg/dL = 10 mg/L = 10/113.12 mmol/L
  expect(rows.map(({ value }) => value)).toEqual([null, 90, expect.closeTo(10_000 / 113.12, 9), 5]);
  expect(manifest.tables.lab.rows).toBe(4);
});

test('the dictionary travels in the release, with the columns the build added', async () => {
  const folder = await folderOf({ 'dictionary.yaml': dictionary, 'person.csv': person, 'lab.csv': lab });
  const out = join(folder, 'ward.duckdb');
  await buildFolder(folder, out);
  const rows = await ask(out, 'SELECT path, json FROM _coho_dictionary');
  const read = dictionaryFromRows(rows.map(({ path, json }) => ({ path: String(path), json: String(json) })));
  expect(read.tables.map(({ name }) => name)).toEqual(['person', 'lab']);
  expect(read.tables[1].columns.map(({ name, role }) => [name, role])).toEqual([
    ['pid', 'key'],
    ['date', 'date'],
    ['item', 'item'],
    ['value', 'value'],
    ['unit', 'unit'],
    ['comparator', 'comparator'],
    ['value_source', null],
    ['unit_source', null],
  ]);
  const engineColumns = await ask(out, 'SELECT column_name FROM (DESCRIBE lab)');
  expect(engineColumns.map(({ column_name }) => column_name)).toEqual(read.tables[1].columns.map(({ name }) => name));
});

test("a table's hash is the SHA-256 of its rows as CSV in dictionary order, sorted by all columns", async () => {
  const folder = await folderOf({ 'dictionary.yaml': dictionary, 'person.csv': person, 'lab.csv': lab });
  const { manifest } = await buildFolder(folder, join(folder, 'ward.duckdb'));
  const csv = [
    '2,,,,,,',
    '9007199254740992,M,1961-07-01,,A,"said ""no"", left",false',
    '9007199254740993,F,1950-03-01,2020-01-31,A,NA,true',
    '',
  ].join('\n');
  expect(manifest.tables.person.sha256).toBe(createHash('sha256').update(csv).digest('hex'));
});

test('equal rows in another order and file format give equal hashes', async () => {
  const shuffled = person.split('\n');
  const folder = await folderOf({ 'dictionary.yaml': dictionary, 'person.csv': person, 'lab.csv': lab });
  const other = await folderOf({
    'dictionary.yaml': dictionary,
    'person.csv': [shuffled[0], shuffled[3], shuffled[1], shuffled[2], ''].join('\r\n'),
  });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT pid, date, item, value, unit FROM read_csv('${join(folder, 'lab.csv')}', all_varchar = true) ORDER BY value) TO '${join(other, 'lab.parquet')}'`,
  );
  connection.closeSync();
  const [first, second] = [await buildFolder(folder, join(folder, 'a.duckdb')), await buildFolder(other, join(other, 'b.duckdb'))];
  expect(second.manifest.tables).toEqual(first.manifest.tables);
});

test('typed Parquet columns are read as they are', async () => {
  const folder = await folderOf({ 'dictionary.yaml': dictionary, 'person.csv': person });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT 9007199254740993::BIGINT AS pid, TIMESTAMP '2019-01-02 08:30:00' AS date, 'egfr' AS item, 59.5::DOUBLE AS value, 'mL/min/1.73m2' AS unit)
    TO '${join(folder, 'lab.parquet')}'`);
  connection.closeSync();
  const out = join(folder, 'ward.duckdb');
  await buildFolder(folder, out);
  expect(await ask(out, 'SELECT pid, date, value FROM lab')).toEqual([
    { pid: '9007199254740993', date: '2019-01-02 08:30:00', value: 59.5 },
  ]);
});

test('vocabulary and mapping become tables of the release; without them the tables are empty', async () => {
  const files = { 'dictionary.yaml': dictionary, 'person.csv': person, 'lab.csv': lab };
  const plain = await folderOf(files);
  await buildFolder(plain, join(plain, 'a.duckdb'));
  expect(
    await ask(join(plain, 'a.duckdb'), 'SELECT count(*) AS n FROM _coho_concept UNION ALL SELECT count(*) FROM _coho_mapping'),
  ).toEqual([{ n: '0' }, { n: '0' }]);
  const folder = await folderOf({
    ...files,
    'vocabulary.csv': 'system,code,en,zh,parents,valid_from\nLOCAL,B,Bee,蜂,A;C,2020-01-01\nLOCAL,A,,,,\n',
    'mapping.csv': 'system,code,to_system,to_code\nLOCAL,B,ICD10,N18\n',
  });
  const { warnings } = await buildFolder(folder, join(folder, 'b.duckdb'));
  expect(warnings).toEqual([]);
  expect(await ask(join(folder, 'b.duckdb'), 'FROM _coho_concept')).toEqual([
    { system: 'LOCAL', code: 'A', en: null, zh: null, parents: null, valid_from: null, valid_to: null },
    { system: 'LOCAL', code: 'B', en: 'Bee', zh: '蜂', parents: 'A|C', valid_from: '2020-01-01', valid_to: null },
  ]);
  expect(await ask(join(folder, 'b.duckdb'), 'FROM _coho_mapping')).toEqual([
    { system: 'LOCAL', code: 'B', to_system: 'ICD10', to_code: 'N18' },
  ]);
});

test('columns and files the dictionary does not know are left out with a warning', async () => {
  const folder = await folderOf({
    'dictionary.yaml': dictionary,
    'person.csv': person.replace('pid,sex', 'pid,name_of_patient').replace('born', 'born'),
    'lab.csv': lab,
    'extra.csv': 'a\n1\n',
  });
  await expect(buildFolder(folder, join(folder, 'x.duckdb'))).rejects.toThrow('person, column sex: person.csv has no such column');
  const whole = await folderOf({
    'dictionary.yaml': dictionary,
    'person.csv': 'pid,sex,born,died,site,note,vip,phone\n1,F,,,,,,555\n',
    'lab.csv': 'pid,date,item,value,unit\n',
    'extra.csv': 'a\n1\n',
  });
  const { warnings } = await buildFolder(whole, join(whole, 'x.duckdb'));
  expect(warnings.map(({ en }) => en)).toEqual([
    'The dictionary does not know these files; they are left out: extra.',
    'person: person.csv has columns the dictionary does not know; they are left out: phone.',
  ]);
  expect(await ask(join(whole, 'x.duckdb'), 'SELECT column_name FROM (DESCRIBE person)')).not.toContainEqual({ column_name: 'phone' });
});

test('each fault names table, row and column', async () => {
  const files = { 'dictionary.yaml': dictionary, 'person.csv': person, 'lab.csv': lab };
  const withPerson = (row: string) =>
    faultsOf({ ...files, 'person.csv': `pid,sex,born,died,site,note,vip\n1,F,,,,,\n${row}\n`, 'lab.csv': 'pid,date,item,value,unit\n' });
  const withLab = (row: string) =>
    faultsOf({ ...files, 'lab.csv': `pid,date,item,value,unit\n2,2019-01-01,egfr,50,mL/min/1.73m2\n${row}\n` });
  expect(await withPerson('x,F,,,,,')).toEqual(['person, row 2 (line 3), column pid: "x" is not a whole number of at most 64 bits.']);
  expect(await withPerson('9223372036854775808,F,,,,,')).toEqual([
    'person, row 2 (line 3), column pid: "9223372036854775808" is not a whole number of at most 64 bits.',
  ]);
  expect(await withPerson('2,X,,,,,')).toEqual(['person, row 2 (line 3), column sex: "X" is no key of the dictionary; it knows F, M.']);
  expect(await withPerson('2,F,,2019-02-29,,,')).toEqual(['person, row 2 (line 3), column died: "2019-02-29" is not a date (2020-01-31).']);
  expect(await withPerson('2,F,,2019-02,,,')).toEqual(['person, row 2 (line 3), column died: "2019-02" is not a date (2020-01-31).']);
  expect(await withPerson('2,F,1950-13,,,,')).toEqual([
    'person, row 2 (line 3), column born: "1950-13" is not a month or a date (2020-01, 2020-01-31).',
  ]);
  expect(await withPerson('2,F,,,,,yes')).toEqual(['person, row 2 (line 3), column vip: "yes" is not true, false, 1 or 0.']);
  expect(await withPerson('1,F,,,,,')).toEqual([
    'person, row 2 (line 3), column pid: patient 1 has a row already; the patient table has one row a patient.',
  ]);
  expect(await withPerson('NA,F,,,,,')).toEqual(['person, row 2 (line 3), column pid: the patient key is missing.']);
  expect(await withPerson('2,F')).toEqual(['person: person.csv: line 3 has 2 fields where the header has 7.']);
  expect(await withLab('3,2019-01-01,egfr,50,mL/min/1.73m2')).toEqual([
    'lab, row 2 (line 3), column pid: patient 3 is not in the table person.',
  ]);
  expect(await withLab('2,2019-01-01,sodium,140,mmol/L')).toEqual([
    'lab, row 2 (line 3), column item: "sodium" is no item of the dictionary; it knows creatinine, egfr.',
  ]);
  expect(await withLab('2,2019-01-01,egfr,"5,1",mL/min/1.73m2')).toEqual([
    'lab, row 2 (line 3), column value: "5,1" is not a number with a decimal point.',
  ]);
  expect(await withLab('2,2019-01-01T08:00Z,egfr,51,mL/min/1.73m2')).toEqual([
    'lab, row 2 (line 3), column date: "2019-01-01T08:00Z" is not a date and time without a zone (2020-01-31T08:30).',
  ]);
  expect(await withLab('2,2019-01-01T24:00,egfr,51,mL/min/1.73m2')).toEqual([
    'lab, row 2 (line 3), column date: "2019-01-01T24:00" is not a date and time without a zone (2020-01-31T08:30).',
  ]);
  expect(await withLab('2,02/01/2019,egfr,51,mL/min/1.73m2')).toEqual([
    'lab, row 2 (line 3), column date: "02/01/2019" is not a date and time without a zone (2020-01-31T08:30). Whether the day or the month stands first is not said: write the year first.',
  ]);
  expect(await withLab('2,43466,egfr,51,mL/min/1.73m2')).toEqual([
    'lab, row 2 (line 3), column date: "43466" is not a date and time without a zone (2020-01-31T08:30). It may be a spreadsheet\'s day number: save the column as text or as dates.',
  ]);
  expect(await withLab('2,2019-01-01,creatinine,51,furlongs')).toEqual([
    'lab, row 2 (line 3), column unit: the unit "furlongs" is not known; write UCUM or a usual spelling, e.g. "µmol/L".',
  ]);
  expect(await withLab('2,2019-01-01,egfr,51,mL/min')).toEqual([
    'lab, row 2 (line 3), column unit: "mL/min" does not convert to "mL/min/1.73m²", the unit of egfr.',
  ]);
  expect(await withLab('2,2019-01-01,,51,mg/dL')).toEqual(['lab, row 2 (line 3), column item: the item is missing.']);
  expect(await withLab('2,2019-01-01,egfr,51,')).toEqual([
    'lab, row 2 (line 3), column unit: the unit is missing; egfr is kept in "mL/min/1.73m²".',
  ]);
});

test('a value that is a ratio of amounts is not taken for a percentage', async () => {
  const creatinine = 'creatinine: {unit: µmol/L, molar_mass: 113.12}';
  expect(
    await faultsOf({
      'dictionary.yaml': dictionary.replace(creatinine, `${creatinine}\n      hba1c: {unit: '%'}`),
      'person.csv': person,
      'lab.csv': 'pid,date,item,value,unit\n2,2019-01-01,hba1c,7.0,%\n2,2019-01-02,hba1c,53,mmol/mol\n',
    }),
  ).toEqual([
    'lab, row 2 (line 3), column unit: "mmol/mol" does not convert to "%", the unit of hba1c, by a factor: a ratio of amounts or masses, a percentage and a plain number are different quantities; give the values in "%", or those in "mmol/mol" an item of their own.',
  ]);
});

test('what is missing: NA but in texts and where it is a key, words for unknown in numbers and dates, which is said', async () => {
  const yaml = `
database: ward
release: "1"
title: {en: W, zh: W}
tables:
  person:
    role: patient
    key: pid
    columns:
      sex: {type: category, values: {F: Female, M: Male}}
      region: {type: category, values: {EU: Europe, NA: North America}}
      icd: {type: code, system: ICD10}
      note: {type: text}
      died: {type: date}
      sbp: {type: number}
`;
  const rows = ['1,F,EU,I10,NA,2020-01-31,120', '2,NA,NA,NA,.,N/A,.', '3, NA ,,,,NULL,-99'];
  for (const delimiter of [',', ';', '\t']) {
    const csv = `pid,sex,region,icd,note,died,sbp\n${rows.join('\n')}\n`.replaceAll(',', delimiter);
    const folder = await folderOf({ 'dictionary.yaml': yaml, 'person.csv': csv });
    const out = join(folder, 'ward.duckdb');
    const { warnings } = await buildFolder(folder, out);
    expect(await ask(out, 'FROM person ORDER BY pid')).toEqual([
      { pid: '1', sex: 'F', region: 'EU', icd: 'I10', note: 'NA', died: '2020-01-31', sbp: 120 },
      { pid: '2', sex: null, region: 'NA', icd: null, note: '.', died: null, sbp: null },
      { pid: '3', sex: null, region: null, icd: null, note: null, died: null, sbp: -99 },
    ]);
    expect(warnings.map(({ en }) => en)).toEqual([
      'person, column died: 2 fields are written as unknown (such as "." or "N/A") and read as missing.',
      'person, column sbp: 1 field is written as unknown (such as "." or "N/A") and read as missing.',
      expect.stringMatching(/^person, column sbp: 1 value is -99, where all others are 120; kept as a number/),
    ]);
  }
});

test('NaN is a missing number, and points that may divide thousands are said', async () => {
  const yaml =
    'database: w\nrelease: "1"\ntitle: {en: W, zh: W}\ntables: {person: {role: patient, key: pid, columns: {crp: {type: number}, bmi: {type: number}}}}\n';
  const folder = await folderOf({ 'dictionary.yaml': yaml, 'person.csv': 'pid;crp;bmi\n1;1.234;22.5\n2;NaN;nan\n' });
  const { warnings } = await buildFolder(folder, join(folder, 'w.duckdb'));
  expect(await ask(join(folder, 'w.duckdb'), 'FROM person ORDER BY pid')).toEqual([
    { pid: '1', crp: 1.234, bmi: 22.5 },
    { pid: '2', crp: null, bmi: null },
  ]);
  expect(warnings.map(({ en }) => en)).toEqual([
    'person, column crp: 1 field is written as unknown (such as "." or "N/A") and read as missing.',
    'person, column bmi: 1 field is written as unknown (such as "." or "N/A") and read as missing.',
    expect.stringMatching(/^person, column crp: 1 value is.*semicolons/),
  ]);
});

test('a file in GB 18030 is read, and said so', async () => {
  const yaml =
    'database: w\nrelease: "1"\ntitle: {en: W, zh: W}\ntables: {person: {role: patient, key: pid, columns: {sex: {type: category}}}}\n';
  const folder = await folderOf({ 'dictionary.yaml': yaml });
  await writeFile(join(folder, 'person.csv'), Buffer.from('pid,sex\n1,\xC4\xD0\n2,\xC5\xAE\n', 'latin1'));
  const { warnings } = await buildFolder(folder, join(folder, 'w.duckdb'));
  expect(await ask(join(folder, 'w.duckdb'), 'FROM person ORDER BY pid')).toEqual([
    { pid: '1', sex: '男' },
    { pid: '2', sex: '女' },
  ]);
  expect(warnings).toEqual([
    { en: 'person: person.csv is not UTF-8; it was read as GB 18030.', zh: 'person：person.csv 不是 UTF-8；已按 GB 18030 读取。' },
  ]);
});

test('many faults of one kind are summed up', async () => {
  const rows = Array.from({ length: 10 }, (_, at) => `${at},X,,,,,`).join('\n');
  expect(
    await faultsOf({
      'dictionary.yaml': dictionary,
      'person.csv': `pid,sex,born,died,site,note,vip\n${rows}\n`,
      'lab.csv': 'pid,date,item,value,unit\n',
    }),
  ).toEqual([
    'person, row 1 (line 2), column sex: "X" is no key of the dictionary; it knows F, M.',
    'person, row 2 (line 3), column sex: "X" is no key of the dictionary; it knows F, M.',
    'person, row 3 (line 4), column sex: "X" is no key of the dictionary; it knows F, M.',
    'person, column sex: 7 more rows of this kind',
  ]);
});

test('a missing file, a missing folder and a dictionary that is no YAML are said', async () => {
  expect(await faultsOf({ 'dictionary.yaml': dictionary, 'person.csv': person })).toEqual([
    'lab: the folder has no lab.csv, no lab.csv.gz, no lab.parquet.',
  ]);
  expect(await faultsOf({ 'dictionary.yaml': 'database: [', 'person.csv': person })).toHaveLength(1);
  await expect(buildFolder('/nowhere/at/all', '/tmp/x.duckdb')).rejects.toThrow('There is no readable folder /nowhere/at/all.');
});

test('a release already there stays when a new build finds a fault', async () => {
  const folder = await folderOf({ 'dictionary.yaml': dictionary, 'person.csv': person, 'lab.csv': lab });
  const out = join(folder, 'ward.duckdb');
  await buildFolder(folder, out);
  const before = await readFile(out);
  const broken = await folderOf({ 'dictionary.yaml': dictionary, 'person.csv': person, 'lab.csv': lab.replace('egfr', 'egf') });
  await expect(buildFolder(broken, out)).rejects.toBeInstanceOf(ReleaseError);
  expect((await readFile(out)).equals(before)).toBe(true);
});

test('a reversed observation period is kept with a warning, a missing start is a fault', async () => {
  const yaml = `
database: ward
release: "1"
tables:
  patient: {role: patient, key: id, columns: {}}
  observed: {role: observation, date: start, end: stop, columns: {start: {type: date}, stop: {type: date}}}
`;
  const folder = await folderOf({
    'dictionary.yaml': yaml,
    'patient.csv': 'id\n1\n',
    'observed.csv': 'id,start,stop\n1,2020-01-02,2020-01-01\n',
  });
  const { warnings } = await buildFolder(folder, join(folder, 'a.duckdb'));
  expect(warnings.map(({ en }) => en)).toEqual(['observed, row 1, column stop: 1 interval(s) end before they start and cover nothing.']);
  expect(await faultsOf({ 'dictionary.yaml': yaml, 'patient.csv': 'id\n1\n', 'observed.csv': 'id,start,stop\n1,,2020-01-01\n' })).toEqual([
    'observed, row 1 (line 2), column start: the start of observation is missing.',
  ]);
});

test('a number that may stand for missing is said of each item of a long table, in the unit it is written in', async () => {
  const yaml = `
database: ward
release: "1"
tables:
  person: {role: patient, key: pid, columns: {}}
  lab:
    role: event
    date: date
    item: item
    value: value
    unit: unit
    items: {creatinine: {unit: µmol/L, molar_mass: 113.12}, platelets: {unit: 10*9/L}}
    columns: {date: {type: date}, item: {type: category}, value: {type: number}, unit: {type: text}}
`;
  const values = [
    ...['61', '9999', '84', '75', '120', '9999'].map((value) => `1,2020-01-01,creatinine,${value},µmol/L`),
    ...['0.7', '0.9', '1.1', '1.4', '99'].map((value) => `1,2020-01-01,creatinine,${value},mg/dL`),
    ...['210', '999', '1400', '640', '99'].map((value) => `1,2020-01-01,platelets,${value},10*9/L`),
  ];
  const folder = await folderOf({
    'dictionary.yaml': yaml,
    'person.csv': 'pid\n1\n',
    'lab.csv': `pid,date,item,value,unit\n${values.join('\n')}\n`,
  });
  const { warnings } = await buildFolder(folder, join(folder, 'ward.duckdb'));
  expect(warnings.map(({ en }) => en.split(';')[0]).sort()).toEqual([
    'lab, column value, item creatinine (mg/dL): 1 value is 99, where the others lie between 0.7 and 1.4',
    'lab, column value, item creatinine (µmol/L): 2 values are 9999, where the others lie between 61 and 120',
  ]);
});
