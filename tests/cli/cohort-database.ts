/** A small release for the tests of `coho cohort`: six patients, diagnoses, one laboratory item. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommandLine } from '@/cli/main';

const files: Readonly<Record<string, string>> = {
  'dictionary.yaml': `
database: small
release: "2026.1"
title: {en: Small database, zh: 小型数据库}
calendar: real
coverage: {from: 2010-01-01, through: 2024-12-31}
tables:
  patient:
    role: patient
    key: patient_id
    columns:
      patient_id: {type: integer, role: key}
      sex: {type: category, values: {F: {en: Female, zh: 女}, M: {en: Male, zh: 男}}}
      birth_date: {type: date, role: birth}
      death_date: {type: date, role: death}
  observed:
    role: observation
    key: patient_id
    date: start_date
    end: end_date
    columns:
      patient_id: {type: integer, role: key}
      start_date: {type: date}
      end_date: {type: date}
  diagnosis:
    role: event
    key: patient_id
    date: date
    code: code
    columns:
      patient_id: {type: integer, role: key}
      date: {type: date}
      code: {type: code, system: ICD10}
      weight: {type: integer}
  lab:
    role: event
    key: patient_id
    date: date
    item: item
    value: value
    same_day: last
    items:
      egfr: {label: {en: eGFR, zh: 估算肾小球滤过率}, unit: 'mL/min/{1.73_m2}'}
    columns:
      patient_id: {type: integer, role: key}
      date: {type: datetime}
      item: {type: category}
      value: {type: number}
`,
  'patient.csv': `patient_id,sex,birth_date,death_date
1,F,1960-01-01,
2,M,1950-01-01,2020-05-05
9007199254740993,F,1970-01-01,
4,M,2010-01-01,
5,F,1980-01-01,
`,
  'observed.csv': `patient_id,start_date,end_date
1,2015-01-01,2024-12-31
2,2015-01-01,2020-05-05
9007199254740993,2015-01-01,2024-12-31
4,2015-01-01,2024-12-31
5,2019-12-01,2024-12-31
`,
  'diagnosis.csv': `patient_id,date,code,weight
1,2020-01-10,N18.3,9223372036854775807
1,2021-02-01,Z99.2,1
2,2020-02-01,N18.4,1
9007199254740993,2020-03-01,n183,1
4,2020-01-10,N18.3,1
5,2020-01-10,N18.3,1
`,
  'lab.csv': `patient_id,date,item,value
1,2020-01-09T08:00:00,egfr,44
1,2020-01-09T12:00:00,egfr,40
2,2020-01-30T08:00:00,egfr,29
`,
};

/** Builds the release into a folder and returns its file. */
export async function buildSmallDatabase(folder: string): Promise<string> {
  const source = join(folder, 'small');
  await mkdir(source, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(source, name), text.trimStart());
  const file = join(folder, 'small.duckdb');
  const lines: string[] = [];
  const status = await runCommandLine(['database', 'build', source, '--out', file], {
    out: (line) => lines.push(line),
    progress: () => {},
  });
  if (status !== 0) throw new Error(lines.join('\n'));
  return file;
}
