import type { Notebook } from '@/analysis-kernel/document/notebook';
import type { Operation } from '@/analysis-kernel/document/operations';
import type { LocalChange } from './pending';

/** What the server is told of an operation that turned `before` into `after`. */
export function changesOf(operation: Operation, before: Notebook, after: Notebook): LocalChange[] {
  const predecessor = (id: string): string | null => {
    const at = after.cells.findIndex((cell) => cell.id === id);
    return after.cells[at - 1]?.id ?? null;
  };
  switch (operation.kind) {
    case 'insert': {
      const { id, kind, name, body } = operation.cell;
      return [{ kind: 'insert', id, cell: { kind, name: name ?? '', body }, after: predecessor(id) }];
    }
    case 'remove':
      return [{ kind: 'remove', id: operation.id }];
    case 'move':
      return [{ kind: 'move', id: operation.id, after: predecessor(operation.id) }];
    case 'edit':
      return [{ kind: 'edit', id: operation.id, body: operation.body }];
    case 'rename':
      return [{ kind: 'rename', id: operation.id, name: operation.name }];
    case 'setting':
      return operation.key === 'title' && operation.value !== null ? [{ kind: 'title', title: operation.value }] : [];
    case 'group':
      return operation.operations.flatMap((part) => changesOf(part, before, after));
    case 'change_kind':
      throw new RangeError('the kind of a stored cell does not change: insert a new cell');
  }
}
