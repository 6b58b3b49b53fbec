import { describe } from 'vitest';
import type { Dictionary, SameDayRule } from '@/cohort-dsl/schema/dictionary';
import { renal } from '../../dictionary';
import { specification } from '../specification';

/** The renal database with a rule for each item. */
const rules: Readonly<Record<string, SameDayRule>> = { egfr: 'median', urea: 'highest', cystatin: 'lowest', crp: 'mean' };
const dictionary: Dictionary = {
  ...renal,
  tables: renal.tables.map((table) =>
    table.name === 'lab'
      ? { ...table, sameDay: null, items: table.items.map((item) => ({ ...item, sameDay: rules[item.name] ?? null })) }
      : table,
  ),
};
const { values } = specification({ dictionary });

const labs = `
lab  date              item      value  method
1    2019-01-01T08:00  egfr      10     a
1    2019-01-01T09:00  egfr      20     b
1    2019-01-01T10:00  egfr      40     c
1    2019-01-01T11:00  egfr      50     d
1    2019-01-01T08:00  urea      5      a
1    2019-01-01T09:00  urea      9      b
1    2019-01-01T10:00  urea      7      c
1    2019-01-01T08:00  cystatin  2      a
1    2019-01-01T09:00  cystatin  1      b
1    2019-01-01T10:00  cystatin  -      c
1    2019-01-01T08:00  crp       1      a
1    2019-01-01T09:00  crp       2      b
1    2019-01-01T08:00  score     3      a
1    2019-01-01T09:00  score     1      b
`;

describe('Which value represents a day', () => {
  values('median: the mean of the middle two; the other columns are the last row’s', labs, {
    'value of first lab(egfr)': 30,
    'method of first lab(egfr)': 'd',
  });
  values('highest and lowest: the row that has the value, with its other columns', labs, {
    'value of first lab(urea)': 9,
    'method of first lab(urea)': 'b',
    'value of last lab(cystatin)': 1,
    'method of last lab(cystatin)': 'b',
  });
  values('mean: over the known values', labs, { 'value of last lab(crp)': 1.5 });
  values('an item without a rule keeps its rows apart', labs, {
    'value of first lab(score)': 3,
    'value of last lab(score)': 1,
    'value of 2nd lab(score)': 1,
  });
  // Both stand at 09:00: the row that has the lowest cystatin, and the day's last crp. Then items go by their text.
  values('one row a day and item: two items of one day are two rows', labs, {
    'value of first lab(cystatin, crp)': 1.5,
    'value of 2nd lab(cystatin, crp)': 1,
    'value of highest lab(cystatin, crp) by value': 1.5,
    'count of lab(cystatin, crp)': 5,
  });
});
