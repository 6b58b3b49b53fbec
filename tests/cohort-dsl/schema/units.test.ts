import { expect, test } from 'vitest';
import { spellingToUcum, unitSpellings, usualSpelling } from '@/cohort-dsl/schema/unit-spellings';
import { convertUnits, isConversion, readUnit, scaleBetween } from '@/cohort-dsl/schema/units';

function factor(from: string, to: string, molarMass: number | null = null): number {
  const answer = convertUnits(from, to, molarMass);
  if (!isConversion(answer)) throw new Error(`${from} to ${to}: ${answer.reason}`);
  expect(answer.offset).toBe(0);
  return answer.factor;
}

test('units of one kind convert by their factor', () => {
  expect(factor('mg/dL', 'g/L')).toBe(0.01);
  expect(factor('/uL', '10*9/L')).toBe(0.001);
  expect(factor('10*3/uL', '10*9/L')).toBe(1);
  expect(factor('kPa', 'mm[Hg]')).toBeCloseTo(7.50064, 4);
  expect(factor('%', '1')).toBe(0.01);
  expect(factor('g/(24.h)', 'mg/(24.h)')).toBe(1000);
});

test('mass and substance convert with the molar mass only', () => {
  expect(factor('mg/dL', 'umol/L', 113.12)).toBeCloseTo(88.4017, 4);
  expect(factor('umol/L', 'mg/dL', 113.12)).toBe(0.011312);
  expect(factor('mmol/L', 'mg/dL', 180.16)).toBeCloseTo(18.016, 9);
  expect(factor('mg/g', 'mg/mmol', 113.12)).toBe(0.11312);
  expect(convertUnits('mg/dL', 'umol/L')).toEqual({ reason: 'needs_molar_mass' });
});

test('ratios whose units cancel are no percentages, unless they are of volumes', () => {
  const apart: readonly (readonly [from: string, to: string, molarMass?: number])[] = [
    ['mmol/mol', '%'],
    ['%', 'mmol/mol'],
    ['mol/mol', '1'],
    ['umol/mol', '[ppm]'],
    ['mmol.mol-1', '%'],
    ['mmol/(mol)', '%'],
    ['mg/g', '%'],
    ['g/kg', '1'],
    ['mg/kg/d', '/d'],
    ['mg/mmol', '%'],
    ['mg/mmol', '%', 113.12],
    ['mol/kg', '1', 113.12],
    ['mg/g', 'mmol/mol'],
    ['mg/g', 'mmol/mol', 113.12],
    ['mosm/kg', 'mmol/kg'],
  ];
  for (const [from, to, molarMass] of apart)
    expect(convertUnits(from, to, molarMass), `${from} ${to}`).toEqual({ reason: 'different_ratio' });
  expect(convertUnits('mg/mmol', 'mg/g')).toEqual({ reason: 'needs_molar_mass' });
  expect(factor('mmol/mol', 'umol/mol')).toBe(1000);
  expect(factor('mg/g', 'ug/mg')).toBe(1);
  expect(factor('mg/kg/d', 'ug/kg/h')).toBeCloseTo(41.66667, 4);
  expect(factor('L/L', '%')).toBe(100);
  expect(factor('mosm/kg', 'osm/kg')).toBe(0.001);
  expect(factor('g/L', 'kg/m3')).toBe(1);
  expect(factor('J', 'kg.m2/s2')).toBe(1);
  expect(scaleBetween('mg/g', '1')).toEqual({ factor: 0.001, offset: 0 });
});

test('a molar mass changes nothing between units of one kind', () => {
  expect(factor('mg/dL', 'g/L', 113.12)).toBe(0.01);
});

test('scales with another zero keep their offset', () => {
  const answer = convertUnits('Cel', '[degF]');
  if (!isConversion(answer)) throw new Error(answer.reason);
  expect(answer.factor).toBeCloseTo(1.8, 12);
  expect(answer.offset).toBeCloseTo(32, 10);
});

test('arbitrary units convert among their own prefixes and into nothing else', () => {
  expect(factor('m[IU]/mL', '[IU]/L')).toBe(1);
  expect(factor('u[IU]/mL', 'm[IU]/L')).toBe(1);
  expect(convertUnits('U/L', '[IU]/L')).toHaveProperty('reason');
});

test('refusals say why', () => {
  expect(convertUnits('kg', 'm')).toEqual({ reason: 'different_kind' });
  expect(convertUnits('mL/min', 'mL/min/{1.73_m2}')).toEqual({ reason: 'different_annotation' });
  expect(convertUnits('furlongs', 'm')).toEqual({ reason: 'unknown_unit', unit: 'furlongs' });
  expect(convertUnits('m', 'furlongs')).toEqual({ reason: 'unknown_unit', unit: 'furlongs' });
  expect(convertUnits('[pH]', 'mol/L')).toHaveProperty('reason');
});

test('every spelling reads as UCUM, and the usual one reads back as its own code', () => {
  for (const { ucum, usual, others } of unitSpellings()) {
    expect(readUnit(ucum), ucum).toBe(ucum);
    expect(convertUnits(ucum, ucum), ucum).toEqual({ factor: 1, offset: 0 });
    for (const spelling of [usual, ...others]) expect(readUnit(spelling), spelling).toBe(ucum);
    expect(spellingToUcum(usualSpelling(ucum)), ucum).toBe(ucum);
  }
});

test('spellings of every keyboard', () => {
  expect(readUnit('μmol/L')).toBe('umol/L'); // Greek mu
  expect(readUnit('µmol/L')).toBe('umol/L'); // micro sign
  expect(readUnit('mL/min/1.73m²')).toBe('mL/min/{1.73_m2}');
  expect(readUnit('10⁹/L')).toBe('10*9/L');
  expect(readUnit('10^9/L')).toBe('10*9/L');
  expect(readUnit('℃')).toBe('Cel');
  expect(readUnit('mmol/(L.h)')).toBe('mmol/(L.h)');
  expect(readUnit('nonsense')).toBeNull();
  expect(readUnit('')).toBeNull();
});
