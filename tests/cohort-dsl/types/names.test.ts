import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { parse } from '@/cohort-dsl/syntax/parse';
import { cohortsRead } from '@/cohort-dsl/types/syntax-walk';
import { omop, renal } from '../dictionary';
import { eachMarked, expectMarked, header, type MarkedCase } from './marked';

const unknown: readonly MarkedCase[] = [
  ['type-unknown-table', 'include any «labs» before index', 'include any lab before index'],
  ['type-unknown-table', 'include any «diagnoses» before index'],
  ['type-unknown-table', 'include any «egfr» before index', 'include any lab(egfr) before index'],
  ['type-unknown-item', 'include any lab(«egf») before index', 'include any lab(egfr) before index'],
  ['type-unknown-item', 'include any lab(«kalium») before index', null],
  ['type-no-items', 'include any «diagnosis(main)» before index', null],
  ['type-no-items', 'include any «diagnosis(N18)» before index', 'include any diagnosis where code in ICD10 { "N18*" } before index'],
  ['type-unknown-column', 'include any diagnosis where main\nvariable x = «grad» of last diagnosis', undefined],
  ['type-unknown-column', 'include patient.«sexe» = "F"', 'include patient.sex = "F"'],
  ['type-unknown-name', 'include any diagnosis where «cod» in ckd', 'include any diagnosis where code in ckd'],
  ['type-unknown-name', 'include «nothing»', null],
  ['type-unknown-name', 'let base = age at index\ninclude «bse» >= 18', 'let base = age at index\ninclude base >= 18'],
  ['type-unknown-name', 'include «egfr» < 60 mL/min/1.73m²', 'include value of last lab(egfr) < 60 mL/min/1.73m²'],
  ['type-unknown-name', 'include patient.sex = «F»', 'include patient.sex = "F"'],
  ['type-many-rows', 'include «lab(egfr)» < 60 mL/min/1.73m²', 'include value of last lab(egfr) < 60 mL/min/1.73m²'],
  ['type-unknown-prefix', 'include «patients».sex = "F"', 'include patient.sex = "F"'],
  ['type-unknown-codes', 'include any diagnosis where code in «ckdd»', 'include any diagnosis where code in ckd'],
  ['type-unknown-system', 'include any diagnosis where code in «ICD01» { "N18" }', 'include any diagnosis where code in ICD10 { "N18" }'],
  ['type-unknown-function', 'include «aps»(patient.children) > 1', 'include abs(patient.children) > 1'],
  ['type-unknown-unit', 'include patient.height > «170 cmm»', 'include patient.height > 170 cm'],
  ['type-unknown-key', 'include patient.sex = «"Female"»', 'include patient.sex = "F"'],
  ['type-unknown-key', 'include patient.sex = «"f"»', 'include patient.sex = "F"'],
  ['type-unknown-key', 'include any diagnosis where grade = «"sever"»', 'include any diagnosis where grade = "severe"'],
  ['type-unknown-key', 'include patient.sex in { "F", «"X"» }', undefined],
  ['type-unknown-key', 'include any visit where kind = «"ward"»', 'include any visit where kind = "in"'],
  ['type-unknown-name', 'include «main»', 'include index.main'],
  ['type-patient-column', 'include «sex» = "F"', 'include patient.sex = "F"'],
  ['type-patient-value', 'include «patient» = "F"', undefined],
  ['type-patient-rows', 'include any «patient»', null],
  ['type-table-column', 'include «visit.kind» = "in"', 'include kind of last visit = "in"'],
  ['type-many-rows', 'include «visit»', 'include any visit'],
  ['type-many-rows', 'include «visit» > 3', undefined],
  ['type-codes-value', 'include any diagnosis where code = «ckd»', undefined],
  ['type-not-codes', 'include any diagnosis where code in «history»', null],
  ['type-column-of', 'include «value of (age at index)» > 3', null],
  ['type-end-outside', 'include «end» > index', null],
];

describe('names that mean nothing', () => {
  eachMarked(unknown);

  it('an unknown table after `index from`', () => {
    expectMarked(['type-index-table', 'index from «enrolment»'], 'cohort x from renal\n');
    expectMarked(['type-index-table', 'index from «allergy»'], 'cohort x from renal\n');
  });
});

const visibility: readonly MarkedCase[] = [
  ['type-not-known-yet', 'include «exit» > index', null],
  ['type-not-known-yet', 'follow until «exit»', null],
  ['type-let-needs', 'let last_day = exit\ninclude days from index to «last_day» > 3', null],
  ['type-not-visible', 'include «death_or» is known\noutcome death_or = death', null],
  ['type-not-visible', 'variable a = 1\ninclude «a» > 2', null],
  ['type-not-visible', 'variable a = «b» + 1\nvariable b = 2', null],
  ['type-not-visible', 'variable a = «a» + 1', null],
  ['type-not-visible', 'let a = «b»\nlet b = 2', null],
  ['type-not-visible', 'outcome x = date of (first visit after index)\noutcome y = «x»', null],
];

describe('what is visible where', () => {
  eachMarked(visibility);

  it('the index clause does not see the index', () => {
    expectMarked(['type-not-known-yet', 'index at first visit after «index»'], '');
    expectMarked(['type-not-known-yet', 'index at first visit where date > «index.date»'], '');
    expectMarked(['type-let-needs', 'let start = index\nindex at first visit after «start»'], '');
  });

  it('index.COLUMN needs an index that is a row, index.end a row with an end', () => {
    expectMarked(['type-index-no-row', 'include «index.grade» = "mild"'], 'index at @2020-01-01\n');
    expectMarked(['type-no-role', 'include «index.end» > index']);
    expectMarked(['type-unknown-column', 'include index.«grad» = "mild"', 'include index.grade = "mild"']);
  });

  it('clauses stand in any order; lets, params and code lists are visible everywhere', () => {
    const source =
      'include x >= n\nindex at first diagnosis where code in c\nlet x = age at index\nparam n = 18\ncodes c = ICD10 { "N18" }';
    expect(compile(source, { dictionary: renal }).diagnostics).toEqual([]);
  });

  it('inside where the row’s column wins over a name of the program', () => {
    const { plan } = compile(`${header}let grade = 3\ninclude any diagnosis where grade = "mild"`, { dictionary: renal });
    expect(plan?.lets).toEqual([]);
  });

  it('a variable named like a soft word hides it in the variables below', () => {
    const { plan } = compile(`${header}variable death = 7\nvariable x = death + 1`, { dictionary: renal });
    expect(plan?.variables[1].value).toMatchObject({ kind: 'arithmetic', left: { kind: 'variable', id: 0 } });
  });

  it('an outcome’s name is its date in variables', () => {
    const { plan } = compile(`${header}outcome d = death\nvariable x = days from index to d`, { dictionary: renal });
    expect(plan?.variables[0].value).toMatchObject({ kind: 'elapsed', to: { kind: 'outcomeDate', id: 0 } });
  });
});

const uniqueness: readonly MarkedCase[] = [
  ['type-duplicate-name', 'let age0 = 1\nparam «Age0» = 2', null],
  ['type-duplicate-name', 'outcome x = death\nvariable «x_days» = 2', null],
  ['type-duplicate-name', 'variable x_event = 2\noutcome «x» = death', null],
  ['type-duplicate-name', 'outcome x = death\nvariable «X_Exit_Reason» = 2', null],
  ['type-duplicate-name', 'variable «CKD» = 2', null],
  ['type-fixed-name', 'variable «index_date» = 2', null],
  ['type-fixed-name', 'variable «Patient_ID» = 2', null],
  ['type-fixed-name', 'outcome «exit» = death', null],
  ['type-clause-twice', '«index» at first visit', null],
  ['type-clause-twice', 'follow until @2020-01-01\n«follow» until @2021-01-01', null],
];

describe('names are unique without regard to case', () => {
  eachMarked(uniqueness);
});

describe('the header', () => {
  it('names the database that is open', () => {
    expectMarked(['type-wrong-database', 'cohort x from «renl»\nindex at first visit', 'cohort x from renal\nindex at first visit'], '');
  });

  it('agrees with the cell', () => {
    const { diagnostics } = compile('cohort x from renal\nindex at first visit', { dictionary: renal, name: 'y' });
    expect(diagnostics.map((one) => one.code)).toEqual(['type-wrong-name']);
  });

  it('a program without index clause is told so, but not when the clause could not be read', () => {
    expect(compile('cohort x from renal', { dictionary: renal }).diagnostics.map((one) => one.code)).toEqual(['type-no-index']);
    const unread = compile('cohort x from renal\nindex at first visit where', { dictionary: renal }).diagnostics;
    expect(unread).toHaveLength(1);
    expect(unread[0].code).toMatch(/^syntax/);
  });

  it('names of clauses that could not be read are not called unknown', () => {
    const { diagnostics } = compile('index at first visit\nlet x = (1\ninclude x > 3', { dictionary: renal });
    expect(diagnostics.map((one) => one.code)).toEqual(['syntax-bracket-open']);
  });
});

describe('other cohorts', () => {
  const source = `${header}include in cohort treated\ninclude any cohort treated where end > index on or before index`;
  const codes = (cohorts: readonly string[] | 'any' | undefined, name?: string): readonly string[] =>
    compile(source, { dictionary: renal, cohorts, name })
      .diagnostics.filter((one) => one.severity === 'error')
      .map((one) => one.code);

  it('are read where they are there', () => {
    expect(codes(['treated'])).toEqual([]);
    expect(codes('any')).toEqual([]);
    expect(codes([])).toEqual(['type-unknown-cohort', 'type-unknown-cohort']);
    expect(codes(undefined)).toEqual(['type-unknown-cohort', 'type-unknown-cohort']);
    expect(compile(source, { dictionary: renal, cohorts: ['treatd'] }).diagnostics[0].fixes[0].edits[0].text).toBe('treatd');
  });

  it('a cohort that leads back to itself is an error at the name', () => {
    expect(codes(['treated'], 'treated')).toEqual(['type-cohort-self', 'type-cohort-self']);
  });

  it('are listed without compiling', () => {
    expect(cohortsRead(parse(source).program)).toEqual(['treated']);
  });
});

describe('names come from roles', () => {
  it('an OMOP-like database: person, person_id, event tables called observation and death', () => {
    const source = `codes ckd = OMOP { 46271022 }
index at first condition_occurrence where code in ckd
include age at index >= 18
include any observation where code in OMOP { 3049187 } and value < 60 on or before index
exclude any death on or before index
outcome dead = date of (first death)
variable sex = person.gender_concept_id
variable last_value = value of last observation`;
    const { plan, diagnostics } = compile(source, { dictionary: omop });
    expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    expect(plan?.patient).toEqual({ table: 'person', key: 'person_id', keyType: 'text' });
    expect(plan?.observation).toEqual({ kind: 'rows', through: null });
    expect(plan?.eventTables.map((table) => table.table)).toEqual(['condition_occurrence', 'observation', 'death']);
    expect(plan?.outcomes[0]).toMatchObject({ through: null, namesDeath: true });
  });

  it('the word death needs a date of death in the patient table, and offers the table’s rows', () => {
    expectMarked(['type-no-patient-date', 'index at first visit_\noutcome d = «death»', undefined], '', {
      ...omop,
      tables: omop.tables.map((table) => (table.name === 'observation' ? { ...table, name: 'visit_' } : table)),
    });
  });
});

describe('names and values listed in a message', () => {
  it.each([
    ['include any labs before index', '、`lab`'],
    ['include any lab(kalium) before index', '`egfr`、`creatinine`'],
    ['variable x = grad of last diagnosis', '`code`、`main`'],
    ['include patient.sexe = "F"', '`sex`、`birth_date`'],
    ['include any diagnosis where code in ICD01 { "N18" }', 'ICD10、ICD10CM'],
    ['include patient.sex = "Female"', '"F"、"M"'],
    ['include any lab(egfr, creatinine) before index', '1.73m²、creatinine'],
    ['variable n = count of episodes(prescription, gup: 30 days)', '`gap:`、'],
    ['follow until index + 1 year\nseries s = lab(crp, cystatin) from index to exit { value }', 'crp、cystatin'],
  ])('stand as the language joins them: %s', (clauses, joined) => {
    const [{ finding }] = compile(`index at first visit\n${clauses}`, { dictionary: renal }).diagnostics;
    expect(finding.zh).toContain(joined);
    expect(finding.en).toContain(joined.replaceAll('、', ', '));
  });
});
