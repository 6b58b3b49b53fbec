/** Names come from roles: a database with other table names, text keys, integer codes and no observation table. */
import { expect, it } from 'vitest';
import { openNodeEngine } from '@/analysis-kernel/node';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import { compile } from '@/cohort-dsl';
import { printCohort } from '@/cohort-dsl/sql/print-cohort';
import { omop } from '../dictionary';

const tables = [
  'CREATE TABLE person (person_id VARCHAR, birth_datetime TIMESTAMP, gender_concept_id BIGINT)',
  'CREATE TABLE condition_occurrence (person_id VARCHAR, condition_start_date DATE, condition_end_date DATE, condition_concept_id BIGINT)',
  'CREATE TABLE observation (person_id VARCHAR, observation_date DATE, observation_concept_id BIGINT, value_as_number DOUBLE)',
  'CREATE TABLE death (person_id VARCHAR, death_date DATE, cause_concept_id BIGINT)',
  "INSERT INTO person VALUES ('Z-1', TIMESTAMP '1960-05-05 10:00', 8507), ('a-2', TIMESTAMP '1970-05-05 10:00', 8532), ('é', NULL, 8532)",
  "INSERT INTO condition_occurrence VALUES ('Z-1', DATE '2020-02-01', NULL, 201826), ('Z-1', DATE '2020-01-01', NULL, 44), ('a-2', DATE '2020-03-01', NULL, 201826), ('é', DATE '2020-03-01', NULL, 201826)",
  "INSERT INTO observation VALUES ('Z-1', DATE '2019-12-01', 7, 1.5), ('a-2', DATE '2021-01-01', 7, 2.5)",
];

it('runs where nothing is called as elsewhere; keys and texts in the order of code points', async () => {
  const source = `from clinic
index at first condition_occurrence where code in OMOP { 201826 }
follow until index + 1 year
variable age = age at index
variable seen = count of observation on or before index
variable later = value of first observation after index
variable gender = patient.gender_concept_id in OMOP { 8532 }`;
  const { plan, diagnostics } = compile(source, { dictionary: omop, name: 'c' });
  expect(diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
  if (plan === null) throw new Error('no plan');
  const engine = await openNodeEngine();
  for (const statement of tables) await engine.execute(statement);
  const printed = printCohort(plan, { name: 'c', dialect: 'duckdb' });
  for (const statement of printed.statements) await engine.execute(statement);
  const { columns, rows } = tableOfFrame(await engine.query(printed.table.query));
  await engine.close();
  expect(columns).toEqual(['person_id', 'index_date', 'exit_date', 'exit_reason', 'age', 'seen', 'later', 'gender']);
  expect(rows.map(([key, day, , , ...values]) => [key, day, ...values])).toEqual([
    ['Z-1', '2020-02-01', 59, 1, null, false],
    ['a-2', '2020-03-01', 49, 0, 2.5, true],
    ['é', '2020-03-01', null, 0, null, true],
  ]);
});
