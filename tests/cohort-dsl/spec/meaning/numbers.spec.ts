import { describe } from 'vitest';
import { specification } from '../specification';

const { values, stops, refused, program } = specification();

const one = `
patient  height  children  stage
1        170     7         2
`;

describe('Arithmetic', () => {
  values('`/` is never integer division', one, { 'patient.children / 2': 3.5, '6 / 3': 2 });
  values('division by zero is missing', one, { 'patient.children / 0': null, '0 / 0': null });
  values('`ln` of zero or less and `sqrt` of a negative are missing', one, {
    'ln(0)': null,
    'ln(-1)': null,
    'sqrt(-4)': null,
    'sqrt(9)': 3,
    'exp(0)': 1,
  });
  values('overflow of a number is missing', one, { 'exp(1000)': null, '1e308 * 10': null });
  values('`round` rounds half away from zero', one, {
    'round(2.5)': 3,
    'round(-2.5)': -3,
    'round(0.49999999999999994)': 0,
    'round(2.25, 1)': 2.3,
  });
  refused('the digits of `round` are from 0 to 15', 'index at @2020-01-01\nvariable x = round(1234.5, -2)', 'type-round-digits');
  values('`floor`, `ceil` and `abs` keep the sign’s sense', one, { 'floor(-1.5)': -2, 'ceil(-1.5)': -1, 'abs(-1.5)': 1.5, 'abs(-3)': 3 });
  values('`*` and `/` bind before `+` and `-`, and unary minus is allowed', one, {
    '2 + 3 * 4': 14,
    '(2 + 3) * 4': 20,
    '10 - 4 - 3': 3,
    '-patient.children + 1': -6,
  });
  values('comparison binds before `not`, `not` before `and`, `and` before `or`', one, {
    'true or true and false': true,
    '(true or true) and false': false,
    'not 1 = 2': true,
    'not true or true': true,
  });
  stops(
    'overflow of whole numbers stops the run and names the expression',
    one,
    'index at @2020-01-01\nvariable x = patient.children * 9223372036854775807',
    'patient.children * 9223372036854775807',
  );
  refused('a whole number beyond 64 bits is an error', 'index at @2020-01-01\nvariable x = 9223372036854775808', 'syntax-integer-range');
  program(
    'keys beyond 2^53 survive every step',
    `
patient           children
9007199254740993  9007199254740995
`,
    'index at @2020-01-01\nvariable n = patient.children',
    { rows: 'patient_id  n\n9007199254740993  9007199254740995' },
  );
});

describe('Units', () => {
  const lab = `
patient  height
1        170

lab  date        item        value
1    2019-06-01  egfr        45
1    2019-06-01  creatinine  113.12
1    2019-06-01  urea        6
1    2019-06-01  hba1c       7.5
`;
  values('a quantity in another unit of the same kind is converted', lab, {
    'patient.height > 1.6 m': true,
    'patient.height = 1.7 m': true,
    'value of first lab(urea) < 6.5 mmol/L': true,
  });
  values('mass and substance concentration convert for an item whose molar mass is known', lab, {
    'value of first lab(creatinine) > 1.2 mg/dL': true,
    'value of first lab(creatinine) > 1.3 mg/dL': false,
  });
  values('units that cancel leave a bare number, scaled', lab, { 'patient.height / 1 m': 1.7, 'patient.height / 10 cm': 17 });
  values('a bare number multiplies', lab, { 'patient.height * 2 > 3 m': true });
  values('`+` and `-` give the first operand’s unit', lab, { '(patient.height + 1 m) / 1 cm': 270 });
  refused(
    'a bare number against a column with a unit is an error',
    'index at first visit\ninclude any lab(egfr) where value < 60',
    'type-bare-number',
  );
  refused('a unit of another kind is an error', 'index at first visit\ninclude any lab(egfr) where value < 60 mmol/L', 'type-unit-kind');
  refused(
    'mass against substance without a molar mass is an error',
    'index at first visit\ninclude any lab(urea) where value < 60 mg/dL',
    'type-unit-molar-mass',
  );
  refused('an age has no unit', 'index at first visit\ninclude age at index >= 18 years', 'type-duration-count');
});

describe('Categories, codes and text', () => {
  const patient = `
patient  sex  stage  village
1        F    2      Ost

diagnosis  date        code   grade
1          2019-01-01  E11.9  mild
1          2019-02-01  N183   severe
1          2019-03-01  e10    -
1          2019-04-01  I10    moderate
`;
  values('categories compare with their keys', patient, { 'patient.sex = "F"': true, 'patient.sex != "M"': true });
  values('an ordered category compares by its order', patient, {
    'patient.stage >= "2"': true,
    'patient.stage > "2"': false,
    'patient.stage between "1" and "3"': true,
  });
  values('text compares exactly', patient, {
    'patient.village = "Ost"': true,
    'patient.village = "ost"': false,
    'patient.village contains "st"': true,
    'patient.village starts with "O"': true,
    'patient.village starts with "s"': false,
  });
  values('codes compare after normalisation of dots and case', patient, {
    'count of diagnosis where code = "N18.3"': 1,
    'count of diagnosis where code = "n183"': 1,
    'count of diagnosis where code = "E10"': 1,
  });
  values('a single code matches exactly, `*` is a prefix', patient, {
    'any diagnosis where code in ICD10 { "E11" }': false,
    'any diagnosis where code in ICD10 { "E11*" }': true,
  });
  values('a range compares as many characters as its ends have', patient, {
    'count of diagnosis where code in ICD10 { "E10".."E14" }': 2,
    'count of diagnosis where code in ICD10 { "N18.3".."N18.5" }': 1,
    'count of diagnosis where code in ICD10 { "E10.0".."E11.9" }': 1,
  });
  values('a list is all its items minus those after `not`', patient, {
    'count of diagnosis where code in ICD10 { "E*", not "E11*" }': 1,
    'count of diagnosis where code in ICD10 { not "E10*", "E*", "I10" }': 2,
  });
  values('a code’s value is shown as in the source', patient, { 'code of last diagnosis before @2019-03-15': 'e10' });
  values('`descendants of` goes by prefix in ICD-10', patient, { 'count of diagnosis where code in ICD10 { descendants of "N18" }': 1 });
  refused('a key that is not there is an error', 'index at first visit\ninclude patient.sex = "Female"', 'type-unknown-key');
  refused('a list of another system is an error', 'index at first diagnosis where code in ATC { "A10*" }', 'type-code-system');
  refused(
    'range ends of different length are an error',
    'index at first diagnosis where code in ICD10 { "E10".."E14.9" }',
    'type-code-range-length',
  );
  refused('only `not` is an error', 'index at first diagnosis where code in ICD10 { not "E10" }', 'type-codes-only-not');
  refused('`starts with` on a code is refused', 'index at first diagnosis where code starts with "E1"', 'type-code-match');
  refused('a bare patient column is an error', 'index at first visit\ninclude sex = "F"', 'type-patient-column');
});

describe('Values with a comparator', () => {
  values(
    'a comparison which the bound does not decide is missing',
    `
lab  date        item  value  comparator
1    2019-01-01  crp   5      <
`,
    {
      'value of first lab(crp) < 10 mg/L': true,
      'value of first lab(crp) < 3 mg/L': null,
      'count of lab(crp) where value < 10 mg/L': 1,
      'count of lab(crp) where value < 3 mg/L': 0,
      'count of lab(crp) where value >= 5 mg/L': 0,
    },
  );
});
