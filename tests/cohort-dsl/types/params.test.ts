import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { hashPlan } from '@/cohort-dsl/plan/hash';
import type { ParamValue } from '@/cohort-dsl/types/params';
import { renal } from '../dictionary';
import { expectMarked, header } from './marked';

type Given = Readonly<Record<string, ParamValue>>;

const program = `index at first visit
param window = 180 days
param least = 2
param limit = 60 mL/min/1.73m²
param since = @2020-01-01
param wanted = "F"
param smokers = true
include any visit within window before index
include patient.children >= least
include value of last lab(egfr) < limit
include index >= since
include patient.sex = wanted
include patient.smoker = smokers`;

function codes(params: Readonly<Record<string, ParamValue>>, source = program): readonly string[] {
  return compile(source, { dictionary: renal, params })
    .diagnostics.filter((one) => one.severity === 'error')
    .map((one) => one.code);
}

function hash(params: Readonly<Record<string, ParamValue>>): string {
  const { plan } = compile(program, { dictionary: renal, params });
  if (!plan) throw new Error('no plan');
  return hashPlan(plan);
}

describe('parameters', () => {
  it('become literals: a plan does not know their names', () => {
    const { plan } = compile(program, { dictionary: renal });
    expect(JSON.stringify(plan)).not.toContain('window');
    expect(plan?.steps[1]).toMatchObject({ condition: { right: { kind: 'literal', value: '2' } } });
  });

  it('are overridden by values of their kind', () => {
    const tried: readonly Given[] = [
      { window: '180 days' },
      { window: 180 },
      { window: '180' },
      { least: 2 },
      { least: '2' },
      { limit: 60 },
      { limit: '60 mL/min/1.73m²' },
      { since: '2020-01-01' },
      { since: '@2020-01-01' },
      { wanted: 'F' },
      { smokers: 'true' },
      { smokers: true },
    ];
    for (const params of tried) {
      expect(codes(params)).toEqual([]);
      expect(hash(params)).toBe(hash({}));
    }
    const others: readonly Given[] = [
      { window: '6 months' },
      { least: 3 },
      { limit: 45 },
      { since: '2021-01-01' },
      { wanted: 'M' },
      { smokers: false },
    ];
    for (const params of others) {
      expect(codes(params)).toEqual([]);
      expect(hash(params)).not.toBe(hash({}));
    }
  });

  const wrong: readonly (readonly [Given])[] = [
    [{ window: 'soon' }],
    [{ window: '180 moons' }],
    [{ least: 'two' }],
    [{ least: true }],
    [{ limit: '60 furlongs' }],
    [{ since: '2020-13-01' }],
    [{ smokers: 'yes' }],
    [{ wanted: 3 }],
  ];
  it.each(wrong)('refuse %o', (params) => {
    expect(codes(params)).toEqual(['type-param-given']);
  });

  it('a value in another kind of unit is refused, one in another unit converted', () => {
    expect(codes({ limit: '60 kg' })).toEqual(['type-unit-kind']);
    const source = 'index at first visit\nparam tall = 170 cm\ninclude patient.height > tall';
    const { plan } = compile(source, { dictionary: renal, params: { tall: '1.8 m' } });
    expect(plan?.steps[0]).toMatchObject({ condition: { right: { value: 180, type: { unit: 'cm' } } } });
  });

  it('a text given for a category is one of its keys', () => {
    expect(codes({ wanted: 'Female' })).toEqual(['type-unknown-key']);
  });

  it('a parameter the program does not have is an error that lists those it has', () => {
    const { diagnostics } = compile(program, { dictionary: renal, params: { windo: 3 } });
    expect(diagnostics[0].code).toBe('type-param-unknown');
    expect(diagnostics[0].message.en).toContain('`window`');
  });

  it('hold written values only', () => {
    expectMarked(['type-param-value', 'param x = «age at index»', null], header);
    expectMarked(['type-param-value', 'param x = «1 + 1»', null], header);
  });
});
