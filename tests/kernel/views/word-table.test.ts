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
    '1\u202f207 (73.3)',
    'p',
    '<0.001',
    'Categories: n (%).',
  ]);
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
});

it('gives a spreadsheet the numbers as they are printed', () => {
  expect(tsvOf(table).split('\n').slice(2)).toEqual(['女\u0000\t1\u202f207 (73.3)', 'p\t<0.001']);
});
