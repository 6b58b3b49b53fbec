/** Any result table as it stands: words of the methods stay in their own columns. */
import { describe, expect, it } from 'vitest';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { genericTable } from '@/analysis-kernel/views/generic-table';

const options = { lang: 'en', labels: {} } as const;

function texts(table: ResultTable): readonly string[] {
  return genericTable('table', table, options).rows.map(({ cells }) => cells[0].text);
}

it.each(['variable', 'term', 'group', 'strata', 'contrast'])('%s: a name that is also a word of a method stands as it is', (column) => {
  const names = ['t', 'fisher', 'by', 'ratio', 'difference', 'trend', 'stratified', 'holm'];
  expect(texts({ columns: [column], types: ['text'], rows: names.map((name) => [name]) } as never)).toEqual(names);
});

it('a variable called GLOBAL is not the row of all terms', () => {
  expect(texts({ columns: ['variable'], types: ['text'], rows: [['GLOBAL'], ['NULL']] } as never)).toEqual(['GLOBAL', 'NULL']);
  expect(texts({ columns: ['term'], types: ['text'], rows: [['age'], ['GLOBAL']] } as never)).toEqual(['age', 'All terms together']);
});

it('columns of tests and methods say them in words', () => {
  expect(texts({ columns: ['test'], types: ['text'], rows: [['t'], ['fisher']] } as never)).toEqual(['t test', 'Fisher’s exact']);
});

it('every p value is told as one, a robust one too', () => {
  for (const column of ['p_value', 'lr_p', 'robust_p_value', 'p_adjusted'])
    expect(texts({ columns: [column], types: ['number'], rows: [[0.0224], [0.657], [0.00004]] } as never)).toEqual([
      '0.02',
      '0.66',
      '<0.001',
    ]);
});

describe('limits of intervals', () => {
  const table: ResultTable = {
    columns: ['quantity', 'estimate', 'std_error', 'p_value', 'conf_low', 'conf_high', 'odds_ratio', 'odds_ratio_low', 'odds_ratio_high'],
    types: ['text', 'number', 'number', 'number', 'number', 'number', 'number', 'number', 'number'],
    rows: [
      ['a', 0.5, 0.1, 0.02, 0.3, 0.7, 1.65, 1.35, 2.01],
      ['b', 0.25, null, null, null, null, null, null, null],
      ['c', 2, null, null, 1, null, null, null, null],
    ],
  };

  it('stand in brackets behind what they are of, where their level is known', () => {
    const { columns, rows } = genericTable('table', table, options, {}, 0.9);
    expect(columns.map(({ header }) => header)).toEqual(['Quantity', 'Estimate (90% CI)', 'SE', 'p', 'odds_ratio (90% CI)']);
    expect(rows.map(({ cells }) => cells[1])).toEqual([
      { text: '0.500 (0.300 to 0.700)', full: '0.5; 0.3; 0.7' },
      { text: '0.250', full: '0.25' },
      { text: '2.00 (1.00 to —)', full: '2; 1' },
    ]);
    expect(rows.map(({ cells }) => cells[4].text)).toEqual(['1.65 (1.35 to 2.01)', '—', '—']);
    const chinese = genericTable('table', table, { lang: 'zh', labels: {} }, {}, 0.95);
    expect(chinese.columns[1].header).toBe('估计值（95% CI）');
    expect(chinese.rows[0].cells[1].text).toBe('0.500（0.300～0.700）');
  });

  it('are columns of their own in any other table, and where nothing is limited', () => {
    expect(genericTable('table', table, options).columns).toHaveLength(9);
    const alone: ResultTable = { columns: ['group', 'conf_low', 'conf_high'], types: ['text', 'number', 'number'], rows: [['a', 1, 2]] };
    expect(genericTable('table', alone, options, {}, 0.95).columns.map(({ header }) => header)).toEqual([
      'Group',
      'Lower limit',
      'Upper limit',
    ]);
  });

  it('are of the number before them where there is no estimate', () => {
    const rate: ResultTable = {
      columns: ['group', 'events', 'rate', 'std_error', 'conf_low', 'conf_high'],
      types: ['text', 'integer', 'number', 'number', 'number', 'number'],
      rows: [['a', 3, 1.5, 0.5, 1, 2]],
    };
    expect(genericTable('table', rate, options, {}, 0.95).rows[0].cells.map(({ text }) => text)).toEqual([
      'a',
      '3',
      '1.50 (1.00 to 2.00)',
      '0.500',
    ]);
  });
});

it('a time stands as it was asked for', () => {
  expect(texts({ columns: ['time'], types: ['number'], rows: [[1], [10], [2.5]] } as never)).toEqual(['1', '10', '2.50']);
});
