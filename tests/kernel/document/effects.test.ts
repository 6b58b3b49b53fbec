import { describe, expect, it } from 'vitest';
import {
  type Applied,
  apply,
  applyAll,
  cellOf,
  composed,
  type Operation,
  OperationError,
  rebased,
  versionAfter,
} from '@/analysis-kernel/document/operations';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';

const source = '---\ntitle: A study\n---\n# Text\n\n```sql name=a\nFROM x\n```\n\n```sql name=b\nFROM a\n```\n';
const start = readNotebook(source);

const text = (id: string, base: number, body: string): Operation => ({ kind: 'text', id, base, change: { as: 'whole', body } });
const rename = (id: string, base: number, name: string): Operation => ({ kind: 'rename', id, base, name });
const remove = (id: string, base: number): Operation => ({ kind: 'remove', id, base });
const move = (id: string, after: string | null): Operation => ({ kind: 'move', id, after });
const title = (from: string | null, value: string | null): Operation => ({ kind: 'title', from, title: value });
const insert = (id: string, base: number, body = 'FROM a', after: string | null = 'a'): Operation => ({
  kind: 'insert',
  id,
  base,
  cell: { kind: 'sql', name: id, body },
  after,
});

const said = ({ inverse, conflict, effects }: Applied) => ({ inverse, conflict, effects });

describe('an operation says what has to be stored, and what takes it back', () => {
  const made = { id: 'n', version: 4, explicitId: false, kind: 'sql', name: 'n', body: 'FROM a', written: null };

  it.each<[string, Operation, Operation, Applied['effects']]>([
    [
      'a new cell',
      insert('n', 3),
      remove('n', 4),
      [
        { kind: 'inserted', cell: made as never },
        { kind: 'placed', id: 'n' },
      ],
    ],
    [
      'a removed one',
      remove('b', 0),
      { kind: 'insert', id: 'b', base: 1, cell: { kind: 'sql', name: 'b', body: 'FROM a' }, after: 'a' },
      [{ kind: 'removed', id: 'b', version: 1 }],
    ],
    [
      'one removed from the top',
      remove('text-1', 0),
      { kind: 'insert', id: 'text-1', base: 1, cell: { kind: 'text', name: null, body: '# Text' }, after: null },
      [{ kind: 'removed', id: 'text-1', version: 1 }],
    ],
    ['one moved to the top', move('b', null), move('b', 'a'), [{ kind: 'placed', id: 'b' }]],
    ['one moved from the top', move('text-1', 'b'), move('text-1', null), [{ kind: 'placed', id: 'text-1' }]],
    [
      'a text, its lines ended as everywhere',
      text('a', 0, 'FROM y\r\nLIMIT 1\rOFFSET 2'),
      text('a', 1, 'FROM x'),
      [{ kind: 'changed', id: 'a', version: 1, to: { body: 'FROM y\nLIMIT 1\nOFFSET 2' } }],
    ],
    ['a name', rename('a', 0, 'c'), rename('a', 1, 'a'), [{ kind: 'changed', id: 'a', version: 1, to: { name: 'c' } }]],
    ['a title', title('A study', 'Another'), title('Another', 'A study'), [{ kind: 'titled', title: 'Another' }]],
    ['a title taken away', title('A study', null), title(null, 'A study'), [{ kind: 'titled', title: null }]],
  ])('%s', (_, operation, inverse, effects) => {
    const applied = apply(start, operation);
    expect(said(applied)).toEqual({ inverse, conflict: null, effects });
    expect(start).toEqual(readNotebook(source));
  });

  it('nothing, where it is so already or the cell is gone', () => {
    const renamed = apply(start, rename('a', 0, 'c')).notebook;
    for (const [notebook, operation] of [
      [start, remove('gone', 0)],
      [start, move('gone', null)],
      [start, move('a', 'a')],
      [renamed, rename('a', 0, 'c')],
      [apply(start, insert('n', 0)).notebook, insert('n', 0)],
    ] as const) {
      const applied = apply(notebook, operation);
      expect(said(applied)).toEqual({ inverse: null, conflict: null, effects: [] });
      expect(applied.notebook).toBe(notebook);
    }
  });

  it('nothing, where another got there first', () => {
    const renamed = apply(start, rename('a', 0, 'c')).notebook;
    const chart: Operation = { kind: 'insert', id: 'a', base: 0, cell: { kind: 'chart', name: 'a', body: 'FROM x' }, after: null };
    for (const [notebook, operation] of [
      [renamed, rename('a', 0, 'd')],
      [renamed, remove('a', 0)],
      [start, chart],
      [start, insert('a', 0, 'other')],
    ] as const) {
      expect(said(apply(notebook, operation))).toMatchObject({ inverse: null, conflict: { id: 'a', theirs: { id: 'a' } }, effects: [] });
    }
    expect(said(apply(start, rename('gone', 0, 'd'))).conflict).toEqual({ id: 'gone', theirs: null });
  });

  it('the reason, where no notebook can take it', () => {
    const named: Operation = { kind: 'insert', id: 'n', base: 0, cell: { kind: 'text', name: 'n', body: '' }, after: null };
    const nameless: Operation = { kind: 'insert', id: 'n', base: 0, cell: { kind: 'sql', name: null, body: '' }, after: null };
    for (const [operation, reason] of [
      [named, 'a text cell has no name'],
      [nameless, 'a sql cell needs a name'],
      [rename('text-1', 0, 'x'), 'a text cell has no name'],
    ] as const) {
      expect(() => apply(start, operation)).toThrow(
        expect.objectContaining({ constructor: OperationError, name: 'OperationError', message: reason }),
      );
    }
  });

  it('a title in dispute with no cell, each made from the one before', () => {
    const titles = [title('A study', 'Second'), title('Second', 'Third')];
    const { applied, notebook } = applyAll(start, [text('a', 7, 'late'), ...titles]);
    expect(applied.map(({ conflict }) => conflict?.id ?? null)).toEqual(['a', null, null]);
    expect(notebook.settings.title).toBe('Third');
  });
});

describe('an operation', () => {
  it('names its cell, and the version the cell has once it is done', () => {
    const all = [insert('n', 3), remove('n', 4), move('n', null), text('n', 1, ''), rename('n', 0, 'm'), title('u', 'v')];
    expect(all.map(cellOf)).toEqual(['n', 'n', 'n', 'n', 'n', null]);
    expect(all.map(versionAfter)).toEqual([4, 5, null, 2, 1, null]);
  });

  it('is made from the notebook as it stands, where it has a base and its cell is there', () => {
    const later = apply(start, text('a', 0, 'FROM z')).notebook;
    expect(rebased(text('a', 0, 'mine'), later)).toEqual(text('a', 1, 'mine'));
    expect(rebased(title('Before', 'v'), later)).toEqual(title('A study', 'v'));
    for (const operation of [move('a', null), remove('gone', 3)]) expect(rebased(operation, later)).toBe(operation);
  });

  const inserted = (cell: { readonly name?: string; readonly body?: string }, after: string | null = 'a'): Operation => ({
    kind: 'insert',
    id: 'n',
    base: 0,
    cell: { kind: 'sql', name: 'n', body: 'FROM a', ...cell },
    after,
  });

  it.each<[string, Operation, Operation, Operation | null]>([
    ['two titles', title('u', 'v'), title('v', 'w'), title('u', 'w')],
    ['a title and a text', title('u', 'v'), text('a', 0, 'x'), null],
    ['a text and a title', text('a', 0, 'x'), title('u', 'v'), null],
    ['two texts', text('a', 0, 'x'), text('a', 1, 'y'), text('a', 0, 'y')],
    ['texts of two cells', text('a', 0, 'x'), text('b', 0, 'y'), null],
    ['a new cell and its text', inserted({}), text('n', 1, 'y'), inserted({ body: 'y' })],
    ['a name and a text', rename('a', 0, 'x'), text('a', 1, 'y'), null],
    ['two names', rename('a', 0, 'x'), rename('a', 1, 'y'), rename('a', 0, 'y')],
    ['a new cell and its name', inserted({}), rename('n', 1, 'y'), inserted({ name: 'y' })],
    ['a text and a name', text('a', 0, 'x'), rename('a', 1, 'y'), null],
    ['two moves', move('a', null), move('a', 'b'), move('a', 'b')],
    ['a move and one behind itself', move('a', 'b'), move('a', 'a'), move('a', 'b')],
    ['a new cell and its move', inserted({}), move('n', 'b'), inserted({}, 'b')],
    ['a new cell and a move behind itself', inserted({}), move('n', 'n'), inserted({})],
    ['moves of two cells', move('a', null), move('b', null), null],
    ['a text and a move', text('a', 0, 'x'), move('a', null), null],
    ['a new cell that goes again', inserted({}), remove('n', 1), null],
    ['a removed cell that comes back', remove('n', 0), inserted({}), null],
  ])('after another is one with it or not: %s', (_, first, next, both) => expect(composed(first, next)).toEqual(both));
});
