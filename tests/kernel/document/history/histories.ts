import fc from 'fast-check';
import { emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { apply, type Operation, rebased } from '@/analysis-kernel/document/operations';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const id = fc.constantFrom(...IDS);
const body = fc.array(fc.constantFrom('one', 'two words', '三个字', '', 'x = 1'), { maxLength: 6 }).map((lines) => lines.join('\n'));

/** Operations as people send them; their bases are made right where they are done. */
export const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant('remove' as const), id, base: fc.constant(0) }),
  fc.record({ kind: fc.constant('move' as const), id, after: fc.option(id) }),
  fc.record({ id, body }).map((given): Operation => ({ kind: 'text', id: given.id, base: 0, change: { as: 'whole', body: given.body } })),
  fc.record({ kind: fc.constant('rename' as const), id, base: fc.constant(0), name: fc.constantFrom('x', 'y', 'z') }),
  fc.record({ kind: fc.constant('title' as const), from: fc.constant(null), title: fc.constantFrom('v', 'w') }),
  fc
    .record({ id, after: fc.option(id), body })
    .map(
      ({ body: text, ...given }): Operation => ({ kind: 'insert', base: 0, cell: { kind: 'sql', name: given.id, body: text }, ...given }),
    ),
);

export const begun: Notebook = {
  ...emptyNotebook(),
  settings: { title: 'Begun', database: null },
  cells: ['a', 'b', 'c'].map((name) => newCell(name, { kind: 'sql', name, body: `text of ${name}` }, 1)),
};

export interface Recorded {
  readonly operation: Operation;
  readonly after: Notebook;
}

/** What of the operations did something, as a history keeps it, each with the notebook it left. */
export function recorded(from: Notebook, operations: readonly Operation[]): readonly Recorded[] {
  const removed = new Map<string, number>();
  let state = from;
  return operations.flatMap((wanted) => {
    const back = wanted.kind === 'insert' ? { ...wanted, base: removed.get(wanted.id) ?? 0 } : wanted;
    const done = rebased(back, state);
    const { notebook, effects } = apply(state, done);
    for (const effect of effects) if (effect.kind === 'removed') removed.set(effect.id, effect.version);
    state = notebook;
    return effects.length === 0 ? [] : [{ operation: done, after: notebook }];
  });
}

/** All a reader sees of a notebook. */
export function seen({ settings, cells }: Notebook) {
  return { title: settings.title, cells: cells.map(({ id: of, kind, name, body: text }) => ({ id: of, kind, name, body: text })) };
}
