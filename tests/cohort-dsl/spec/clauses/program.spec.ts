import { describe } from 'vitest';
import { specification } from '../specification';

const { program, refused, values } = specification();

// The language page's first program. Its third criterion spaces two low values 90 days apart in the year before index.
const first = `
cohort advanced_ckd "Advanced CKD, new to dialysis care"
from renal

codes dialysis "Dialysis" = ICD9CM3 { "39.95", "54.98" }
codes ckd      "CKD 3–5"  = ICD10 { "N18.3*", "N18.4".."N18.5" }
param history = 180 days

index at first diagnosis where code in ckd

include "Adults":             age at index >= 18
include "Observed before":    observed history before index
include "Sustained low eGFR": at least 2 lab(egfr) where value < 60 mL/min/1.73m²
                              within 365 days on or before index spaced 90 days
exclude "Prior dialysis":     any procedure where code in dialysis on or before index

follow until earliest { index + 5 years as "5 years"; end of observation as "lost" }

outcome kidney_failure = earliest { date of (first procedure where code in dialysis after index) as "dialysis"; death as "death" }
outcome all_death      = death

variable age      = age at index
variable sex      = patient.sex
variable egfr0    = value of last lab(egfr) within 180 days on or before index
variable visits   = count of visit within 365 days before index
variable stage    = case when egfr0 >= 30 mL/min/1.73m² then "3" when egfr0 >= 15 mL/min/1.73m² then "4" else "5" end
variable diabetes = any diagnosis where code in ICD10 { "E10".."E14" } on or before index
`;

// 1 reaches dialysis, 2 dies, 3 is lost; 4 is a child, 5 was observed too briefly, 6 has low values too close together, 7 had dialysis before,
// 8 has no such diagnosis.
const renal = `
patient  sex  birth_date  death_date
1        F    1950-03-01  2018-01-01
2        M    1960-05-01  2017-01-01
3        -    1970-07-01  -
4        F    2005-01-01  -
5        F    1950-01-01  -
6        F    1950-01-01  -
7        F    1950-01-01  -
8        F    1950-01-01  -

observed  start_date  end_date
1         2014-01-01  2019-12-31
2         2014-01-01  2019-12-31
3         2014-01-01  2018-06-30
4         2014-01-01  2019-12-31
5         2015-12-01  2019-12-31
6         2014-01-01  2019-12-31
7         2014-01-01  2019-12-31
8         2014-01-01  2019-12-31

diagnosis  date        code
1          2016-01-01  N18.3
1          2016-05-01  N18.4
1          2015-01-01  E11.9
2          2016-01-01  N18.5
3          2016-01-01  N18.400
4          2016-01-01  N18.3
5          2016-01-01  N18.3
6          2016-01-01  N18.3
7          2016-01-01  N18.301
8          2016-01-01  N18.9

lab  date              item  value
1    2015-06-01T08:00  egfr  55
1    2015-12-01T08:00  egfr  40
1    2015-12-01T18:00  egfr  32
2    2015-09-01T08:00  egfr  20
2    2016-01-01T09:00  egfr  12
3    2015-03-01T08:00  egfr  50
3    2015-06-01T08:00  egfr  50
4    2015-03-01T08:00  egfr  50
4    2015-12-01T08:00  egfr  50
5    2015-12-02T08:00  egfr  50
6    2015-11-01T08:00  egfr  50
6    2015-12-01T08:00  egfr  50
7    2015-03-01T08:00  egfr  50
7    2015-12-01T08:00  egfr  50

procedure  date              code
1          2017-01-01T10:00  39.95
2          2018-01-01T10:00  3995
7          2015-05-05T10:00  54.98

visit  date
1      2015-01-01
1      2015-06-01
1      2016-01-01
2      2014-06-01
`;

describe('The first program of the manual', () => {
  // Days: 2016-01-01 to 2017-01-01 is 366 (a leap year), to 2018-01-01 731, to 2018-06-30 911, to 2019-12-31 1460.
  program('selects, follows and describes its patients', renal, first, {
    rows: `patient_id  index_date  exit_date   exit_reason  kidney_failure_date  kidney_failure_days  kidney_failure_event  kidney_failure_cause  all_death_date  all_death_days  all_death_event  age  sex  egfr0  visits  stage  diabetes
1  2016-01-01  2018-01-01  death  2017-01-01  366  1  dialysis  2018-01-01  731  1  65  F  32  2  3  true
2  2016-01-01  2017-01-01  death  2017-01-01  366  2  death  2017-01-01  366  1  55  M  12  0  5  false
3  2016-01-01  2018-06-30  lost  -  911  0  -  -  911  0  45  -  -  0  5  false`,
    attrition:
      'database  8  -  -  -\nindex  7  7  1  -\nobservation  7  7  0  0\ninclude  6  6  1  1\ninclude  5  5  1  1\ninclude  4  4  1  1\nexclude  3  3  1  1\nfollow_up  3  3  0  0\nresult  3  3  0  0',
  });
});

describe('Names and text', () => {
  program(
    'full-width punctuation, `≥` and both mu’s read as their ASCII twins',
    renal,
    'index at first diagnosis where code in ICD10 ｛ "N18*" ｝\ninclude age at index ≥ 18 and any lab(egfr) where value ≤ 12 ｍL/min/1.73m²',
    {
      rows: 'patient_id\n2',
    },
  );
  program(
    'names may be in any script, or stand in backticks',
    renal,
    'index at first diagnosis where code in ICD10 { "N18.5" }\nlet 首次 = date of first lab(egfr)\nvariable 年龄 = age at index\nvariable `end` = 首次',
    {
      rows: 'patient_id  年龄  end\n2  55  2015-09-01T08:00:00',
    },
  );
  program(
    '`//` begins a comment, and line breaks are free',
    renal,
    'index // of the study\n  at first diagnosis // any\n  where code in ICD10 { "N18.5" }',
    { rows: 'patient_id\n2' },
  );
  refused('names are unique without regard to case', 'index at first visit\nvariable Age = 1\nvariable age = 2', 'type-duplicate-name');
  refused('comparisons do not chain', 'index at first visit\ninclude 18 < age at index < 80', 'syntax-comparison-chain');
  refused('a text does not cross lines', 'index at first visit\ninclude "Adults: age at index > 18', 'syntax-text-open');
  refused('a text against a date is refused', 'index at first visit\ninclude index = "2020-01-01"', 'type-mismatch');
  refused('a table in place of a value is refused', 'index at first visit\nvariable x = value of lab(egfr)', 'type-many-rows');
});

describe('Parameters and code lists', () => {
  values(
    'a parameter stands for its literal',
    renal,
    {
      'any lab(egfr) where value < limit': true,
      'count of visit within pause before @2016-01-01': 2,
    },
    'index at @2017-01-01\nparam limit = 60 mL/min/1.73m²\nparam pause = 365 days',
  );
  values(
    'a parameter converts like the quantity it is',
    renal,
    { 'patient.height is missing or patient.height > limit': true },
    'index at @2017-01-01\nparam limit = 1.5 m',
  );
  values(
    'a named list may be used by every clause',
    renal,
    {
      'any diagnosis where code in ckd': true,
      'count of diagnosis where code not in ckd': 1,
    },
    'index at @2017-01-01\ncodes ckd "CKD" = ICD10 { "N18*" }',
  );
  values(
    'a list of conditions may be long, and `case` deep',
    renal,
    {
      [Array.from({ length: 600 }, (_, n) => `year of index = ${1400 + n}`).join(' or ')]: false,
      [`${'case when 1 = 1 then '.repeat(60)}7${' end'.repeat(60)}`]: 7,
      [`${'not '.repeat(1001)}(1 = 2)`]: true,
    },
    'index at @2017-01-01',
  );
  refused('a list nobody wrote is an error', 'index at first diagnosis where code in nothing', 'type-unknown-codes');
});

describe('What this version reads but does not compile', () => {
  refused('`lines(…)` is refused by name', 'index at first lines(prescription, combine: 28 days, gap: 60 days)', 'type-not-supported');
  refused(
    'a code list from the library is refused by name',
    'codes x = import "renal/dialysis@3"\nindex at first procedure where code in x',
    'type-not-supported',
  );
  refused('`mapped` codes are refused by name', 'index at first diagnosis where code in ICD10 { mapped "E11" }', 'type-not-supported');
  refused('`intervals` are refused by name', 'index at first visit\nintervals i { split every 30 days }', 'type-not-supported');
  refused(
    '`examples` are refused by name',
    'index at first visit\nexamples { patient "a" in { visit: { date: @2020-01-01 } } }',
    'type-not-supported',
  );
});
