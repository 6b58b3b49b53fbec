import { describe } from 'vitest';
import { specification } from '../specification';

const { values, program } = specification();

// The same code as three hospitals write it.
const data = `
diagnosis  date        code
1          2020-01-01  N18.3
1          2020-02-01  n183
1          2020-03-01  N18.30
1          2020-04-01  n18.30

prescription  date        end_date    code
1             2020-01-01  2020-01-10  A10BA02
1             2020-01-11  2020-01-20  a10ba02
1             2020-06-01  2020-06-10  A10.BA02
1             2020-06-11  2020-06-12  C09
`;

describe('Codes are one when they are so without dots and case', () => {
  values('where they are counted', data, {
    'count of distinct code of diagnosis': 2,
    'count of distinct code of diagnosis before @2020-03-01': 1,
    'count of distinct code of prescription': 2,
    'count of distinct code of (diagnosis where code != "N18.3")': 1,
    'count of distinct code of union(diagnosis, (diagnosis where main))': 2,
  });
  values('where they are grouped, shown in the first of their spellings', data, {
    'count of episodes(prescription, gap: 1 day, by: code)': 3,
    'count of episodes(prescription, gap: 1 day, by: code) before @2020-06-01': 1,
    'code of first episodes(prescription, gap: 1 day, by: code)': 'A10BA02',
    'rows of first episodes(prescription, gap: 1 day, by: code)': 2,
    'count of distinct code of episodes(prescription, gap: 1 day, by: code)': 2,
  });
  values('where they are listed', data, {
    '`codes` of first episodes(prescription, gap: 1 day)': 'A10BA02',
    '`codes` of last episodes(prescription, gap: 1 day)': 'A10.BA02 + C09',
    '`codes` of first episodes(prescription, gap: 1 year)': 'A10.BA02 + C09',
    '`codes` of first episodes(diagnosis, gap: 1 year)': 'N18.3 + N18.30',
  });
  values('where they are compared with one another', data, {
    'code of first diagnosis = code of 2nd diagnosis': true,
    'code of first diagnosis = code of last diagnosis': false,
    'count of diagnosis called d where any (diagnosis where code = d.code and date > d.date)': 2,
    'count of diagnosis where code in { "n18.3", "E10" }': 2,
  });
  program(
    'a row keeps the code as it stands in the data',
    data,
    'index at @2020-01-01\nfollow until index + 1 year\nseries s = diagnosis { code }',
    { long: { s: 'date  code\n2020-01-01  N18.3\n2020-02-01  n183\n2020-03-01  N18.30\n2020-04-01  n18.30' } },
  );
});

describe('Lengths of episodes in months and years', () => {
  const stays = `
visit  date        end_date    kind
1      2019-01-20  2019-01-31  in
1      2019-02-28  2019-03-05  in
1      2019-04-06  2019-04-06  in
1      2021-04-06  -           in
`;
  values('a pause of a month ends on the month’s last day where the day is lacking', stays, {
    'count of episodes(visit, gap: 1 month)': 2,
    'count of episodes(visit, gap: 27 days)': 3,
    'end of first episodes(visit, gap: 1 month)': '2019-03-05',
    'count of episodes(visit, gap: 32 days)': 1,
    'count of episodes(visit, gap: 1 year)': 1,
  });
  values('`plus` keeps the day or takes the last of a shorter month', stays, {
    'end of first episodes(visit, gap: 0 days, plus: 1 month)': '2019-04-05',
    'end of first (episodes(visit, gap: 0 days, plus: 1 month) on or after @2019-04-01)': '2019-05-06',
    'end of last episodes(visit, gap: 0 days, plus: 1 year)': '2020-04-06',
    'count of episodes(visit, gap: 0 days, plus: 2 weeks)': 3,
  });
  values('an end that is open goes on to the last day there is', 'visit date end_date\n1 2019-01-01 9999-12-31\n1 2020-01-01 2020-01-02', {
    'end of first episodes(visit, gap: 1 month, plus: 1 year)': '9999-12-31',
    'count of episodes(visit, gap: 1 month, plus: 1 year)': 1,
  });
});

describe('Episodes of a table without an end', () => {
  values('a row is one day', data, {
    'count of episodes(diagnosis, gap: 0 days)': 4,
    'count of episodes(diagnosis, gap: 1 month)': 1,
    'count of episodes(diagnosis, gap: 30 days)': 3,
    'end of first episodes(diagnosis, gap: 0 days)': '2020-01-01',
    'end of first episodes(diagnosis, gap: 0 days, plus: 31 days)': '2020-05-02',
    'days covered by episodes(diagnosis, gap: 0 days)': 4,
    'count of episodes(diagnosis, gap: 0 days, by: code)': 4,
  });
  values(
    'rows without a date are left out, as are rows of a table with an end whose end is missing',
    'diagnosis date\n1 -\n1 2020-01-01\n\nvisit date end_date\n1 2020-01-01 -',
    {
      'count of episodes(diagnosis, gap: 1 day)': 1,
      'count of episodes(visit, gap: 1 day)': 0,
    },
  );
});
