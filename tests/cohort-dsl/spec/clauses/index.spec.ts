import { describe } from 'vitest';
import { specification } from '../specification';

const { program, refused, warned } = specification({
  cohorts: {
    earlier: [
      [1, '2019-01-15', '2019-06-30'],
      [1, '2019-09-01', '2019-12-31'],
      [2, '2019-05-01', '2019-05-01'],
    ],
  },
});

const data = `
patient  birth_date  death_date
1        1960-01-01  -
2        1970-06-15  2020-02-01
3        1980-01-01  -

visit  date        end_date    kind
1      2019-01-01  2019-01-03  in
1      2019-01-10  2019-01-12  out
1      2019-06-01  2019-06-01  in
1      2019-06-01  2019-06-02  out
2      2019-03-01  2019-03-02  in
3      -           2019-01-01  in

prescription  date        end_date    code
1             2019-01-10  2019-02-10  A10
2             2019-02-20  2019-03-20  A10
2             2019-03-01  2019-04-01  B01
`;

describe('Index', () => {
  program('`index at PICK` is the day of the row; who has no such row has no index', data, 'index at first visit', {
    rows: 'patient_id  index_date\n1  2019-01-01\n2  2019-03-01',
    attrition: 'database  3  -  -  -\nindex  2  2  1  -\nobservation  2  2  0  0\nfollow_up  2  2  0  0\nresult  2  2  0  0',
  });
  program('`index at DATE` may be a calendar date or a landmark', data, 'index at birth + 50 years', {
    rows: 'patient_id  index_date\n1  2010-01-01',
    attrition: 'database  3  -  -  -\nindex  3  3  0  -\nobservation  2  2  1  1\nfollow_up  1  1  1  1\nresult  1  1  0  0',
  });
  program('`index at earliest(…)` takes the earliest known date', data, 'index at earliest(first visit, first prescription)', {
    rows: 'patient_id  index_date\n1  2019-01-01\n2  2019-02-20',
  });
  program('`index at each E` makes one entry a day, every day without `spaced`', data, 'index at each visit', {
    rows: 'patient_id  index_date\n1  2019-01-01\n1  2019-01-10\n1  2019-06-01\n2  2019-03-01',
    attrition: 'database  3  -  -  -\nindex  2  4  1  -\nobservation  2  4  0  0\nfollow_up  2  4  0  0\nresult  2  4  0  0',
  });
  program(
    'rows of one day under `index at each` are one entry, the row chosen as for `first`',
    data,
    'index at each visit after @2019-05-01\nvariable kind = index.kind\nvariable last_day = index.end',
    {
      rows: 'index_date  kind  last_day\n2019-06-01  in  2019-06-01',
    },
  );
  program('`index at each E spaced N` keeps entries at least N apart', data, 'index at each visit spaced 30 days', {
    rows: 'patient_id  index_date\n1  2019-01-01\n1  2019-06-01\n2  2019-03-01',
  });
  program(
    '`index at first of { … }` takes the earliest arm, with its label',
    data,
    'index at first of { visit as "seen"; prescription as "treated" }\nvariable arm = index.label',
    {
      rows: 'patient_id  index_date  index_label  arm\n1  2019-01-01  seen  seen\n2  2019-02-20  treated  treated',
      warnings: { index_arms_on_one_day: 0 },
    },
  );
  program(
    'both arms on their first day: left out and counted',
    `
visit  date
1      2019-01-01

prescription  date
1             2019-01-01
1             2019-02-01
`,
    'index at first of { visit as "seen"; prescription as "treated" }',
    {
      rows: 'patient_id',
      attrition: 'database  1  -  -  -\nindex  0  0  1  -\nobservation  0  0  0  0\nfollow_up  0  0  0  0\nresult  0  0  0  0',
      warnings: { index_arms_on_one_day: 1 },
    },
  );
  program(
    '`after N without F` asks that no row of F lies in the N before',
    data,
    'index at first visit after 30 days without prescription',
    {
      rows: 'patient_id  index_date\n1  2019-01-01',
    },
  );
  program(
    'a washout looks strictly before: a row on the day itself does not count',
    `
visit  date
1      2019-01-31

prescription  date
1             2019-01-31
1             2018-12-31
`,
    'index at first visit after 30 days without prescription',
    { rows: 'index_date\n2019-01-31' },
  );
  program(
    'a washout may follow each arm',
    data,
    'index at first of { visit after 30 days without prescription as "seen"; prescription as "treated" }',
    {
      rows: 'patient_id  index_date  index_label\n1  2019-01-01  seen\n2  2019-02-20  treated',
    },
  );
  program(
    '`index at every N from D1 to D2` counts each date from D1',
    `
patient
1
`,
    'index at every 1 month from @2019-01-31 to @2019-05-30',
    {
      rows: 'index_date\n2019-01-31\n2019-02-28\n2019-03-31\n2019-04-30',
    },
  );
  program(
    '`index at every` from a missing date, or to an earlier one, gives no entry',
    data,
    'index at every 30 days from death to @2020-02-01',
    {
      rows: 'patient_id  index_date\n2  2020-02-01',
    },
  );
  program('`index from TABLE` makes an entry of each of its days', data, 'index from prescription\nvariable code = index.code', {
    rows: 'patient_id  index_date  code\n1  2019-01-10  A10\n2  2019-02-20  A10\n2  2019-03-01  B01',
  });
  program(
    'the first row ever is the index even when it is unobserved: the patient leaves at observation',
    `
observed  start_date  end_date
1         2019-06-01  2020-12-31

visit  date
1      2019-01-01
1      2019-07-01
`,
    'index at first visit',
    {
      rows: 'patient_id',
      attrition: 'database  1  -  -  -\nindex  1  1  0  -\nobservation  0  0  1  1\nfollow_up  0  0  0  0\nresult  0  0  0  0',
    },
  );
  program('lets that do not use the index may serve it', data, 'let start = date of first prescription\nindex at start + 10 days', {
    rows: 'patient_id  index_date\n1  2019-01-20\n2  2019-03-02',
  });
  refused('the index cannot be told by itself', 'index at index + 1 day', 'type-not-known-yet');
  refused('a program needs an index', 'include age at @2020-01-01 > 18', 'type-no-index');
  warned('all events as entries without spacing is a warning', 'index at each visit\nfollow until index + 1 year', 'lint-each-unspaced');
});

describe('Other cohorts', () => {
  program(
    '`cohort NAME` has its entries as rows: date is the index date, end the exit date',
    data,
    'index at first cohort earlier\nvariable n = count of cohort earlier\nvariable last_exit = max of end of cohort earlier',
    {
      rows: 'patient_id  index_date  n  last_exit\n1  2019-01-15  2  2019-12-31\n2  2019-05-01  1  2019-05-01',
    },
  );
  program('`in cohort NAME` is true for a patient with any entry', data, 'index at @2019-12-01\ninclude in cohort earlier', {
    rows: 'patient_id\n1\n2',
  });
  program('`not in cohort` is known for everybody', data, 'index at @2019-12-01\ninclude not in cohort earlier', { rows: 'patient_id\n3' });
  refused('a cohort that reads itself is an error', 'cohort earlier\nfrom renal\nindex at first cohort earlier', 'type-cohort-self');
  refused('a cohort nobody has is an error', 'index at first cohort nowhere', 'type-unknown-cohort');
});

describe('Criteria and entries', () => {
  program(
    'criteria run in the order they are written, each on who is left',
    data,
    'index at first visit\ninclude "Old": age at index >= 50\nexclude "Dead by February": any death on or before @2020-02-01\ninclude any prescription',
    {
      rows: 'patient_id\n1',
      attrition:
        'database  3  -  -  -\nindex  2  2  1  -\nobservation  2  2  0  0\ninclude  1  1  1  1\nexclude  1  1  0  0\ninclude  1  1  0  0\nfollow_up  1  1  0  0\nresult  1  1  0  0',
    },
  );
  program('a criterion is judged for each entry', data, 'index at each visit\ninclude any visit before index', {
    rows: 'patient_id  index_date\n1  2019-01-10\n1  2019-06-01',
    attrition:
      'database  3  -  -  -\nindex  2  4  1  -\nobservation  2  4  0  0\ninclude  1  2  1  2\nfollow_up  1  2  0  0\nresult  1  2  0  0',
  });
  program(
    '`keep first entry` keeps the earliest after the criteria',
    data,
    'index at each visit\ninclude any visit before index\nkeep first entry',
    {
      rows: 'patient_id  index_date\n1  2019-01-10',
      attrition:
        'database  3  -  -  -\nindex  2  4  1  -\nobservation  2  4  0  0\ninclude  1  2  1  2\nkeep  1  1  0  1\nfollow_up  1  1  0  0\nresult  1  1  0  0',
    },
  );
  program('`keep last entry` keeps the latest', data, 'index at each visit\nkeep last entry', {
    rows: 'patient_id  index_date\n1  2019-06-01\n2  2019-03-01',
  });
  program(
    '`merge entries within N` joins entries whose gap is at most N, from first start to last exit',
    data,
    'index at each visit\nmerge entries within 4 days\nfollow until earliest { index.end as "left" }',
    {
      rows: 'patient_id  index_date  exit_date  exit_reason\n1  2019-01-01  2019-01-03  left\n1  2019-01-10  2019-01-12  left\n1  2019-06-01  2019-06-01  left\n2  2019-03-01  2019-03-02  left',
    },
  );
  program(
    'the gap is from the latest exit so far to the next start',
    data,
    'index at each visit\nmerge entries within 7 days\nfollow until earliest { index.end as "left" }\nvariable kind = index.kind',
    {
      rows: 'patient_id  index_date  exit_date  kind\n1  2019-01-01  2019-01-12  in\n1  2019-06-01  2019-06-01  in\n2  2019-03-01  2019-03-02  in',
      attrition:
        'database  3  -  -  -\nindex  2  4  1  -\nobservation  2  4  0  0\nfollow_up  2  4  0  0\nmerged  2  3  0  1\nresult  2  3  0  0',
    },
  );
  program(
    'outcomes of a merged entry run from its first start to its merged exit',
    data,
    'index at each visit\nmerge entries within 7 days\nfollow until index.end + 1 day\noutcome drug = first prescription after index',
    {
      rows: 'patient_id  index_date  drug_date  drug_days  drug_event\n1  2019-01-01  2019-01-10  9  1\n1  2019-06-01  -  1  0\n2  2019-03-01  -  2  0',
    },
  );
  program(
    'a merged entry’s exit and reason are those of the entry that exits last, on equal exits the earlier entry’s',
    `
visit  date        end_date    kind
1      2019-01-01  2019-02-10  in
1      2019-01-20  2019-01-25  out
1      2019-03-01  2019-03-25  in
1      2019-03-05  2019-03-21  out
`,
    'index at each visit\nmerge entries within 1 day\nfollow until earliest { index.end as "discharged"; index + 20 days as "twenty" }\nvariable kind = index.kind\nvariable left = exit',
    {
      rows: 'index_date  exit_date  exit_reason  kind  left\n2019-01-01  2019-01-25  discharged  in  2019-01-25\n2019-03-01  2019-03-21  twenty  in  2019-03-21',
    },
  );
  const gaps = `
observed  start_date  end_date
1         2019-01-01  2019-01-31
1         2019-02-02  2019-06-30
1         2019-07-01  2019-12-31

visit  date        end_date
1      2019-01-30  2019-02-20
1      2019-02-03  2019-02-04
1      2019-06-29  2019-06-30
1      2019-07-02  2019-07-03
`;
  program(
    'entries of different observation periods are never merged, whatever the gap; the end of each period is the upper bound',
    gaps,
    'index at each visit\nmerge entries within 1 year\nfollow until earliest { index.end as "left" }',
    {
      rows: 'index_date  exit_date  exit_reason\n2019-01-30  2019-01-31  end of observation\n2019-02-03  2019-07-03  left',
      attrition:
        'database  1  -  -  -\nindex  1  4  0  -\nobservation  1  4  0  0\nfollow_up  1  4  0  0\nmerged  1  2  0  2\nresult  1  2  0  0',
    },
  );
  program(
    'not even those that lie three days apart',
    gaps,
    'index at each visit\nmerge entries within 3 days\nfollow until earliest { index.end as "left" }',
    { rows: 'index_date  exit_date\n2019-01-30  2019-01-31\n2019-02-03  2019-02-04\n2019-06-29  2019-07-03' },
  );
  program(
    'a let holds one value a patient and sees lets above it',
    data,
    'let first_seen = date of first visit\nlet due = first_seen + 9 days\nindex at first_seen\ninclude any prescription on due',
    { rows: 'patient_id\n1' },
  );
  program(
    'clauses stand in any order',
    data,
    'variable a = age at index\ninclude a_limit < age at index\nparam a_limit = 50\nindex at first visit',
    { rows: 'patient_id  a\n1  59' },
  );
  refused(
    'outcomes and variables are not visible in criteria',
    'index at first visit\nvariable a = age at index\ninclude a > 18',
    'type-not-visible',
  );
  refused('a clause that stands once is not written twice', 'index at first visit\nindex at last visit', 'type-clause-twice');
});
