import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { evaluatePlan } from '@/cohort-dsl/reference/evaluate-plan';
import { renal } from '../dictionary';

type Answer = boolean | null;

/** What `value OP 10` is for a value written with a comparator; by hand: the true value may lie anywhere beyond its bound. */
const answers: readonly (readonly [written: string, answers: Readonly<Record<string, Answer>>])[] = [
  ['10', { '<': false, '<=': true, '>': false, '>=': true, '=': true, '!=': false }],
  ['<5', { '<': true, '<=': true, '>': false, '>=': false, '=': false, '!=': true }],
  ['<10', { '<': true, '<=': true, '>': false, '>=': false, '=': false, '!=': true }],
  ['<=10', { '<': null, '<=': true, '>': false, '>=': null, '=': null, '!=': null }],
  ['<15', { '<': null, '<=': null, '>': null, '>=': null, '=': null, '!=': null }],
  ['<=15', { '<': null, '<=': null, '>': null, '>=': null, '=': null, '!=': null }],
  ['>15', { '<': false, '<=': false, '>': true, '>=': true, '=': false, '!=': true }],
  ['>10', { '<': false, '<=': false, '>': true, '>=': true, '=': false, '!=': true }],
  ['>=10', { '<': false, '<=': null, '>': null, '>=': true, '=': null, '!=': null }],
  ['>5', { '<': null, '<=': null, '>': null, '>=': null, '=': null, '!=': null }],
];

function variable(expression: string, written: string, before = ''): unknown {
  const { plan } = compile(`index at @2020-06-01\n${before}\nvariable x = ${expression}`, { dictionary: renal });
  if (!plan) throw new Error('no plan');
  const [, comparator, number] = /^(\D*)(\d+)$/.exec(written) ?? [];
  const { rows } = evaluatePlan(plan, {
    patient: [{ patient_id: 1n }],
    observed: [{ patient_id: 1n, start_date: '2000-01-01', end_date: '2024-01-01' }],
    visit: [],
    diagnosis: [],
    procedure: [],
    prescription: [],
    allergy: [],
    lab: [
      { patient_id: 1n, date: '2020-05-01T08:00:00', item: 'crp', value: Number(number), comparator: comparator || null, method: null },
    ],
  });
  return rows[0].x;
}

describe('a value with a comparator is its bound; a comparison which the bound does not decide is missing', () => {
  for (const [written, expected] of answers) {
    for (const [op, answer] of Object.entries(expected)) {
      it(`${written} ${op} 10 is ${answer === null ? 'missing' : answer}`, () => {
        expect(variable(`value of last lab(crp) ${op} 10 mg/L`, written)).toBe(answer);
      });
    }
  }

  it('from the right side too, and through lets and units', () => {
    expect(variable('10 mg/L > value of last lab(crp)', '<10')).toBe(true);
    expect(variable('10 mg/L > value of last lab(crp)', '<15')).toBeNull();
    expect(variable('c < 1 mg/dL', '<10', 'let c = value of last lab(crp)')).toBe(true);
    expect(variable('c < 1 mg/dL', '<15', 'let c = value of last lab(crp)')).toBeNull();
    expect(variable('c + 0 mg/L < 10 mg/L', '<15', 'variable c = value of last lab(crp)')).toBe(false);
    expect(variable('c < 10 mg/L', '<15', 'variable c = value of last lab(crp)')).toBeNull();
  });

  it('in row conditions, where only true counts', () => {
    expect(variable('any lab(crp) where value < 10 mg/L', '<10')).toBe(true);
    expect(variable('any lab(crp) where value < 10 mg/L', '<15')).toBe(false);
    expect(variable('any lab(crp) where not value < 10 mg/L', '<15')).toBe(false);
    expect(variable('any lab(crp) where value between 0 mg/L and 10 mg/L', '<10')).toBe(false);
  });

  it('in lists, which stand for their equalities', () => {
    expect(variable('value of last lab(crp) in { 5 mg/L, 10 mg/L }', '10')).toBe(true);
    expect(variable('value of last lab(crp) in { 5 mg/L, 10 mg/L }', '>10')).toBe(false);
    expect(variable('value of last lab(crp) not in { 5 mg/L, 15 mg/L }', '>10')).toBeNull();
  });

  it('as a value it is its bound', () => {
    expect(variable('value of last lab(crp)', '<15')).toBe(15);
    expect(variable('mean of value of lab(crp)', '>15')).toBe(15);
  });

  it('the value and its comparator are each picked once, however often they are compared', () => {
    const { plan } = compile(
      'index at @2020-06-01\nvariable c = value of last lab(crp)\nvariable d = case when c < 1 mg/L then 1 when c < 5 mg/L then 2 else 3 end',
      { dictionary: renal },
    );
    expect(plan?.lets).toHaveLength(1);
  });
});
