import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import type { CodeSet } from '@/cohort-dsl/plan/expressions';
import { normaliseCode } from '@/cohort-dsl/types/code-systems';
import { renal } from '../dictionary';
import { eachMarked, type MarkedCase } from './marked';

const head = 'index at first visit\n';

const codes: readonly MarkedCase[] = [
  ['type-codes-empty', 'codes x = «ICD10 { }»', null],
  ['type-codes-only-not', 'codes x = «ICD10 { not "N18" }»', null],
  ['type-code-range-length', 'codes x = ICD10 { «"N18".."N18.9"» }', null],
  ['type-code-star-inside', 'codes x = ICD10 { «"N*18"» }', null],
  ['type-code-star-inside', 'codes x = ICD10 { «"N18*".."N19*"» }', null],
  ['type-code-pattern', 'codes x = ICD10 { «"N18%"» }', 'codes x = ICD10 { "N18*" }'],
  ['type-code-pattern', 'codes x = ICD10 { «"N18.-"» }', 'codes x = ICD10 { "N18*" }'],
  ['type-code-pattern', 'codes x = ICD10 { «"^N18"» }', 'codes x = ICD10 { "N18*" }'],
  ['type-code-pattern', 'codes x = ICD10 { «"^N18.3$"» }', 'codes x = ICD10 { "N18.3" }'],
  ['type-code-pattern', 'codes x = ICD10 { «"N18.*"» }', 'codes x = ICD10 { "N18*" }'],
  ['type-code-pattern', 'codes x = ICD10 { «"N1[89]"» }', null],
  ['type-code-pattern', 'codes x = ICD10 { «"%N18%"» }', null],
  ['type-code-blank', 'codes x = ICD10 { «"*"» }', null],
  ['type-code-id', 'codes x = ICD10 { «123» }', 'codes x = ICD10 { "123" }'],
  ['type-code-id', 'codes x = OMOP { «"123"» }', 'codes x = OMOP { 123 }'],
  ['type-not-supported', 'codes x = SNOMED { «descendants of "123"» }', null],
  ['type-code-system', 'codes x = ICD9CM3 { "39.95" }\ninclude any diagnosis where code in «x»', null],
  ['type-code-system', 'include any diagnosis where code in «ATC { "A10*" }»', null],
  ['type-code-system', 'include any prescription where code in «ICD10 { "A10*" }»', null],
  ['type-not-a-code', 'include any visit where «kind» in ICD10 { "A10*" }', null],
  ['type-not-a-code', 'include «patient.children» in ICD10 { "A10*" }', null],
  ['type-code-match', 'include any diagnosis where «code starts with "N18"»', 'include any diagnosis where code in ICD10 { "N18*" }'],
  ['type-code-match', 'include any diagnosis where «code contains "18"»', null],
  ['type-code-star', 'include any diagnosis where code = «"N18*"»', 'include any diagnosis where code in ICD10 { "N18*" }'],
  ['type-order-code', 'include any diagnosis where code >= «"N18"»', null],
];

function setOf(list: string): CodeSet {
  const { plan, diagnostics } = compile(`${head}codes x = ${list}\ninclude any diagnosis where code in x`, { dictionary: renal });
  expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  if (!plan) throw new Error('no plan');
  return plan.codes[0];
}

describe('code lists', () => {
  eachMarked(codes, head);

  it('are normalised: dots, case and daggers', () => {
    expect(['n18.3', ' N18.3 ', 'A17.0†', 'A17.0+'].map(normaliseCode)).toEqual(['N183', 'N183', 'A170', 'A170']);
    expect(setOf('ICD10 { "n18.3" }').tests).toEqual([{ kind: 'exact', not: false, code: 'N183' }]);
  });

  it('stars are prefixes, ranges compare k characters, not takes away, descendants go by prefix in ICD-10', () => {
    expect(setOf('ICD10 { "N18.3*", "E10".."E14", descendants of "I10", not "E12*", not "E13.1" }').tests).toEqual([
      { kind: 'exact', not: true, code: 'E131' },
      { kind: 'prefix', not: false, code: 'I10' },
      { kind: 'prefix', not: false, code: 'N183' },
      { kind: 'prefix', not: true, code: 'E12' },
      { kind: 'range', not: false, from: 'E10', to: 'E14' },
    ]);
  });

  it('say the same in any order and with repeats', () => {
    expect(setOf('ICD10 { "N18.3", "E11*", "N183" }')).toEqual(setOf('ICD10 { "E11*", "N18.3" }'));
  });

  it('another edition of the column’s system is allowed', () => {
    expect(setOf('ICD10CN_CLIN_2_0 { "N18.300" }').system).toBe('ICD10CN_CLIN_2_0');
  });
});
