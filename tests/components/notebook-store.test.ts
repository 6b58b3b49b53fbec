import { describe, expect, it } from 'vitest';
import { newCell } from '@/analysis-kernel/document/operations';
import type { NotebookChange, SaveAnswer } from '@/app/_contract/notebook-changes';
import type { CellDto } from '@/app/_contract/notebooks';
import { NotebookStore, SaveRefused, type StorePorts } from '@/components/workbench/store/notebook-store';
import type { LocalChange } from '@/components/workbench/store/pending';

const cell = (id: string, body: string, version = 1): CellDto => ({ id, kind: 'sql', name: id, body, position: '', version });
const dto = (...cells: CellDto[]) => ({ title: 'Study', release: 'renal@2026.1', cells });

/** A server with one notebook that answers as the real one does for edits, and can be unplugged. */
function harness(cells: CellDto[]) {
  const drafts = new Map<string, readonly LocalChange[]>();
  const server = new Map(cells.map((entry) => [entry.id, entry]));
  const sent: (readonly NotebookChange[])[] = [];
  let plugged = true;
  let refusal: SaveRefused | null = null;
  let version = 0;
  const timers: (() => void)[] = [];
  const ports: StorePorts = {
    save: async (changes): Promise<SaveAnswer> => {
      if (!plugged) throw new TypeError('unreachable');
      if (refusal) throw refusal;
      sent.push(changes);
      const conflicts: { change: number; id: string; theirs: CellDto | null }[] = [];
      const touched = new Set<string>();
      changes.forEach((change, place) => {
        if (change.kind === 'edit') {
          const known = server.get(change.id);
          if (!known || known.version !== change.base) {
            conflicts.push({ change: place, id: change.id, theirs: known ?? null });
            return;
          }
          server.set(change.id, { ...known, body: change.body, version: known.version + 1 });
          touched.add(change.id);
        }
        if (change.kind === 'insert') {
          server.set(change.id, { id: change.id, ...change.cell, position: '', version: 1 });
          touched.add(change.id);
        }
      });
      version += 1;
      return { version, conflicts, cells: [...touched].map((id) => ({ id, version: server.get(id)?.version ?? 0 })) };
    },
    drafts: { read: async (id) => drafts.get(id) ?? [], write: async (id, changes) => void drafts.set(id, changes) },
    later: (work) => {
      timers.push(work);
      return () => timers.splice(timers.indexOf(work), 1);
    },
  };
  return {
    ports,
    server,
    sent,
    drafts,
    unplug: () => (plugged = false),
    plug: () => (plugged = true),
    refuse: (with_: SaveRefused | null) => (refusal = with_),
    timers,
  };
}

const body = (store: NotebookStore, id: string) => store.snapshot().notebook.cells.find((entry) => entry.id === id)?.body;

describe('saving', () => {
  it('sends typing in one cell as one change, made from the version it was made from', async () => {
    const { ports, sent, server } = harness([cell('a', 'one', 4)]);
    const store = new NotebookStore('n', dto(cell('a', 'one', 4)), ports);
    for (const text of ['o', 'on', 'only']) store.dispatch({ kind: 'edit', id: 'a', body: text });
    expect(store.snapshot()).toMatchObject({ saving: 'saving', waiting: 1 });
    await store.flush();
    expect(sent).toEqual([[{ kind: 'edit', id: 'a', base: 4, body: 'only' }]]);
    expect(store.snapshot()).toMatchObject({ saving: 'saved', waiting: 0 });
    store.dispatch({ kind: 'edit', id: 'a', body: 'again' });
    await store.flush();
    expect(server.get('a')).toMatchObject({ body: 'again', version: 6 });
  });

  it('keeps an edit over a dropped connection and a closed window, and sends it later', async () => {
    const { ports, server, drafts, unplug, plug } = harness([cell('a', 'one')]);
    const first = new NotebookStore('n', dto(cell('a', 'one')), ports);
    unplug();
    first.dispatch({ kind: 'edit', id: 'a', body: 'typed offline' });
    await first.flush();
    expect(first.snapshot()).toMatchObject({ saving: 'offline', waiting: 1 });
    expect(drafts.get('n')).toEqual([{ kind: 'edit', id: 'a', body: 'typed offline' }]);
    plug();
    const second = new NotebookStore('n', dto(cell('a', 'one')), ports);
    await second.restoreDrafts();
    expect(body(second, 'a')).toBe('typed offline');
    await second.flush();
    expect(server.get('a')?.body).toBe('typed offline');
    expect(drafts.get('n')).toEqual([]);
  });

  it('says why the server will not take an edit, keeps it, and sends it once it will', async () => {
    const { ports, server, drafts, refuse } = harness([cell('a', 'one')]);
    const store = new NotebookStore('n', dto(cell('a', 'one')), ports);
    refuse(new SaveRefused('signed out', true));
    store.dispatch({ kind: 'edit', id: 'a', body: 'typed meanwhile' });
    await store.flush();
    expect(store.snapshot()).toMatchObject({ saving: 'refused', waiting: 1, refusal: { message: 'signed out', signedOut: true } });
    expect(drafts.get('n')).toHaveLength(1);
    refuse(null);
    await store.flush();
    expect(store.snapshot()).toMatchObject({ saving: 'saved', waiting: 0, refusal: null });
    expect(server.get('a')?.body).toBe('typed meanwhile');
  });

  it('sends no more at once than a request may carry', async () => {
    const { ports, sent } = harness([]);
    const store = new NotebookStore('n', dto(), ports);
    for (const at of [0, 1, 2])
      store.dispatch({ kind: 'insert', cell: { ...newCell(`cell-${at}`, 'sql', `s${at}`, 'x'.repeat(400_000)) }, at });
    await store.flush();
    await store.flush();
    expect(sent.map((changes) => changes.length)).toEqual([2, 1]);
  });

  it('merges two windows that change different cells', async () => {
    const { ports, server } = harness([cell('a', 'one'), cell('b', 'two')]);
    const [left, right] = [
      new NotebookStore('n', dto(cell('a', 'one'), cell('b', 'two')), ports),
      new NotebookStore('n', dto(cell('a', 'one'), cell('b', 'two')), ports),
    ];
    left.dispatch({ kind: 'edit', id: 'a', body: 'left' });
    right.dispatch({ kind: 'edit', id: 'b', body: 'right' });
    await left.flush();
    await right.flush();
    left.refresh({ title: 'Study', cells: [...server.values()] });
    expect([body(left, 'a'), body(left, 'b')]).toEqual(['left', 'right']);
    expect([...right.snapshot().conflicts]).toEqual([]);
  });

  it.each([
    ['mine', 'right'],
    ['theirs', 'left'],
  ] as const)('shows the later saver of one cell both texts, and takes %s', async (choice, expected) => {
    const { ports, server } = harness([cell('a', 'one')]);
    const [left, right] = [new NotebookStore('n', dto(cell('a', 'one')), ports), new NotebookStore('n', dto(cell('a', 'one')), ports)];
    left.dispatch({ kind: 'edit', id: 'a', body: 'left' });
    right.dispatch({ kind: 'edit', id: 'a', body: 'right' });
    await left.flush();
    await right.flush();
    expect(right.snapshot().conflicts.get('a')).toMatchObject({ mine: { body: 'right' }, theirs: { body: 'left' } });
    expect(server.get('a')?.body).toBe('left');
    right.resolve('a', choice);
    await right.flush();
    expect([body(right, 'a'), server.get('a')?.body]).toEqual([expected, expected]);
    expect(right.snapshot().conflicts.size).toBe(0);
  });

  it('does not let an answer from elsewhere overwrite what is being typed', () => {
    const { ports } = harness([cell('a', 'one')]);
    const store = new NotebookStore('n', dto(cell('a', 'one')), ports);
    store.dispatch({ kind: 'edit', id: 'a', body: 'typing' });
    store.refresh({ title: 'Study', cells: [cell('a', 'theirs', 2)] });
    expect(body(store, 'a')).toBe('typing');
  });
});

describe('undo', () => {
  it('takes typing in one cell back in one step, and structure step by step', () => {
    const { ports } = harness([cell('a', 'one'), cell('b', 'two')]);
    const store = new NotebookStore('n', dto(cell('a', 'one'), cell('b', 'two')), ports);
    store.dispatch({ kind: 'edit', id: 'a', body: 'x' });
    store.dispatch({ kind: 'edit', id: 'a', body: 'xy' });
    store.dispatch({ kind: 'insert', cell: newCell('newcell1', 'text', null, 'note'), at: 1 });
    store.dispatch({ kind: 'remove', id: 'b' });
    const ids = () => store.snapshot().notebook.cells.map((entry) => entry.id);
    expect(ids()).toEqual(['a', 'newcell1']);
    store.undo();
    expect(ids()).toEqual(['a', 'newcell1', 'b']);
    store.undo();
    store.undo();
    expect([ids(), body(store, 'a')]).toEqual([['a', 'b'], 'one']);
    expect(store.snapshot().canUndo).toBe(false);
    store.redo();
    store.redo();
    expect([ids(), body(store, 'a')]).toEqual([['a', 'newcell1', 'b'], 'xy']);
  });
});
