import { describe, expect, it } from 'vitest';
import { BOUNDS } from '@/analysis-kernel/content/bounds';
import { endOfOpen, NotebookTooLargeError, readNotebook } from '@/analysis-kernel/document/read-notebook';
import { writeNotebook } from '@/analysis-kernel/document/write-notebook';

const study = `---
title: Hormone therapy
database: breast_cancer   # the open one
reviewers: [wang, li]
---
# Background

Some **text**.

\`\`\`cohort name=node_positive id=c-1
index at first surgery
\`\`\`
\`\`\`sql name=by_grade
SELECT 1 AS n
\`\`\`

\`\`\`python
print("a plain fence stays text")
\`\`\`

After.
`;

function kinds(source: string) {
  return readNotebook(source).cells.map((cell) => [cell.kind, cell.name]);
}

describe('reading a notebook', () => {
  it('finds cells, and text between them', () => {
    const notebook = readNotebook(study);
    expect(notebook.settings).toEqual({ title: 'Hormone therapy', database: 'breast_cancer' });
    expect(notebook.cells.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['text-1', 'text', null],
      ['c-1', 'cohort', 'node_positive'],
      ['by_grade', 'sql', 'by_grade'],
      ['text-2', 'text', null],
    ]);
    expect(notebook.cells[1].body).toBe('index at first surgery');
    expect(notebook.cells[3].body).toContain('a plain fence stays text');
  });

  it('knows on which line of the file each body begins', () => {
    const lines = study.split('\n');
    for (const cell of readNotebook(study).cells) {
      expect(lines[(cell.written?.line ?? 0) - 1]).toBe(cell.body.split('\n')[0]);
    }
  });

  it('takes the blanks of a list item off the body, and keeps them in the file', () => {
    const source = '1. First\n\n    ```sql name=a\n    SELECT 1\n      AS x\n    ```\n\n2. Second\n';
    const notebook = readNotebook(source);
    expect(notebook.cells[1].body).toBe('SELECT 1\n  AS x');
    expect(notebook.cells[1].written).toMatchObject({ line: 4, indent: 4 });
    expect(writeNotebook(notebook)).toBe(source);
  });

  it('reads settings between dashes with blanks after them, and says where settings are never closed', () => {
    expect(readNotebook('--- \ntitle: A\n---\t\ntext\n').settings.title).toBe('A');
    expect(() => readNotebook('---\ntitle: A\n\ntext\n')).toThrow(/never closed/);
    expect(kinds('---\nA rule, then text\n')).toEqual([['text', null]]);
  });

  it.each([
    ['longer fences hold shorter ones', '````sql name=a\nSELECT 1 AS x\n```\n````\n', [['sql', 'a']]],
    ['tildes', '~~~sql name=a\nSELECT 1 AS x\n~~~\n', [['sql', 'a']]],
    ['a cell kind without name= is text', '```sql\nSELECT 1\n```\n', [['text', null]]],
    ['no cell kind is text', '```js name=a\n1\n```\n', [['text', null]]],
    ['inline code is no fence', '```sql name=a``` is a word\n', [['text', null]]],
    [
      'a fence in an item of a numbered list',
      '1. First\n\n    ```sql name=a\n    SELECT 1 AS x\n    ```\n\n2. Second\n',
      [
        ['text', null],
        ['sql', 'a'],
        ['text', null],
      ],
    ],
    [
      'a fence in an item of an item',
      '- a\n  - b\n\n    ~~~sql name=a\n    x\n    ~~~\n',
      [
        ['text', null],
        ['sql', 'a'],
      ],
    ],
    ['code in an item is no fence', '- a\n\n      ```sql name=a\n      x\n', [['text', null]]],
    ['after the list four blanks are code again', '- a\n\ntext\n\n    ```sql name=a\n    x\n', [['text', null]]],
    ['four blanks are code, not a fence', '    ```sql name=a\n    x\n', [['text', null]]],
    ['a fence inside a comment', '<!--\n```sql name=a\n-->\nafter\n', [['text', null]]],
    ['a fence inside a plain fence', '````md\n```sql name=a\n```\n````\n', [['text', null]]],
    ['an unclosed cell reaches the end', '```sql name=a\nSELECT 1 AS x\n', [['sql', 'a']]],
    [
      'no blank line is needed',
      'text\n```sql name=a\n```\n```sql name=b\n```\n',
      [
        ['text', null],
        ['sql', 'a'],
        ['sql', 'b'],
      ],
    ],
    [
      'a mark parts two text cells',
      'one\n\n<!-- cell id=t -->\ntwo\n',
      [
        ['text', null],
        ['text', null],
      ],
    ],
    ['an empty name is a cell to mend', '```sql name=\n```\n', [['sql', '']]],
    ['names in any script', '```sql name=按分级\n```\n', [['sql', '按分级']]],
    ['a rule at the top is no front matter', '---\ntext\n', [['text', null]]],
    ['nothing', '', []],
  ])('%s', (_, source, expected) => {
    expect(kinds(source)).toEqual(expected);
    expect(writeNotebook(readNotebook(source))).toBe(source);
  });

  it('keeps ids unique where two cells share a name or id', () => {
    const notebook = readNotebook('```sql name=a id=x\n```\n```sql name=A id=x\n```\n```sql name=a\n```\n```sql name=a\n```\n');
    expect(notebook.cells.map((cell) => cell.id)).toEqual(['x', 'A', 'a', 'a~2']);
  });

  it('takes the indentation of a fence from its lines', () => {
    const [cell] = readNotebook('  ```sql name=a\n  SELECT 1 AS x\n    , 2 AS y\n  ```\n').cells;
    expect(cell.body).toBe('SELECT 1 AS x\n  , 2 AS y');
    expect(cell.written?.indent).toBe(2);
  });

  it.each([
    ['title: [a]\n', /title/],
    ['- a\n', /key: value/],
    ['title: "a\n', /./],
  ])('refuses front matter %j', (yaml, message) => {
    expect(() => readNotebook(`---\n${yaml}---\n`)).toThrow(message);
  });

  it('writes back what it read, letter for letter', () => {
    for (const source of [
      study,
      study.replaceAll('\n', '\r\n'),
      `\uFEFF${study}`,
      study.trimEnd(),
      `${study}\n\n`,
      '---\ntitle: x\n---\n\n\n',
      '\n\ntext',
    ]) {
      expect(writeNotebook(readNotebook(source))).toBe(source);
    }
  });
});

describe('the line that ends what a text leaves open', () => {
  it.each([
    ['words', null],
    ['```\ncode\n```', null],
    ['```\ncode', '```'],
    ['```', '```'],
    ['~~~~ js\ncode\n~~~', '~~~~'],
    ['- item\n\n  ```\n  code', '  ```'],
    ['   ```\ncode', '   ```'],
    ['<!-- note -->', null],
    ['<!-- note', '-->'],
    ['  <!-- note\nmore', '-->'],
    ['<!-- note\n-->', null],
    ['a <!-- note', null],
    ['    <!-- note', null],
    ['```\n<!-- in code\n```\nafter', null],
    ['<!-- a\n```\n-->\nafter', null],
    ['```\ncode\n```\n```\nagain', '```'],
  ])('%j: %j', (body, line) => expect(endOfOpen(body)).toBe(line));
});

describe('a notebook', () => {
  const bodies = (source: string) => readNotebook(source).cells.map(({ body }) => body);

  it('of more characters or cells than it may hold is refused, of as many it is not', () => {
    const { characters, cells } = BOUNDS.notebook;
    expect(readNotebook('x'.repeat(characters)).cells).toHaveLength(1);
    expect(() => readNotebook('x'.repeat(characters + 1))).toThrow(NotebookTooLargeError);
    const block = '```sql name=a\n```\n';
    expect(readNotebook(block.repeat(cells)).cells).toHaveLength(cells);
    expect(() => readNotebook(block.repeat(cells + 1))).toThrow(/more than \d+ cells/u);
  });

  it('keeps the line ends and the mark a file begins with', () => {
    expect(readNotebook('\uFEFFa\r\nb')).toMatchObject({ byteOrderMark: true, newline: '\r\n' });
    expect(readNotebook('a\nb\uFEFF')).toMatchObject({ byteOrderMark: false, newline: '\n' });
    expect(bodies('a\rb')).toEqual(['a\nb']);
  });

  it('has settings between two lines of nothing but dashes, at its beginning', () => {
    const titled = (source: string) => readNotebook(source).settings.title;
    expect(titled('---\ntitle: A\n---')).toBe('A');
    expect(titled('x---\ntitle: A\n---\n')).toBeNull();
    expect(titled('--- x\ntitle: A\n---\n')).toBeNull();
    expect(titled('a\n---\ntitle: A\n---\n')).toBeNull();
    expect(() => readNotebook('---\ntitle: A\nx---\n--- y\n')).toThrow(/never closed/u);
    expect(() => readNotebook('---\ntitle:')).toThrow(/never closed/u);
    expect(bodies('---\nSee title: A\n')).toEqual(['---\nSee title: A']);
    expect(bodies('---')).toEqual(['---']);
  });

  it('leaves empty lines around a text out of it, and a block that is never closed goes to the end', () => {
    expect(bodies('\n \t\na\n\nb\n \n\n```sql name=q\nSELECT 1\n')).toEqual(['a\n\nb', 'SELECT 1']);
    expect(bodies('```sql name=q')).toEqual(['']);
    expect(bodies('```sql name=q\n```')).toEqual(['']);
    expect(bodies('```sql name=q\n\n```\n')).toEqual(['']);
  });

  it('sees no cell in a comment, and a comment only at the beginning of a line', () => {
    expect(kinds('<!--\n```sql name=a\n```\n-->\n')).toEqual([['text', null]]);
    expect(kinds('a <!--\n\n```sql name=a\n```\n-->\n')).toEqual([
      ['text', null],
      ['sql', 'a'],
      ['text', null],
    ]);
  });

  it('parts texts by a mark, which may carry an id', () => {
    const { cells } = readNotebook('a\n\n<!-- cell id=t-9 -->\nb\n\n<!-- cell -->\nc\n');
    expect(cells.map(({ id, body }) => [id, body])).toEqual([
      ['text-1', 'a'],
      ['t-9', 'b'],
      ['text-3', 'c'],
    ]);
  });

  it('gives each cell an id of its own: what is written first keeps it', () => {
    const { cells } = readNotebook(
      '```sql name=a\n```\n```sql name=b id=a\n```\n```sql name=a\n```\n```sql name=c id=a\n```\n```sql name=a~2\n```\n',
    );
    expect(cells.map(({ id, explicitId }) => [id, explicitId])).toEqual([
      ['a~2', false],
      ['a', true],
      ['a~3', false],
      ['c', false],
      ['a~2~2', false],
    ]);
  });
});
