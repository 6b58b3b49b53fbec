import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import type { Expr } from '@/cohort-dsl/plan/expressions';
import { renal } from '../dictionary';
import { eachMarked, header, type MarkedCase } from './marked';

/** The plan of one variable. */
function variable(expression: string, before = ''): Expr {
  const { plan, diagnostics } = compile(`${header}${before}\nvariable x = ${expression}`, { dictionary: renal });
  expect(diagnostics.filter((one) => one.severity === 'error').map((one) => one.message.en)).toEqual([]);
  if (!plan) throw new Error('no plan');
  const { value } = plan.variables[0];
  return value.kind === 'case' && value.means ? value.means : value;
}

const units: readonly MarkedCase[] = [
  ['type-bare-number', 'include value of last lab(egfr) < «60»', 'include value of last lab(egfr) < 60 mL/min/1.73m²'],
  ['type-bare-number', 'include any lab(creatinine) where value > «150»', 'include any lab(creatinine) where value > 150 µmol/L'],
  ['type-bare-number', 'include «150» > patient.height', 'include 150 cm > patient.height'],
  ['type-bare-number', 'variable x = patient.height + «1»', 'variable x = patient.height + 1 cm'],
  ['type-bare-number', 'include patient.height between «150» and 180 cm', 'include patient.height between 150 cm and 180 cm'],
  ['type-bare-number', 'include patient.height > «patient.children»', null],
  ['type-unit-on-bare', 'include patient.children > «2 cm»', null],
  ['type-unit-on-bare', 'include age at index >= «18 kg»', null],
  ['type-unit-kind', 'include patient.height > «60 kg»', null],
  ['type-unit-annotation', 'include any lab(egfr) where value < «60 mL/min»', null],
  ['type-unit-ratio', 'include value of last lab(hba1c) on or before index >= «53 mmol/mol»', null],
  ['type-unit-ratio', 'include any lab(hba1c) where value between «0.048 mol/mol» and 8 %', null],
  ['type-unit-ratio', 'include any lab(hba1c) where value > «30 mg/g»', null],
  ['type-unit-ratio', 'include any lab(hba1c) where value > «3 mg/mmol»', null],
  ['type-unit-molar-mass', 'include any lab(urea) where value > «40 mg/dL»', null],
  ['type-unit-charge', 'include value of last lab(urea) > «5 mEq/L»', null],
  ['type-unit-kind', 'include value of last lab(egfr) > «5 mEq/L»', null],
  ['type-union-column', 'series s = union(lab(egfr), lab(creatinine)) { date, «value» }', null],
  ['type-union-column', 'variable x = count of union(diagnosis, procedure) where «code» is known', null],
  ['type-unit-kind', 'include value of last lab(egfr) > «value of last lab(urea)»', null],
  ['type-bare-function', 'variable x = ln(«patient.height»)', 'variable x = ln(patient.height / 1 cm)'],
  ['type-bare-function', 'variable x = sqrt(«value of last lab(egfr)»)', 'variable x = sqrt(value of last lab(egfr) / 1 mL/min/1.73m²)'],
  ['type-items-units', 'include any «lab(egfr, creatinine)» before index', null],
  [
    'type-items-units',
    'series s = «lab(egfr, creatinine)» from index to exit { date, value }',
    'series s_egfr = lab(egfr) from index to exit { date, value }\nseries s_creatinine = lab(creatinine) from index to exit { date, value }',
  ],
  ['type-mixed-units', 'include any lab where «value» > 3', null],
  ['type-mixed-units', 'variable x = mean of «value» of lab', null],
  ['type-bare-number', 'variable x = if_missing(patient.height, «170»)', 'variable x = if_missing(patient.height, 170 cm)'],
];

describe('units', () => {
  eachMarked(units);

  it('a limit of amounts for an item in percent names the item, both units and the mend, in both languages', () => {
    const { diagnostics } = compile(`${header}include value of last lab(hba1c) >= 53 mmol/mol`, { dictionary: renal });
    const [message] = diagnostics.filter((one) => one.severity === 'error').map((one) => one.message);
    for (const text of [message.en, message.zh]) {
      for (const part of ['53 mmol/mol', 'value of last lab(hba1c)', '%']) expect(text).toContain(part);
    }
    expect(message.en).toContain('Give `53 mmol/mol` in %');
    expect(message.zh).toContain('请以 % 表示 `53 mmol/mol`');
  });

  it('a percentage meets a fraction, and a ratio that the program makes is a plain number', () => {
    expect(variable("value of last lab(hba1c) > 0.07 '1'")).toBeDefined();
    expect(variable('value of last lab(urea) / 1 mmol/L')).toBeDefined();
  });

  it('a literal is converted to the column’s unit', () => {
    expect(variable('patient.height > 1.7 m')).toMatchObject({ right: { kind: 'literal', value: 170, type: { unit: 'cm' } } });
    expect(variable('1.7 m < patient.height')).toMatchObject({ left: { value: 170 } });
  });

  it('mass and substance concentration convert where the molar mass is known', () => {
    const value = variable('value of last lab(creatinine) > 1.5 mg/dL');
    expect(value.kind === 'compare' && value.right.kind === 'literal' && value.right.value).toBeCloseTo(132.6, 1);
  });

  it('the second operand takes the unit of the first', () => {
    expect(variable('patient.height + 1 m')).toMatchObject({ type: { unit: 'cm' }, right: { kind: 'literal', value: 100 } });
    expect(variable('1 m + patient.height')).toMatchObject({ type: { unit: 'm' }, right: { kind: 'convert', factor: 0.01 } });
  });

  it('products and quotients derive units; units that cancel leave a bare number, scaled', () => {
    expect(variable('patient.height * 2')).toMatchObject({ type: { unit: 'cm' } });
    expect(variable('patient.height / patient.height')).toMatchObject({ type: { unit: null } });
    expect(variable('patient.height / 1 m')).toMatchObject({ kind: 'convert', factor: 0.01, type: { unit: null } });
    expect(variable('value of last lab(cystatin) / patient.height').type.unit).toBe('(mg/L)/(cm)');
    expect(variable('ln(value of last lab(egfr) / 1 mL/min/1.73m²)').type.unit).toBeNull();
  });

  it('% converts to 1', () => {
    expect(variable('value of last lab(hba1c) > 6.5 %')).toMatchObject({ right: { value: 6.5 } });
    expect(variable('value of last lab(score) > 50 %')).toMatchObject({ right: { value: 0.5, type: { unit: null } } });
  });

  it('items of one unit may be taken together', () => {
    expect(variable('mean of value of lab(cystatin, crp)').type.unit).toBe('mg/L');
  });

  it('summaries and if_missing keep the unit; counts and ages have none', () => {
    expect(variable('mean of value of lab(egfr)').type.unit).toBe('mL/min/{1.73_m2}');
    expect(variable('count of lab(egfr)').type).toMatchObject({ base: 'integer', unit: null });
    expect(variable('age at index').type).toMatchObject({ base: 'integer', unit: null });
    expect(variable('if_missing(patient.height, 1.7 m)')).toMatchObject({ type: { unit: 'cm' }, args: [{}, { value: 170 }] });
  });
});

const dates: readonly MarkedCase[] = [
  ['type-duration-count', 'include age at index >= «18 years»', 'include age at index >= 18'],
  [
    'type-duration-count',
    'include days from index to exit_ > «30 days»\nlet exit_ = death',
    'include days from index to exit_ > 30\nlet exit_ = death',
  ],
  ['type-duration-count', 'include age at index >= «216 months»', null],
  ['type-duration-compared', 'include index > «30 days»', null],
  ['type-mismatch', 'include index > «"2020-01-01"»', 'include index > @2020-01-01'],
  ['type-mismatch', 'include index >= «2020»', 'include year of index >= 2020'],
  ['type-date-number', 'include index + «30» < death', 'include index + 30 days < death'],
  ['type-date-arithmetic', 'include «death - index» > 30', 'include days from index to death > 30'],
  ['type-date-arithmetic', 'variable x = «index * 2»', null],
  ['type-duration-to', 'include patient.children + «1 year» > 3', null],
  ['type-duration-first', 'include «30 days + index» < death', 'include index + 30 days < death'],
  ['type-duration-alone', 'variable x = «30 days»', null],
  ['type-duration-alone', 'variable x = «history»', null],
  ['type-let-duration', 'let x = «30 days»', 'param x = 30 days'],
  ['type-date-expected', 'include year of «patient.sex» = 2020', null],
  ['type-date-expected', 'include year of («"2020-01-01"») = 2020', 'include year of (@2020-01-01) = 2020'],
  ['type-date-expected', 'outcome x = «age at index»', null],
  ['type-date-expected', 'outcome x = «days from index to death»', 'outcome x = death'],
  ['type-date-expected', 'outcome x = «months from index to (first procedure after index)»', 'outcome x = first procedure after index'],
  ['type-date-expected', 'include any visit before «patient.children»', null],
  ['type-duration-zero', 'include any visit within «0 days» before index', null],
  ['type-duration-expected', 'include any visit within «patient.children» before index', null],
  ['type-duration-expected', 'include observed «patient.children» before index', null],
];

describe('dates and durations', () => {
  eachMarked(dates);

  it('date ± duration is a shift, a parameter too', () => {
    expect(variable('index - history')).toMatchObject({ kind: 'shift', by: { count: -180, unit: 'days' }, type: { base: 'date' } });
    expect(variable('index + 1 year + 6 months')).toMatchObject({
      kind: 'shift',
      by: { count: 6, unit: 'months' },
      value: { kind: 'shift' },
    });
  });

  it('a datetime against a date counts as its day, two datetimes are instants', () => {
    expect(variable('(first lab(egfr)) = index')).toMatchObject({ as: 'day' });
    expect(variable('(first lab(egfr)) = (first procedure)')).toMatchObject({ as: 'instant' });
    expect(variable('earliest(first lab(egfr), death)')).toMatchObject({ type: { base: 'date' }, args: [{ kind: 'day' }, {}] });
    expect(variable('earliest(first lab(egfr), first procedure)').type.base).toBe('datetime');
  });

  it('a pick alone where a date is expected is its date', () => {
    const pick = variable('days from index to (first visit after index)');
    expect(pick).toMatchObject({ to: { kind: 'pick', column: 'date' } });
    expect(variable('days from index to (date of first visit after index)')).toEqual(pick);
  });
});

const kinds: readonly MarkedCase[] = [
  ['type-condition-expected', 'include «age at index»', 'include age at index is known'],
  ['type-condition-expected', 'include «patient.sex»', 'include patient.sex = "F"'],
  ['type-condition-expected', 'include «first visit before index»', 'include any visit before index'],
  ['type-condition-expected', 'include not «patient.children»', undefined],
  ['type-compare-missing', 'include patient.children = «missing»', 'include patient.children is missing'],
  ['type-compare-missing', 'include patient.children != «missing»', 'include patient.children is known'],
  ['type-mismatch', 'include patient.children = «"2"»', 'include patient.children = 2'],
  ['type-mismatch', 'include patient.stage = «2»', 'include patient.stage = "2"'],
  ['type-mismatch', 'include patient.smoker = «1»', 'include patient.smoker'],
  ['type-mismatch', 'include patient.smoker = «"true"»', 'include patient.smoker = true'],
  ['type-order-boolean', 'include patient.smoker > «false»', null],
  ['type-order-category', 'include «patient.sex» > "F"', null],
  ['type-order-category', 'include «patient.sex» between "F" and "M"', undefined],
  ['type-order-category', 'variable x = «max of kind of visit»', null],
  ['type-order-category', 'variable x = date of (highest visit «by kind»)', null],
  ['type-number-expected', 'variable x = «patient.sex» + 1', null],
  ['type-number-expected', 'variable x = -«patient.sex»', null],
  ['type-number-expected', 'variable x = abs(«"3"»)', null],
  ['type-summary', 'variable x = mean of «kind» of visit', null],
  ['type-summary', 'variable x = sum of «date» of visit', null],
  ['type-text-expected', 'include «patient.children» contains "2"', null],
  ['type-text-expected', 'include patient.village contains «2»', null],
  ['type-list-member', 'include patient.children in { 1, «age at index» }', null],
  ['type-mismatch', 'include patient.children in { 1, «"two"» }', null],
  ['type-branches', 'variable x = case when patient.smoker then 1 else «"no"» end', null],
  ['type-unknown-key', 'variable x = case when patient.smoker then patient.sex else «"X"» end', null],
  ['type-argument-count', 'variable x = «if_missing(1)»', null],
  ['type-argument-count', 'variable x = «round(1, 2, 3)»', null],
  ['type-round-digits', 'variable x = round(1.5, «patient.children»)', null],
  ['type-extreme-dates', 'variable x = «lowest_of»(index, death)', 'variable x = earliest(index, death)'],
  ['type-row-alone', 'variable x = «last lab(egfr)»', 'variable x = value of last lab(egfr)'],
  ['type-row-alone', 'include «last lab(egfr)» < 3', undefined],
  ['type-number-range', `include patient.children < «1${'0'.repeat(400)}.5»`, null],
];

describe('kinds of value', () => {
  eachMarked(kinds);

  it('an ordered category compares by rank, with its keys', () => {
    expect(variable('patient.stage >= "2"')).toMatchObject({ as: 'rank', right: { value: '2', type: { category: { ordered: true } } } });
    expect(variable('patient.stage = "2"')).toMatchObject({ as: 'value' });
  });

  it('texts compare exactly, a code after normalisation', () => {
    expect(variable('code of first diagnosis = "n18.3"')).toMatchObject({ as: 'code', right: { value: 'N183' } });
    expect(variable('patient.village = "East"')).toMatchObject({ as: 'value', right: { value: 'East' } });
  });

  it('an integer literal meets a number as a number, an integer as an integer', () => {
    expect(variable('max of cost of procedure > 100')).toMatchObject({ right: { value: 100, type: { base: 'number' } } });
    expect(variable('patient.children > 1')).toMatchObject({ right: { value: '1', type: { base: 'integer' } } });
    expect(variable('patient.children > 1.5')).toMatchObject({ right: { value: 1.5, type: { base: 'number' } } });
    expect(variable('patient.children = 9223372036854775807')).toMatchObject({ right: { value: '9223372036854775807' } });
    expect(variable('patient.children > -9223372036854775807')).toMatchObject({ right: { value: '-9223372036854775807' } });
  });

  it('/ gives a number, + - * of integers an integer', () => {
    expect(variable('patient.children / 2').type.base).toBe('number');
    expect(variable('patient.children * 2').type.base).toBe('integer');
    expect(variable('patient.children + 0.5').type.base).toBe('number');
  });

  it('branches of a case: a text that is a key of another branch’s category is that key', () => {
    const value = variable('case when patient.smoker then "F" else patient.sex end');
    expect(value.type.category?.keys).toEqual(['F', 'M']);
  });

  it('missing is a value of every type', () => {
    const value = variable('case when patient.smoker then missing else 3 end');
    expect(value.type.base).toBe('integer');
    expect(value.kind === 'case' && value.branches[0].then).toMatchObject({ kind: 'literal', value: null });
    expect(variable('if_missing(missing, @2020-01-01)').type.base).toBe('date');
  });

  it('x in { } is false and compiles; not in gives not', () => {
    expect(variable('patient.children in { }')).toMatchObject({ kind: 'literal', value: false });
    expect(variable('patient.children not in { 1 }')).toMatchObject({ kind: 'not', value: { kind: 'inList' } });
  });

  it('between is the and it stands for; is known is not missing', () => {
    expect(variable('patient.children between 1 and 3')).toMatchObject({ kind: 'and', args: [{ op: '>=' }, { op: '<=' }] });
    expect(variable('patient.children is known')).toMatchObject({ kind: 'not', value: { kind: 'isMissing' } });
  });

  it('all, any, none are at least all, at least one, at most none', () => {
    const list = '(patient.smoker, age at index > 50)';
    expect(variable(`all of ${list}`)).toMatchObject({ mode: 'at least', n: 2 });
    expect(variable(`any of ${list}`)).toMatchObject({ mode: 'at least', n: 1 });
    expect(variable(`none of ${list}`)).toMatchObject({ mode: 'at most', n: 0 });
    expect(variable(`exactly 1 of ${list}`)).toMatchObject({ mode: 'exactly', n: 1 });
  });
});
