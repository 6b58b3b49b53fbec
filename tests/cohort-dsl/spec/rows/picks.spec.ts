import { describe } from 'vitest';
import { specification } from '../specification';

const { values, refused } = specification();

const labs = `
lab  date              item  value  method
1    2019-01-01T08:00  egfr  50     a
1    2019-02-01T08:00  egfr  -      b
1    2019-03-01T08:00  egfr  40     c
1    -                 egfr  10     d
`;

const day = `
lab  date              item        value  method
1    2019-01-01T08:00  egfr        50     a
1    2019-01-01T20:00  egfr        40     b
1    2019-01-01T22:00  egfr        -      c
1    2019-06-01T08:00  creatinine  100    a
1    2019-06-01T09:00  creatinine  130    b
1    2019-06-01T10:00  creatinine  -      c
1    2019-07-01T08:00  creatinine  105    d
`;

const visits = `
visit  date        end_date    kind
1      2019-03-01  2019-03-05  out
1      2019-01-01  2019-01-09  in
1      2019-02-01  2019-02-02  in
1      -           2018-01-01  out
`;

describe('One row a patient', () => {
  values('`first` and `last` go by date, whatever the order of the rows', visits, {
    'date of first visit': '2019-01-01',
    'kind of last visit': 'out',
    'end of first visit': '2019-01-09',
  });
  values('`2nd` counts rows in the order of their dates', visits, {
    'date of 2nd visit': '2019-02-01',
    'date of 3rd visit': '2019-03-01',
    'date of 4th visit': null,
  });
  values('rows without a date are left out of picks', visits, { 'date of last visit where kind = "out"': '2019-03-01' });
  values('`first E where …` is the first row that satisfies', visits, { 'date of first visit where kind = "out"': '2019-03-01' });
  values('where a date is expected a pick alone means its date', visits, {
    'days from (first visit) to (last visit)': 59,
    'year of (first visit)': 2019,
  });
  values('`COLUMN of first E` looks only at rows where the column is known', labs, {
    'value of first lab(egfr)': 50,
    'value of last lab(egfr) before @2019-02-15': 50,
    'value of last lab(egfr)': 40,
    'date of last lab(egfr) before @2019-02-15': '2019-02-01T08:00:00',
  });
  values('`COLUMN of 2nd E` is that row’s, known or not', labs, {
    'value of 2nd lab(egfr)': null,
    'value of 3rd lab(egfr)': 40,
  });
  values('a pick of no rows is missing', visits, {
    'kind of first visit after index': null,
    'kind of first visit before @2000-01-01': null,
  });
  values('`value of first E < 60` tests the first row ever, `first E where value < 60` finds the first low one', labs, {
    '(value of first lab(egfr)) < 45 mL/min/1.73m²': false,
    'value of first lab(egfr) where value < 45 mL/min/1.73m²': 40,
  });
});

describe('Highest and lowest', () => {
  values('`highest` and `lowest` compare a column and leave out rows without it', labs, {
    'value of highest lab(egfr) by value': 50,
    'value of lowest lab(egfr) by value': 40,
    'method of lowest lab(egfr) by value': 'c',
  });
  values(
    'equal values give the earliest day',
    `
prescription  date        packs  code
1             2019-03-01  2      C
1             2019-01-01  2      A
1             2019-02-01  1      B
`,
    {
      'date of highest prescription by packs': '2019-01-01',
      'date of lowest prescription by packs': '2019-02-01',
    },
  );
  values('windows may follow `by COLUMN`', labs, { 'value of lowest lab(egfr) by value before @2019-02-01': 50 });
  values(
    'an ordered category is compared by its order',
    `
diagnosis  date        grade
1          2019-01-01  moderate
1          2019-02-01  severe
1          2019-03-01  mild
`,
    {
      'date of highest diagnosis by grade': '2019-02-01',
      'date of lowest diagnosis by grade': '2019-03-01',
      'grade of highest diagnosis by grade': 'severe',
    },
  );
  refused(
    'a category without order has no highest',
    'index at first visit\nvariable x = date of highest visit by kind',
    'type-order-category',
  );
});

describe('Several rows of one day', () => {
  values('the last known value of a day represents it, where the table’s rule says `last`', day, {
    'value of first lab(egfr)': 40,
    'value of last lab(egfr)': 40,
    'value of highest lab(egfr) by value': 40,
  });
  values('the other columns of the day are those of its last row', day, { 'method of last lab(egfr)': 'c' });
  values('an item’s own rule wins: creatinine is the day’s mean', day, {
    'value of first lab(creatinine)': 115,
    'value of highest lab(creatinine) by value': 115,
    'value of lowest lab(creatinine) by value': 105,
  });
  values('a day counts as one row for `2nd`', day, { 'value of 2nd lab(creatinine)': 105 });
  values('numbers about rows take each row once, whatever the rule', day, {
    'count of lab(egfr)': 3,
    'mean of value of lab(egfr)': 45,
    'max of value of lab(creatinine)': 130,
  });
  values('`where` comes before the day’s rule', day, {
    'value of first lab(creatinine) where value > 110 umol/L': 130,
    'value of first lab(egfr) where method = "a"': 50,
  });
  values(
    'without a rule, rows of a day are ordered by their columns in dictionary order',
    `
diagnosis  date        code  main
1          2019-01-01  B     true
1          2019-01-01  A     true
1          2019-01-01  A     false
`,
    {
      'code of first diagnosis': 'A',
      'main of first diagnosis': false,
      'code of last diagnosis': 'B',
    },
  );
  values(
    'a missing column loses the tie in both directions',
    `
prescription  date        end_date    packs
1             2019-01-01  -           1
1             2019-01-01  2019-01-05  2
1             2019-01-01  2019-01-03  3
`,
    {
      'packs of first prescription': 3,
      'packs of last prescription': 2,
    },
  );
  values(
    'times of day come before columns',
    `
procedure  date              code
1          2019-01-01T10:00  A
1          2019-01-01T08:00  B
`,
    { 'code of first procedure': 'B', 'code of last procedure': 'A' },
  );
});

describe('The index row', () => {
  values(
    '`index.COLUMN` is a column of the index row',
    visits,
    {
      'index.kind': 'in',
      'days from index to index.end': 8,
    },
    'index at first visit',
  );
  values('`index.end` is the end of the index row', visits, { 'index.end': '2019-03-05' }, 'index at last visit');
  values(
    'the index row is chosen among rows of one day as for `first`',
    `
visit  date        end_date    kind
1      2019-01-01  2019-01-09  out
1      2019-01-01  2019-01-03  in
`,
    { 'index.kind': 'in' },
    'index at first visit',
  );
});
