/** What is written of a notebook: untouched cells letter for letter, the others so that reading gives them back. */
import { describe, expect, it } from 'vitest';
import { type Cell, emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { writeNotebook } from '@/analysis-kernel/document/write-notebook';

const text = (body: string, id = 't') => newCell(id, { kind: 'text', name: null, body });
const sql = (name: string, body: string) => newCell(name, { kind: 'sql', name, body });
const of = (...cells: Cell[]): Notebook => ({ ...emptyNotebook(), cells });

/** The file after one of its cells has become another. */
function changed(source: string, at: number, more: Partial<Cell>): string {
  const notebook = readNotebook(source);
  return writeNotebook({ ...notebook, cells: notebook.cells.map((cell, index) => (index === at ? { ...cell, ...more } : cell)) });
}

describe('new cells', () => {
  it.each([
    ['nothing', of(), ''],
    ['one text', of(text('Words.')), 'Words.\n'],
    ['one block', of(sql('a', 'SELECT 1')), '```sql name=a\nSELECT 1\n```\n'],
    ['an empty block', of(sql('a', '')), '```sql name=a\n```\n'],
    ['a block after a text, an empty line between', of(text('Words.'), sql('a', 'x')), 'Words.\n\n```sql name=a\nx\n```\n'],
    ['texts after one another, with a mark between', of(text('One.', '1'), text('Two.', '2')), 'One.\n\n<!-- cell -->\nTwo.\n'],
    ['a text with an id of its own', of({ ...text('One.', 'x-1'), explicitId: true }), '<!-- cell id=x-1 -->\nOne.\n'],
    ['a block with one', of({ ...sql('a', 'x'), id: 'x-1', explicitId: true }), '```sql name=a id=x-1\nx\n```\n'],
    ['a block without a name', of({ ...sql('a', 'x'), name: null }), '```sql name=\nx\n```\n'],
    ['a block in a block', of(sql('a', '```\nx')), '````sql name=a\n```\nx\n````\n'],
    ['settings', { ...of(text('Words.')), frontMatter: 'title: A\n' }, '---\ntitle: A\n---\n\nWords.\n'],
    ['a line of dashes, which are no settings', of(text('---\nrule')), '---\n---\n\n---\nrule\n'],
    ['a line of dashes and more', of(text('--- rule')), '--- rule\n'],
    ['a line of dashes behind settings', { ...of(text('---\nrule')), frontMatter: 'title: A\n' }, '---\ntitle: A\n---\n\n---\nrule\n'],
    ['dashes as the last of all', of(text('---')), '---\n'],
    ['a file’s end', { ...of(text('Words.')), tail: '\n\n' }, 'Words.\n\n\n'],
    ['another system’s lines', { ...of(text('a\nb')), newline: '\r\n' as const, byteOrderMark: true }, '\uFEFFa\r\nb\r\n'],
  ])('%s', (_, notebook, file) => {
    expect(writeNotebook(notebook)).toBe(file);
  });

  it('behind a text that leaves a block or a comment open, it is ended first', () => {
    expect(writeNotebook(of(text('~~~\ncode'), sql('a', 'x')))).toBe('~~~\ncode\n~~~\n\n```sql name=a\nx\n```\n');
    expect(writeNotebook(of(text('<!-- note'), sql('a', 'x')))).toBe('<!-- note\n-->\n\n```sql name=a\nx\n```\n');
    // A block's body may hold what it likes.
    expect(writeNotebook(of(sql('a', '<!-- x'), sql('b', 'y')))).toBe('```sql name=a\n<!-- x\n```\n\n```sql name=b\ny\n```\n');
  });
});

describe('a cell that was read', () => {
  const source = 'Words.\n\n~~~sql name=a id=x wide=yes\nSELECT 1\n~~~\n\n\nMore.';

  it('stands as it stood, and a changed one loses its old marks alone', () => {
    expect(changed(source, 1, {})).toBe(source);
    expect(changed(source, 1, { body: 'SELECT 2' })).toBe('Words.\n\n```sql name=a id=x wide=yes\nSELECT 2\n```\n\n\nMore.');
    expect(changed(source, 1, { name: 'b' })).toBe('Words.\n\n```sql name=b id=x wide=yes\nSELECT 1\n```\n\n\nMore.');
    expect(changed(source, 1, { id: 'y' })).toBe('Words.\n\n```sql name=a id=y wide=yes\nSELECT 1\n```\n\n\nMore.');
    expect(changed(source, 1, { kind: 'code' })).toBe('Words.\n\n```code name=a id=x wide=yes\nSELECT 1\n```\n\n\nMore.');
    expect(changed(source, 2, { body: 'Less.' })).toBe('Words.\n\n~~~sql name=a id=x wide=yes\nSELECT 1\n~~~\n\n\nLess.\n');
  });

  it('has another id in the page than in the file where it was given none there', () => {
    expect(changed('```sql name=a\nx\n```\n', 0, { id: 'other' })).toBe('```sql name=a\nx\n```\n');
  });

  it('keeps a mark before a text while it needs one', () => {
    const marked = 'One.\n\n<!-- cell id=t-2 -->\nTwo.\n';
    expect(changed(marked, 0, {})).toBe(marked);
    expect(changed(marked, 0, { body: 'Uno.' })).toBe('Uno.\n\n<!-- cell id=t-2 -->\nTwo.\n');
    expect(changed(marked, 1, { body: 'Due.' })).toBe('One.\n\n<!-- cell id=t-2 -->\nDue.\n');
    const plain = 'One.\n\n<!--  cell  -->\nTwo.\n';
    expect(changed(plain, 1, {})).toBe(plain);
    expect(changed(plain, 1, { body: 'Due.' })).toBe('One.\n\n<!-- cell -->\nDue.\n');
    // The block between two texts is gone: a mark takes its place.
    const parted = readNotebook('One.\n\n```sql name=a\nx\n```\n\nTwo.\n');
    expect(writeNotebook({ ...parted, cells: parted.cells.toSpliced(1, 1) })).toBe('One.\n\n<!-- cell -->\nTwo.\n');
  });

  it('that is followed by a new one ends its line first', () => {
    const notebook = readNotebook('Words.');
    expect(writeNotebook({ ...notebook, cells: [...notebook.cells, sql('a', 'x')] })).toBe('Words.\n\n```sql name=a\nx\n```\n');
    expect(writeNotebook({ ...readNotebook('Words.'), tail: '\n' })).toBe('Words.\n\n');
  });

  it('a rule that was read at the top is written as it was', () => {
    expect(changed('---\nA rule.\n', 0, {})).toBe('---\nA rule.\n');
    expect(changed('---\nA rule.\n', 0, { body: '---\nAnother.' })).toBe('---\n---\n---\nAnother.\n');
  });
});

it('what is written is read as the same cells', () => {
  const bodies = ['', 'x', '```', '~~~\nx', '---', '<!-- x', '- a\n\n  ```', '<!-- cell -->', '````sql name=b\n```'];
  for (const body of bodies) {
    const { cells } = readNotebook(writeNotebook(of(text('Words.', '1'), sql('a', body), text('End.', '2'))));
    expect(
      cells.map((cell) => [cell.kind, cell.body]),
      body,
    ).toEqual([
      ['text', 'Words.'],
      ['sql', body],
      ['text', 'End.'],
    ]);
  }
});
