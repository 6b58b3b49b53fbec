import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { columnOfRole, type Dictionary, patientTable } from '@/cohort-dsl/schema/dictionary';
import { readDictionarySource } from '@/cohort-dsl/schema/read-dictionary';
import { dictionaryFromRows, dictionaryToRows } from '@/cohort-dsl/schema/release-rows';

const example = `
database: renal
release: "2026.1"
title: {en: Renal disease database, zh: 肾病数据库}
centres: {H1: {label: {en: Centre 1, zh: 中心1}, level: 3A, type: general, region: north}}
calendar: real
coverage: {from: 2012-01-01, through: 2025-12-31}
death: {coverage: {through: 2025-06-30}}
tables:
  patient:
    role: patient
    key: patient_id
    columns:
      sex:        {type: category, values: {F: {en: Female, zh: 女}, M: {en: Male, zh: 男}}}
      birth_date: {type: date, precision: month, role: birth}
      death_date: {type: date, role: death}
      hospital:   {type: category, role: centre, level: 2}
  observed:
    role: observation
    date: start_date
    end: end_date
    columns: {start_date: {type: date}, end_date: {type: date}}
  diagnosis:
    role: event
    date: date
    code: code
    columns:
      date: {type: date}
      code: {type: code, system: ICD10}
  lab:
    role: event
    date: date
    item: item
    value: value
    same_day: last
    items:
      egfr: {label: {en: eGFR, zh: 估算肾小球滤过率}, unit: 'mL/min/{1.73_m2}', code: {system: LOINC, value: 62238-1}, plausible: [0, 250]}
      creatinine: {unit: µmol/L, molar_mass: 113.12}
    columns: {date: {type: datetime}, item: {type: category}, value: {type: number}}
`;

function read(yaml: string): Dictionary {
  const reading = readDictionarySource(parse(yaml));
  if (!reading.ok) throw new Error(reading.faults.map(({ message }) => message.en).join('\n'));
  return reading.dictionary;
}

function faults(yaml: string): readonly string[] {
  const reading = readDictionarySource(parse(yaml));
  if (reading.ok) return [];
  for (const { message } of reading.faults) expect(message.zh).toMatch(/[一-鿿]/);
  return reading.faults.map(({ path, message }) => `${path} | ${message.en}`);
}

test('the example of the language reads as it is meant', () => {
  const dictionary = read(example);
  const patient = patientTable(dictionary);
  expect(patient.columns.map(({ name, type, role }) => [name, type, role])).toEqual([
    ['patient_id', 'integer', 'key'],
    ['sex', 'category', null],
    ['birth_date', 'date', 'birth'],
    ['death_date', 'date', 'death'],
    ['hospital', 'category', 'centre'],
  ]);
  expect(columnOfRole(patient, 'centre')?.values).toEqual([{ key: 'H1', label: { en: 'Centre 1', zh: '中心1' } }]);
  expect(dictionary.deathCoverage).toEqual({ from: null, through: '2025-06-30' });
  const lab = dictionary.tables[3];
  expect(lab.key).toBe('patient_id');
  expect(lab.items.map(({ name, unit, label, sameDay }) => [name, unit, label.zh, sameDay])).toEqual([
    ['egfr', 'mL/min/{1.73_m2}', '估算肾小球滤过率', null],
    ['creatinine', 'umol/L', 'creatinine', null],
  ]);
  expect(columnOfRole(lab, 'item')?.values?.map(({ key }) => key)).toEqual(['egfr', 'creatinine']);
  expect(lab.sameDay).toBe('last');
  expect(columnOfRole(dictionary.tables[1], 'end')?.name).toBe('end_date');
});

test('what is left out gets its plain default', () => {
  const dictionary = read(
    'database: x\nrelease: 1\ntables: {p: {role: patient, key: k}, e: {columns: {date: {type: date}, kind: {type: category}}}}',
  );
  expect(dictionary).toMatchObject({ release: '1', calendar: 'real', keyType: 'integer', coverage: null, centres: [], template: null });
  expect(dictionary.tables[1]).toMatchObject({ role: 'event', key: 'k', label: { en: 'e', zh: 'e' } });
  expect(columnOfRole(dictionary.tables[1], 'date')?.name).toBe('date');
  expect(dictionary.tables[1].columns[2].values).toBeNull();
});

test('an OMOP-like database: roles, not names', () => {
  const dictionary = read(`
database: omop
release: "5.3"
tables:
  person: {role: patient, key: person_id, columns: {year_of_birth: {type: date, precision: year, role: birth}}}
  observation_period: {role: observation, date: start, end: stop, columns: {start: {type: date}, stop: {type: date}}}
  observation: {date: observation_date, code: concept, columns: {observation_date: {type: date}, concept: {type: code, system: OMOP}}}
  death: {date: death_date, columns: {death_date: {type: date}}}
`);
  expect(dictionary.tables.map(({ name, role, key }) => [name, role, key])).toEqual([
    ['person', 'patient', 'person_id'],
    ['observation_period', 'observation', 'person_id'],
    ['observation', 'event', 'person_id'],
    ['death', 'event', 'person_id'],
  ]);
});

test('a key may be text, and may be listed with its label', () => {
  const dictionary = read(
    'database: x\nrelease: "1"\ntables: {p: {role: patient, key: k, columns: {k: {type: text, label: Patient number}}}, e: {key: kk}}',
  );
  expect(dictionary.keyType).toBe('text');
  expect(dictionary.tables.map(({ columns }) => columns[0])).toMatchObject([
    { name: 'k', type: 'text', role: 'key', label: { en: 'Patient number' } },
    { name: 'kk', type: 'text', role: 'key' },
  ]);
});

test('each fault has its path and says what was expected', () => {
  const swap = (from: string | RegExp, to: string) => faults(example.replace(from, to));
  expect(swap('database: renal', 'database: Renal')).toEqual([
    'database | database must be an id of small letters, digits and "_" that begins with a letter, not "Renal".',
  ]);
  expect(swap('type: datetime', 'type: time')).toEqual([
    'tables.lab.columns.date.type | tables.lab.columns.date.type must be one of integer, number, boolean, text, date, datetime, category, code, not "time".',
  ]);
  expect(swap('unit: µmol/L', 'unit: µmols')).toEqual([
    'tables.lab.items.creatinine.unit | tables.lab.items.creatinine.unit: the unit "µmols" is not known; write UCUM (mL/min/{1.73_m2}) or a usual spelling (mL/min/1.73m²).',
  ]);
  expect(swap('same_day: last', 'same_day: first')).toHaveLength(1);
  expect(swap('same_day: last', 'sameday: last')[0]).toMatch(
    /^tables\.lab\.sameday \| tables\.lab\.sameday is not a known key; known here: role, key, label/,
  );
  expect(swap('plausible: [0, 250]', 'plausible: [250, 0]')).toEqual([
    'tables.lab.items.egfr.plausible | tables.lab.items.egfr.plausible must be two numbers in order, [low, high], not [250,0].',
  ]);
  expect(swap('from: 2012-01-01', 'from: 2012-02-30')).toEqual([
    'coverage.from | coverage.from must be a date such as 2012-01-31, not "2012-02-30".',
  ]);
  expect(swap('through: 2025-12-31', 'through: 2011-12-31')).toEqual(['coverage | coverage: from 2012-01-01 is after through 2011-12-31.']);
  expect(swap('end: end_date', 'end: finish')).toEqual([
    'tables.observed.end | tables.observed.end names the column "finish", which the table does not have; it has start_date, end_date.',
  ]);
  expect(swap('role: observation', 'role: patient')).toContain(
    'tables | Exactly one table may have role: patient; here are patient, observed.',
  );
  expect(swap('role: patient\n', 'role: event\n')).toContain('tables | One table must have role: patient (one row a patient).');
  expect(swap('key: patient_id', 'columns_: {}')).toContain(
    'tables.patient.key | tables.patient must name its key column, e.g. key: patient_id.',
  );
  expect(swap('{type: code, system: ICD10}', '{type: code}')).toEqual([
    'tables.diagnosis.columns.code.system | tables.diagnosis.columns.code: a code column names its code system and edition, e.g. system: ICD10.',
  ]);
  expect(swap('level: 2', 'level: 6')).toEqual([
    'tables.patient.columns.hospital.level | tables.patient.columns.hospital.level must be 1, 2, 3, 4 or 5, not 6.',
  ]);
  expect(swap('  diagnosis:', '  _coho_x:')).toEqual([
    'tables._coho_x | Names that begin with _coho_ are kept for the release itself: rename "_coho_x".',
  ]);
  expect(swap('  diagnosis:', '  Patient:')).toEqual(['tables.Patient | The tables "patient" and "Patient" differ only in case.']);
});

test('a column called after a role may hold no other role', () => {
  const event = (body: string) => faults(`database: x\nrelease: "1"\ntables: {p: {role: patient, key: k}, e: ${body}}`);
  expect(event('{date: code, columns: {code: {type: date}}}')).toEqual([
    'tables.e.columns.code | tables.e.columns.code holds the role date, but in a program "code" means the column of role code: rename the column.',
  ]);
  expect(event('{value: result, columns: {result: {type: number}, value: {type: text}}}')).toEqual([
    'tables.e.columns.value | tables.e.columns.value: in a program "value" means the column "result", which holds that role; rename this column.',
  ]);
  expect(event('{columns: {a: {type: date, role: date}, b: {type: date, role: date}}}')).toEqual([
    'tables.e.columns.b | tables.e: "a" and "b" both hold the role date.',
  ]);
  expect(event('{columns: {a: {type: text, role: date}}}')).toEqual([
    'tables.e.columns.a | tables.e.columns.a: the role date needs type date or datetime, not text.',
  ]);
  expect(event('{columns: {a: {type: date, role: birth}}}')).toEqual([
    'tables.e.columns.a | tables.e.columns.a: the role birth belongs to the patient table.',
  ]);
  expect(event('{items: {x: {}}, columns: {a: {type: text}}}')).toEqual([
    'tables.e | tables.e needs a column with the role item.',
    'tables.e | tables.e needs a column with the role value.',
  ]);
});

test.each([
  [null],
  [[]],
  ['text'],
  [42],
  [{}],
  [{ tables: 3 }],
  [{ tables: { p: null } }],
  [{ tables: { p: { role: 'patient', key: {}, columns: [] } } }],
])('never throws: %j', (source) => {
  const reading = readDictionarySource(source);
  expect(reading.ok).toBe(false);
  if (!reading.ok) expect(reading.faults.length).toBeGreaterThan(0);
});

test('rows of a release give the dictionary back, whatever their order', () => {
  const dictionary = read(example);
  const rows = dictionaryToRows(dictionary);
  expect(dictionaryFromRows(rows)).toEqual(dictionary);
  expect(dictionaryFromRows([...rows].reverse())).toEqual(dictionary);
  expect(rows.find(({ path }) => path === 'tables/lab/items/egfr')?.json).toContain('"unit":"mL/min/{1.73_m2}"');
  expect(() => dictionaryFromRows(rows.filter(({ path }) => path !== 'database'))).toThrow('The release has no dictionary');
});
