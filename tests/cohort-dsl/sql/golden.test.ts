/** The text of the SQL: it is read by people, so it changes only on purpose. */
import { expect, it } from 'vitest';
import { printAttrition, printCohort } from '@/cohort-dsl/sql/print-cohort';
import { age, any, arithmetic, bound, coded, compare, diagnosis, index, integer, lab, pick, plan, rows } from './build';

const small = plan({
  index: { kind: 'pick', pick: pick('first', rows(diagnosis, coded(0)), 'date') },
  steps: [
    { kind: 'include', condition: compare(age(index), '>=', integer('18')) },
    { kind: 'exclude', condition: any(rows(diagnosis, bound('<', index))) },
  ],
  variables: [
    { name: 'egfr0', value: pick('last', rows(lab('last', 'egfr'), bound('<=', index)), 'value') },
    { name: 'double_age', value: arithmetic(age(index), '*', integer('2'), 'age at index * 2') },
  ],
  labels: { cohort: null, steps: ['Adults', "Bill's exclusion"], outcomes: [], variables: [null, null], codes: [] },
});

it('prints one script with a comment before each stage', async () => {
  await expect(printCohort(small, { name: 'small', dialect: 'duckdb' }).script).toMatchFileSnapshot('golden/small.sql');
});

it('prints the attrition as one query', async () => {
  await expect(`${printAttrition(small, { name: 'small', dialect: 'duckdb' }).query}\n`).toMatchFileSnapshot('golden/small-attrition.sql');
});
