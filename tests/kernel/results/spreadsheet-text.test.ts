import { describe, expect, it } from 'vitest';
import { csvField, spreadsheetText, tsvField } from '@/analysis-kernel/results/spreadsheet-text';
import { plain, tsvOf } from '@/analysis-kernel/views/journal-table';
import { htmlOf } from '@/components/notebook/results/table-html';

const formulas = [
  '=1+1',
  '=HYPERLINK("https://x.example";"p")',
  "+1+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  '-A1',
  '-1+A1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '\n=1',
  '\v=1',
  '\f+A1',
  '\u2028=1',
  '\u0085@SUM(A1)',
  '＝1+1',
  '-',
  '+',
  '-inf',
];

const texts = ['-0.31', '+2', '-0.31 (-0.50–-0.12)', '-1.2e-05', '-3 [-4, -2]', '-5%', 'a=b', '1=1', 'Stage -1', '', '−0.31'];

describe('texts for spreadsheets', () => {
  it.each(formulas)('%j stays text', (text) => {
    expect(spreadsheetText(text)).toBe(`'${text}`);
    expect(csvField(text)).toMatch(/^"?'/u);
  });

  it.each(texts)('%j is left as it is', (text) => {
    expect(spreadsheetText(text)).toBe(text);
  });

  it('numbers and missing values are no texts', () => {
    expect([csvField(-1), csvField(null), csvField(false), csvField('a,"b"')]).toEqual(['-1', '', 'false', '"a,""b"""']);
  });
});

it.each(['\r', '\n', '\r\n', '\t', '\v', '\f', '\u0085', '\u2028', '\u2029'])('%j within a copied value ends no field', (mark) => {
  expect(tsvField(`a${mark}=1+1`)).toBe('a =1+1');
  const columns = [{ header: `h${mark}=2`, align: 'left' as const, numeric: false }];
  const rows = [{ cells: [plain(`a${mark}=1`)], indent: 0 as const }];
  expect(tsvOf({ name: 't', caption: 'c', columns, rows, notes: [] })).toBe('h =2\na =1');
  if (mark !== '\t') expect(csvField(`a${mark}=1`)).toBe(`"a${mark}=1"`);
});

it('copied tables hold no formula, as text or as HTML', () => {
  const columns = [{ header: '=head', align: 'left' as const, numeric: false }];
  const table = { name: 't', caption: 'c', columns, rows: [{ cells: [plain('=1+1')], indent: 0 as const }], notes: [] };
  expect(tsvOf(table)).toBe("'=head\n'=1+1");
  expect(htmlOf(table)).toContain("<td>'=1+1</td>");
});
