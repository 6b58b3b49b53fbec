/** Each cell of a table as a journal sets it says which value of the result it shows. */
import { describe, expect, it } from 'vitest';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { shownValue } from '@/analysis-kernel/views/journal-table';
import type { View } from '@/analysis-kernel/views/kinds';
import { journalTable } from '@/analysis-kernel/views/views';

const title = { en: 'T', zh: '表' };
const common = { table: 't', title, notes: [], folded: false };
const options = { lang: 'en', labels: {} } as const;

/** The column that each cell of each row shows, and that table's row. */
function shown(table: ResultTable, view: object) {
  const laidOut = journalTable({ tables: new Map([['t', table]]), views: [{ ...common, ...view } as unknown as View] }, 't', options);
  return laidOut.rows.map((row, at) =>
    row.cells.map((_, place) => {
      const value = shownValue(laidOut, at, place);
      return value && `${value.row} ${value.column}`;
    }),
  );
}

describe('a cell shows the value', () => {
  it('of its row and column, its interval with the estimate', () => {
    const table: ResultTable = {
      columns: ['group', 'estimate', 'conf_low', 'conf_high', 'empty'],
      types: ['text', 'number', 'number', 'number', 'number'],
      rows: [
        ['a', 1, 0.5, 2, null],
        ['b', 2, 1, 3, null],
      ],
    };
    expect(shown(table, { kind: 'table', columns: {}, confLevel: 0.95 })).toEqual([
      ['0 group', '0 estimate'],
      ['1 group', '1 estimate'],
    ]);
  });

  it('of a row read downwards', () => {
    const table: ResultTable = { columns: ['n', 'gone', 'events'], types: ['integer', 'integer', 'integer'], rows: [[4, null, 2]] };
    expect(shown(table, { kind: 'facts', columns: {} }).map(([, value]) => value)).toEqual(['0 n', '0 events']);
  });

  it('of a term, below the name of its model, which shows none', () => {
    const table: ResultTable = {
      columns: ['model', 'term', 'estimate', 'std_error', 'conf_low', 'conf_high', 'p_value'],
      types: ['text', 'text', 'number', 'number', 'number', 'number', 'number'],
      rows: [
        ['crude', 'age', 0.1, 0.1, -0.1, 0.3, 0.4],
        ['full', 'age', 0.2, 0.1, 0, 0.4, 0.05],
      ],
    };
    const measure = { kind: 'ratio', name: { en: 'HR', zh: '风险比' } };
    const rows = shown(table, { kind: 'coefficients', confLevel: 0.95, measure, models: { column: 'model', words: {} } });
    expect(rows).toEqual([
      [null, null, null, null, null],
      ['0 term', '0 estimate', '0 std_error', '0 conf_low', '0 p_value'],
      [null, null, null, null, null],
      ['1 term', '1 estimate', '1 std_error', '1 conf_low', '1 p_value'],
    ]);
  });

  it('of a median of survival', () => {
    const table: ResultTable = {
      columns: ['strata', 'records', 'events', 'median', 'conf_low', 'conf_high'],
      types: ['text', 'integer', 'integer', 'number', 'number', 'number'],
      rows: [['a', 10, 5, 2, 1, 3]],
    };
    const rows = shown(table, { kind: 'medians', confLevel: 0.95, timeUnit: null });
    expect(rows).toEqual([['0 strata', '0 records', '0 events', '0 median']]);
  });

  it('of a characteristic in its group', () => {
    const columns = [
      'group',
      'variable',
      'level',
      'group_n',
      'n',
      'percent',
      'median',
      'p25',
      'p75',
      'missing',
      'missing_percent',
      'p_value',
      'test',
    ];
    const row = (group: string, variable: string, level: string | null, n: number, median: number | null) => [
      group,
      variable,
      level,
      10,
      n,
      level === null ? null : 10 * n,
      median,
      median,
      median,
      0,
      0,
      0.5,
      'chi2',
    ];
    const types = columns.map((name) =>
      ['group', 'variable', 'level', 'test'].includes(name) ? 'text' : 'number',
    ) as ResultTable['types'];
    const rows = [
      row('0', 'sex', 'F', 6, null),
      row('0', 'sex', 'M', 4, null),
      row('0', 'age', null, 10, 50),
      row('1', 'sex', 'F', 3, null),
    ];
    const groups = ['0', '1'].map((key) => ({ key, levels: [key], panel: 0 }));
    const view = {
      kind: 'baseline',
      by: ['g'],
      groups,
      normal: [],
      decimals: {},
      percentDecimals: 1,
      missing: 'footnote',
      percentOf: 'known',
    };
    const cells = shown({ columns, types, rows: [...rows, row('1', 'sex', 'M', 7, null), row('1', 'age', null, 10, 55)] }, view);
    const women = cells.find((line) => line.includes('0 n'));
    expect(women).toContain('3 n');
    expect(cells.find((line) => line.includes('2 median'))).toContain('5 median');
  });
});
