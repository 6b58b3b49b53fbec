import { describe } from 'vitest';
import { specification } from '../specification';

const { values, program, refused, warned } = specification();

// Patient 1 has neither sex nor height nor smoking known.
const unknown = `
patient  sex  smoker  height  children
1        -    -       -       -
`;

const known = `
patient  sex  smoker  height  children  stage  village
1        F    true    170     2         2      Ost
`;

describe('Missing', () => {
  values('a comparison with a missing value is missing', unknown, {
    'patient.height > 160 cm': null,
    'patient.sex = "F"': null,
    'patient.sex != "F"': null,
    'not (patient.sex = "F")': null,
  });
  values('`and` and `or` follow Kleene: what is decided by the known side is known', unknown, {
    'patient.smoker and false': false,
    'patient.smoker and true': null,
    'patient.smoker or true': true,
    'patient.smoker or false': null,
    'not patient.smoker': null,
  });
  values('`is missing` and `is known` are always known', unknown, {
    'patient.sex is missing': true,
    'patient.sex is known': false,
    '(patient.height + 3 cm) is missing': true,
  });
  values('arithmetic with a missing operand is missing', unknown, {
    'patient.children + 1': null,
    'patient.children * 0': null,
    'abs(patient.children)': null,
    'round(patient.height / 2 cm)': null,
  });
  program(
    '`include` keeps only true, `exclude` removes only true',
    `
patient  smoker
1        true
2        false
3        -
`,
    'index at @2020-01-01\ninclude patient.smoker',
    { rows: 'patient_id\n1' },
  );
  program(
    'the complement of a criterion is not its `not`: a missing value is neither',
    `
patient  smoker
1        true
2        false
3        -
`,
    'index at @2020-01-01\nexclude patient.smoker',
    { rows: 'patient_id\n2\n3' },
  );
  program(
    '`include not` keeps those known to be false',
    `
patient  smoker
1        true
2        false
3        -
`,
    'index at @2020-01-01\ninclude not patient.smoker',
    { rows: 'patient_id\n2' },
  );
  values('`any of`, `all of`, `none of` are missing unless the known members decide', unknown, {
    'any of (patient.smoker, true)': true,
    'any of (patient.smoker, false)': null,
    'all of (patient.smoker, false)': false,
    'all of (patient.smoker, true)': null,
    'none of (patient.smoker, true)': false,
    'none of (patient.smoker, false)': null,
  });
  values('`at least N of` and its kind count the known members and leave the rest open', unknown, {
    'at least 2 of (true, true, patient.smoker)': true,
    'at least 2 of (true, false, patient.smoker)': null,
    'at least 2 of (false, false, patient.smoker)': false,
    'at most 1 of (true, true, patient.smoker)': false,
    'at most 1 of (true, false, patient.smoker)': null,
    'exactly 1 of (true, false, patient.smoker)': null,
    'exactly 1 of (true, true, patient.smoker)': false,
  });
  values('`x in { }` is false, a missing x in any other list is missing', unknown, {
    'patient.children in { }': false,
    'patient.children in { 1, 2 }': null,
    'patient.children not in { 1, 2 }': null,
    'patient.children not in { }': true,
  });
  values('a list is the `or` of its equalities', known, {
    'patient.children in { 2, 3 }': true,
    'patient.children in { 3, 4 }': false,
    'patient.sex in { "F" }': true,
    'patient.children not in { 3, 4 }': true,
  });
  values('`between` is the `and` of its bounds, both included', known, {
    'patient.children between 2 and 3': true,
    'patient.children between 3 and 5': false,
    'patient.height between 170 cm and 171 cm': true,
  });
  values('a `case` branch is taken when its condition is true; missing goes on', unknown, {
    'case when patient.smoker then 1 else 2 end': 2,
    'case when patient.smoker then 1 when not patient.smoker then 2 end': null,
    'case when patient.sex is missing then "unknown" else "known" end': 'unknown',
  });
  values('`if_missing` puts a value where there is none', unknown, {
    'if_missing(patient.children, 0)': 0,
    'if_missing(patient.children, patient.children)': null,
  });
  values('`lowest_of`, `highest_of`, `earliest` and `latest` skip missing values', unknown, {
    'lowest_of(patient.children, 3, 2)': 2,
    'highest_of(patient.children, 3, 2)': 3,
    'lowest_of(patient.children, patient.children)': null,
    'earliest(death, index)': '2020-01-01',
    'latest(death, birth)': null,
  });
  program(
    'a population never holds a patient for whom everything is missing, whatever is asked of the rows',
    `
patient
1
`,
    'index at first visit\ninclude age at index >= 18',
    {
      rows: 'patient_id',
      attrition:
        'database  1  -  -  -\nindex  0  0  1  -\nobservation  0  0  0  0\ninclude  0  0  0  0\nfollow_up  0  0  0  0\nresult  0  0  0  0',
    },
  );
});

describe('Warnings before running', () => {
  warned('a constant condition is a warning', 'index at first visit\ninclude 1 = 1', 'lint-constant');
  warned('a reversed `between` is a warning', 'index at first visit\ninclude age at index between 80 and 18', 'lint-range-empty');
  warned(
    'a window that cannot match is a warning',
    'index at first visit\ninclude any diagnosis from index to index - 10 days',
    'lint-window-empty',
  );
  refused('a code list written empty is an error', 'codes x = ICD10 { }\nindex at first diagnosis where code in x', 'type-codes-empty');
  warned(
    'deaths without a label are a warning where an outcome’s follow-up ends at death',
    'index at first visit\noutcome x = first diagnosis after index',
    'lint-unlabelled-death',
  );
});
