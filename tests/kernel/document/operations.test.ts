import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notebook } from '@/analysis-kernel/document/notebook';
import { apply, applyAll, composed, type Operation, OperationError, rebased } from '@/analysis-kernel/document/operations';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { writeNotebook } from '@/analysis-kernel/document/write-notebook';

const source =
  '---\ntitle: A study\nowner: li # kept\n---\n# Text\n\n```sql name=a\nSELECT 1 AS x\n```\n\n```sql name=b keep=this\nFROM a\n```\n';

function shape({ cells, settings }: Notebook) {
  return { settings, cells: cells.map(({ id, kind, name, body }) => ({ id, kind, name, body })) };
}

function done(notebook: Notebook, ...operations: Operation[]): Notebook {
  return operations.reduce((state, operation) => apply(state, operation).notebook, notebook);
}

const text = (id: string, base: number, body: string): Operation => ({ kind: 'text', id, base, change: { as: 'whole', body } });
const sql = (id: string, after: string | null, body = 'FROM a'): Operation => ({
  kind: 'insert',
  id,
  base: 0,
  cell: { kind: 'sql', name: id, body },
  after,
});

const id = fc.constantFrom('text-1', 'a', 'b', 'n', 'm');
const base = fc.constantFrom(0, 0, 0, 1, 2);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant('remove' as const), id, base }),
  fc.record({ kind: fc.constant('move' as const), id, after: fc.option(id) }),
  fc.record({ id, base, body: fc.string() }).map((given) => text(given.id, given.base, given.body)),
  fc.record({ kind: fc.constant('rename' as const), id: fc.constantFrom('a', 'b', 'n'), base, name: fc.constantFrom('x', 'y') }),
  fc.record({ kind: fc.constant('title' as const), from: fc.constantFrom('v', 'A study', null), title: fc.constantFrom('v', 'w', null) }),
  fc.record({ id: fc.constantFrom('n', 'm'), after: fc.option(id) }).map((given) => sql(given.id, given.after)),
);
const operations = fc.array(operation, { maxLength: 12 });

describe('operations', () => {
  it('change only the lines they touch', () => {
    const edited = done(readNotebook(source), text('a', 0, 'SELECT 2 AS x'));
    expect(writeNotebook(edited)).toBe(source.replace('SELECT 1', 'SELECT 2'));
    const renamed = done(readNotebook(source), { kind: 'rename', id: 'b', base: 0, name: 'c' });
    expect(writeNotebook(renamed)).toBe(source.replace('name=b', 'name=c'));
  });

  it('keep comments and unknown keys of the front matter, and settings they do not name', () => {
    const notebook = done(readNotebook(source), { kind: 'title', from: 'A study', title: 'Another' });
    expect(notebook.settings).toEqual({ title: 'Another', database: null });
    expect(writeNotebook(notebook)).toContain('owner: li # kept');
    const opened = { ...notebook, settings: { title: 'Another', database: 'renal@1' }, frontMatter: null };
    expect(done(opened, { kind: 'title', from: 'Another', title: 'Third' }).settings).toEqual({ title: 'Third', database: 'renal@1' });
  });

  it('write a fence longer than those inside', () => {
    const notebook = done(readNotebook(source), text('a', 0, "SELECT '\r\n```\r\n' AS x"));
    expect(readNotebook(writeNotebook(notebook)).cells[1].body).toBe("SELECT '\n```\n' AS x");
  });

  it.each([
    ['```', '```\n```'],
    ['~~~~ r\nx <- 1', '~~~~ r\nx <- 1\n~~~~'],
    ['- a list\n\n  ```\n  x', '- a list\n\n  ```\n  x\n  ```'],
    ['<!-- to do', '<!-- to do\n-->'],
    ['```\n```', '```\n```'],
    ['```a` and <!-- b -->', '```a` and <!-- b -->'],
  ])('close what the text %j leaves open, so that it takes no cell in', (body, written) => {
    const notebook = done(readNotebook(source), text('text-1', 0, body));
    const again = readNotebook(writeNotebook(notebook)).cells;
    expect(again.map((cell) => cell.body)).toEqual([written, 'SELECT 1 AS x', 'FROM a']);
    const last = readNotebook(`\`\`\`sql name=a\nFROM b\n\`\`\`\n\n${body}\n`);
    expect(writeNotebook(last)).toBe(`\`\`\`sql name=a\nFROM b\n\`\`\`\n\n${body}\n`);
    const more = readNotebook(writeNotebook(done(last, sql('n', 'text-1')))).cells;
    expect(more.map((cell) => cell.body)).toEqual(['FROM b', written, 'FROM a']);
  });

  it('tell a text that begins with a line of dashes from settings', () => {
    const notebook = done(readNotebook('Text\n\n```sql name=a\nFROM b\n```\n'), text('text-1', 0, '---\ntitle: no title\n---'));
    const again = readNotebook(writeNotebook(notebook));
    expect(again.settings.title).toBeNull();
    expect(again.cells.map((cell) => cell.body)).toEqual(['---\ntitle: no title\n---', 'FROM b']);
  });

  it('keep two text cells apart', () => {
    const more: Operation = { kind: 'insert', id: 't2', base: 0, cell: { kind: 'text', name: null, body: 'More.' }, after: 'text-1' };
    const notebook = done(readNotebook(source), more);
    expect(readNotebook(writeNotebook(notebook)).cells.map((cell) => cell.body)).toEqual(['# Text', 'More.', 'SELECT 1 AS x', 'FROM a']);
  });

  it('put a cell behind another, at the top, and at the end where the other is gone', () => {
    const order = (...given: Operation[]) => done(readNotebook(source), ...given).cells.map((cell) => cell.id);
    expect(order(sql('n', 'a'))).toEqual(['text-1', 'a', 'n', 'b']);
    expect(order(sql('n', null))).toEqual(['n', 'text-1', 'a', 'b']);
    expect(order(sql('n', 'gone'))).toEqual(['text-1', 'a', 'b', 'n']);
    expect(order({ kind: 'move', id: 'b', after: null })).toEqual(['b', 'text-1', 'a']);
    expect(order({ kind: 'move', id: 'text-1', after: 'a' })).toEqual(['a', 'text-1', 'b']);
    expect(order({ kind: 'move', id: 'a', after: 'a' })).toEqual(['text-1', 'a', 'b']);
  });

  it('that no notebook can take are refused and leave it as it was', () => {
    const notebook = readNotebook(source);
    for (const wrong of [
      { kind: 'rename', id: 'text-1', base: 0, name: 'x' },
      { kind: 'insert', id: 'n', base: 0, cell: { kind: 'text', name: 'n', body: '' }, after: null },
      { kind: 'insert', id: 'n', base: 0, cell: { kind: 'sql', name: null, body: '' }, after: null },
    ] satisfies Operation[]) {
      expect(() => apply(notebook, wrong)).toThrow(OperationError);
    }
    expect(writeNotebook(notebook)).toBe(source);
  });

  it('made from another version are in conflict and do nothing, unless they say what is so already', () => {
    const notebook = done(readNotebook(source), text('a', 0, 'theirs'), { kind: 'remove', id: 'b', base: 0 });
    for (const late of [text('a', 0, 'mine'), { kind: 'remove', id: 'a', base: 0 }, sql('a', null, 'mine')] satisfies Operation[]) {
      const applied = apply(notebook, late);
      expect(applied).toMatchObject({ conflict: { id: 'a', theirs: { body: 'theirs', version: 1 } }, effects: [], inverse: null });
      expect(applied.notebook).toBe(notebook);
    }
    expect(apply(notebook, text('b', 0, 'mine')).conflict).toEqual({ id: 'b', theirs: null });
    for (const again of [text('a', 0, 'theirs'), { kind: 'remove', id: 'b', base: 0 }, sql('a', null, 'theirs')] satisfies Operation[]) {
      expect(apply(notebook, again)).toEqual({ notebook, inverse: null, conflict: null, effects: [] });
    }
  });

  it('give no title over one it was not made from, and none twice', () => {
    const notebook = readNotebook(source);
    const titled = (from: string | null, title: string): Operation => ({ kind: 'title', from, title });
    expect(apply(notebook, titled('Before', 'Mine'))).toEqual({
      notebook,
      inverse: null,
      conflict: { id: null, theirs: 'A study' },
      effects: [],
    });
    expect(apply(notebook, titled('Before', 'A study'))).toEqual({ notebook, inverse: null, conflict: null, effects: [] });
    const { applied } = applyAll(notebook, [titled('Before', 'Mine'), titled('A study', 'Mine too'), text('b', 0, 'other')]);
    expect(applied.map(({ conflict }) => conflict?.theirs)).toEqual(['A study', 'A study', undefined]);
  });

  it('that follow one in conflict on the same cell are in conflict with it, even where their version fits by chance', () => {
    const notebook = done(readNotebook(source), text('a', 0, 'theirs'));
    const { applied, notebook: after } = applyAll(notebook, [text('a', 0, 'mine'), text('a', 1, 'mine too'), text('b', 0, 'other')]);
    expect(applied.map(({ conflict }) => conflict?.id ?? null)).toEqual(['a', 'a', null]);
    expect(after.cells.map(({ body }) => body)).toEqual(['# Text', 'theirs', 'other']);
  });

  it('are undone by their inverse, whatever they are', () => {
    fc.assert(
      fc.property(operations, (given) => {
        const start = readNotebook(source);
        let state = start;
        const inverses: Operation[] = [];
        for (const next of given) {
          const applied = apply(state, rebased(next, state));
          state = applied.notebook;
          if (applied.inverse) inverses.unshift(applied.inverse);
        }
        // Whatever was done can be written and read.
        const named = (notebook: Notebook) => notebook.cells.flatMap(({ kind, name }) => (kind === 'text' ? [] : [[kind, name]]));
        expect(named(readNotebook(writeNotebook(state)))).toEqual(named(state));
        expect(shape(inverses.reduce((now, inverse) => apply(now, rebased(inverse, now)).notebook, state))).toEqual(shape(start));
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it('look at no text but that of the cell they name', () => {
    fc.assert(
      fc.property(operations, (given) => {
        const named = new Set(given.flatMap((one) => ('base' in one ? [one.id] : [])));
        const whole = readNotebook(source);
        const bare = { ...whole, cells: whole.cells.map((cell) => (named.has(cell.id) ? cell : { ...cell, body: '' })) };
        const said = (notebook: Notebook) => applyAll(notebook, given).applied.map(({ effects, conflict }) => ({ effects, conflict }));
        expect(said(bare)).toEqual(said(whole));
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('composed into one do what the two did', () => {
    fc.assert(
      fc.property(operation, operation, (first, second) => {
        const start = readNotebook(source);
        const one = rebased(first, start);
        const between = apply(start, one);
        fc.pre(between.effects.length > 0);
        const two = rebased(second, between.notebook);
        const both = composed(one, two);
        fc.pre(both !== null && apply(between.notebook, two).conflict === null);
        expect(shape(apply(start, both ?? one).notebook)).toEqual(shape(apply(between.notebook, two).notebook));
      }),
      { seed: 20261124, numRuns: 2000 },
    );
  });
});
