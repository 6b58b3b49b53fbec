import JSZip from 'jszip';
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { type JournalTable, plain, rounded, tsvOf } from '@/analysis-kernel/views/journal-table';
import { wordTable } from '@/analysis-kernel/views/word-table';

const table: JournalTable = {
  name: 'table',
  caption: 'Baseline <特征> & more',
  columns: [
    { header: 'Characteristic', numeric: false },
    { header: 'Overall (n = 1 647)', numeric: true },
  ],
  rows: [
    { indent: 0, cells: [plain('Sex'), plain('')] },
    { indent: 1, cells: [plain('女\u0000'), rounded('1\u202f207 (73.3)', 1207, 73.2848)] },
    { indent: 0, cells: [plain('p'), rounded('<0.001', 0.00012)] },
  ],
  notes: ['Categories: n (%).'],
};

it('is a Word document with every cell, the caption and the notes', async () => {
  const archive = await JSZip.loadAsync(await wordTable(table));
  expect(Object.keys(archive.files)).toContain('[Content_Types].xml');
  const xml = (await archive.file('word/document.xml')?.async('string')) ?? '';
  const { document } = parseHTML(`<html><body>${xml}</body></html>`);
  const texts = [...document.querySelectorAll('w\\:t')].map((node) => node.textContent);
  expect(texts).toEqual([
    'Baseline <特征> & more',
    'Characteristic',
    'Overall (n = 1 647)',
    'Sex',
    '',
    '女',
    '1\u202f207\u00a0(73.3)',
    'p',
    '<0.001',
    'Categories: n (%).',
  ]);
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
});

it('a number with its range breaks nowhere; where there is no room beside it stands above the range', async () => {
  const texts = async (columns: number) => {
    const cell = plain('1\u202f128.8 ［1\u202f125.0～1\u202f133.6］');
    const wide: JournalTable = {
      ...table,
      columns: [table.columns[0], ...Array.from({ length: columns }, () => ({ header: 'Group', numeric: true }))],
      rows: [{ indent: 2, cells: [plain('eGFR, all values'), ...Array.from({ length: columns }, () => cell)] }],
      byLabels: true,
    };
    const xml = (await (await JSZip.loadAsync(await wordTable(wide))).file('word/document.xml')?.async('string')) ?? '';
    const { document } = parseHTML(`<html><body>${xml}</body></html>`);
    const own = [...document.querySelectorAll('w\\:t')].map((node) => node.textContent ?? '').filter((text) => /\d/u.test(text));
    return { own, breaks: xml.match(/<w:br\/>/gu)?.length ?? 0, indents: xml.match(/w:left="480"/gu)?.length };
  };
  const range = '［1\u202f125.0\u2060～\u20601\u202f133.6］';
  expect(await texts(1)).toEqual({ own: [`1\u202f128.8\u00a0${range}`], breaks: 0, indents: 1 });
  expect(await texts(6)).toEqual({ own: Array(6).fill(['1\u202f128.8', range]).flat(), breaks: 6, indents: 1 });
});

it('gives a spreadsheet the numbers as they are printed', () => {
  expect(tsvOf(table).split('\n').slice(2)).toEqual(['女\u0000\t1\u202f207 (73.3)', 'p\t<0.001']);
});
