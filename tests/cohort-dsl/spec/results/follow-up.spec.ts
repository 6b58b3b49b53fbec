import { describe } from 'vitest';
import { specification } from '../specification';

const { program, refused } = specification();

// Observed from 2000 to 2024; patient 2 dies on 1 March 2020, patient 3 on the last day of observation.
const data = `
patient  birth_date  death_date
1        1960-01-01  -
2        1970-06-15  2020-03-01
3        1980-01-01  2024-12-31

visit  date
1      2020-01-01
2      2020-01-01
3      2020-01-01

diagnosis  date        code
1          2020-01-01  A
1          2020-02-01  A
1          2020-02-01  B
1          2020-06-01  C
2          2019-12-01  A
2          2020-03-01  B
3          2021-01-01  B
`;

const head = 'index at first visit\n';

describe('Follow-up', () => {
  program('without `follow until` it ends with observation or death, `death` when both fall on one day', data, head, {
    rows: 'patient_id  exit_date  exit_reason\n1  2024-12-31  end of observation\n2  2020-03-01  death\n3  2024-12-31  death',
  });
  program('`follow until D` is bounded by the end of observation and death', data, `${head}follow until index + 1 year`, {
    rows: 'patient_id  exit_date  exit_reason\n1  2021-01-01  1 year after the index date\n2  2020-03-01  death\n3  2021-01-01  1 year after the index date',
  });
  program(
    'the earliest of the labelled dates decides, the one written first on one day',
    data,
    `${head}follow until earliest { index + 60 days as "sixty"; @2020-03-01 as "March"; death as "dead" }`,
    {
      rows: 'patient_id  exit_date  exit_reason\n1  2020-03-01  sixty\n2  2020-03-01  sixty\n3  2020-03-01  sixty',
    },
  );
  program('a written date on the day of the bound gives the reason', data, `${head}follow until earliest { @2024-12-31 as "closed" }`, {
    rows: 'patient_id  exit_reason\n1  closed\n2  death\n3  closed',
  });
  program(
    'a missing date is skipped',
    data,
    `${head}follow until earliest { death as "died"; first diagnosis where code = "Z" as "never" }`,
    {
      rows: 'patient_id  exit_reason\n1  end of observation\n2  died\n3  died',
    },
  );
  program('an exit on the index day is kept, one before is removed in its own step', data, `${head}follow until index - 1 day`, {
    rows: 'patient_id',
    attrition: 'database  3  -  -  -\nindex  3  3  0  -\nobservation  3  3  0  0\nfollow_up  0  0  3  3\nresult  0  0  0  0',
  });
  program('a follow-up of 0 days is a follow-up', data, `${head}follow until index\noutcome x = first diagnosis after index`, {
    rows: 'patient_id  exit_date  x_days  x_event\n1  2020-01-01  0  0\n2  2020-01-01  0  0\n3  2020-01-01  0  0',
  });
  program(
    '`exit` is a date in what follows',
    data,
    `${head}follow until index + 45 days\nvariable seen = count of diagnosis from index to exit`,
    {
      rows: 'patient_id  seen\n1  3\n2  0\n3  0',
    },
  );
  program(
    '`time from D` puts the origin elsewhere: days run from it, and `entry_days` tells the delay',
    data,
    `${head}time from (date of first diagnosis before index)\noutcome x = death`,
    {
      rows: 'patient_id  index_date  entry_days  x_date  x_days  x_event\n2  2020-01-01  31  2020-03-01  91  1',
      attrition: 'database  3  -  -  -\nindex  3  3  0  -\nobservation  3  3  0  0\nfollow_up  1  1  2  2\nresult  1  1  0  0',
    },
  );
  refused('`exit` is not known in criteria', `${head}include any diagnosis before exit`, 'type-not-known-yet');
});

describe('Outcomes', () => {
  program(
    'an outcome after index and on or before exit is an event; days run to it or to exit',
    data,
    `${head}follow until index + 100 days\noutcome b = first diagnosis where code = "B" after index`,
    {
      rows: 'patient_id  b_date  b_days  b_event\n1  2020-02-01  31  1\n2  2020-03-01  60  1\n3  -  100  0',
    },
  );
  program(
    'an outcome beats a censoring on its day',
    data,
    `${head}follow until (first diagnosis where code = "B" after index)\noutcome b = first diagnosis where code = "B" after index`,
    {
      rows: 'patient_id  b_date  b_event  exit_date\n1  2020-02-01  1  2020-02-01\n2  2020-03-01  1  2020-03-01\n3  2021-01-01  1  2021-01-01',
    },
  );
  program(
    'earlier outcomes count for nothing, and D is not looked for again',
    data,
    `${head}follow until index + 100 days\noutcome a = first diagnosis where code = "A"`,
    {
      rows: 'patient_id  a_date  a_days  a_event\n1  -  100  0\n2  -  60  0\n3  -  100  0',
      warnings: { 'events_on_index_day a': 1 },
    },
  );
  program(
    'on the index day an expression that says `on or after index` counts, with 0 days',
    data,
    `${head}outcome a = first diagnosis where code = "A" on or after index`,
    {
      rows: 'patient_id  a_date  a_days  a_event\n1  2020-01-01  0  1\n2  -  60  0\n3  -  1826  0',
    },
  );
  program(
    'death on the index day counts',
    `
patient  death_date
1        2020-01-01

visit  date
1      2020-01-01
`,
    `${head}outcome dead = death`,
    { rows: 'dead_date  dead_days  dead_event\n2020-01-01  0  1' },
  );
  program(
    'with labels the event is the place of the cause, and `X_cause` its label',
    data,
    `${head}follow until index + 100 days\noutcome x = earliest { first diagnosis where code = "C" after index as "C"; first diagnosis where code = "B" after index as "B"; death as "died" }`,
    {
      rows: 'patient_id  x_date  x_days  x_event  x_cause\n1  2020-02-01  31  2  B\n2  2020-03-01  60  2  B\n3  -  100  0  -',
    },
  );
  program(
    'on one day the label written first wins',
    data,
    `${head}outcome x = earliest { death as "died"; first diagnosis where code = "B" after index as "B" }`,
    {
      rows: 'patient_id  x_event  x_cause\n1  2  B\n2  1  died\n3  2  B',
    },
  );
  program(
    'each cause is judged by itself: one before index does not hide a later one',
    data,
    `${head}follow until index + 100 days\noutcome x = earliest { first diagnosis where code = "A" as "A"; first diagnosis where code = "B" after index as "B" }`,
    {
      rows: 'patient_id  x_date  x_event  x_cause\n1  2020-02-01  2  B\n2  2020-03-01  2  B\n3  -  0  -',
    },
  );
  program(
    'an outcome may have its own exit, never later than the cohort’s',
    data,
    `${head}follow until index + 100 days\noutcome b = first diagnosis where code = "B" after index until earliest { index + 31 days as "month"; index + 2 years as "late" }`,
    {
      rows: 'patient_id  b_date  b_days  b_event  b_exit_reason  exit_date\n1  2020-02-01  31  1  month  2020-04-10\n2  -  31  0  month  2020-03-01\n3  -  31  0  month  2020-04-10',
    },
  );
  program(
    'an own exit before index counts as index, a missing one is the cohort’s',
    data,
    `${head}follow until earliest { index + 100 days as "hundred" }\noutcome b = first diagnosis where code = "B" after index until earliest { first diagnosis where code = "A" before index as "A before" }`,
    {
      rows: 'patient_id  b_days  b_event  b_exit_reason\n1  31  1  hundred\n2  0  0  A before\n3  100  0  hundred',
    },
  );
  program(
    'a recurrent outcome has its first event in the table and all in its own',
    data,
    `${head}follow until index + 100 days\noutcome d = each diagnosis after index`,
    {
      rows: 'patient_id  d_date  d_days  d_event\n1  2020-02-01  31  1\n2  2020-03-01  60  1\n3  -  100  0',
      long: {
        d: 'patient_id  index_date  date  days  number\n1  2020-01-01  2020-02-01  31  1\n1  2020-01-01  2020-02-01  31  2\n2  2020-01-01  2020-03-01  60  1',
      },
    },
  );
  program('spacing is over the rows of E; then every row is judged', data, `${head}outcome d = each diagnosis spaced 31 days`, {
    rows: 'patient_id  d_event  d_days\n1  1  31\n2  1  60\n3  1  366',
    long: { d: 'patient_id  date  number\n1  2020-02-01  1\n1  2020-06-01  2\n2  2020-03-01  1\n3  2021-01-01  1' },
  });
  program(
    'an outcome is followed to the coverage of the table it is read from',
    `
observed  start_date  end_date
1         2020-01-01  2025-12-31

visit  date
1      2025-09-01

procedure  date              code
1          2025-10-05T08:00  3995
`,
    `${head}outcome dialysis = first procedure after index`,
    {
      rows: 'exit_date  dialysis_date  dialysis_days  dialysis_event\n2025-12-31  -  29  0',
    },
  );
  program(
    'a patient not known dead is censored for death at the registry’s `through`',
    `
observed  start_date  end_date
1         2020-01-01  2025-12-31

visit  date
1      2025-06-01
`,
    `${head}outcome dead = death`,
    { rows: 'exit_date  dead_days  dead_event\n2025-12-31  29  0' },
  );
  program(
    'follow-ups that end at an unlabelled death are counted in a warning',
    data,
    `${head}outcome c = first diagnosis where code = "C" after index`,
    {
      rows: 'patient_id  c_event\n1  1\n2  0\n3  0',
      warnings: { 'deaths_unlabelled c': 2 },
    },
  );
  program(
    'a label of the cohort’s follow-up does not name death for an outcome, a label of its own does',
    data,
    `${head}follow until earliest { death as "died" }\noutcome c = first diagnosis where code = "C" after index\noutcome d = first diagnosis where code = "C" after index until earliest { death as "died" }`,
    {
      rows: 'patient_id  exit_reason  c_event  d_event\n1  end of observation  1  1\n2  died  0  0\n3  died  0  0',
      warnings: { 'deaths_unlabelled c': 2 },
    },
  );
  program(
    'variables see outcomes by their name, as their date',
    data,
    `${head}follow until index + 100 days\noutcome b = first diagnosis where code = "B" after index\nvariable gap = days from index to b\nvariable c_later = any diagnosis where code = "C" after b`,
    {
      rows: 'patient_id  gap  c_later\n1  31  true\n2  60  false\n3  -  false',
    },
  );
});

describe('Tables', () => {
  program(
    'a series holds every dated row its windows allow, several of one day too',
    `
visit  date
1      2020-01-01

lab  date              item  value  method
1    2019-12-31T08:00  egfr  60     a
1    2020-01-01T08:00  egfr  50     b
1    2020-01-01T20:00  egfr  45     a
1    2020-02-01T08:00  egfr  -      a
1    2021-02-01T08:00  egfr  30     a
1    -                 egfr  20     a
1    2020-01-05T08:00  urea  5      a
`,
    `${head}follow until index + 1 year\nseries kidney = lab(egfr) from index to exit { date, value, method }`,
    {
      rows: 'patient_id  exit_date\n1  2021-01-01',
      long: {
        kidney:
          'patient_id  index_date  date  days  value  method\n1  2020-01-01  2020-01-01T08:00:00  0  50  b\n1  2020-01-01  2020-01-01T20:00:00  0  45  a\n1  2020-01-01  2020-02-01T08:00:00  31  -  a',
      },
    },
  );
  program(
    'the table is sorted by patient and index date, with one row an entry',
    `
visit  date
2      2020-01-01
1      2020-05-01
1      2020-01-01
1      2019-01-01

patient
2
1
`,
    'index at each visit\nvariable n = count of visit on or before index',
    {
      rows: 'patient_id  index_date  n\n1  2019-01-01  1\n1  2020-01-01  2\n1  2020-05-01  3\n2  2020-01-01  1',
    },
  );
  program('a variable sees those above it', data, `${head}variable a = count of diagnosis\nvariable b = a * 2\nvariable c = b + a`, {
    rows: 'patient_id  a  b  c\n1  4  8  12\n2  2  4  6\n3  1  2  3',
  });
});
