import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedDerivedNames, freeName, isCellName, nameProblems } from '@/analysis-kernel/document/names';
import { CELL_KINDS, type Notebook } from '@/analysis-kernel/document/notebook';
import { applyOperation, newCell, type Operation, OperationError } from '@/analysis-kernel/document/operations';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { writeNotebook } from '@/analysis-kernel/document/write-notebook';

const source =
  '---\ntitle: A study\nowner: li # kept\n---\n# Text\n\n```sql name=a\nSELECT 1 AS x\n```\n\n```sql name=b keep=this\nFROM a\n```\n';

function shape(notebook: Notebook) {
  return notebook.cells.map(({ id, kind, name, body }) => ({ id, kind, name, body }));
}

function apply(notebook: Notebook, ...operations: Operation[]): Notebook {
  return operations.reduce((state, operation) => applyOperation(state, operation).notebook, notebook);
}

describe('operations', () => {
  it('change only the lines they touch', () => {
    const edited = apply(readNotebook(source), { kind: 'edit', id: 'a', body: 'SELECT 2 AS x' });
    expect(writeNotebook(edited)).toBe(source.replace('SELECT 1', 'SELECT 2'));
    const renamed = apply(readNotebook(source), { kind: 'rename', id: 'b', name: 'c' });
    expect(writeNotebook(renamed)).toBe(source.replace('name=b', 'name=c'));
  });

  it('keep comments and unknown keys of the front matter', () => {
    const notebook = apply(readNotebook(source), { kind: 'setting', key: 'database', value: 'renal' });
    expect(notebook.settings).toEqual({ title: 'A study', database: 'renal' });
    expect(writeNotebook(notebook)).toContain('owner: li # kept');
  });

  it('write a fence longer than those inside', () => {
    const notebook = apply(readNotebook(source), { kind: 'edit', id: 'a', body: "SELECT '\n```\n' AS x" });
    expect(readNotebook(writeNotebook(notebook)).cells[1].body).toBe("SELECT '\n```\n' AS x");
  });

  it('keep two text cells apart', () => {
    const notebook = apply(readNotebook(source), { kind: 'insert', cell: newCell('t2', 'text', null, 'More.'), at: 1 });
    expect(shape(readNotebook(writeNotebook(notebook))).map((cell) => cell.body)).toEqual(['# Text', 'More.', 'SELECT 1 AS x', 'FROM a']);
  });

  it('refuse what does not fit and leave the notebook as it was', () => {
    const notebook = readNotebook(source);
    for (const operation of [
      { kind: 'remove', id: 'nobody' },
      { kind: 'rename', id: 'text-1', name: 'x' },
      { kind: 'insert', cell: newCell('a', 'sql', 'z', ''), at: 0 },
      { kind: 'change_kind', id: 'a', to: 'text', name: 'a' },
    ] satisfies Operation[]) {
      expect(() => applyOperation(notebook, operation)).toThrow(OperationError);
    }
    expect(writeNotebook(notebook)).toBe(source);
  });

  it('are undone by their inverse, whatever they are', () => {
    const id = fc.constantFrom('text-1', 'a', 'b', 'n');
    const operation: fc.Arbitrary<Operation> = fc.oneof(
      fc.record({ kind: fc.constant('remove' as const), id }),
      fc.record({ kind: fc.constant('move' as const), id, to: fc.integer({ min: -1, max: 5 }) }),
      fc.record({ kind: fc.constant('edit' as const), id, body: fc.string() }),
      fc.record({ kind: fc.constant('rename' as const), id, name: fc.constantFrom('x', 'y') }),
      fc.record({ kind: fc.constant('change_kind' as const), id, to: fc.constantFrom(...CELL_KINDS), name: fc.constantFrom('x', null) }),
      fc.record({
        kind: fc.constant('setting' as const),
        key: fc.constantFrom('title' as const, 'database' as const),
        value: fc.constantFrom('v', null),
      }),
      fc.integer({ min: 0, max: 4 }).map((at) => ({ kind: 'insert' as const, cell: newCell('n', 'sql', 'n', 'FROM a'), at })),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 8 }), (operations) => {
        const start = readNotebook(source);
        let state = start;
        const inverses: Operation[] = [];
        for (const next of operations) {
          try {
            const applied = applyOperation(state, next);
            state = applied.notebook;
            inverses.unshift(applied.inverse);
          } catch (error) {
            expect(error).toBeInstanceOf(OperationError);
          }
        }
        // Whatever was done can be written and read.
        expect(
          shape(readNotebook(writeNotebook(state)))
            .filter((cell) => cell.kind !== 'text')
            .map(({ name, kind }) => [name, kind]),
        ).toEqual(
          shape(state)
            .filter((cell) => cell.kind !== 'text')
            .map(({ name, kind }) => [name, kind]),
        );
        const back = apply(state, { kind: 'group', operations: inverses });
        expect(shape(back)).toEqual(shape(start));
        expect(back.settings).toEqual(start.settings);
      }),
      { seed: 20261122, numRuns: 150 },
    );
  });
});

describe('names', () => {
  it.each(['a', '_x1', '年龄', 'éa', 'a_b'])('%s names a cell', (name) => expect(isCellName(name)).toBe(true));
  it.each(['', '1a', 'a b', 'a-b', 'a.b', '"a"'])('%j does not', (name) => expect(isCellName(name)).toBe(false));

  it('are free when nothing has them in any case', () => {
    expect(freeName('fit', ['a'])).toBe('fit');
    expect(freeName('fit', ['FIT', 'fit2'])).toBe('fit3');
    expect(freeName('chart1', ['chart1', 'chart2'])).toBe('chart3');
    expect(freeName('icd10', ['ICD10'])).toBe('icd11');
  });

  it('clash without regard to case, with derived names and tables of the database, both cells at fault', () => {
    const notebook = readNotebook(
      '```sql name=Fit\n```\n```sql name=fit\n```\n```cohort name=c\n```\n```sql name=C_Attrition\n```\n```sql name=Patient\n```\n```sql name=ok\n```\n```sql name=1x\n```\n',
    );
    const derived = new Map(notebook.cells.map((cell) => [cell.id, fixedDerivedNames(cell.kind, cell.name ?? '')]));
    const problems = nameProblems(notebook, derived, ['patient']);
    expect([...problems].map(([id, problem]) => [id, problem.kind])).toEqual([
      ['fit', 'duplicate'],
      ['Fit', 'duplicate'],
      ['C_Attrition', 'duplicate'],
      ['c', 'duplicate'],
      ['Patient', 'database_table'],
      ['1x', 'invalid'],
    ]);
  });
});
