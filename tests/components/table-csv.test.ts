import { expect, it } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { csvOf, fileTables } from '@/components/notebook/results/table-csv';

const table: ResultTable = {
  columns: ['term', 'estimate', 'p_value'],
  types: ['text', 'number', 'number'],
  rows: [
    ['内分泌治疗', 0.123456789012345, 1e-12],
    ['=HYPERLINK("http://x")', null, Number.NaN],
    ['a, "b"', -0.5, Number.POSITIVE_INFINITY],
  ],
};

it('a table is written in full, safe for spreadsheets, with empty fields for what is missing', () => {
  expect(csvOf(table)).toBe(
    [
      '\ufeffterm,estimate,p_value\r\n',
      '内分泌治疗,0.123456789012345,1e-12\r\n',
      `"'=HYPERLINK(""http://x"")",,\r\n`,
      '"a, ""b""",-0.5,\r\n',
    ].join(''),
  );
});

it('tables with a row a patient are no files', () => {
  const tables = new Map([
    ['table', table],
    ['attrition', table],
  ]);
  const stored = new Map([
    ['table', 'adults'],
    ['attrition', 'adults_attrition'],
  ]);
  const outcome = { ...EMPTY_OUTCOME, tables, stored, totals: new Map([['attrition', 9]]), aggregates: ['adults_attrition'] };
  expect(fileTables(outcome)).toEqual([{ name: 'attrition', stored: 'adults_attrition', table, total: 9 }]);
  expect(fileTables({ ...outcome, aggregates: [] })).toEqual([]);
});
