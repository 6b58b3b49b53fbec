/** A bare number is offered the unit in which it is plausible before its item's own. */
import { expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { renal } from '../dictionary';

const PLAUSIBLE: Readonly<Record<string, readonly [number, number]>> = {
  creatinine: [20, 2500],
  urea: [1, 80],
  crp: [0, 600],
  cystatin: [0.2, 12],
};
const dictionary: Dictionary = {
  ...renal,
  tables: renal.tables.map((table) => ({
    ...table,
    items: table.items.map((item) => ({ ...item, plausible: PLAUSIBLE[item.name] ?? null })),
  })),
};

const head = 'index at first visit\ninclude ';
const offered = (condition: string, using = dictionary) => {
  const source = head + condition;
  const [error] = compile(source, { dictionary: using }).diagnostics.filter(({ severity }) => severity === 'error');
  return error.fixes.map((fix) => applied(source, fix).text.slice(head.length));
};

it.each([
  [
    'any lab(creatinine) where value > 1.2',
    ['any lab(creatinine) where value > 1.2 mg/dL', 'any lab(creatinine) where value > 1.2 µmol/L'],
  ],
  [
    'any lab(creatinine) where value > 0.6',
    ['any lab(creatinine) where value > 0.6 mg/dL', 'any lab(creatinine) where value > 0.6 µmol/L'],
  ],
  ['any lab(creatinine) where value > 120', ['any lab(creatinine) where value > 120 µmol/L']],
  [
    'any lab(creatinine) where value in { 1.2, 1.4 }',
    ['any lab(creatinine) where value in { 1.2 mg/dL, 1.4 mg/dL }', 'any lab(creatinine) where value in { 1.2 µmol/L, 1.4 µmol/L }'],
  ],
  ['value of last lab(urea) > 7', ['value of last lab(urea) > 7 mmol/L']],
  ['value of last lab(egfr) < 60', ['value of last lab(egfr) < 60 mL/min/1.73m²']],
])('%s', (condition, fixes) => expect(offered(condition)).toEqual(fixes));

it('offers the own unit alone where the dictionary holds no plausible range', () => {
  expect(offered('any lab(creatinine) where value > 1.2', renal)).toEqual(['any lab(creatinine) where value > 1.2 µmol/L']);
});
