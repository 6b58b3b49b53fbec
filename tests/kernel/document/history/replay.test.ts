import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayed } from '@/analysis-kernel/document/history/replay';
import { restoring, restoringCell } from '@/analysis-kernel/document/history/restore';
import type { Notebook } from '@/analysis-kernel/document/notebook';
import { apply, applyAll, type Operation, rebased } from '@/analysis-kernel/document/operations';
import { begun, operation, recorded, seen } from './histories';

const history = fc.array(operation, { maxLength: 40 }).map((operations) => recorded(begun, operations));

function done(notebook: Notebook, operations: readonly Operation[]): Notebook {
  const { notebook: after, applied } = applyAll(notebook, operations);
  expect(applied.map(({ conflict }) => conflict).filter(Boolean)).toEqual([]);
  return after;
}

describe('a notebook rebuilt from its history', () => {
  it('is what it was after each operation, down to the versions of its cells', () => {
    fc.assert(
      fc.property(history, fc.nat(), (rows, at) => {
        const until = rows.slice(0, rows.length === 0 ? 0 : at % (rows.length + 1));
        const was = until.at(-1)?.after ?? begun;
        expect(
          replayed(
            begun,
            until.map(({ operation: one }) => one),
          ),
        ).toEqual(was);
      }),
    );
  });

  it('needs of the texts of a cell the last alone', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const last = new Map(rows.map(({ operation: one }, at) => [one.kind === 'text' ? one.id : '', at]));
        const few = rows.filter(({ operation: one }, at) => one.kind !== 'text' || last.get(one.id) === at);
        const all = replayed(
          begun,
          rows.map(({ operation: one }) => one),
        );
        expect(
          seen(
            replayed(
              begun,
              few.map(({ operation: one }) => one),
            ),
          ),
        ).toEqual(seen(all));
      }),
    );
  });

  it('takes a text whose cell has another version by now, as a stretch of typing that was written down late', () => {
    const late: Operation = { kind: 'text', id: 'a', base: 7, change: { as: 'whole', body: 'late' } };
    const [a] = replayed(begun, [late]).cells;
    expect(a).toMatchObject({ body: 'late', version: 8 });
  });

  it('does nothing for a cell that is not there', () => {
    const gone: Operation = { kind: 'rename', id: 'nobody', base: 1, name: 'x' };
    expect(replayed(begun, [gone])).toEqual(begun);
  });
});

describe('restoring', () => {
  it('gives the notebook of any version from any other, by operations that are all done', () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.nat(), (rows, from, to) => {
        const versions = [begun, ...rows.map(({ after }) => after)];
        const [now, then] = [versions[from % versions.length], versions[to % versions.length]];
        const { title, cells } = seen(then);
        const operations = restoring(now, { title, cells });
        expect(seen(done(now, operations))).toEqual(seen(then));
        expect(restoring(then, { title, cells })).toEqual([]);
      }),
    );
  });

  it('is taken back whole by the inverses of its operations', () => {
    fc.assert(
      fc.property(history, fc.nat(), (rows, to) => {
        const versions = [begun, ...rows.map(({ after }) => after)];
        const now = versions[versions.length - 1];
        const back: Operation[] = [];
        let state = now;
        for (const one of restoring(now, seen(versions[to % versions.length]))) {
          const { notebook, inverse } = apply(state, one);
          if (inverse) back.unshift(inverse);
          state = notebook;
        }
        // As a step that is taken back: each operation made from what the one before left.
        for (const one of back) state = done(state, [rebased(one, state)]);
        expect(seen(state)).toEqual(seen(now));
      }),
    );
  });

  it('moves no more cells than it has to', () => {
    const then = { title: 'Begun', cells: seen(begun).cells };
    const [a, b, c] = begun.cells;
    expect(restoring({ ...begun, cells: [c, a, b] }, then)).toEqual([{ kind: 'move', id: 'c', after: 'b' }]);
  });

  it('by two people at once leaves one of the two versions of each text, and every cell once', () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.nat(), (rows, first, second) => {
        const versions = [begun, ...rows.map(({ after }) => after)];
        const now = versions[versions.length - 1];
        const [one, other] = [versions[first % versions.length], versions[second % versions.length]];
        const ours = applyAll(now, restoring(now, seen(one))).notebook;
        const { notebook } = applyAll(ours, restoring(now, seen(other)));
        const ids = notebook.cells.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const cell of notebook.cells) {
          const bodies = [now, one, other].flatMap(({ cells }) => cells.filter(({ id }) => id === cell.id).map(({ body }) => body));
          expect(bodies).toContain(cell.body);
        }
        if (first % versions.length === second % versions.length) expect(seen(notebook)).toEqual(seen(one));
      }),
    );
  });
});

describe('restoring one cell', () => {
  const then = seen({ ...begun, cells: begun.cells.map((cell) => (cell.id === 'b' ? { ...cell, name: 'then', body: 'then' } : cell)) });

  it('gives back its name and text and leaves all others', () => {
    const after = done(begun, restoringCell(begun, then, 'b'));
    expect(seen(after).cells.map(({ name, body }) => `${name}: ${body}`)).toEqual(['a: text of a', 'then: then', 'c: text of c']);
  });

  it('that is gone puts it behind the nearest cell that was before it', () => {
    const now: Notebook = { ...begun, cells: begun.cells.slice(2) };
    expect(restoringCell(now, then, 'b')).toMatchObject([{ kind: 'insert', id: 'b', after: null }]);
    const [a, , c] = begun.cells;
    expect(done({ ...begun, cells: [c, a] }, restoringCell({ ...begun, cells: [c, a] }, then, 'b')).cells.map(({ id }) => id)).toEqual([
      'c',
      'a',
      'b',
    ]);
  });

  it('that was not there then does nothing', () => {
    expect(restoringCell(begun, { ...then, cells: [] }, 'b')).toEqual([]);
  });
});
