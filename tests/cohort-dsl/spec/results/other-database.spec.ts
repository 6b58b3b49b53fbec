import { describe } from 'vitest';
import { omop } from '../../dictionary';
import { specification } from '../specification';

const { program } = specification({ dictionary: omop });

// Text keys, names from roles, no observation table: observation runs from the first to the last dated event row.
const clinic = `
person  birth_datetime    gender_concept_id
a       1960-05-01T10:00  8532
B       1970-01-01        8507
b       -                 -

condition_occurrence  condition_start_date  condition_end_date  condition_concept_id
a                     2020-01-01            2020-01-05          201826
a                     2020-06-01            2020-06-02          4229440
B                     2021-01-01            -                   201826

observation  observation_date  observation_concept_id  value_as_number
a            2019-01-01        1                       5
a            2020-09-01        1                       7

death  death_date  cause_concept_id
B      2021-03-01  1
`;

describe('A database with other names', () => {
  program(
    'without an observation table observation runs from the first to the last dated event row',
    clinic,
    'index at first condition_occurrence where code in OMOP { 201826 }\nvariable start = start of observation',
    {
      rows: 'person_id  index_date  exit_date   exit_reason  start\nB  2021-01-01  2021-03-01  end of observation  2021-01-01\na  2020-01-01  2020-09-01  end of observation  2019-01-01',
    },
  );
  program(
    'an outcome’s table that declares its coverage gives the end of observation',
    clinic,
    'index at first condition_occurrence where code in OMOP { 201826 }\noutcome seen = date of (first observation after index)',
    {
      rows: 'person_id  exit_date   seen_date   seen_days  seen_event\nB  2024-06-30  -  1276  0\na  2024-06-30  2020-09-01  244  1',
    },
  );
  program(
    'an outcome’s table without coverage leaves the last dated event row',
    clinic,
    'index at first condition_occurrence where code in OMOP { 201826 }\noutcome next = date of (first condition_occurrence after index)',
    {
      rows: 'person_id  exit_date   next_date   next_days\nB  2021-03-01  -  59\na  2020-09-01  2020-06-01  152',
    },
  );
  program(
    'integer ids are codes of `OMOP`; ages count from the day of a birth datetime',
    clinic,
    'index at each condition_occurrence where code in OMOP { 201826, 4229440 }\nvariable age = age at index',
    {
      rows: 'person_id  index_date  age\nB  2021-01-01  51\na  2020-01-01  59\na  2020-06-01  60',
    },
  );
});
