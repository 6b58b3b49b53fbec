/** Any result table as it stands: words of the methods stay in their own columns. */
import { expect, it } from 'vitest';
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
