import { crc32 } from 'node:zlib';
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

/** The files of an archive, each checked against its sum, as the directory at its end lists them. */
function unpacked(bytes: Uint8Array): Map<string, string> {
  const view = new DataView(bytes.buffer);
  const decoder = new TextDecoder();
  const end = bytes.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const files = new Map<string, string>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const [size, name, start] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
    expect(view.getUint32(start, true)).toBe(0x04034b50);
    const content = bytes.slice(start + 30 + name, start + 30 + name + size);
    expect(view.getUint32(at + 16, true)).toBe(crc32(content));
    files.set(decoder.decode(bytes.slice(at + 46, at + 46 + name)), decoder.decode(content));
    at += 46 + name;
  }
  return files;
}

it('is a Word document with every cell, the caption and the notes', () => {
  const files = unpacked(wordTable(table));
  expect([...files.keys()]).toEqual(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']);
  const { document } = parseHTML(`<html><body>${files.get('word/document.xml')}</body></html>`);
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
});

it('gives a spreadsheet single numbers in full and composed ones as printed', () => {
  expect(tsvOf(table).split('\n').slice(2)).toEqual(['女\u0000\t1\u202f207 (73.3)', 'p\t0.00012']);
});
