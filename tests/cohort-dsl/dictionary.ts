/** Dictionaries for tests: a renal database as the manual describes it, and an OMOP-like one with odd role names. */

import type { Column, ColumnRole, ColumnType, Dictionary, Item, SameDayRule, Table } from '@/cohort-dsl/schema/dictionary';
import type { Localised } from '@/cohort-dsl/source/localised';

function named(name: string): Localised {
  return { en: name, zh: name };
}

/** A column with everything left out that is not given. */
export function column(name: string, type: ColumnType, rest: Partial<Column> = {}): Column {
  return {
    name,
    type,
    label: named(name),
    role: null,
    unit: null,
    molarMass: null,
    values: null,
    ordered: false,
    system: null,
    precision: null,
    plausible: null,
    level: null,
    genetic: false,
    synonyms: [],
    rule: null,
    ...rest,
  };
}

/** A category with its keys, English labels and order. */
export function category(name: string, values: Readonly<Record<string, string>>, rest: Partial<Column> = {}): Column {
  return column(name, 'category', {
    values: Object.entries(values).map(([key, label]) => ({ key, label: named(label) })),
    ...rest,
  });
}

function item(name: string, unit: string | null, rest: Partial<Item> = {}): Item {
  return { name, label: named(name), unit, molarMass: null, code: null, plausible: null, sameDay: null, synonyms: [], rule: null, ...rest };
}

export function table(name: string, role: Table['role'], key: string, columns: readonly Column[], rest: Partial<Table> = {}): Table {
  return { name, role, label: named(name), description: null, key, columns, items: [], sameDay: null, coverage: null, ...rest };
}

function of(role: ColumnRole): Partial<Column> {
  return { role };
}

const lastOfDay: SameDayRule = 'last';

/** The renal database of the manual, with the oddities a test needs: an item without molar mass, a table without date, a procedure with an end. */
export const renal: Dictionary = {
  database: 'renal',
  release: '2026.1',
  title: { en: 'Renal disease database', zh: '肾病数据库' },
  description: null,
  centres: [],
  calendar: 'real',
  coverage: { from: '2012-01-01', through: '2025-12-31' },
  deathCoverage: { from: null, through: '2025-06-30' },
  keyType: 'integer',
  template: null,
  tables: [
    table('patient', 'patient', 'patient_id', [
      column('patient_id', 'integer', of('key')),
      category('sex', { F: 'Female', M: 'Male' }),
      column('birth_date', 'date', { role: 'birth', precision: 'month' }),
      column('death_date', 'date', of('death')),
      category('hospital', { H1: 'Centre 1', H2: 'Centre 2' }, of('centre')),
      column('smoker', 'boolean'),
      column('height', 'number', { unit: 'cm' }),
      column('children', 'integer'),
      column('village', 'text'),
      category('stage', { '1': 'Stage 1', '2': 'Stage 2', '3': 'Stage 3' }, { ordered: true }),
      column('enrolled', 'date'),
    ]),
    table('observed', 'observation', 'patient_id', [
      column('patient_id', 'integer', of('key')),
      column('start_date', 'date', of('date')),
      column('end_date', 'date', of('end')),
    ]),
    table('visit', 'event', 'patient_id', [
      column('patient_id', 'integer', of('key')),
      column('date', 'date', of('date')),
      column('end_date', 'date', of('end')),
      category('kind', { in: 'Inpatient', out: 'Outpatient' }),
    ]),
    table('diagnosis', 'event', 'patient_id', [
      column('patient_id', 'integer', of('key')),
      column('date', 'date', of('date')),
      column('code', 'code', { role: 'code', system: 'ICD10' }),
      column('main', 'boolean'),
      category('grade', { mild: 'Mild', moderate: 'Moderate', severe: 'Severe' }, { ordered: true }),
    ]),
    table(
      'procedure',
      'event',
      'patient_id',
      [
        column('patient_id', 'integer', of('key')),
        column('date', 'datetime', of('date')),
        column('end', 'datetime', of('end')),
        column('code', 'code', { role: 'code', system: 'ICD9CM3' }),
        column('cost', 'number'),
      ],
      { coverage: { from: '2012-01-01', through: '2025-09-30' } },
    ),
    table(
      'lab',
      'event',
      'patient_id',
      [
        column('patient_id', 'integer', of('key')),
        column('date', 'datetime', of('date')),
        column('item', 'category', of('item')),
        column('value', 'number', of('value')),
        column('comparator', 'text', of('comparator')),
        column('method', 'text'),
      ],
      {
        sameDay: lastOfDay,
        items: [
          item('egfr', 'mL/min/{1.73_m2}', { label: { en: 'eGFR', zh: '估算肾小球滤过率' } }),
          item('creatinine', 'umol/L', { molarMass: 113.12, sameDay: 'mean' }),
          item('urea', 'mmol/L'),
          item('cystatin', 'mg/L'),
          item('crp', 'mg/L'),
          item('hba1c', '%'),
          item('score', null),
        ],
      },
    ),
    table('prescription', 'event', 'patient_id', [
      column('patient_id', 'integer', of('key')),
      column('date', 'date', of('date')),
      column('end_date', 'date', of('end')),
      column('code', 'code', { role: 'code', system: 'ATC' }),
      column('dose', 'number', { unit: 'mg' }),
      column('packs', 'integer'),
    ]),
    table('allergy', 'event', 'patient_id', [
      column('patient_id', 'integer', of('key')),
      column('substance', 'text'),
      category('severity', { low: 'Low', high: 'High' }),
    ]),
  ],
};

/** Tables, keys and columns called as in an OMOP common data model; names come from roles. No observation table has a role name. */
export const omop: Dictionary = {
  database: 'clinic',
  release: '5.4',
  title: { en: 'Clinic', zh: '门诊' },
  description: null,
  centres: [],
  calendar: 'shifted',
  coverage: null,
  deathCoverage: null,
  keyType: 'text',
  template: null,
  tables: [
    table('person', 'patient', 'person_id', [
      column('person_id', 'text', of('key')),
      column('birth_datetime', 'datetime', of('birth')),
      column('gender_concept_id', 'code', { system: 'OMOP' }),
    ]),
    table('condition_occurrence', 'event', 'person_id', [
      column('person_id', 'text', of('key')),
      column('condition_start_date', 'date', of('date')),
      column('condition_end_date', 'date', of('end')),
      column('condition_concept_id', 'code', { role: 'code', system: 'OMOP' }),
    ]),
    table(
      'observation',
      'event',
      'person_id',
      [
        column('person_id', 'text', of('key')),
        column('observation_date', 'date', of('date')),
        column('observation_concept_id', 'code', { role: 'code', system: 'OMOP' }),
        column('value_as_number', 'number', of('value')),
      ],
      { coverage: { from: null, through: '2024-06-30' } },
    ),
    table('death', 'event', 'person_id', [
      column('person_id', 'text', of('key')),
      column('death_date', 'date', of('date')),
      column('cause_concept_id', 'code', { role: 'code', system: 'OMOP' }),
    ]),
  ],
};
