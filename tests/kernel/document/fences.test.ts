/** Each rule of fenced blocks by itself: what opens, what closes, which words a cell takes. */
import { describe, expect, it } from 'vitest';
import { closesFence, fenceFor, listItems, openingFence, readCellInfo, strayKind } from '@/analysis-kernel/document/fences';

describe('a line opens a block', () => {
  it.each([
    ['```', { indent: 0, mark: '`', length: 3, info: '' }],
    ['   ````  sql name=a \t', { indent: 3, mark: '`', length: 4, info: 'sql name=a' }],
    ['~~~ sql `quoted` name=a', { indent: 0, mark: '~', length: 3, info: 'sql `quoted` name=a' }],
  ])('%j', (line, fence) => expect(openingFence(line)).toEqual(fence));

  it.each(['``', '~~', 'a ```', '\t```', '    ```', '``` a `b`', '```sql\r\nx'])('%j does not', (line) => {
    expect(openingFence(line)).toBeNull();
  });

  it('within a list item three blanks further in', () => {
    expect(openingFence('       ```', 4)?.indent).toBe(7);
    expect(openingFence('        ```', 4)).toBeNull();
  });
});

describe('a line closes a block', () => {
  const fence = { indent: 2, mark: '`', length: 4, info: '' } as const;
  it.each(['````', '`````', '     ````', '````  \t'])('%j', (line) => expect(closesFence(line, fence)).toBe(true));
  it.each(['```', '      ````', '```` x', 'x ````', '~~~~', '````~', ''])('%j does not', (line) =>
    expect(closesFence(line, fence)).toBe(false),
  );
  it('of tildes by three of them', () => {
    const tildes = { indent: 0, mark: '~', length: 3, info: '' } as const;
    expect(['~~~', '~~', '```'].map((line) => closesFence(line, tildes))).toEqual([true, false, false]);
  });
});

describe('the text of list items begins', () => {
  it.each([
    ['- a', [], [2]],
    ['10) a', [], [4]],
    ['1234567890. a', [], []],
    ['   - a', [], [5]],
    ['    - a', [], []],
    ['  - a', [2], [2, 4]],
    ['-    a', [], [5]],
    // Five blanks are one and a block of code.
    ['-     a', [], []],
    ['-', [], [2]],
    ['-a', [], []],
    ['plain', [2], []],
    ['  goes on', [2], [2]],
    ['   \t', [2, 4], [2, 4]],
    ['   deeper', [2, 4], [2]],
    ['* * *', [], [2]],
    ['+ a', [], [2]],
    // Three blanks further in than the innermost item, and one more.
    ['     - a', [2], [2, 7]],
    ['         - a', [2, 4, 6], [2, 4, 6, 11]],
    ['          - a', [2, 4, 6], [2, 4, 6]],
  ])('%j after %j at %j', (line, open, expected) => expect(listItems(open as number[], line)).toEqual(expected));
});

describe('the words after a fence', () => {
  it.each([
    ['sql name=a', { kind: 'sql', name: 'a', id: null, rest: [] }],
    ['cohort name="two words" id=c-1 wide=yes', { kind: 'cohort', name: 'two words', id: 'c-1', rest: ['wide=yes'] }],
    ['sql id="" name=a', { kind: 'sql', name: 'a', id: null, rest: [] }],
    ['sql name=a name=b id=1 id=2', { kind: 'sql', name: 'a', id: '1', rest: ['name=b', 'id=2'] }],
    ['sql name=""', { kind: 'sql', name: '', id: null, rest: [] }],
    ['sql name="', { kind: 'sql', name: '"', id: null, rest: [] }],
    ['sql name="a', { kind: 'sql', name: '"a', id: null, rest: [] }],
    ['sql name=a"', { kind: 'sql', name: 'a"', id: null, rest: [] }],
    ['sql name=a"b', { kind: 'sql', name: 'a"b', id: null, rest: [] }],
    ['sql name="a b" c"d e"', { kind: 'sql', name: 'a b', id: null, rest: ['c"d e"'] }],
  ])('%j are those of a cell', (info, expected) => expect(readCellInfo(info)).toEqual(expected));

  it.each(['', 'sql', 'text name=a', 'js name=a', 'name=a sql', 'SQL name=a'])('%j are not', (info) =>
    expect(readCellInfo(info)).toBeNull(),
  );

  it.each([
    ['```anaylsis name=fit', 'anaylsis'],
    ['          ```sqll wide=1 name=a', 'sqll'],
    ['```sql name=a', null],
    ['```python', null],
    ['```python title=name=a', null],
    ['```python name=', null],
    ['python name=a', null],
    ['```nickname=a', null],
  ])('%j is misspelt: %j', (line, expected) => expect(strayKind(line)).toBe(expected));
});

it.each([
  ['plain', '```'],
  ['```', '````'],
  ['   `````', '``````'],
  ['a ````` b', '```'],
  ['    `````', '```'],
  ['```\n````\n``', '`````'],
])('%j is fenced by %s', (body, fence) => expect(fenceFor(body)).toBe(fence));
